//! The parts of `cargo xtask test`, one a file; some are commands of their own.

pub(crate) mod ahead;
pub(crate) mod android;
pub(crate) mod bans;
pub(crate) mod bench;
pub(crate) mod beside;
pub(crate) mod bindings;
pub(crate) mod cargo;
pub(crate) mod catalogues;
pub(crate) mod clients;
pub(crate) mod crash;
pub(crate) mod docs;
pub(crate) mod errors_page;
pub(crate) mod fuzz;
pub(crate) mod interop;
pub(crate) mod ios;
pub(crate) mod layers;
pub(crate) mod link;
pub(crate) mod openapi;
pub(crate) mod peers;
pub(crate) mod phones;
pub(crate) mod private_keys;
pub(crate) mod providers;
pub(crate) mod simulate;
pub(crate) mod size;
pub(crate) mod tus_servers;
