//! Headers of tus, by the gateway's own file.

#[path = "../../../province/src/uploads/words.rs"]
mod words;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use words::{Fault, MAX_METADATA, Sum};

pub(super) fn headers(text: &str) {
    if let Some(number) = words::number(text) {
        assert_eq!(words::number(&number.to_string()), Some(number));
        assert!(text.trim_start_matches('0').len() <= 19);
    }
    if let Some((kind, sum)) = words::checksum(text) {
        let name = match kind {
            Sum::Sha1 => "sha1",
            Sum::Sha256 => "sha256",
        };
        let written = format!("{name} {}", STANDARD.encode(&sum));
        assert_eq!(words::checksum(&written), Some((kind, sum)));
    }
    if words::metadata(text).is_ok() {
        assert!(text.len() <= MAX_METADATA);
        // Nothing before it hides what kind of file it is.
        let png = format!("{text},filetype {}", STANDARD.encode("image/png"));
        let expected = if png.len() > MAX_METADATA {
            Fault::Malformed
        } else {
            Fault::NotAPhoto
        };
        assert_eq!(words::metadata(&png), Err(expected));
    }
}
