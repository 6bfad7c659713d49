//! OpenID provider for demo residents, in VNeID's place.

use crate::state::AppState;
use axum::Router;

/// Its routes.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
}
