use super::fetch::Fetch;
use super::metadata::Metadata;
use crate::error::ApiError;
use citizen_domain::Timestamp;
use citizen_proof::KeySet;
use std::sync::Arc;
use tokio::sync::Mutex;
use url::Url;

const MINUTE: i64 = 60_000;
/// A description is fetched again after this time.
const DESCRIPTION_LIFE: i64 = 24 * 60 * MINUTE;
/// Keys are fetched again after this time, so that one that the provider took back goes.
const KEYS_LIFE: i64 = 60 * MINUTE;
/// So long both may serve while the provider is away.
const STALE: i64 = 24 * 60 * MINUTE;
/// Keys are fetched for an unknown id at most once in this time.
const COOLDOWN: i64 = MINUTE;
/// After a failure nothing is tried for this time, so that requests do not queue up behind a dead provider.
const REST: i64 = 5_000;

/// The provider's description and keys, fetched when they are needed and kept.
pub(super) struct Provider {
    issuer: String,
    fetch: Arc<Fetch>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    metadata: Option<(Arc<Metadata>, Timestamp)>,
    keys: Option<(KeySet, Timestamp)>,
    /// When they were fetched anew, for an id that was not among them or for their age. The first time does not count: a
    /// provider may change its keys right after.
    renewed_at: Option<Timestamp>,
    failed_at: Option<Timestamp>,
}

fn younger(at: Timestamp, life: i64, now: Timestamp) -> bool {
    // A clock that was set back makes everything old.
    (0..life).contains(&now.millis().saturating_sub(at.millis()))
}

impl Provider {
    pub(super) fn new(issuer: String, fetch: Arc<Fetch>) -> Self {
        Self {
            issuer,
            fetch,
            kept: Mutex::default(),
        }
    }

    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    pub(super) fn fetch(&self) -> &Fetch {
        &self.fetch
    }

    /// Its description.
    pub(super) async fn metadata(&self, now: Timestamp) -> Result<Arc<Metadata>, ApiError> {
        self.description(&mut *self.kept.lock().await, now).await
    }

    /// Its keys, such that `kid` is among them if the provider knows it.
    pub(super) async fn keys(&self, kid: &str, now: Timestamp) -> Result<KeySet, ApiError> {
        let mut kept = self.kept.lock().await;
        if let Some((keys, at)) = &kept.keys {
            let cooled = kept.renewed_at.is_none_or(|at| !younger(at, COOLDOWN, now));
            if younger(*at, KEYS_LIFE, now) && (keys.get(kid).is_some() || !cooled) {
                return Ok(keys.clone());
            }
        }
        match self.fetch_keys(&mut kept, now).await {
            Ok(keys) => Ok(keys),
            Err(error) => match &kept.keys {
                Some((keys, at)) if younger(*at, STALE, now) => Ok(keys.clone()),
                _ => Err(error),
            },
        }
    }

    async fn fetch_keys(&self, kept: &mut Kept, now: Timestamp) -> Result<KeySet, ApiError> {
        let metadata = self.description(kept, now).await?;
        let body = self.ask(kept, &metadata.jwks_uri, now).await?;
        let keys = KeySet::from_jwks_json(&body).map_err(|_| ApiError::ProviderAway)?;
        if kept.keys.is_some() {
            kept.renewed_at = Some(now);
        }
        kept.keys = Some((keys.clone(), now));
        Ok(keys)
    }

    async fn description(&self, kept: &mut Kept, now: Timestamp) -> Result<Arc<Metadata>, ApiError> {
        if let Some((metadata, at)) = &kept.metadata
            && younger(*at, DESCRIPTION_LIFE, now)
        {
            return Ok(Arc::clone(metadata));
        }
        let issuer = self.issuer.trim_end_matches('/');
        let url = Url::parse(&format!("{issuer}/.well-known/openid-configuration"))
            .map_err(|_| ApiError::ProviderAway)?;
        let fetched = match self.ask(kept, &url, now).await {
            Ok(body) => Metadata::read(&body, &self.issuer),
            Err(error) => Err(error),
        };
        match (fetched, &kept.metadata) {
            (Ok(metadata), _) => {
                let metadata = Arc::new(metadata);
                kept.metadata = Some((Arc::clone(&metadata), now));
                Ok(metadata)
            }
            (Err(_), Some((old, at))) if younger(*at, DESCRIPTION_LIFE + STALE, now) => Ok(Arc::clone(old)),
            (Err(error), _) => Err(error),
        }
    }

    async fn ask(&self, kept: &mut Kept, url: &Url, now: Timestamp) -> Result<Vec<u8>, ApiError> {
        if kept.failed_at.is_some_and(|at| younger(at, REST, now)) {
            return Err(ApiError::ProviderAway);
        }
        let answer = self.fetch.get(url, None).await;
        kept.failed_at = answer.is_err().then_some(now);
        answer
    }
}
