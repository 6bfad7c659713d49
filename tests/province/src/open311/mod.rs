//! Open311 GeoReport v2 (<https://wiki.open311.org/GeoReport_v2/>): services, requests, tokens, each as JSON and XML,
//! over the same reports that phones send as items.
//!
//! Extensions, documented in the contract: `client_id` (a UUIDv7) makes `POST requests` idempotent; the severity is an
//! attribute of every service. Names, e-mail, phone and device of the standard are not taken: whoever wants to be
//! known signs in. Listings hold public reports only, without words of the reporter's later on and without pictures.

mod answer;
mod create;
mod filter;
mod form;
mod format;
mod requests;
mod services;
mod xml;

use crate::error::ApiError;
use crate::state::AppState;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use format::{Format, split};

use answer::{Answer, Problem};

/// Its routes, under `/open311/v2`.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/open311/v2/{resource}", get(list).post(create))
        .route("/open311/v2/services/{file}", get(service))
        .route("/open311/v2/requests/{file}", get(request))
        .route("/open311/v2/tokens/{file}", get(token))
}

/// `GET services.{json,xml}` and `GET requests.{json,xml}`.
async fn list(
    State(state): State<AppState>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let (name, format) = split(&file);
    let result = match name {
        "services" => Ok(services::list(&state)),
        "requests" => requests::list(&state, query.as_deref().unwrap_or_default()).await,
        _ => Err(Problem::not_found()),
    };
    format::reply(format, result)
}

/// `POST requests.{json,xml}`.
async fn create(
    State(state): State<AppState>,
    Path(file): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (name, format) = split(&file);
    let result = match name {
        "requests" => create::create(&state, Call { method, uri, headers }, &body).await,
        "services" => Err(ApiError::Method.into()),
        _ => Err(Problem::not_found()),
    };
    format::reply(format, result)
}

/// `GET services/{service_code}.{json,xml}`.
async fn service(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let (code, format) = split(&file);
    format::reply(format, services::definition(&state, code))
}

/// `GET requests/{service_request_id}.{json,xml}`.
async fn request(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let (id, format) = split(&file);
    format::reply(format, requests::one(&state, id).await)
}

/// `GET tokens/{token}.{json,xml}`: the token of a request is its `client_id`.
async fn token(
    State(state): State<AppState>,
    Path(file): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let (token, format) = split(&file);
    format::reply(
        format,
        create::token(&state, Call { method, uri, headers }, token).await,
    )
}

/// What of a request says who asks.
struct Call {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

/// Kept apart from [`Format`] so that a path without a known ending is an error in JSON.
type Ending = Option<Format>;

#[cfg(test)]
mod tests;
