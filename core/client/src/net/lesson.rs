//! The time-learning connection. While no time is known, a certificate cannot be judged by its dates; so one connection
//! is made for the time alone: chain, host name and the pack's pin are checked, the dates are not, and nothing is sent
//! but a bare `HEAD /`. The answer's `Date` is then the time at which the certificate must be good.

use super::http::{TIMEOUT, client, host_of, kind};
use super::trust::NetworkTrust;
use super::verifier::Judged;
use crate::clock::Lesson;
use citizen_domain::ports::{Clock, TransportError};
use citizen_outbox::http_date;
use reqwest::header::{DATE, HeaderMap};
use std::sync::Arc;
use url::Url;

/// Asks the server of `url` for the time.
///
/// # Errors
/// [`TransportError::Clock`] when the pack names no key of this host, or the answer says no usable time; why the server
/// is refused; or why there is no answer.
pub(super) async fn learn(trust: &Arc<NetworkTrust>, url: &Url) -> Result<(), TransportError> {
    let host = host_of(url).ok_or(TransportError::Forbidden)?;
    if !trust.has_pins(&host) {
        return Err(TransportError::Clock);
    }
    let clock = trust.clock();
    let client = client(trust, Judged::AtItsOwnTime)?;
    let mut root = url.clone();
    root.set_path("/");
    root.set_query(None);
    root.set_fragment(None);
    let sent = clock.monotonic();
    let answer = tokio::select! {
        answer = client.head(root).send() => answer.map_err(|e| kind(&e))?,
        () = clock.sleep(TIMEOUT) => return Err(TransportError::Timeout),
    };
    let date = date(answer.headers()).ok_or(TransportError::Clock)?;
    trust.hear(&host, Lesson { date, sent })
}

/// The `Date` of an answer that comes from the server itself, not out of a cache.
pub(super) fn date(headers: &HeaderMap) -> Option<citizen_domain::Timestamp> {
    if headers.contains_key(reqwest::header::AGE) {
        return None;
    }
    http_date(headers.get(DATE)?.to_str().ok()?)
}
