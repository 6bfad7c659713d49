//! The reference province gateway: the other end of every wire of the citizen core, as a library. `citizen
//! province …` runs it. See the crate's `README.md` for the tour.

mod acting;
pub mod config;
mod counter;
mod db;
pub mod demo;
mod discovery;
mod dossiers;
mod dpop;
mod error;
mod feed;
mod files;
mod http;
mod items;
mod keys;
mod listen;
pub mod officials;
pub mod oidc;
mod open311;
mod outside;
mod own_pack;
mod own_pins;
mod ratings;
mod refusal;
mod reports;
mod server;
mod state;
mod uploads;

pub use config::{Clock, Config, ResourceServer};
pub use db::Db;
pub use error::ApiError;
pub use http::{Subject, router};
pub use keys::Keys;
pub use officials::Officials;
pub use refusal::Refusal;
pub use server::{Running, StartError, serve, start};
pub use state::AppState;
