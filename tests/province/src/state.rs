use crate::config::{Clock, Config};
use crate::db::Db;
use crate::error::ApiError;
use crate::files;
use crate::oidc::ProviderKey;
use citizen_domain::Timestamp;
use std::sync::Arc;

/// What every handler needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: Config,
    base_url: String,
    db: Db,
    provider: ProviderKey,
}

impl AppState {
    /// Opens the data folder, making what is missing. `base_url` is where clients reach the gateway, without a
    /// slash at its end.
    pub fn open(config: Config, base_url: String) -> Result<Self, ApiError> {
        files::private_dir(&config.data)?;
        let db = Db::open(&config.data.join("province.db"))?;
        let provider = ProviderKey::open(&config.data)?;
        Ok(Self(Arc::new(Inner {
            config,
            base_url,
            db,
            provider,
        })))
    }

    /// What the gateway was started with.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Where clients reach the gateway, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// An absolute URL of the gateway; `path` starts with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.base_url)
    }

    /// OpenID issuer: the outside one or its own (the base URL itself).
    pub fn issuer(&self) -> &str {
        self.0.config.issuer.as_deref().unwrap_or(&self.0.base_url)
    }

    /// Client id that phones use at the issuer.
    pub fn client_id(&self) -> &str {
        self.0.config.client_id.as_deref().unwrap_or("citizen")
    }

    /// The key of its own OpenID provider.
    pub(crate) fn provider(&self) -> &ProviderKey {
        &self.0.provider
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// Where the time comes from.
    pub fn clock(&self) -> &Clock {
        &self.0.config.clock
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.0.config.clock.now()
    }
}
