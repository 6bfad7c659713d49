use crate::error::ApiError;
use crate::files;
use citizen_domain::Timestamp;
use citizen_domain::keys::PublicKey;
use citizen_proof::{Alg, KeySet, SigningKey, base64url};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// A key signs for this long; then the next one takes its place.
const SIGNS: i64 = 90 * DAY;
/// A key is published for this long after it signed last: longer than any ID token lives and any key set is cached.
const STAYS: i64 = 2 * DAY;

/// The keys that sign ID tokens, oldest first: made at first start and again by age, kept in the data folder, no part of
/// any pack.
pub(crate) struct ProviderKeys {
    path: PathBuf,
    ring: RwLock<Vec<Kept>>,
}

#[derive(Clone)]
struct Kept {
    made_at: Timestamp,
    key: Arc<SigningKey>,
}

#[derive(Serialize, Deserialize)]
struct Written {
    made_at: Timestamp,
    pkcs8: String,
}

impl std::fmt::Debug for ProviderKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ProviderKeys(…)")
    }
}

fn damaged<E>(_: E) -> ApiError {
    ApiError::Store("the provider's keys cannot be used")
}

impl ProviderKeys {
    /// Reads `keys/oidc.json` below `data`, making the first key when there is none. A gateway before the key ring had one
    /// key in `keys/oidc.pk8`; it becomes the first.
    ///
    /// # Errors
    /// When the folder cannot be used or the file holds no keys.
    pub(crate) fn open(data: &Path, now: Timestamp) -> Result<Self, ApiError> {
        let folder = data.join("keys");
        files::private_dir(&folder)?;
        let path = folder.join("oidc.json");
        let ring = match files::read_if_there(&path)? {
            Some(json) => {
                let written: Vec<Written> = serde_json::from_slice(&json).map_err(damaged)?;
                written
                    .into_iter()
                    .map(Kept::read)
                    .collect::<Result<Vec<_>, _>>()?
            }
            None => {
                let key = match files::read_if_there(&folder.join("oidc.pk8"))? {
                    Some(der) => SigningKey::from_pkcs8(Alg::Es256, None, &der).map_err(damaged)?,
                    None => SigningKey::generate_es256().map_err(damaged)?,
                };
                let ring = vec![Kept {
                    made_at: now,
                    key: Arc::new(key),
                }];
                write(&path, &ring)?;
                ring
            }
        };
        if ring.is_empty() {
            return Err(damaged(()));
        }
        Ok(Self {
            path,
            ring: RwLock::new(ring),
        })
    }

    /// The key that signs now; a new one when the last is too old.
    pub(super) fn signing(&self, now: Timestamp) -> Result<Arc<SigningKey>, ApiError> {
        if let Some(key) = self.young(now) {
            return Ok(key);
        }
        let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = ring.last().filter(|last| last.signs_at(now)) {
            // Another request was quicker.
            return Ok(Arc::clone(&last.key));
        }
        self.add(&mut ring, now)
    }

    /// A new key before its time, as when the last may be known to somebody. Its tokens are signed by it from now on; the
    /// one before stays published for those that it signed.
    pub(crate) fn rotate(&self, now: Timestamp) -> Result<String, ApiError> {
        let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        Ok(self.add(&mut ring, now)?.thumbprint())
    }

    fn add(&self, ring: &mut Vec<Kept>, now: Timestamp) -> Result<Arc<SigningKey>, ApiError> {
        let key = Arc::new(SigningKey::generate_es256().map_err(damaged)?);
        let mut next = published(ring, now);
        next.push(Kept {
            made_at: now,
            key: Arc::clone(&key),
        });
        write(&self.path, &next)?;
        *ring = next;
        Ok(key)
    }

    /// Public halves of all keys whose tokens may still be met.
    pub(super) fn public(&self, now: Timestamp) -> Vec<PublicKey> {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        published(&ring, now)
            .iter()
            .map(|kept| kept.key.public(&[], None, None))
            .collect()
    }

    /// The same, for verifying own tokens.
    pub(super) fn key_set(&self, now: Timestamp) -> Result<KeySet, ApiError> {
        KeySet::new(self.public(now)).map_err(damaged)
    }

    fn young(&self, now: Timestamp) -> Option<Arc<SigningKey>> {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        let last = ring.last()?;
        last.signs_at(now).then(|| Arc::clone(&last.key))
    }
}

impl Kept {
    fn read(written: Written) -> Result<Self, ApiError> {
        let der = base64url::decode(&written.pkcs8).map_err(damaged)?;
        Ok(Self {
            made_at: written.made_at,
            key: Arc::new(SigningKey::from_pkcs8(Alg::Es256, None, &der).map_err(damaged)?),
        })
    }

    fn signs_at(&self, now: Timestamp) -> bool {
        now.millis().saturating_sub(self.made_at.millis()) < SIGNS
    }
}

/// The last key, and those before whose successor is young enough.
fn published(ring: &[Kept], now: Timestamp) -> Vec<Kept> {
    let successors = ring.iter().skip(1).map(|next| Some(next.made_at)).chain([None]);
    ring.iter()
        .zip(successors)
        .filter(|(_, next)| next.is_none_or(|at| now.millis().saturating_sub(at.millis()) < STAYS))
        .map(|(kept, _)| kept.clone())
        .collect()
}

fn write(path: &Path, ring: &[Kept]) -> Result<(), ApiError> {
    let written: Vec<Written> = ring
        .iter()
        .map(|kept| Written {
            made_at: kept.made_at,
            pkcs8: base64url::encode(kept.key.to_pkcs8().reveal()),
        })
        .collect();
    let json = serde_json::to_vec(&written).map_err(damaged)?;
    Ok(files::write_private(path, &json)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(days: i64) -> Timestamp {
        Timestamp::from_millis(1_780_000_000_000 + days * DAY)
    }

    #[test]
    fn keys_change_by_age_and_the_old_one_stays_for_its_tokens() {
        let dir = tempfile::tempdir().unwrap();
        let keys = ProviderKeys::open(dir.path(), at(0)).unwrap();
        let kids = |day| -> Vec<String> { keys.public(at(day)).into_iter().map(|k| k.kid).collect() };
        let first = keys.signing(at(0)).unwrap().thumbprint();
        assert_eq!(keys.signing(at(89)).unwrap().thumbprint(), first);
        let second = keys.signing(at(90)).unwrap().thumbprint();
        assert_ne!(first, second);
        assert_eq!(kids(91), [first.clone(), second.clone()]);
        assert_eq!(kids(92), std::slice::from_ref(&second), "the first has gone");
        let third = keys.rotate(at(91)).unwrap();
        assert_eq!(
            keys.signing(at(91)).unwrap().thumbprint(),
            third,
            "before its time"
        );
        assert_eq!(kids(91), [first, second, third.clone()]);
        // All outlive a restart.
        let again = ProviderKeys::open(dir.path(), at(91)).unwrap();
        assert_eq!(again.public(at(91)).len(), 3);
        assert_eq!(again.signing(at(91)).unwrap().thumbprint(), third);
    }

    #[test]
    fn the_one_key_of_before_becomes_the_first_of_the_ring() {
        let dir = tempfile::tempdir().unwrap();
        let old = SigningKey::generate_es256().unwrap();
        files::private_dir(&dir.path().join("keys")).unwrap();
        files::write_private(&dir.path().join("keys/oidc.pk8"), old.to_pkcs8().reveal()).unwrap();
        let keys = ProviderKeys::open(dir.path(), at(0)).unwrap();
        assert_eq!(keys.signing(at(1)).unwrap().thumbprint(), old.thumbprint());
        std::fs::write(dir.path().join("keys/oidc.json"), "[]").unwrap();
        assert!(
            ProviderKeys::open(dir.path(), at(0)).is_err(),
            "a key is never made anew in silence"
        );
    }
}
