//! The search box: procedures and units.

mod hit;

pub use hit::{Hit, Kind, Why};
