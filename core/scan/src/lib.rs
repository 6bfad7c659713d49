//! From a picture to a payload, and from a payload to what it is and how far it can be trusted. Nothing here opens a
//! link, writes a log or keeps what it read.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod classify;
mod draw;
mod error;
mod payload;
mod picture;

pub use classify::host::{HostVerdict, check_host};
pub use classify::id_card::{CardKind, IdCard, IdCardError};
pub use classify::{MAX_PAYLOAD, MAX_SLIP, ScanContext, classify};
#[cfg(feature = "pictures")]
pub use draw::draw_png;
pub use draw::{draw_svg, draw_terminal, modules};
pub use error::ScanError;
pub use payload::{DossierRef, IdCardSummary, Kind, Payload, Trust, VietQrSummary, Warning};
pub use picture::{Decoded, Found, Limits, decode, decode_frame, decode_grey};

#[cfg(test)]
mod tests;
