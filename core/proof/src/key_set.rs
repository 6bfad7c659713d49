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

    /// A provider's key set (RFC 7517 §5). Keys that are not for signatures or of a type or curve unknown here are left
    /// out, as the standard asks; one without id is named by its thumbprint; `uses` and dates are always empty.
    ///
    /// # Errors
    /// [`ProofError::TooLong`], [`ProofError::Json`], [`ProofError::DuplicateMember`], [`ProofError::TooDeep`],
    /// [`ProofError::TooManyKeys`], [`ProofError::DuplicateKeyId`], [`ProofError::BadKey`],
    /// [`ProofError::PrivateKey`].
    pub fn from_jwks_json(jwks: &[u8]) -> Result<Self, ProofError> {
        if jwks.len() > MAX_JWKS_BYTES {
            return Err(ProofError::TooLong);
        }
        json::check(jwks)?;
        let Jwks { keys } = serde_json::from_slice(jwks).map_err(|_| ProofError::Json)?;
        if keys.len() > MAX_KEYS {
            return Err(ProofError::TooManyKeys);
        }
        let mut entries = Vec::new();
        for jwk in keys {
            entries.extend(jwk.entry()?);
        }
        Self::of(entries)
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
        self.find(kid).map(|e| e.public.as_ref())
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

    pub(crate) fn find(&self, kid: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.public.kid == kid)
    }
}

impl std::fmt::Debug for KeySet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.keys().map(|k| &k.kid)).finish()
    }
}

#[derive(Deserialize)]
struct Jwks {
    keys: Vec<Jwk>,
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
    fn entry(self) -> Result<Option<Entry>, ProofError> {
        if self.d.is_some() || self.k.is_some() {
            return Err(ProofError::PrivateKey);
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
        let (Some(first), true) = (algs.first(), for_signatures) else {
            return Ok(None);
        };
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
        let material = Material::of(&public)?;
        if unnamed {
            public.kid = material.thumbprint();
        }
        let decoding = material.decoding_key();
        Ok(Some(Entry {
            public: Arc::new(public),
            algs,
            decoding,
        }))
    }
}
