//! What all endpoints share: the router, limits, sign-in.

mod bearer;
mod json;
mod layers;

pub use bearer::Subject;
pub(crate) use bearer::{Bearer, token_hash};
pub(crate) use json::ApiJson;

use crate::error::ApiError;
use crate::state::AppState;
use crate::{oidc, open311};
use axum::extract::DefaultBodyLimit;
use axum::{Router, middleware};
use tower_http::compression::CompressionLayer;

/// Largest request body, unless a route says otherwise.
pub(crate) const MAX_BODY: usize = 64 * 1024;

/// The whole gateway.
pub fn router(state: AppState) -> Router {
    // With an outside OpenID provider its own one does not answer.
    let provider = match state.config().issuer {
        None => oidc::router(),
        Some(_) => Router::new(),
    };
    Router::new()
        .merge(provider)
        .merge(open311::router())
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::Method)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(layers::Gate::new(), layers::guard))
        .with_state(state)
}
