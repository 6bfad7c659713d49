//! Attachments by tus 1.0.0 (<https://tus.io/protocols/resumable-upload>): core, creation, creation-with-upload,
//! checksum, termination, expiration. Opened by the token that came with the item's receipt, not by the session.

mod append;
mod ask;
mod body;
mod checksum;
mod create;
mod end;
mod grant;
mod protocol;
mod record;
mod turn;
mod words;

pub(crate) use grant::grants;
pub(crate) use record::end_all;
pub(crate) use turn::Turns;

use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use axum::routing::{MethodRouter, options, post};
use axum::{Router, middleware};

/// Path of the uploads.
pub(crate) const PATH: &str = "/v1/uploads";

/// An upload that nobody touches for so long is thrown away; the phone begins another one.
const LIVES_MS: i64 = 7 * 24 * 3_600_000;
/// Uploads of one attachment at a time; the emptiest goes when there would be more.
const AT_ONCE: u32 = 4;

pub(crate) fn router() -> Router<AppState> {
    let one: MethodRouter<AppState> = options(protocol::options)
        .head(ask::head)
        .patch(append::patch)
        .delete(end::delete)
        .post(overridden);
    Router::new()
        .route("/v1/uploads", post(create::post).options(protocol::options))
        .route("/v1/uploads/{id}", one)
        // The body is read piece by piece, and never beyond the upload's own length.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn(protocol::version))
}

/// `X-HTTP-Method-Override`: for clients whose way knows only `GET` and `POST`.
async fn overridden(
    state: State<AppState>,
    id: crate::http::ApiPath<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, ApiError> {
    let method = headers
        .get("x-http-method-override")
        .and_then(|value| Method::from_bytes(value.as_bytes()).ok());
    match method {
        Some(Method::PATCH) => append::patch(state, id, headers, request).await,
        Some(Method::DELETE) => end::delete(state, id, headers).await,
        Some(Method::HEAD) => ask::head(state, id, headers).await,
        _ => Err(ApiError::Method),
    }
}
