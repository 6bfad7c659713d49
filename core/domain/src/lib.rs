//! Value types and rules of a Vietnamese provincial citizen app, and the ports through which the core
//! reaches the world. No I/O happens here: nothing in this crate reads a clock, a file or a socket.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

pub mod calendar;
pub mod codes;
pub mod error;
pub mod identity_number;
pub mod keys;
pub mod message;
pub mod money;
pub mod names;
pub mod pack;
pub mod phone;
pub mod ports;
pub mod repository;
pub mod secret;
pub mod status;
pub mod text;
pub mod time;
pub mod vietqr;
pub mod wire;

pub use error::{Category, Coded, ErrorInfo, Outcome};
pub use secret::Secret;
pub use time::Timestamp;
