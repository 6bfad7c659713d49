//! From whatever a camera wrote to an upright JPEG of at most 1,600 pixels with nothing else in it.

#[cfg(feature = "pictures")]
mod decode;
#[cfg(feature = "pictures")]
mod encode;
#[cfg(feature = "pictures")]
mod facts;
#[cfg(feature = "pictures")]
mod pixels;
#[cfg(feature = "pictures")]
mod shrink;
mod sniff;

pub use sniff::{PictureKind, check_label};

use crate::{IncidentError, PhotoRef};
use citizen_domain::Timestamp;
use citizen_domain::wire::{Location, LocationSource};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Longest edge of a prepared photo in pixels (D§9.2).
pub const MAX_EDGE: u32 = 1600;
/// Most pixels of a picture that is taken in.
pub const MAX_PIXELS: u64 = 50_000_000;
/// Longest picture file in bytes.
pub const MAX_FILE: usize = 64 * 1024 * 1024;
/// JPEG quality of a prepared photo.
pub const QUALITY: u8 = 80;

/// A prepared photo. `Debug` shows neither the picture nor the place.
#[derive(Clone, PartialEq)]
pub struct Photo {
    /// The picture, upright, without any metadata. These exact bytes are hashed, kept and sent.
    pub jpeg: Vec<u8>,
    /// SHA-256 of `jpeg`, lower-case hex.
    pub sha256: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Place that the original told. Not in the picture any more: whether it goes into the report is the person's choice.
    pub exif_location: Option<ExifPlace>,
    /// When the original says it was taken (its own clock; Vietnam's zone where it names none).
    pub taken_at: Option<Timestamp>,
}

/// A place as EXIF tells it.
#[derive(Clone, Copy, PartialEq)]
pub struct ExifPlace {
    /// WGS84 degrees.
    pub lat: f64,
    /// WGS84 degrees.
    pub lon: f64,
    /// Radius in metres, where the camera tells it.
    pub accuracy_m: Option<f64>,
}

impl Photo {
    /// What a draft remembers of it.
    pub fn reference(&self) -> PhotoRef {
        PhotoRef {
            sha256: self.sha256.clone(),
            bytes: self.jpeg.len() as u64,
            width: self.width,
            height: self.height,
        }
    }

    /// The place that the original told, as a report carries it. `None` when it told none: then the shell says so
    /// ([`crate::PlaceFlag::ExifStripped`]), because many galleries and messengers remove it.
    pub fn location(&self) -> Option<Location> {
        self.exif_location.map(|place| Location {
            lat: place.lat,
            lon: place.lon,
            accuracy_m: place.accuracy_m,
            source: LocationSource::PhotoExif,
            fix_time: self.taken_at,
        })
    }
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Photo")
            .field("sha256", &self.sha256)
            .field("bytes", &self.jpeg.len())
            .field("width", &self.width)
            .field("height", &self.height)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ExifPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExifPlace(…)")
    }
}

/// Prepares a photo: reads place, time and orientation, decodes (a large JPEG at reduced scale), resizes to at most
/// [`MAX_EDGE`], turns it upright and writes it anew. The same bytes always give the same photo.
///
/// # Errors
/// [`IncidentError::PhotoKind`], [`IncidentError::PhotoHeic`], [`IncidentError::PhotoMislabelled`],
/// [`IncidentError::PhotoBroken`], [`IncidentError::PhotoTooLarge`], [`IncidentError::PhotoTooSmall`]; without the
/// feature `pictures` [`IncidentError::PhotosUnread`]. The draft is not touched by any of them.
pub fn prepare_photo(bytes: &[u8]) -> Result<Photo, IncidentError> {
    if bytes.len() > MAX_FILE {
        return Err(IncidentError::PhotoTooLarge);
    }
    let kind = sniff::kind_of(bytes)?;
    // The decoders are other people's code fed with other people's bytes. They are written in safe Rust, so the worst
    // that a malformed picture can do is to trip an index check: that must end as "damaged picture", not as a crash
    // while someone is filing a report. Nothing shared is changed inside, so going on afterwards is sound.
    catch_unwind(AssertUnwindSafe(|| prepare(bytes, kind))).unwrap_or(Err(IncidentError::PhotoBroken))
}

/// What would be a photo elsewhere is refused by a library that was built without them.
#[cfg(not(feature = "pictures"))]
fn prepare(_: &[u8], _: PictureKind) -> Result<Photo, IncidentError> {
    Err(IncidentError::PhotosUnread)
}

#[cfg(feature = "pictures")]
fn prepare(bytes: &[u8], kind: PictureKind) -> Result<Photo, IncidentError> {
    let facts = facts::read(bytes);
    let full = match kind {
        PictureKind::Jpeg => decode::jpeg(bytes)?,
        PictureKind::Png => decode::png(bytes)?,
    };
    let small = full.fitted(MAX_EDGE);
    let upright = small.turned(facts.orientation);
    let jpeg = encode::jpeg(&upright)?;
    Ok(Photo {
        sha256: citizen_proof::sha256_hex(&jpeg),
        width: upright.width,
        height: upright.height,
        exif_location: facts.place,
        taken_at: facts.taken_at,
        jpeg,
    })
}
