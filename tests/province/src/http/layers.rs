use crate::error::ApiError;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Longest time from a request's head to its reply's head, body upload included: 8 MiB over a 2G line takes
/// minutes, a client that sends nothing must not stay for hours.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// Requests handled at once; more are told to come back.
const AT_ONCE: usize = 256;

/// Bounds how many requests are handled at once.
#[derive(Clone)]
pub(super) struct Gate(Arc<Semaphore>);

impl Gate {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// Bounds number and time of requests, and keeps replies out of every cache.
pub(super) async fn guard(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let mut response = match gate.0.try_acquire() {
        Ok(_permit) => tokio::time::timeout(LONGEST, next.run(request))
            .await
            .unwrap_or_else(|_| ApiError::TimedOut.into_response()),
        Err(_) => ApiError::Busy.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
