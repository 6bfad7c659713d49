use super::turn::PATIENCE;
use super::{grant, record};
use crate::AppState;
use crate::error::ApiError;
use crate::http::ApiPath;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// `DELETE`: throws an upload away. An attachment that was brought whole stays with its item.
pub(super) async fn delete(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let part = grant::of(&state, &headers)?;
    let _turn = state.uploads().take(&id, PATIENCE).await?;
    let now = state.now();
    state
        .db()
        .write_async(move |tx| {
            let upload = record::find(tx, &part, &id, now)?;
            record::end(tx, &upload.id)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
