use super::body::{self, Arrived};
use super::checksum::Expected;
use super::grant::{self, Part};
use super::protocol::{OFFSET, is_bytes, number, stands};
use super::record::{self, Kept, Upload};
use super::turn::{PATIENCE, Turn};
use crate::AppState;
use crate::error::ApiError;
use crate::http::ApiPath;
use crate::refusal::Refusal;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// `PATCH`: bytes that follow what is held.
pub(super) async fn patch(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, ApiError> {
    let part = grant::of(&state, &headers)?;
    if !is_bytes(&headers) {
        return Err(ApiError::MediaType);
    }
    let offset = number(&headers, &OFFSET)?.ok_or(ApiError::Malformed)?;
    let turn = state.uploads().take(&id, PATIENCE).await?;
    let upload = {
        let (part, now) = (part.clone(), state.now());
        state
            .db()
            .read_async(move |tx| record::find(tx, &part, &id, now))
            .await?
    };
    if upload.held != offset {
        return Err(ApiError::UploadOffset);
    }
    let upload = take(state, part, upload, turn, headers, request).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    stands(&mut response, upload.held, upload.expires_at);
    Ok(response)
}

/// Reads the body and keeps what arrived, in a task of its own: a client that is cut off takes its connection with it,
/// and what it had sent until then must not go too. The turn at the upload ends with that task.
pub(super) async fn take(
    state: AppState,
    part: Part,
    upload: Upload,
    turn: Turn,
    headers: HeaderMap,
    request: Request,
) -> Result<Upload, ApiError> {
    tokio::spawn(async move {
        let expected = Expected::of(&headers)?;
        let room = upload.bytes.saturating_sub(upload.held);
        let Arrived { bytes, whole } = body::read(&headers, request.into_body(), room, &turn).await?;
        if let Some(expected) = expected {
            // A piece with a checksum counts whole or not at all.
            if !whole {
                return Ok(upload);
            }
            if !expected.fits(&bytes) {
                return Err(ApiError::Checksum);
            }
        }
        let shared = state.clone();
        let kept = state
            .db()
            .write_async(move |tx| {
                let now = record::find(tx, &part, &upload.id, shared.now())?;
                if now.held != upload.held {
                    return Err(ApiError::UploadOffset);
                }
                record::keep(tx, &shared, &part, now, &bytes)
            })
            .await?;
        match kept {
            Kept::Held(upload) => Ok(upload),
            Kept::Spoiled => Err(Refusal::PartHash.into()),
        }
    })
    .await?
}
