//! The reference province gateway: the other end of every wire of the citizen core, as a library. `citizen
//! province …` runs it. See the crate's `README.md` for the tour.

pub mod config;
mod db;
mod error;
mod files;
mod http;
pub mod oidc;
mod open311;
mod server;
pub mod slip;
mod state;

pub use config::{Clock, Config};
pub use db::Db;
pub use error::ApiError;
pub use http::{Subject, router};
pub use server::{Running, StartError, serve, start};
pub use state::AppState;
