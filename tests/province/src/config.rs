//! What a gateway is started with.

use crate::oidc::upstream::Upstream;
use citizen_domain::{Secret, Timestamp};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Where the gateway takes the time from. Tests turn it.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::new(|| {
            let since = std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .unwrap_or_default();
            Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
        })
    }

    /// Any other source.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock(…)")
    }
}

/// Another server of the state that may ask the gateway's own provider about access tokens (RFC 7662).
#[derive(Debug, Clone)]
pub struct ResourceServer {
    /// Its name.
    pub id: String,
    /// Its secret.
    pub secret: Secret<String>,
}

/// What a gateway is started with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Address to listen on; port 0 takes a free one at the first start and the same at each that follows.
    pub listen: SocketAddr,
    /// Folder that holds keys, database and the operator's token. Made when it does not exist.
    pub data: PathBuf,
    /// Adds fictitious residents, dossiers and ratings on first start.
    pub demo: bool,
    /// Pack that the gateway's own pack is made from (an unsigned or anyhow signed pack file; only its content
    /// is taken).
    pub base_pack: PathBuf,
    /// Address under which clients reach it, where that differs from `listen` (behind a proxy).
    pub base_url: Option<String>,
    /// An outside OpenID provider in place of its own.
    pub issuer: Option<String>,
    /// Client id that phones use at `issuer`.
    pub client_id: Option<String>,
    /// The gateway's own name at `issuer`: in the audience of access tokens, and for introspection. `client_id` unless
    /// given.
    pub resource_id: Option<String>,
    /// The gateway's own secret at `issuer`: with it tokens that are not signed are introspected (RFC 7662).
    pub client_secret: Option<Secret<String>>,
    /// Scope that access tokens of `issuer` must have.
    pub required_scope: Option<String>,
    /// Authorities (PEM) that vouch for `issuer` or `upstream` besides the bundled ones.
    pub provider_roots: Option<PathBuf>,
    /// Identity server that its own provider sits in front of, in place of demo residents.
    pub upstream: Option<Upstream>,
    /// Servers that may ask its own provider about access tokens.
    pub resource_servers: Vec<ResourceServer>,
    /// Its own provider gives tokens only to clients that prove a key (RFC 9449); so unless somebody's client cannot.
    pub require_dpop: bool,
    /// App links (HTTPS) that its own OpenID provider may answer to, besides loopback.
    pub app_links: Vec<String>,
    /// Certificate chain and key, PEM files: HTTPS instead of HTTP.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// The certificate (PEM) that will follow the one of `tls`: with it the pack pins both keys.
    pub tls_next: Option<PathBuf>,
    /// How many words a day for withdrawn bodies that it never saw, asked for by nobody in particular: each is a row for ever.
    pub strangers_withdrawals: i64,
    /// Where the time comes from.
    pub clock: Clock,
}

impl Config {
    /// On loopback, without demonstration data, on the machine's clock.
    pub fn new(data: PathBuf, base_pack: PathBuf) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            data,
            demo: false,
            base_pack,
            base_url: None,
            issuer: None,
            client_id: None,
            resource_id: None,
            client_secret: None,
            required_scope: None,
            provider_roots: None,
            upstream: None,
            resource_servers: Vec::new(),
            require_dpop: true,
            app_links: Vec::new(),
            tls: None,
            tls_next: None,
            strangers_withdrawals: 10_000,
            clock: Clock::system(),
        }
    }
}
