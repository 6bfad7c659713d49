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
/// Keys older than this are asked for again before they are relied on, but serve while they cannot be had.
const KEYS_FRESH_MS: i64 = 24 * 3600 * 1000;
/// An unknown key id leads to at most one fetch of the key set in this time, in milliseconds.
const KEYS_COOLDOWN_MS: i64 = 60 * 1000;
/// Longest replay window that is believed, in seconds: no refresh token lives longer than a year.
const MAX_REPLAY_WINDOW: u32 = 366 * 24 * 60 * 60;

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
    /// Where a sign-in's parameters are sent ahead of the browser (RFC 9126).
    #[serde(default)]
    pub pushed_authorization_request_endpoint: Option<Url>,
    /// Where the browser ends the provider's own session (OpenID Connect RP-Initiated Logout 1.0).
    #[serde(default)]
    pub end_session_endpoint: Option<Url>,
    /// Whether it binds tokens to a device key by ES256 (RFC 9449).
    #[serde(default)]
    pub dpop: bool,
    /// Whether it gives refresh tokens for `offline_access` (OpenID Connect Core §11), and whether it may ask for consent.
    #[serde(default)]
    offline_access: bool,
    #[serde(default)]
    consent: bool,
    /// Whether a person's name has a scope of its own (OpenID Connect Core §5.4).
    #[serde(default)]
    profile: bool,
    /// Its signature algorithms that are ours too, by their wire names.
    algs: Vec<String>,
    fetched_at: Timestamp,
    /// The key set as it came, with the time of its arrival.
    keys: Option<(String, Timestamp)>,
    /// When the key set was last asked for, with or without success.
    #[serde(default)]
    keys_tried_at: Option<Timestamp>,
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
    pushed_authorization_request_endpoint: Option<String>,
    end_session_endpoint: Option<String>,
    #[serde(default)]
    dpop_signing_alg_values_supported: Vec<String>,
    #[serde(default)]
    scopes_supported: Vec<String>,
    prompt_values_supported: Option<Vec<String>>,
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
            || (d.require_pushed_authorization_requests && d.pushed_authorization_request_endpoint.is_none())
            || allowed(&algs, config).is_empty()
        {
            return Err(IdentityError::Unsupported);
        }
        Ok(Self {
            authorization_endpoint: secure_url(&d.authorization_endpoint)?,
            token_endpoint: secure_url(&d.token_endpoint)?,
            jwks_uri: secure_url(&d.jwks_uri)?,
            revocation_endpoint: d.revocation_endpoint.as_deref().map(secure_url).transpose()?,
            pushed_authorization_request_endpoint: d
                .pushed_authorization_request_endpoint
                .as_deref()
                .map(secure_url)
                .transpose()?,
            end_session_endpoint: d.end_session_endpoint.as_deref().map(secure_url).transpose()?,
            dpop: has(&d.dpop_signing_alg_values_supported, "ES256"),
            offline_access: has(&d.scopes_supported, "offline_access"),
            profile: has(&d.scopes_supported, "profile"),
            consent: d
                .prompt_values_supported
                .is_none_or(|values| has(&values, "consent")),
            redirect_has_issuer: d.authorization_response_iss_parameter_supported,
            refresh_replay_window: d.refresh_replay_window.min(MAX_REPLAY_WINDOW),
            issuer: d.issuer,
            algs,
            fetched_at: now,
            keys: None,
            keys_tried_at: None,
        })
    }

    pub(crate) fn is_fresh(&self, now: Timestamp) -> bool {
        self.fetched_at.is_within(FRESH_MS, now)
    }

    /// What is asked for: who it is, with a name for the screen, and to be renewed without the person; the last two where
    /// they have names of their own.
    pub(crate) fn scope(&self) -> String {
        let more = [
            (self.profile, " profile"),
            (self.offline_access, " offline_access"),
        ];
        let more = more.iter().filter(|(known, _)| *known).map(|(_, scope)| *scope);
        std::iter::once("openid").chain(more).collect()
    }

    /// OpenID Connect Core §11: `offline_access` is ignored unless the person is asked.
    pub(crate) fn asks_consent(&self) -> bool {
        self.offline_access && self.consent
    }

    /// Algorithms for its ID tokens that `config` allows: the rules may have changed since the description came.
    pub(crate) fn algs(&self, config: &Config) -> Vec<Alg> {
        allowed(&self.algs, config)
    }

    /// Its keys, or none when they were never fetched.
    pub(crate) fn key_set(&self) -> KeySet {
        self.keys
            .as_ref()
            .and_then(|(json, _)| KeySet::from_jwks_json(json.as_bytes()).ok())
            .unwrap_or_default()
    }

    /// Takes over a fetched key set; whether it is one.
    pub(crate) fn take_keys(&mut self, jwks: &[u8], now: Timestamp) -> bool {
        let json = String::from_utf8(jwks.to_vec()).ok();
        match json.filter(|_| KeySet::from_jwks_json(jwks).is_ok()) {
            Some(json) => {
                self.keys = Some((json, now));
                true
            }
            None => false,
        }
    }

    /// Keeps keys when the description is fetched again, so that they serve while the key set cannot be had.
    pub(crate) fn inherit_keys(&mut self, old: Option<Self>) {
        if let Some(old) = old.filter(|o| o.jwks_uri == self.jwks_uri) {
            (self.keys, self.keys_tried_at) = (old.keys, old.keys_tried_at);
        }
    }

    /// Notes that the keys are asked for now. The first time is no sign of a key that nobody knows: the provider may change
    /// its keys right after.
    pub(crate) fn keys_asked_for(&mut self, now: Timestamp) {
        if self.keys.is_some() {
            self.keys_tried_at = Some(now);
        }
    }

    /// Whether fetching keys may be tried now: for an id that the cached set lacks, or for a set that grew old.
    pub(crate) fn may_refetch_keys(&self, now: Timestamp) -> bool {
        let rested = |at: &Timestamp| !at.is_within(KEYS_COOLDOWN_MS, now);
        self.keys.is_none() || self.keys_tried_at.as_ref().is_none_or(rested)
    }

    /// Whether the cached keys are of another day. A key that the provider took back must not be believed for ever.
    pub(crate) fn keys_are_old(&self, now: Timestamp) -> bool {
        self.keys
            .as_ref()
            .is_some_and(|(_, at)| !at.is_within(KEYS_FRESH_MS, now))
    }
}

fn allowed(names: &[String], config: &Config) -> Vec<Alg> {
    let known = names.iter().filter_map(|name| Alg::parse(name).ok());
    known.filter(|alg| config.algs.contains(alg)).collect()
}
