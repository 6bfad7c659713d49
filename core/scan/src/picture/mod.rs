//! From bytes to the texts of the QR codes in them.

#[cfg(feature = "pictures")]
mod files;
mod grey;
mod ladder;
mod load;

use crate::ScanError;
use grey::Grey;
use std::fmt;

/// What a picture may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most pixels; more are refused before anything is reserved for them.
    pub max_pixels: u64,
    /// Longest file in bytes.
    pub max_bytes: usize,
    /// Most attempts of a decoder. This room reads no clock, so its patience is counted in attempts: one takes a few
    /// milliseconds on a frame of 960 × 720.
    pub max_steps: u8,
}

impl Limits {
    /// For a picture file that somebody waits for: 50 megapixels, every attempt.
    pub const PICTURE: Self = Self {
        max_pixels: 50_000_000,
        max_bytes: 64 * 1024 * 1024,
        max_steps: 12,
    };
    /// For one of many camera frames: the next one comes soon.
    pub const FRAME: Self = Self {
        max_pixels: 4_000_000,
        max_bytes: 4_000_000,
        max_steps: 4,
    };
}

/// A code that was found. `Debug` shows its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// The payload's bytes, UTF-8 where the code says or looks so.
    pub raw: Vec<u8>,
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Found({} bytes)", self.raw.len())
    }
}

/// A picture that was looked at. No code in it is no error: `found` is empty then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Pixels of the original.
    pub width: u32,
    /// Pixels of the original.
    pub height: u32,
    /// Different payloads, in the order they were found.
    pub found: Vec<Found>,
    /// Attempts that it took.
    pub steps: u8,
}

/// Finds QR codes in a JPEG or PNG.
///
/// # Errors
/// [`ScanError::UnknownKind`], [`ScanError::Heic`], [`ScanError::Broken`], [`ScanError::TooLarge`],
/// [`ScanError::TooSmall`]; without the feature `pictures` [`ScanError::FilesUnread`].
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, ScanError> {
    let picture = load::load(bytes, limits)?;
    Ok(look(&picture, limits, true))
}

/// Finds a QR code in a camera frame: the luma plane, rows from the top, one byte a pixel, no padding.
///
/// # Errors
/// [`ScanError::FrameSize`] when the bytes are not `width` × `height`, [`ScanError::TooLarge`],
/// [`ScanError::TooSmall`].
pub fn decode_grey(width: u32, height: u32, luma: &[u8], limits: &Limits) -> Result<Decoded, ScanError> {
    load::check_size(width, height, limits)?;
    if luma.len() as u64 != u64::from(width) * u64::from(height) {
        return Err(ScanError::FrameSize);
    }
    decode_frame(width, height, width, luma, limits)
}

/// As [`decode_grey`], for cameras whose rows are `stride` bytes apart; the last row may end with its pixels.
///
/// # Errors
/// [`ScanError::FrameSize`] when there are fewer bytes than that, or rows shorter than `width`; as [`decode_grey`].
pub fn decode_frame(
    width: u32,
    height: u32,
    stride: u32,
    luma: &[u8],
    limits: &Limits,
) -> Result<Decoded, ScanError> {
    load::check_size(width, height, limits)?;
    let edge = |n: u32| usize::try_from(n).map_err(|_| ScanError::FrameSize);
    let (columns, rows, step) = (edge(width)?, edge(height)?, edge(stride)?);
    let mut pixels = Vec::with_capacity(columns.saturating_mul(rows));
    if step < columns {
        return Err(ScanError::FrameSize);
    }
    for row in luma.chunks(step).take(rows) {
        pixels.extend_from_slice(row.get(..columns).ok_or(ScanError::FrameSize)?);
    }
    if pixels.len() != columns.saturating_mul(rows) {
        return Err(ScanError::FrameSize);
    }
    let frame = Grey {
        width,
        height,
        pixels,
    };
    Ok(look(&frame, limits, false))
}

fn look(picture: &Grey, limits: &Limits, several: bool) -> Decoded {
    let mut search = ladder::Search::new(limits.max_steps, several);
    search.run(picture);
    Decoded {
        width: picture.width,
        height: picture.height,
        steps: search.steps(),
        found: search.into_found(),
    }
}
