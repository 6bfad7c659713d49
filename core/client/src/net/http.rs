//! The production transport: HTTP/1.1 by reqwest. One batch a sync makes newer versions worth little on a 2G
//! line, and they cost size.

use super::body::HttpBody;
use super::lesson;
use super::trust::NetworkTrust;
use super::unpack::{ACCEPTED, Unpack};
use super::verifier::Judged;
use super::{refusal, tls};
use crate::clock::{Lesson, TrueClock};
use citizen_domain::ports::{Body, BoxFuture, Clock, Method, Request, Response, Transport, TransportError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use url::Url;

/// A whole reply may take this many times as long as one silence: bounded, but patient with a 2G line.
const WHOLE: u32 = 10;

/// Longest wait for a connection.
pub(super) const TIMEOUT: Duration = Duration::from_secs(20);

/// Sends requests by reqwest. Follows no redirect, keeps no cookie, speaks cleartext to loopback only.
pub struct HttpTransport {
    trust: Arc<NetworkTrust>,
    clock: Arc<TrueClock>,
    pool: Mutex<Pool>,
}

/// Open connections, and under which trust they were made.
struct Pool {
    client: reqwest::Client,
    generation: u64,
}

impl Pool {
    fn new(trust: &Arc<NetworkTrust>) -> Result<Self, TransportError> {
        let generation = trust.generation();
        Ok(Self {
            client: client(trust, Judged::Now)?,
            generation,
        })
    }
}

impl HttpTransport {
    /// A transport that judges servers and waits by `trust`, and teaches it the time.
    pub fn new(trust: Arc<NetworkTrust>) -> Result<Self, TransportError> {
        Ok(Self {
            clock: Arc::clone(trust.clock()),
            pool: Mutex::new(Pool::new(&trust)?),
            trust,
        })
    }

    /// The open connections; none of those that were made before the pins changed.
    fn client(&self) -> Result<reqwest::Client, TransportError> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        if pool.generation != self.trust.generation() {
            *pool = Pool::new(&self.trust)?;
        }
        Ok(pool.client.clone())
    }

    /// Sends; where the certificate's dates do not fit the time, and that is not sure, the time is asked for first.
    async fn connect(&self, request: &Request) -> Result<reqwest::Response, TransportError> {
        let url = &request.url;
        if url.scheme() != "https" {
            return self.attempt(request).await;
        }
        let host = host_of(url).ok_or(TransportError::Forbidden)?;
        let asks = self.clock.doubt().is_some() && self.trust.has_pins(&host);
        if asks {
            match lesson::learn(&self.trust, url).await {
                // The server says no usable time: the certificate must then be good by the time that is known.
                Ok(()) | Err(TransportError::Clock) => {}
                Err(refused) => return Err(refused),
            }
        }
        match self.attempt(request).await {
            // The handshake failed, so nothing has left.
            Err(TransportError::CertificateExpired | TransportError::CertificateNotYetValid)
                if !self.clock.is_learned()
                    && (self.clock.doubt().is_some() || self.trust.has_pins(&host)) =>
            {
                if asks {
                    return Err(TransportError::Clock);
                }
                lesson::learn(&self.trust, url).await?;
                self.attempt(request).await
            }
            other => other,
        }
    }

    async fn attempt(&self, request: &Request) -> Result<reqwest::Response, TransportError> {
        // What must not be linked to the rest shares neither connection nor TLS session with it.
        let connections = if request.apart {
            client(&self.trust, Judged::Now)?
        } else {
            self.client()?
        };
        let mut builder = connections
            .request(method(request.method), request.url.clone())
            .header("accept-encoding", ACCEPTED);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        if !request.body.is_empty() || matches!(request.method, Method::Post | Method::Put | Method::Patch) {
            builder = builder.body(request.body.clone());
        }
        let sent = self.clock.monotonic();
        let response = tokio::select! {
            sent = builder.send() => sent.map_err(|e| kind(&e))?,
            () = self.clock.sleep(request.timeout) => return Err(TransportError::Timeout),
        };
        self.listen(&request.url, sent, response.headers());
        Ok(response)
    }

    /// Learns the time from an answer, where it may teach.
    fn listen(&self, url: &Url, sent: Duration, headers: &reqwest::header::HeaderMap) {
        let (Some(host), Some(date)) = (host_of(url), lesson::date(headers)) else {
            return;
        };
        let lesson = Lesson { date, sent };
        if url.scheme() == "https" {
            // What teaches nothing is no reason to refuse an answer that was authenticated.
            let _ = self.trust.hear(&host, lesson);
        } else if self.trust.is_demonstration() && is_loopback(url) {
            self.clock.hear(lesson);
        }
    }
}

/// A client of this trust.
pub(super) fn client(trust: &Arc<NetworkTrust>, judged: Judged) -> Result<reqwest::Client, TransportError> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls::config(trust, judged)?)
        .redirect(reqwest::redirect::Policy::none())
        .http1_only()
        .no_proxy()
        .no_gzip()
        .no_zstd()
        .connect_timeout(TIMEOUT)
        .pool_idle_timeout(Duration::from_secs(60))
        .user_agent(concat!("citizen/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|_| TransportError::Tls)
}

/// The host as pins write it.
pub(crate) fn host_of(url: &Url) -> Option<String> {
    Some(match url.host()? {
        url::Host::Domain(name) => name.to_ascii_lowercase(),
        url::Host::Ipv4(ip) => ip.to_string(),
        url::Host::Ipv6(ip) => ip.to_string(),
    })
}

/// Whether an answer sends on to another scheme, host or port.
fn leads_elsewhere(url: &Url, response: &reqwest::Response) -> bool {
    response.status().is_redirection()
        && response
            .headers()
            .get(reqwest::header::LOCATION)
            .is_some_and(|to| {
                let to = to.to_str().ok().and_then(|text| url.join(text).ok());
                to.is_none_or(|to| to.origin() != url.origin())
            })
}

/// Whether `url` names this machine.
pub fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// `https` anywhere, `http` to loopback only, and never with a user name or password in it.
pub fn is_acceptable(url: &url::Url) -> bool {
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url));
    scheme && url.username().is_empty() && url.password().is_none()
}

fn method(m: Method) -> reqwest::Method {
    match m {
        Method::Get => reqwest::Method::GET,
        Method::Head => reqwest::Method::HEAD,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}

/// The kind of an error, never its text: that may hold an address.
pub(super) fn kind(error: &reqwest::Error) -> TransportError {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(e) = source {
        if let Some(tls) = e.downcast_ref::<rustls::Error>() {
            return refusal::of(tls);
        }
        // An I/O error passes over what it wraps when asked for its source, and it may wrap another.
        source = match e
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => e.source(),
        };
    }
    if error.is_timeout() {
        TransportError::Timeout
    } else if error.is_connect() {
        TransportError::Offline
    } else if error.is_decode() || error.is_builder() {
        TransportError::Malformed
    } else {
        TransportError::Interrupted
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            if !is_acceptable(&request.url) {
                return Err(TransportError::Forbidden);
            }
            let timeout = request.timeout;
            let deadline = self.clock.monotonic() + timeout * WHOLE;
            let response = self.connect(&request).await?;
            if request.url.scheme() == "https" && leads_elsewhere(&request.url, &response) {
                return Err(TransportError::Redirect);
            }
            let headers: Vec<(String, String)> = response
                .headers()
                .iter()
                .map(|(n, v)| {
                    (
                        n.as_str().to_owned(),
                        String::from_utf8_lossy(v.as_bytes()).into_owned(),
                    )
                })
                .collect();
            let encoding = headers
                .iter()
                .find(|(n, _)| n == "content-encoding")
                .map(|(_, v)| v.as_str());
            let unpack = Unpack::of(encoding)?;
            let status = response.status().as_u16();
            let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
            let body: Body = Box::new(HttpBody::new(
                response,
                clock,
                timeout,
                deadline,
                unpack,
                request.max_body,
            ));
            Ok(Response {
                status,
                headers,
                body,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleartext_stays_on_this_machine() {
        for (url, fine) in [
            ("https://tphcm.example/", true),
            ("http://127.0.0.1:8080/", true),
            ("http://[::1]:8080/", true),
            ("http://localhost/", true),
            ("http://tphcm.example/", false),
            ("http://10.0.0.1/", false),
            ("http://127.0.0.1.example/", false),
            ("https://an:secret@tphcm.example/", false),
            ("ftp://127.0.0.1/", false),
        ] {
            assert_eq!(is_acceptable(&url::Url::parse(url).unwrap()), fine, "{url}");
        }
    }
}
