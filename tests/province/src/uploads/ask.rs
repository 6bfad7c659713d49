use super::grant;
use super::protocol::{LENGTH, METADATA, stands};
use super::record;
use super::turn::PATIENCE;
use crate::AppState;
use crate::error::ApiError;
use crate::http::ApiPath;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// `HEAD`: how many bytes are here? Of an append that is under way, those that it got count.
pub(super) async fn head(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let part = grant::of(&state, &headers)?;
    let _turn = state.uploads().take(&id, PATIENCE).await?;
    let now = state.now();
    let upload = state
        .db()
        .read_async(move |tx| record::find(tx, &part, &id, now))
        .await?;
    let mut response = StatusCode::OK.into_response();
    stands(&mut response, upload.held, upload.expires_at);
    let headers = response.headers_mut();
    headers.insert(LENGTH, HeaderValue::from(upload.bytes));
    if let Some(metadata) = upload.metadata.and_then(|text| HeaderValue::from_str(&text).ok()) {
        headers.insert(METADATA, metadata);
    }
    Ok(response)
}
