use super::{checksum, words};
use crate::error::ApiError;
use crate::items::MAX_PART;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use citizen_domain::Timestamp;
use std::time::{Duration, UNIX_EPOCH};

pub(super) const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(super) const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");

/// Extensions, as the grants and `OPTIONS` name them.
pub(super) const EXTENSIONS: [&str; 5] = [
    "creation",
    "creation-with-upload",
    "checksum",
    "termination",
    "expiration",
];

/// Every request but `OPTIONS` names the version of tus that it speaks, and every reply does.
pub(super) async fn version(request: Request, next: Next) -> Response {
    let spoken = request.headers().get(RESUMABLE) == Some(&VERSION);
    let mut response = if spoken || request.method() == Method::OPTIONS {
        next.run(request).await
    } else {
        let mut refused = ApiError::TusVersion.into_response();
        refused
            .headers_mut()
            .insert(HeaderName::from_static("tus-version"), VERSION);
        refused
    };
    response.headers_mut().insert(RESUMABLE, VERSION);
    response
}

/// `OPTIONS`: what the server knows.
pub(super) async fn options() -> impl IntoResponse {
    (
        StatusCode::NO_CONTENT,
        [
            ("tus-version", "1.0.0".to_owned()),
            ("tus-extension", EXTENSIONS.join(",")),
            ("tus-max-size", MAX_PART.to_string()),
            ("tus-checksum-algorithm", checksum::ALGORITHMS.to_owned()),
        ],
    )
}

/// A header that holds a whole number.
pub(super) fn number(headers: &HeaderMap, name: &HeaderName) -> Result<Option<u64>, ApiError> {
    let Some(value) = headers.get(name) else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| ApiError::Malformed)?;
    words::number(text).map(Some).ok_or(ApiError::Malformed)
}

/// Whether a body is declared to be bytes of an upload.
pub(super) fn is_bytes(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value == "application/offset+octet-stream")
}

/// Where an upload stands, in headers.
pub(super) fn stands(response: &mut Response, held: u64, expires_at: Timestamp) {
    let headers = response.headers_mut();
    headers.insert(OFFSET, HeaderValue::from(held));
    let ms = u64::try_from(expires_at.millis()).unwrap_or(0);
    if let Some(at) = UNIX_EPOCH.checked_add(Duration::from_millis(ms))
        && let Ok(value) = HeaderValue::from_str(&httpdate::fmt_http_date(at))
    {
        headers.insert(EXPIRES, value);
    }
}
