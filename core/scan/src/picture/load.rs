use super::Limits;
#[cfg(feature = "pictures")]
use super::files::{jpeg, png};
use super::grey::Grey;
use crate::ScanError;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A code of version 1 has 21 modules; less than one pixel each shows nothing.
const MIN_EDGE: u32 = 21;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// `ftyp` brands of HEIF.
const HEIF: [&[u8; 4]; 8] = [
    b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif",
];

pub(super) fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), ScanError> {
    if u64::from(width) * u64::from(height) > limits.max_pixels {
        return Err(ScanError::TooLarge);
    }
    if width.min(height) < MIN_EDGE {
        return Err(ScanError::TooSmall);
    }
    Ok(())
}

/// Reads a picture as grey.
pub(super) fn load(bytes: &[u8], limits: &Limits) -> Result<Grey, ScanError> {
    if bytes.len() > limits.max_bytes {
        return Err(ScanError::TooLarge);
    }
    let reader: fn(&[u8], &Limits) -> Result<Grey, ScanError> = match bytes {
        [0xFF, 0xD8, ..] => jpeg,
        _ if bytes.starts_with(PNG) => png,
        [_, _, _, _, b'f', b't', b'y', b'p', a, b, c, d, ..] if HEIF.contains(&&[*a, *b, *c, *d]) => {
            return Err(ScanError::Heic);
        }
        _ => return Err(ScanError::UnknownKind),
    };
    // Other people's decoders on hostile bytes: safe Rust, so the worst is a tripped index check. It must end as a
    // damaged picture. Nothing shared is changed inside, so going on is sound.
    catch_unwind(AssertUnwindSafe(|| reader(bytes, limits))).unwrap_or(Err(ScanError::Broken))
}

/// What would be a picture elsewhere is refused by a library that was built without them.
#[cfg(not(feature = "pictures"))]
fn jpeg(_: &[u8], _: &Limits) -> Result<Grey, ScanError> {
    Err(ScanError::FilesUnread)
}

#[cfg(not(feature = "pictures"))]
use jpeg as png;
