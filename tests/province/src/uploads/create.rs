use super::protocol::{LENGTH, METADATA, is_bytes, number, stands};
use super::{PATH, append, grant, record};
use crate::AppState;
use crate::error::ApiError;
use crate::items::MAX_PART;
use crate::refusal::Refusal;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Longest metadata that is kept.
const MAX_METADATA: usize = 1_024;

/// `POST`: begins an upload of the attachment that the token names, with its first bytes if there is a body.
pub(super) async fn post(
    State(state): State<AppState>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, ApiError> {
    let part = grant::of(&state, &headers)?;
    // Only whole attachments of known length: the item's body names it.
    let length = number(&headers, &LENGTH)?.ok_or(ApiError::Malformed)?;
    if length > MAX_PART as u64 {
        return Err(ApiError::TooLarge);
    }
    let metadata = metadata(&headers)?;
    let now = state.now();
    let upload = {
        let part = part.clone();
        state
            .db()
            .write_async(move |tx| {
                if record::length_of(tx, &part)? != length {
                    return Err(Refusal::PartLength.into());
                }
                record::create(tx, &part, metadata.as_deref(), now)
            })
            .await?
    };
    let place = state.url(&format!("{PATH}/{}", upload.id));
    // Of an attachment that is here already no byte is needed.
    let upload = match is_bytes(&headers) && upload.held < upload.bytes {
        true => append::take(state, part, upload, headers, request).await?,
        false => upload,
    };
    let mut response = StatusCode::CREATED.into_response();
    stands(&mut response, upload.held, upload.expires_at);
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// `Upload-Metadata`, checked for its form; a file type, where one is named, must be that of a photo.
fn metadata(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get(METADATA) else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| ApiError::Malformed)?;
    if text.len() > MAX_METADATA {
        return Err(ApiError::Malformed);
    }
    for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = STANDARD.decode(value).map_err(|_| ApiError::Malformed)?;
        let typed = matches!(key, "filetype" | "content-type" | "type" | "contentType");
        if typed && !value.is_empty() && value != b"image/jpeg" {
            return Err(ApiError::MediaType);
        }
    }
    Ok(Some(text.to_owned()))
}
