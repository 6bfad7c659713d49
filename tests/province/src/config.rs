//! What a gateway is started with.

use citizen_domain::Timestamp;
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

/// What a gateway is started with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Address to listen on; port 0 takes a free one.
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
    /// App links (HTTPS) that its own OpenID provider may answer to, besides loopback.
    pub app_links: Vec<String>,
    /// Certificate chain and key, PEM files: HTTPS instead of HTTP.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// The certificate (PEM) that will follow the one of `tls`: with it the pack pins both keys.
    pub tls_next: Option<PathBuf>,
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
            app_links: Vec::new(),
            tls: None,
            tls_next: None,
            clock: Clock::system(),
        }
    }
}
