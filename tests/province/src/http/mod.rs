//! What all endpoints share: the router, limits, sign-in.

mod authorization;
mod bearer;
mod digest;
mod extract;
mod json;
mod layers;
mod subject;

pub(crate) use authorization::bearer_token;
pub(crate) use bearer::{Bearer, token_hash};
pub(crate) use digest::WholeBytes;
pub(crate) use extract::{ApiBytes, ApiPath, ApiQuery};
pub(crate) use json::ApiJson;
pub use subject::Subject;

use crate::error::ApiError;
use crate::state::AppState;
use crate::{discovery, dossiers, feed, items, officials, oidc, open311, own_pack, ratings, uploads};
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
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
    let gate = layers::Gate::new(state.config().clock.clone());
    Router::new()
        .route("/.well-known/citizen-province", get(discovery::get))
        .route("/v1/pack", get(own_pack::get))
        .route("/v1/lookup", post(dossiers::lookup))
        .route(
            "/v1/follows/{code}",
            put(dossiers::follow).delete(dossiers::unfollow),
        )
        .route("/v1/changes", get(feed::get))
        .route("/v1/items/{id}", put(items::put).get(items::get))
        .route("/v1/items/{id}/withdrawal", post(items::withdraw))
        .route("/v1/rating-tokens", post(ratings::issue))
        .route("/v1/ratings/{id}", put(ratings::redeem))
        .route("/v1/ratings/{id}/withdrawal", post(ratings::withdraw))
        .route("/v1/results", get(ratings::results))
        .merge(uploads::router())
        .merge(officials::router())
        .merge(provider)
        .merge(open311::router())
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::Method)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(state.clone(), layers::nonce))
        .layer(middleware::from_fn_with_state(gate, layers::guard))
        .with_state(state)
}
