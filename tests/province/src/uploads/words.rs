//! What stands in the headers of tus. Knows neither the server nor the store, so that it can be fuzzed by itself (`tests/fuzz`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Longest metadata that is kept.
pub(super) const MAX_METADATA: usize = 1_024;

/// A whole number, as tus writes lengths and offsets: digits alone, as many as fit.
pub(super) fn number(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 19 || !text.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// How a sum was made, of those that the server knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    Sha1,
    Sha256,
}

/// `sha1 <base64>`.
pub(super) fn checksum(text: &str) -> Option<(Sum, Vec<u8>)> {
    let (name, sum) = text.trim().split_once(' ')?;
    let kind = match name {
        "sha1" => Sum::Sha1,
        "sha256" => Sum::Sha256,
        _ => return None,
    };
    Some((kind, STANDARD.decode(sum.trim()).ok()?))
}

/// Why metadata is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Too long, or not of the form `key base64, key base64`.
    Malformed,
    /// It names a file type that is not that of a photo.
    NotAPhoto,
}

/// Checks `Upload-Metadata`.
pub(super) fn metadata(text: &str) -> Result<(), Fault> {
    if text.len() > MAX_METADATA {
        return Err(Fault::Malformed);
    }
    for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = STANDARD.decode(value).map_err(|_| Fault::Malformed)?;
        let typed = matches!(key, "filetype" | "content-type" | "type" | "contentType");
        if typed && !value.is_empty() && value != b"image/jpeg" {
            return Err(Fault::NotAPhoto);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sums_and_metadata_are_read_as_tus_writes_them() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("1234567890123456789"), Some(1_234_567_890_123_456_789));
        for text in ["", "+1", "-1", "1 ", "1.0", "0x1", "12345678901234567890", "١"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(checksum("sha1 AAEC"), Some((Sum::Sha1, vec![0, 1, 2])));
        assert_eq!(checksum("sha256  AAEC "), Some((Sum::Sha256, vec![0, 1, 2])));
        for text in ["", "sha1", "md5 AAEC", "sha1 !", "SHA1 AAEC"] {
            assert_eq!(checksum(text), None, "{text}");
        }
        assert_eq!(
            metadata("filename YQ==, filetype aW1hZ2UvanBlZw==,is_confidential"),
            Ok(())
        );
        assert_eq!(metadata("filetype aW1hZ2UvcG5n"), Err(Fault::NotAPhoto));
        assert_eq!(metadata("filename !"), Err(Fault::Malformed));
        assert_eq!(metadata(&"a".repeat(MAX_METADATA + 1)), Err(Fault::Malformed));
    }
}
