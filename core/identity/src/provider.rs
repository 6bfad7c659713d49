use crate::config::secure_url;
use crate::{Config, IdentityError};
use citizen_domain::Timestamp;
use citizen_proof::{Alg, KeySet};
use serde::{Deserialize, Serialize};
use url::Url;

/// Longest description in bytes.
const MAX_DESCRIPTION: usize = 64 * 1024;
/// A description older than this is fetched again before a sign-in, in milliseconds.
const FRESH_MS: i64 = 24 * 3600 * 1000;
/// An unknown key id leads to at most one fetch of the key set in this time, in milliseconds.
const KEYS_COOLDOWN_MS: i64 = 60 * 1000;

/// A provider as its description (OpenID Connect Discovery 1.0 §3) shows it, checked; with its key set once fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Issuer, equal to the configured one.
    pub issuer: String,
    /// Where the browser is sent.
    pub authorization_endpoint: Url,
    /// Where codes and refresh tokens are exchanged.
    pub token_endpoint: Url,
    /// Where its keys are.
    pub jwks_uri: Url,
    /// Where tokens are given back (RFC 7009).
    pub revocation_endpoint: Option<Url>,
    /// Whether redirects carry `iss` (RFC 9207).
    pub redirect_has_issuer: bool,
    /// For how many seconds a refresh token whose reply was lost may be sent again; 0 for never.
    pub refresh_replay_window: u32,
    /// Its signature algorithms that are ours too, by their wire names.
    algs: Vec<String>,
    fetched_at: Timestamp,
    /// The key set as it came, with the time of its arrival.
    keys: Option<(String, Timestamp)>,
}

#[derive(Deserialize)]
struct Description {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    revocation_endpoint: Option<String>,
    #[serde(default)]
    response_types_supported: Vec<String>,
    #[serde(default)]
    code_challenge_methods_supported: Vec<String>,
    #[serde(default)]
    id_token_signing_alg_values_supported: Vec<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    #[serde(default)]
    require_pushed_authorization_requests: bool,
    #[serde(default)]
    refresh_replay_window: u32,
}

impl Provider {
    /// Address of the description of `issuer`.
    ///
    /// # Errors
    /// [`IdentityError::Address`] when the issuer is neither https nor loopback, or has a query.
    pub fn discovery_url(issuer: &str) -> Result<Url, IdentityError> {
        if secure_url(issuer)?.query().is_some() {
            return Err(IdentityError::Address);
        }
        secure_url(&format!(
            "{}/.well-known/openid-configuration",
            issuer.trim_end_matches('/')
        ))
    }

    /// Reads and checks a description.
    ///
    /// # Errors
    /// [`IdentityError::Discovery`] for what cannot be read, [`IdentityError::Issuer`] for another issuer,
    /// [`IdentityError::Address`] for an address that is not secure, [`IdentityError::Unsupported`] where code
    /// flow, S256 or a known algorithm is missing.
    pub fn parse(description: &[u8], config: &Config, now: Timestamp) -> Result<Self, IdentityError> {
        if description.len() > MAX_DESCRIPTION {
            return Err(IdentityError::Discovery);
        }
        citizen_proof::check_json(description).map_err(|_| IdentityError::Discovery)?;
        let d: Description = serde_json::from_slice(description).map_err(|_| IdentityError::Discovery)?;
        if d.issuer != config.issuer {
            return Err(IdentityError::Issuer);
        }
        let has = |list: &[String], value: &str| list.iter().any(|v| v == value);
        let algs: Vec<String> = d
            .id_token_signing_alg_values_supported
            .iter()
            .filter(|name| Alg::parse(name).is_ok())
            .take(8)
            .cloned()
            .collect();
        if !has(&d.response_types_supported, "code")
            || !has(&d.code_challenge_methods_supported, "S256")
            || d.require_pushed_authorization_requests
            || algs.is_empty()
        {
            return Err(IdentityError::Unsupported);
        }
        Ok(Self {
            authorization_endpoint: secure_url(&d.authorization_endpoint)?,
            token_endpoint: secure_url(&d.token_endpoint)?,
            jwks_uri: secure_url(&d.jwks_uri)?,
            revocation_endpoint: d.revocation_endpoint.as_deref().map(secure_url).transpose()?,
            redirect_has_issuer: d.authorization_response_iss_parameter_supported,
            refresh_replay_window: d.refresh_replay_window.min(600),
            issuer: d.issuer,
            algs,
            fetched_at: now,
            keys: None,
        })
    }

    pub(crate) fn is_fresh(&self, now: Timestamp) -> bool {
        (0..FRESH_MS).contains(&now.millis().saturating_sub(self.fetched_at.millis()))
    }

    /// Algorithms for its ID tokens.
    pub(crate) fn algs(&self) -> Vec<Alg> {
        self.algs.iter().filter_map(|a| Alg::parse(a).ok()).collect()
    }

    /// Its keys, or none when they were never fetched.
    pub(crate) fn key_set(&self) -> KeySet {
        self.keys
            .as_ref()
            .and_then(|(json, _)| KeySet::from_jwks_json(json.as_bytes()).ok())
            .unwrap_or_default()
    }

    /// Takes over a fetched key set.
    pub(crate) fn take_keys(&mut self, jwks: &[u8], now: Timestamp) -> Result<(), IdentityError> {
        KeySet::from_jwks_json(jwks).map_err(IdentityError::Keys)?;
        let json = String::from_utf8(jwks.to_vec())
            .map_err(|_| IdentityError::Keys(citizen_proof::ProofError::Json))?;
        self.keys = Some((json, now));
        Ok(())
    }

    /// Keeps keys when the description is fetched again, so that they serve while the key set cannot be had.
    pub(crate) fn inherit_keys(&mut self, old: Option<Self>) {
        self.keys = old.filter(|o| o.jwks_uri == self.jwks_uri).and_then(|o| o.keys);
    }

    /// Whether fetching keys again may be tried for an id that the cached set lacks.
    pub(crate) fn may_refetch_keys(&self, now: Timestamp) -> bool {
        self.keys
            .as_ref()
            .is_none_or(|(_, at)| !(0..KEYS_COOLDOWN_MS).contains(&now.millis().saturating_sub(at.millis())))
    }
}
