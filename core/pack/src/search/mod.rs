//! The search box: procedures and units, found by name as people write it.
//!
//! Levels and their order are those of [`citizen_domain::text::Level`]; this adds other names for a procedure (at
//! level 3), units' names from before July 2025, and typing without an input method (Telex, then VNI) for queries
//! that find nothing.

mod hit;
mod index;
mod words;

pub use hit::{Hit, Kind, Why};
pub use index::Index;
