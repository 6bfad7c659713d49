//! From a picture to a payload, and from a payload to what it is and how far it can be trusted. Nothing here opens a
//! link, writes a log or keeps what it read.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod error;
mod payload;

pub use error::ScanError;
pub use payload::{DossierRef, IdCardSummary, Kind, Payload, Trust, VietQrSummary, Warning};
