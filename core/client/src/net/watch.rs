//! Tells whoever looks after the program which requests are made and how long they take. Never what is in them.

use citizen_domain::error::Coded;
use citizen_domain::ports::{BoxFuture, Clock, Method, Request, Response, Transport, TransportError};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// One request that was answered, or was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// Where to, without query; parts of the path that may name somebody or something of theirs are `…`.
    pub place: String,
    /// HTTP status, or the error's code.
    pub answer: Result<u16, &'static str>,
    /// Length of the request's body in bytes.
    pub bytes_up: usize,
    /// From sending to the head of the answer.
    pub took: Duration,
}

/// Is told of every request as its answer begins.
pub type Watcher = Box<dyn Fn(&Step) + Send + Sync>;

/// A transport that can be looked at.
pub struct Watched {
    inner: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    watcher: Arc<OnceLock<Watcher>>,
}

impl Watched {
    /// Puts `watcher`, once it is set, before `inner`.
    pub fn new(inner: Arc<dyn Transport>, clock: Arc<dyn Clock>, watcher: Arc<OnceLock<Watcher>>) -> Self {
        Self {
            inner,
            clock,
            watcher,
        }
    }
}

impl Transport for Watched {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let Some(watcher) = self.watcher.get() else {
            return self.inner.send(request);
        };
        Box::pin(async move {
            let (method, place) = (name(request.method), place(&request.url));
            let bytes_up = request.body.len();
            let begun = self.clock.monotonic();
            let answer = self.inner.send(request).await;
            watcher(&Step {
                method,
                place,
                answer: answer.as_ref().map(|r| r.status).map_err(Coded::code),
                bytes_up,
                took: self.clock.monotonic().saturating_sub(begun),
            });
            answer
        })
    }
}

const fn name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Head => "HEAD",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}

/// Codes, ids and hashes hold a digit and no word of an interface does, versions (`v2`) aside.
fn place(url: &url::Url) -> String {
    let version = |part: &str| {
        part.strip_prefix('v')
            .is_some_and(|n| !n.is_empty() && n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    // The one name of an interface that holds digits.
    let standard = |part: &str| part == "open311";
    let word = |part: &str| {
        part.len() <= 32
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b"-_.".contains(&b))
    };
    let parts = url.path_segments().into_iter().flatten();
    let shown: Vec<&str> = parts
        .map(|part| {
            if version(part) || standard(part) || word(part) {
                part
            } else {
                "…"
            }
        })
        .collect();
    format!("{}/{}", url.origin().ascii_serialization(), shown.join("/"))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn nothing_of_a_person_is_in_the_place() {
        for (url, shown) in [
            (
                "https://tinh.example/.well-known/citizen-province",
                "https://tinh.example/.well-known/citizen-province",
            ),
            (
                "http://127.0.0.1:80/open311/v2/requests.json?account=an",
                "http://127.0.0.1/open311/v2/requests.json",
            ),
            (
                "https://tinh.example/dossiers/H29.12-260212-0101/lookup?secret=T3ST",
                "https://tinh.example/dossiers/…/lookup",
            ),
            (
                "https://tinh.example/items/0198c0de-0000-7000-8000-000000000000",
                "https://tinh.example/items/…",
            ),
            (
                "https://tinh.example/v2x/Nguy%E1%BB%85n",
                "https://tinh.example/…/…",
            ),
        ] {
            assert_eq!(place(&url::Url::parse(url).unwrap()), shown);
        }
    }
}
