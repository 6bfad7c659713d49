use crate::error::ApiError;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use citizen_proof::sha256;

const HEADER: &str = "content-digest";
const SHA_256: &str = "sha-256=";

/// A whole body that is what its sender hashed, where the sender says so (`Content-Digest`, RFC 9530 §2). What was changed
/// on the way must neither become the item nor make a conflict of the right body that comes after it.
pub(crate) struct WholeBytes(pub(crate) Bytes);

impl<S: Send + Sync> FromRequest<S> for WholeBytes {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, state).await?;
        if fits(&headers, &body) {
            Ok(Self(body))
        } else {
            Err(ApiError::ContentDigest)
        }
    }
}

/// Of the hashes that a sender may name only SHA-256 is looked at. One that cannot be read was changed as well.
fn fits(headers: &HeaderMap, body: &[u8]) -> bool {
    headers.get_all(HEADER).iter().all(|value| {
        let Ok(text) = value.to_str() else { return false };
        text.split(',')
            .filter_map(|member| member.trim().strip_prefix(SHA_256))
            .all(|named| bytes_of(named).is_some_and(|named| named == sha256(body)))
    })
}

/// `:<base64>:`, a byte sequence of RFC 8941 §3.3.5, without its parameters.
fn bytes_of(item: &str) -> Option<Vec<u8>> {
    let bare = item.split(';').next()?.trim();
    let base64 = bare.strip_prefix(':')?.strip_suffix(':')?;
    STANDARD.decode(base64).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_a_sha_256_that_fits_or_none_is_taken() {
        // Of `{"hello": "world"}` and a line end: RFC 9530, appendix B.
        let body = b"{\"hello\": \"world\"}\n";
        let right = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
        let wrong = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
        for (value, fine) in [
            (right.to_owned(), true),
            (format!("sha-512=:AAAA:, {right}"), true),
            (format!("{right};x=1"), true),
            ("unixsum=:AA==:".to_owned(), true),
            (wrong.to_owned(), false),
            (format!("{right}, {wrong}"), false),
            ("sha-256=:not base64:".to_owned(), false),
            ("sha-256=".to_owned(), false),
        ] {
            let headers = HeaderMap::from_iter([(
                axum::http::HeaderName::from_static(HEADER),
                HeaderValue::from_str(&value).unwrap(),
            )]);
            assert_eq!(fits(&headers, body), fine, "{value}");
        }
        assert!(fits(&HeaderMap::new(), body));
    }
}
