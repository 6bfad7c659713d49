use crate::IncidentError;

/// Kinds of pictures that are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// `ftyp` brands of HEIF with HEVC or AV1 inside.
const HEIF: [&[u8; 4]; 9] = [
    b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis",
];

/// What the first bytes say.
pub(super) fn kind_of(bytes: &[u8]) -> Result<PictureKind, IncidentError> {
    if bytes.starts_with(PNG) {
        return Ok(PictureKind::Png);
    }
    if let Some(&[b'f', b't', b'y', b'p', a, b, c, d]) = bytes.get(4..12) {
        let brand = [a, b, c, d];
        return Err(if HEIF.contains(&&brand) {
            IncidentError::PhotoHeic
        } else {
            IncidentError::PhotoKind
        });
    }
    match bytes {
        // After the start comes a marker of a segment; anything else only pretends.
        [0xFF, 0xD8, 0xFF, 0xC0..=0xFE, ..] => Ok(PictureKind::Jpeg),
        [0xFF, 0xD8, _, _, ..] => Err(IncidentError::PhotoMislabelled),
        [0xFF, 0xD8, ..] | [0xFF] => Err(IncidentError::PhotoBroken),
        [0x89, b'P', ..] => Err(IncidentError::PhotoBroken),
        [] => Err(IncidentError::PhotoBroken),
        _ => Err(IncidentError::PhotoKind),
    }
}

/// Holds a file's name or media type against its content: a `.jpg` that is a PNG inside was renamed by someone, and
/// what else was done to it is unknown.
///
/// Names without an extension that tells a picture are no claim and pass.
///
/// # Errors
/// [`IncidentError::PhotoMislabelled`] when they disagree, else as [`crate::prepare_photo`] for the kind.
pub fn check_label(bytes: &[u8], name_or_type: &str) -> Result<(), IncidentError> {
    let kind = kind_of(bytes)?;
    let ending = name_or_type
        .rsplit(['.', '/'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let agrees = match ending.as_str() {
        "jpg" | "jpeg" | "jpe" | "jfif" => kind == PictureKind::Jpeg,
        "png" => kind == PictureKind::Png,
        "gif" | "webp" | "bmp" | "tif" | "tiff" | "heic" | "heif" | "avif" | "pdf" => false,
        _ => true,
    };
    if agrees {
        Ok(())
    } else {
        Err(IncidentError::PhotoMislabelled)
    }
}
