use super::{Look, SlipKind, photograph, picture_for};
use crate::error::ApiError;
use crate::officials::Operator;
use crate::state::AppState;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use serde::Deserialize;

/// The one route of this room.
pub(crate) fn router() -> Router<AppState> {
    Router::new().route("/officials/dossiers/{code}/slip.jpg", get(slip))
}

#[derive(Deserialize)]
#[serde(default)]
struct Asked {
    kind: SlipKind,
    seed: u64,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            kind: SlipKind::default(),
            seed: 1,
        }
    }
}

/// `GET /officials/dossiers/{code}/slip.jpg`: the slip as a phone would photograph it.
async fn slip(
    State(state): State<AppState>,
    _operator: Operator,
    Path(code): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<impl IntoResponse, ApiError> {
    let Query(asked) = asked.map_err(|_| ApiError::Malformed)?;
    let jpeg = tokio::task::spawn_blocking(move || {
        let picture = picture_for(&state, &code, asked.kind)?;
        photograph(&picture, Look::phone(asked.seed))
            .map_err(|_| ApiError::Internal("a slip could not be drawn"))
    })
    .await??;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], jpeg))
}
