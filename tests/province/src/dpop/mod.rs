//! Proof of possession (RFC 9449): what the token endpoint and every resource ask of a `DPoP` header.
//!
//! A proof must carry a nonce of this gateway. That makes a phone's wrong clock harmless (`iat` is not compared with
//! anything) and lets used proofs be remembered for minutes only. Nonces and used proofs live in memory: after a restart
//! every client is asked for a new proof once.

mod nonce;
mod seen;

use crate::error::ApiError;
use axum::http::HeaderMap;
use citizen_domain::Timestamp;
use citizen_proof::{Alg, Rule, base64url, sha256, verify_possession};
use nonce::Nonces;
use seen::Seen;
use serde::Deserialize;
use std::sync::{Mutex, PoisonError};
use url::Url;

/// Name of the header with a proof.
pub(crate) const HEADER: &str = "dpop";
/// Name of the header with a nonce.
pub(crate) const NONCE_HEADER: &str = "dpop-nonce";

const RULE: Rule<'static> = Rule {
    typ: "dpop+jwt",
    purpose: None,
    algs: &[Alg::Es256, Alg::EdDsa],
    max_len: 4096,
};

/// Why a proof is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DpopError {
    /// It lacks a nonce, or has one that is too old: the client tries again with the one that goes with the reply.
    UseNonce,
    /// It proves nothing; why, for developers.
    Invalid(&'static str),
    /// Too many proofs in a short time.
    Busy,
}

/// The request that a proof must be about.
pub(crate) struct Request<'a> {
    /// HTTP method.
    pub(crate) method: &'a str,
    /// Its URL as clients know it, without query.
    pub(crate) url: &'a str,
    /// The access token that goes with it; none at the token endpoint.
    pub(crate) token: Option<&'a str>,
}

#[derive(Deserialize)]
struct Claims {
    jti: String,
    htm: String,
    htu: String,
    #[serde(rename = "iat")]
    _iat: i64,
    nonce: Option<String>,
    ath: Option<String>,
}

/// Judges proofs.
pub(crate) struct Dpop {
    nonces: Nonces,
    seen: Mutex<Seen>,
}

impl std::fmt::Debug for Dpop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dpop(…)")
    }
}

impl Dpop {
    pub(crate) fn new() -> Result<Self, ApiError> {
        Ok(Self {
            nonces: Nonces::new()?,
            seen: Mutex::default(),
        })
    }

    /// The nonce that clients are to use now.
    pub(crate) fn nonce(&self, now: Timestamp) -> String {
        self.nonces.current(now)
    }

    /// Checks a proof (RFC 9449 §4.3) and gives the thumbprint of its key.
    pub(crate) fn check(
        &self,
        proof: &str,
        about: &Request<'_>,
        now: Timestamp,
    ) -> Result<String, DpopError> {
        let shown = verify_possession::<Claims>(proof, &RULE)
            .map_err(|_| DpopError::Invalid("the proof is not well formed or not signed by its key"))?;
        let claims = shown.claims;
        if claims.htm != about.method {
            return Err(DpopError::Invalid("htm is another method"));
        }
        if !same_url(&claims.htu, about.url) {
            return Err(DpopError::Invalid("htu is another address"));
        }
        let ath = about
            .token
            .map(|token| base64url::encode(sha256(token.as_bytes())));
        if ath.is_some() && claims.ath != ath {
            return Err(DpopError::Invalid("ath is of another access token"));
        }
        if claims.jti.is_empty() || claims.jti.len() > 256 {
            return Err(DpopError::Invalid("jti is empty or too long"));
        }
        let nonce = claims.nonce.ok_or(DpopError::UseNonce)?;
        if !self.nonces.is_good(&nonce, now) {
            return Err(DpopError::UseNonce);
        }
        let mark = sha256(format!("{}\n{}", shown.thumbprint, claims.jti).as_bytes());
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        match seen.first_time(mark, nonce::window(now)) {
            Some(true) => Ok(shown.thumbprint),
            Some(false) => Err(DpopError::Invalid("the proof was used before")),
            None => Err(DpopError::Busy),
        }
    }
}

/// The one proof of a request (RFC 9449 §4.3: not more than one header).
pub(crate) fn proof(headers: &HeaderMap) -> Result<Option<&str>, DpopError> {
    let mut all = headers.get_all(HEADER).iter();
    match (all.next(), all.next()) {
        (None, _) => Ok(None),
        (Some(one), None) => one
            .to_str()
            .map(Some)
            .map_err(|_| DpopError::Invalid("the proof is not well formed or not signed by its key")),
        _ => Err(DpopError::Invalid("more than one proof")),
    }
}

/// Whether both name one place; query and fragment play no part (RFC 9449 §4.3).
fn same_url(given: &str, expected: &str) -> bool {
    let (Ok(given), Ok(expected)) = (Url::parse(given), Url::parse(expected)) else {
        return false;
    };
    given.username().is_empty() && given.origin() == expected.origin() && given.path() == expected.path()
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::proof_of;
