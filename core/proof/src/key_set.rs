use crate::key::Material;
use crate::{Alg, ProofError, json};
use citizen_domain::keys::PublicKey;
use jsonwebtoken::DecodingKey;
use serde::Deserialize;
use std::sync::Arc;

/// Most keys in a set.
pub const MAX_KEYS: usize = 64;
/// Longest key set as JSON, in bytes.
pub const MAX_JWKS_BYTES: usize = 64 * 1024;

/// Public keys by their id, each checked and made ready.
#[derive(Clone, Default)]
pub struct KeySet {
    entries: Vec<Entry>,
}

#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) public: Arc<PublicKey>,
    /// One, or both RSA algorithms where a provider's set does not say which.
    pub(crate) algs: Vec<Alg>,
    pub(crate) decoding: DecodingKey,
}

impl KeySet {
    /// The keys of a pack: each names its algorithm, and a wrong one spoils the set.
    ///
    /// # Errors
    /// [`ProofError::TooManyKeys`], [`ProofError::DuplicateKeyId`], [`ProofError::BadKey`],
    /// [`ProofError::Algorithm`], [`ProofError::KeyAlgorithm`].
    pub fn new(keys: Vec<PublicKey>) -> Result<Self, ProofError> {
        let entries = keys
            .into_iter()
            .map(|public| {
                let material = Material::of(&public)?;
                let alg = Alg::parse(&public.alg)?;
                if !material.fits(alg) {
                    return Err(ProofError::KeyAlgorithm);
                }
                Ok(Entry {
                    decoding: material.decoding_key(),
                    algs: vec![alg],
                    public: Arc::new(public),
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        Self::of(entries)
    }

    /// A provider's key set (RFC 7517 §5). Keys that are not for signatures, of a type, curve or size unknown here, malformed,
    /// or with their private half are left out, as the standard asks: one odd key takes no other with it. So are keys that
    /// share an id and an algorithm, since nobody could say which is meant. One without id is named by its thumbprint; `uses`
    /// and dates are always empty.
    ///
    /// # Errors
    /// [`ProofError::TooLong`], [`ProofError::Json`], [`ProofError::DuplicateMember`], [`ProofError::TooDeep`],
    /// [`ProofError::TooManyKeys`].
    pub fn from_jwks_json(jwks: &[u8]) -> Result<Self, ProofError> {
        if jwks.len() > MAX_JWKS_BYTES {
            return Err(ProofError::TooLong);
        }
        json::check(jwks)?;
        let Jwks { keys } = serde_json::from_slice(jwks).map_err(|_| ProofError::Json)?;
        if keys.len() > MAX_KEYS {
            return Err(ProofError::TooManyKeys);
        }
        let mut all: Vec<Entry> = Vec::new();
        for key in keys {
            let entry = serde_json::from_value::<Jwk>(key).ok().and_then(Jwk::entry);
            // One that is listed twice is one.
            all.extend(entry.filter(|entry| all.iter().all(|other| other.public != entry.public)));
        }
        let same_name = |a: &Entry, b: &Entry| {
            a.public.kid == b.public.kid && a.algs.iter().any(|alg| b.algs.contains(alg))
        };
        let alone = |entry: &&Entry| all.iter().filter(|other| same_name(entry, other)).count() == 1;
        let entries = all.iter().filter(alone).cloned().collect();
        Ok(Self { entries })
    }

    fn of(entries: Vec<Entry>) -> Result<Self, ProofError> {
        if entries.len() > MAX_KEYS {
            return Err(ProofError::TooManyKeys);
        }
        let mut ids: Vec<&str> = entries.iter().map(|e| e.public.kid.as_str()).collect();
        ids.sort_unstable();
        if ids.windows(2).any(|pair| pair.first() == pair.last()) {
            return Err(ProofError::DuplicateKeyId);
        }
        Ok(Self { entries })
    }

    /// Its public keys.
    pub fn keys(&self) -> impl Iterator<Item = &PublicKey> {
        self.entries.iter().map(|e| e.public.as_ref())
    }

    /// The key with that id.
    pub fn get(&self, kid: &str) -> Option<&PublicKey> {
        self.keys().find(|key| key.kid == kid)
    }

    /// How many keys.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The one key for `alg`; none where there are several, because then a token has to say which.
    pub(crate) fn only(&self, alg: Alg) -> Option<&Entry> {
        let mut fitting = self.entries.iter().filter(|e| e.algs.contains(&alg));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// The key of that id; of several, the one for `alg`.
    pub(crate) fn find_for(&self, kid: &str, alg: Alg) -> Option<&Entry> {
        let mut named = self.entries.iter().filter(|e| e.public.kid == kid);
        let fits = |entry: &&Entry| entry.algs.contains(&alg);
        named.clone().find(fits).or_else(|| named.next())
    }
}

impl std::fmt::Debug for KeySet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.keys().map(|k| &k.kid)).finish()
    }
}

#[derive(Deserialize)]
struct Jwks {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kid: Option<String>,
    kty: String,
    alg: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
    d: Option<serde::de::IgnoredAny>,
    k: Option<serde::de::IgnoredAny>,
}

impl Jwk {
    /// What verifies by it; nothing where it cannot, or should not.
    fn entry(self) -> Option<Entry> {
        // Whose private half is published, everybody can sign with.
        if self.d.is_some() || self.k.is_some() {
            return None;
        }
        let for_signatures = self.usage.as_deref().is_none_or(|u| u == "sig")
            && self
                .key_ops
                .as_ref()
                .is_none_or(|ops| ops.iter().any(|op| op == "verify"));
        let possible: &[Alg] = match (self.kty.as_str(), self.crv.as_deref()) {
            ("EC", Some("P-256")) => &[Alg::Es256],
            ("OKP", Some("Ed25519")) => &[Alg::EdDsa],
            ("RSA", _) => &[Alg::Rs256, Alg::Ps256],
            _ => &[],
        };
        let algs: Vec<Alg> = possible
            .iter()
            .copied()
            .filter(|a| self.alg.as_deref().is_none_or(|name| name == a.as_str()))
            .collect();
        let first = algs.first().filter(|_| for_signatures)?;
        let unnamed = self.kid.is_none();
        let mut public = PublicKey {
            // Only to have some name until its own thumbprint can be reckoned.
            kid: self.kid.unwrap_or_else(|| "-".to_owned()),
            kty: self.kty,
            alg: first.as_str().to_owned(),
            crv: self.crv,
            x: self.x,
            y: self.y,
            n: self.n,
            e: self.e,
            uses: Vec::new(),
            valid_from: None,
            valid_to: None,
        };
        let material = Material::of(&public).ok()?;
        if unnamed {
            public.kid = material.thumbprint();
        }
        let decoding = material.decoding_key();
        Some(Entry {
            public: Arc::new(public),
            algs,
            decoding,
        })
    }
}
