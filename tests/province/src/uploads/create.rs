use super::protocol::{LENGTH, METADATA, is_bytes, number, stands};
use super::turn::PATIENCE;
use super::words::{self, Fault};
use super::{PATH, append, grant, record};
use crate::AppState;
use crate::error::ApiError;
use crate::items::MAX_PART;
use crate::refusal::Refusal;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

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
        true => {
            let turn = state.uploads().take(&upload.id, PATIENCE).await?;
            append::take(state, part, upload, turn, headers, request).await?
        }
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
    words::metadata(text).map_err(|fault| match fault {
        Fault::Malformed => ApiError::Malformed,
        Fault::NotAPhoto => ApiError::MediaType,
    })?;
    Ok(Some(text.to_owned()))
}
