use crate::config::{Clock, Config};
use crate::db::Db;
use crate::dpop::Dpop;
use crate::error::ApiError;
use crate::files;
use crate::http::token_hash;
use crate::keys::Keys;
use crate::oidc::ProviderKeys;
use crate::outside::{Fetch, Outside};
use crate::own_pack::{self, OwnPack};
use crate::uploads::Turns;
use crate::{demo, feed};
use citizen_domain::Timestamp;
use citizen_domain::pack::PackContent;
use std::sync::{Arc, OnceLock};

/// What every handler needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: Config,
    base_url: String,
    db: Db,
    provider: ProviderKeys,
    keys: Keys,
    pack: OwnPack,
    dpop: Dpop,
    uploads: Turns,
    fetch: Arc<Fetch>,
    outside: Option<Outside>,
    /// Hash of the operator's token, while the gateway is reached over HTTP.
    operator: OnceLock<Vec<u8>>,
}

impl AppState {
    /// Opens the data folder, making what is missing. `base_url` is where clients reach the gateway, without a
    /// slash at its end.
    pub fn open(config: Config, base_url: String) -> Result<Self, ApiError> {
        files::private_dir(&config.data)?;
        let db = Db::open(&config.data.join("province.db"))?;
        let provider = ProviderKeys::open(&config.data, config.clock.now())?;
        let keys = Keys::open(&config.data.join("keys"))?;
        let pack = own_pack::open(&config, &base_url, &keys)?;
        let fetch = Arc::new(Fetch::new(config.provider_roots.as_deref())?);
        let outside = Outside::of(&config, &base_url, &fetch)?;
        let state = Self(Arc::new(Inner {
            config,
            base_url,
            db,
            keys,
            pack,
            provider,
            dpop: Dpop::new()?,
            uploads: Turns::default(),
            fetch,
            outside,
            operator: OnceLock::new(),
        }));
        let now = state.now();
        state.db().write(|tx| {
            feed::begin(tx)?;
            feed::prune(tx, now)
        })?;
        if state.config().demo {
            demo::fill(&state)?;
        }
        Ok(state)
    }

    /// Opens the data folder of a gateway that was started before, without making or changing anything in it but
    /// the database.
    pub(crate) fn reopen(config: Config) -> Result<Self, ApiError> {
        let db_path = config.data.join("province.db");
        if !db_path.exists() {
            return Err(ApiError::Store("no gateway was started in this folder"));
        }
        let keys = Keys::open(&config.data.join("keys"))?;
        let pack = own_pack::reopen(&config, &keys)?;
        let base_url = pack.content.province.base_url.clone();
        let provider = ProviderKeys::open(&config.data, config.clock.now())?;
        let fetch = Arc::new(Fetch::new(config.provider_roots.as_deref())?);
        Ok(Self(Arc::new(Inner {
            db: Db::open(&db_path)?,
            provider,
            config,
            base_url,
            keys,
            pack,
            dpop: Dpop::new()?,
            uploads: Turns::default(),
            fetch,
            outside: None,
            operator: OnceLock::new(),
        })))
    }

    pub(crate) fn set_operator(&self, token: &str) {
        // Set once, by the one start of this state.
        let _ = self.0.operator.set(token_hash(token));
    }

    pub(crate) fn operator_hash(&self) -> Option<&[u8]> {
        self.0.operator.get().map(Vec::as_slice)
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

    /// The outside OpenID provider, where there is one.
    pub(crate) fn outside(&self) -> Option<&Outside> {
        self.0.outside.as_ref()
    }

    /// Asks other servers.
    pub(crate) fn fetch(&self) -> &Fetch {
        &self.0.fetch
    }

    /// Who is at which upload.
    pub(crate) fn uploads(&self) -> &Turns {
        &self.0.uploads
    }

    /// Judges proofs of possession.
    pub(crate) fn dpop(&self) -> &Dpop {
        &self.0.dpop
    }

    /// The keys of its own OpenID provider.
    pub(crate) fn provider(&self) -> &ProviderKeys {
        &self.0.provider
    }

    /// The province's private keys.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// The content of the gateway's own pack.
    pub fn pack(&self) -> &Arc<PackContent> {
        &self.0.pack.content
    }

    pub(crate) fn own_pack(&self) -> &OwnPack {
        &self.0.pack
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
