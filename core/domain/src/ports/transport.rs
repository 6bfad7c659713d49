use super::BoxFuture;
use bytes::Bytes;
use std::time::Duration;

/// Request methods that the core uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names of RFC 9110 say it")]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// Upper-case name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A request as a room words it. `Debug` leaves out headers, query and body: all may hold secrets.
#[derive(Clone)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Absolute URL.
    pub url: url::Url,
    /// Header names (lower case) and values.
    pub headers: Vec<(&'static str, String)>,
    /// Body, empty for none.
    pub body: Bytes,
    /// Longest wait for the head of the response and between two pieces of its body.
    pub timeout: Duration,
    /// Most bytes of (decompressed) body that will be read before the response is given up.
    pub max_body: u64,
    /// Goes over a connection of its own, with nothing resumed, so that the connection does not tell who asks.
    pub apart: bool,
}

impl Request {
    /// A request with the limits that suit a JSON answer: 30 s of silence, 1 MiB.
    pub fn new(method: Method, url: url::Url) -> Self {
        Self {
            method,
            url,
            headers: Vec::new(),
            body: Bytes::new(),
            timeout: Duration::from_secs(30),
            max_body: 1 << 20,
            apart: false,
        }
    }

    /// Over a connection that carries nothing else.
    #[must_use]
    pub fn apart(mut self) -> Self {
        self.apart = true;
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Sets a body with its media type.
    #[must_use]
    pub fn body(mut self, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header("content-type", media_type)
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method.as_str())
            .field("host", &self.url.host_str().unwrap_or_default())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The pieces of a response's body, in order; `None` at its regular end.
pub trait BodyStream: Send {
    /// The next piece.
    fn next(&mut self) -> BoxFuture<'_, Option<Result<Bytes, TransportError>>>;
}

/// A body on its way in.
pub type Body = Box<dyn BodyStream>;

/// A response: its head, and a body to be read.
pub struct Response {
    /// Status code.
    pub status: u16,
    /// Header names (lower case) and values.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Body,
}

impl Response {
    /// First value of a header, by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// Every value of a header, by its lower-case name.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// Reads the body whole. The transport enforces `max_body`.
    pub async fn bytes(mut self) -> Result<Vec<u8>, TransportError> {
        let mut all = Vec::new();
        while let Some(piece) = self.body.next().await {
            all.extend_from_slice(&piece?);
        }
        Ok(all)
    }
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Why there is no (whole) response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection: name not resolved, refused, unreachable.
    #[error("no connection")]
    Offline,
    /// Silence for longer than the request allows.
    #[error("timed out")]
    Timeout,
    /// The connection broke in the middle.
    #[error("connection lost")]
    Interrupted,
    /// More bytes than the request allows.
    #[error("reply too large")]
    TooLarge,
    /// Not HTTP, or a body that cannot be decoded.
    #[error("reply not understood")]
    Malformed,
    /// No TLS connection came about, or the server's certificate cannot be used; the variants below are more precise.
    #[error("no trustworthy connection")]
    Tls,
    /// The server speaks only versions of TLS before 1.2.
    #[error("the server's TLS is too old")]
    TlsVersion,
    /// The certificate is for another host.
    #[error("the certificate is for another host")]
    CertificateHost,
    /// The certificate is no longer valid.
    #[error("the certificate has expired")]
    CertificateExpired,
    /// The certificate is not valid yet.
    #[error("the certificate is not valid yet")]
    CertificateNotYetValid,
    /// The server vouches for itself.
    #[error("the certificate is signed by itself")]
    CertificateSelfSigned,
    /// Nobody who is trusted vouches for the server.
    #[error("the certificate's issuer is not trusted")]
    CertificateIssuer,
    /// The chain is right, but the key is none that the province's pack names for this host.
    #[error("the server's key is not one of the pack's pins")]
    CertificatePin,
    /// The certificate does not fit the device's clock, and without a pin nobody can say which of them is wrong.
    #[error("the device's clock does not fit the certificate")]
    Clock,
    /// The server sends on to another scheme, host or port.
    #[error("redirect refused")]
    Redirect,
    /// Cleartext to anything but loopback.
    #[error("address refused")]
    Forbidden,
}

crate::error_codes! { TransportError {
    Offline => "net.offline", Retryable, Waiting;
    Timeout => "net.timeout", Retryable, Waiting;
    Interrupted => "net.interrupted", Retryable, Waiting;
    TooLarge => "net.too_large", Retryable, Waiting;
    Malformed => "net.malformed", Retryable, Waiting;
    Tls => "net.tls", Security, Security;
    TlsVersion => "net.tls_version", Security, Security;
    CertificateHost => "net.certificate_host", Security, Security;
    CertificateExpired => "net.certificate_expired", Security, Security;
    CertificateNotYetValid => "net.certificate_not_yet_valid", Security, Security;
    CertificateSelfSigned => "net.certificate_self_signed", Security, Security;
    CertificateIssuer => "net.certificate_issuer", Security, Security;
    CertificatePin => "net.certificate_pin", Security, Security;
    Clock => "net.clock", Security, Security;
    Redirect => "net.redirect", Security, Security;
    Forbidden => "net.forbidden", Security, Security;
}}

impl TransportError {
    /// Whether the other side, or the way to it, is not to be trusted: trying again alone cannot help.
    pub fn is_refusal(self) -> bool {
        crate::error::Coded::category(&self) == crate::error::Category::Security
    }

    /// Whether the request certainly never left: no connection came about, or none that was trusted.
    pub fn never_left(self) -> bool {
        // A redirect is an answer: what was asked has arrived.
        self == Self::Offline || (self.is_refusal() && self != Self::Redirect)
    }
}

/// Request in, streamed response out. Follows no redirect and keeps no cookie.
pub trait Transport: Send + Sync {
    /// Sends one request. Dropping the future gives the request up.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>>;
}
