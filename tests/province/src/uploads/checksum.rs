use super::words::{self, Sum};
use crate::error::ApiError;
use axum::http::{HeaderMap, HeaderValue};
use ring::digest::{self, Algorithm};

/// As `OPTIONS` names them. SHA-1 is what the standard demands of every server with this extension; it guards against
/// noise on the line alone. What an attachment is worth is said by its SHA-256.
pub(super) const ALGORITHMS: &str = "sha1,sha256";

/// What the bytes of a request should come to.
pub(super) struct Expected {
    algorithm: &'static Algorithm,
    sum: Vec<u8>,
}

impl Expected {
    /// From `Upload-Checksum: sha1 <base64>`.
    pub(super) fn of(headers: &HeaderMap) -> Result<Option<Self>, ApiError> {
        let Some(value) = headers.get("upload-checksum").map(HeaderValue::to_str) else {
            return Ok(None);
        };
        let (kind, sum) = value.ok().and_then(words::checksum).ok_or(ApiError::Malformed)?;
        let algorithm = match kind {
            Sum::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Sum::Sha256 => &digest::SHA256,
        };
        Ok(Some(Self { algorithm, sum }))
    }

    /// Whether these are the bytes.
    pub(super) fn fits(&self, bytes: &[u8]) -> bool {
        digest::digest(self.algorithm, bytes).as_ref() == self.sum
    }
}
