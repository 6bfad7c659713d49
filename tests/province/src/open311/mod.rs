//! Open311 GeoReport v2.

use crate::state::AppState;
use axum::Router;

/// Its routes, under `/open311/v2`.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
}
