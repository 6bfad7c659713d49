use crate::config::Clock;
use crate::dpop;
use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use tokio::sync::Semaphore;

/// Longest time from a request's head to its reply's head, body upload included: 8 MiB over a 2G line takes
/// minutes, a client that sends nothing must not stay for hours.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// Requests handled at once; more are told to come back.
const AT_ONCE: usize = 256;

/// Bounds how many requests are handled at once.
#[derive(Clone)]
pub(super) struct Gate {
    at_once: Arc<Semaphore>,
    clock: Clock,
}

impl Gate {
    pub(super) fn new(clock: Clock) -> Self {
        Self {
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
            clock,
        }
    }

    /// The gateway's own time as `Date` (RFC 9110 §6.6.1): phones with a wrong clock learn from it.
    fn date(&self) -> Option<HeaderValue> {
        let ms = u64::try_from(self.clock.now().millis()).ok()?;
        let at = UNIX_EPOCH.checked_add(Duration::from_millis(ms))?;
        HeaderValue::from_str(&httpdate::fmt_http_date(at)).ok()
    }
}

/// Bounds number and time of requests, says the time, and keeps replies out of every cache.
pub(super) async fn guard(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let mut response = match gate.at_once.try_acquire() {
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
    if let Some(date) = gate.date() {
        headers.insert(header::DATE, date);
    }
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Whoever sends a proof learns with every reply which nonce the next one is to have (RFC 9449 §8.2); whoever sends a
/// sign-in's parameters ahead will need one next.
pub(super) async fn nonce(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let proves = request.uri().path() == "/oauth/par"
        || request.headers().contains_key(dpop::HEADER)
        || super::authorization::credentials(request.headers())
            .is_some_and(|(scheme, _)| scheme == super::authorization::Scheme::Dpop);
    let mut response = next.run(request).await;
    if proves && let Ok(nonce) = HeaderValue::from_str(&state.dpop().nonce(state.now())) {
        response.headers_mut().insert(dpop::NONCE_HEADER, nonce);
    }
    response
}
