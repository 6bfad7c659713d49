use crate::{Alg, KeySet, ProofError, base64url, json, provider};
use citizen_domain::Timestamp;
use citizen_domain::keys::{KeyUse, PublicKey};
use jsonwebtoken::DecodingKey;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Longest header in characters; ours have about 120.
const MAX_HEADER: usize = 1024;

/// What a token must be. There is no default: whoever verifies says what is expected.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'a> {
    /// The header's `typ`, exactly; of a provider's token in letters of either case. `JWT` alone may also be absent, because RFC 7519 §5.1 leaves it open and
    /// providers' ID tokens differ.
    pub typ: &'a str,
    /// What the key must be for. `None` for a provider's key set: then the key must have no uses, so that a
    /// province's receipt key can never vouch for a person.
    pub purpose: Option<KeyUse>,
    /// Allowed algorithms.
    pub algs: &'a [Alg],
    /// Longest token in characters.
    pub max_len: usize,
}

/// Claims that a key has signed. The dates of the key are not judged yet: call [`Verified::key_valid_at`] with
/// the moment of signing, which often stands in the claims.
#[derive(Clone)]
pub struct Verified<T> {
    /// The claims.
    pub claims: T,
    /// The key that signed.
    pub key: Arc<PublicKey>,
    /// The algorithm.
    pub alg: Alg,
}

impl<T> Verified<T> {
    /// Whether the key was in use at `at`.
    ///
    /// # Errors
    /// [`ProofError::KeyNotYetValid`], [`ProofError::KeyExpired`].
    pub fn key_valid_at(&self, at: Timestamp) -> Result<(), ProofError> {
        if self.key.valid_from.is_some_and(|from| at < from) {
            return Err(ProofError::KeyNotYetValid);
        }
        if self.key.valid_to.is_some_and(|to| to <= at) {
            return Err(ProofError::KeyExpired);
        }
        Ok(())
    }
}

/// Claims may be personal, so only the key's id is shown.
impl<T> std::fmt::Debug for Verified<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verified")
            .field("kid", &self.key.kid)
            .field("alg", &self.alg)
            .finish_non_exhaustive()
    }
}

/// Verifies a compact JWS (RFC 7515 §3.1) and reads its claims.
///
/// Where the key has a purpose, the header is one of ours: `alg`, `kid` and `typ` and nothing else. A provider's token may
/// have more (RFC 7515 §4: what is not understood is ignored), but never `crit`, a key, or an address for one; and it may
/// leave the key unnamed where its set has only one for the algorithm (OpenID Connect Core §10.1). Each JSON object may
/// name a member once.
///
/// # Errors
/// One [`ProofError`] for each reason; [`ProofError::UnknownKey`] is the one that fetching keys again may cure.
pub fn verify<T: DeserializeOwned>(
    token: &str,
    keys: &KeySet,
    rule: &Rule<'_>,
) -> Result<Verified<T>, ProofError> {
    provider::install()?;
    let parts = Parts::of(token, rule.max_len)?;
    let header = Header::read(parts.header, rule.purpose.is_some())?;
    let alg = Alg::parse(&header.alg)?;
    if !rule.algs.contains(&alg) {
        return Err(ProofError::Algorithm);
    }
    match header.typ.as_deref() {
        Some(typ) if typ == rule.typ => {}
        // A media type, so that a provider may write it small (RFC 7515 §4.1.9).
        Some(typ) if rule.purpose.is_none() && typ.eq_ignore_ascii_case(rule.typ) => {}
        None if rule.typ == "JWT" => {}
        _ => return Err(ProofError::WrongType),
    }
    let entry = match (&header.kid, rule.purpose) {
        (Some(kid), _) => keys.find_for(kid, alg),
        (None, None) => keys.only(alg),
        (None, Some(_)) => return Err(ProofError::HeaderMissing),
    };
    let entry = entry.ok_or(ProofError::UnknownKey)?;
    if !entry.algs.contains(&alg) {
        return Err(ProofError::KeyAlgorithm);
    }
    match rule.purpose {
        Some(purpose) if entry.public.uses.contains(&purpose) => {}
        None if entry.public.uses.is_empty() => {}
        _ => return Err(ProofError::WrongUse),
    }
    let claims = signed_claims(&parts, alg, &entry.decoding)?;
    Ok(Verified {
        claims,
        key: Arc::clone(&entry.public),
        alg,
    })
}

/// The claims, once the key has been seen to have signed them. The one place where a signature is checked.
pub(crate) fn signed_claims<T: DeserializeOwned>(
    parts: &Parts<'_>,
    alg: Alg,
    key: &DecodingKey,
) -> Result<T, ProofError> {
    let claims = base64url::decode(parts.claims)?;
    match jsonwebtoken::crypto::verify(parts.signature, parts.signed.as_bytes(), key, alg.jwt()) {
        Ok(true) => {}
        // It may not have been base64url at all, which is looked at again: good ones need not be.
        Ok(false) | Err(_) => {
            base64url::decode(parts.signature)?;
            return Err(ProofError::BadSignature);
        }
    }
    json::check(&claims)?;
    serde_json::from_slice(&claims).map_err(|_| ProofError::Claims)
}

/// The key id that a token names, unverified: only to choose which key set to fetch.
///
/// # Errors
/// As [`verify`] for length, form and header.
pub fn peek_kid(token: &str, max_len: usize) -> Result<String, ProofError> {
    let header = Header::read(Parts::of(token, max_len)?.header, true)?;
    header.kid.ok_or(ProofError::HeaderMissing)
}

pub(crate) struct Parts<'a> {
    /// Header and claims with the dot between: what is signed.
    pub(crate) signed: &'a str,
    pub(crate) header: &'a str,
    pub(crate) claims: &'a str,
    pub(crate) signature: &'a str,
}

impl<'a> Parts<'a> {
    pub(crate) fn of(token: &'a str, max_len: usize) -> Result<Self, ProofError> {
        if token.len() > max_len {
            return Err(ProofError::TooLong);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(ProofError::NotCompact)?;
        let (header, claims) = signed.split_once('.').ok_or(ProofError::NotCompact)?;
        if [header, claims, signature]
            .iter()
            .any(|p| p.is_empty() || p.contains('.'))
        {
            return Err(ProofError::NotCompact);
        }
        if header.len() > MAX_HEADER {
            return Err(ProofError::TooLong);
        }
        Ok(Self {
            signed,
            header,
            claims,
            signature,
        })
    }
}

/// Whether `keys` has the key that a provider's token would be verified by. Nothing is verified.
pub fn names_key_in(token: &str, keys: &KeySet, max_len: usize) -> bool {
    let header = Parts::of(token, max_len).and_then(|parts| Header::read(parts.header, false));
    header.is_ok_and(|header| match (&header.kid, Alg::parse(&header.alg)) {
        (Some(kid), _) => keys.get(kid).is_some(),
        (None, Ok(alg)) => keys.only(alg).is_some(),
        (None, Err(_)) => false,
    })
}

struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
}

impl Header {
    fn read(encoded: &str, ours: bool) -> Result<Self, ProofError> {
        let bytes = base64url::decode(encoded)?;
        let (mut alg, mut kid, mut typ) = (None, None, None);
        let mut problem = None;
        json::each_member(&bytes, |name, value| {
            let slot = match name {
                "alg" => &mut alg,
                "kid" => &mut kid,
                "typ" => &mut typ,
                _ => {
                    problem = problem.or(not_allowed(name, ours));
                    return;
                }
            };
            match value {
                Some(text) => *slot = Some(text.to_owned()),
                None => problem = problem.or(Some(ProofError::HeaderMissing)),
            }
        })?;
        if let Some(problem) = problem {
            return Err(problem);
        }
        Ok(Self {
            alg: alg.ok_or(ProofError::HeaderMissing)?,
            kid,
            typ,
        })
    }
}

/// Why a header must not have a member of that name.
fn not_allowed(name: &str, ours: bool) -> Option<ProofError> {
    match name {
        "crit" => Some(ProofError::HeaderCritical),
        "jwk" => Some(ProofError::HeaderEmbeddedKey),
        "jku" | "x5u" => Some(ProofError::HeaderKeyUrl),
        "x5c" => Some(ProofError::HeaderCertificate),
        "x5t" | "x5t#S256" if ours => Some(ProofError::HeaderCertificate),
        _ if ours => Some(ProofError::HeaderUnknown),
        _ => None,
    }
}
