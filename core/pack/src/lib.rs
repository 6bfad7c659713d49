//! The signed province pack: a province is data, never code.
//!
//! [`verify`] turns bytes into a [`VerifiedPack`]; nothing of a pack is used before that. The rest of the crate
//! answers questions about a verified pack: look-ups by code and name ([`lookup`]) and the search box ([`search`]).
//!
//! See the crate's `README.md` for what it promises and what it must not know.

pub mod lookup;
pub mod search;

mod build;
mod error;
mod repository;
mod section;
mod spare;
mod trust;
mod verified;
mod verify;

pub use build::{Edition, build, voucher};
pub use error::PackError;
pub use repository::{PackRepository, StoredPack};
pub use section::{SECTIONS, sections};
pub use spare::Spare;
pub use trust::{Standing, Trust};
pub use verified::{PackInfo, VerifiedPack};
pub use verify::{verify, verify_with};

/// Format of pack that this version reads.
pub const FORMAT: u32 = 1;

/// Largest pack file that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
