//! The gateway as resource server of an outside OpenID provider (`--issuer`).
//!
//! An access token of type `at+jwt` is checked as RFC 9068 §4 says. Any other is asked about: by introspection
//! (RFC 7662) where the provider offers it to the gateway with a secret of its own or to the phones' client, else by fetching the
//! person's claims with the token itself, which says nothing about whom the token is for and so comes last. The
//! provider's claims become a [`Subject`] as [`claims`] documents.

mod audience;
mod cache;
mod claims;
mod fetch;
mod introspect;
mod jwt;
mod metadata;
mod people;
mod provider;

pub(crate) use claims::{Claims, Person};
pub(crate) use fetch::{Fetch, is_secure};
pub(crate) use people::keep;

use crate::config::Config;
use crate::error::ApiError;
use crate::http::Subject;
use crate::state::AppState;
use audience::Audience;
use cache::Cache;
use citizen_domain::{Secret, Timestamp};
use provider::Provider;
use std::sync::Arc;

/// A token that was found good.
#[derive(Clone)]
pub(crate) struct Checked {
    /// Who signed in.
    pub(crate) subject: Subject,
    /// Thumbprint of the key that the token is bound to.
    pub(crate) jkt: Option<String>,
}

/// What the provider says of a token, before the person is looked up here.
struct Told {
    claims: Claims,
    jkt: Option<String>,
    expires_at: Option<Timestamp>,
}

/// How long what the provider said of an opaque token is believed, in milliseconds: so long may a revoked one live on.
const OPAQUE_LIFE: i64 = 30_000;
/// How long a signed token is not checked anew, in milliseconds.
const SIGNED_LIFE: i64 = 300_000;

/// The outside provider.
pub(crate) struct Outside {
    provider: Provider,
    audience: Audience,
    secret: Option<Secret<String>>,
    cache: Cache<Checked>,
}

impl std::fmt::Debug for Outside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Outside(…)")
    }
}

impl Outside {
    /// The provider that `config` names, if any. Nothing is fetched yet: the gateway starts also while it is away.
    pub(crate) fn of(config: &Config, base_url: &str, fetch: &Arc<Fetch>) -> Result<Option<Self>, ApiError> {
        let Some(issuer) = &config.issuer else {
            return Ok(None);
        };
        if !is_secure(issuer) {
            return Err(ApiError::Store(
                "the issuer must be https, or http on this machine",
            ));
        }
        Ok(Some(Self {
            provider: Provider::new(issuer.clone(), Arc::clone(fetch)),
            audience: Audience::of(config, base_url),
            secret: config.client_secret.clone(),
            cache: Cache::default(),
        }))
    }

    /// Who holds `token`. Its binding to a key is told, and for the caller to check.
    ///
    /// # Errors
    /// [`ApiError::Unauthorized`] for a token that is not good here, [`ApiError::Forbidden`] for a child under 14,
    /// [`ApiError::ProviderAway`] while the provider cannot be asked.
    pub(crate) async fn check(&self, state: &AppState, token: &str) -> Result<Checked, ApiError> {
        let now = state.now();
        if let Some(known) = self.cache.get(token, now) {
            return Ok(known);
        }
        let (mut told, life) = match jwt::typ(token) {
            Some(typ) => (self.signed(token, &typ, now).await?, SIGNED_LIFE),
            None => (self.opaque(token, now).await?, OPAQUE_LIFE),
        };
        if !told.claims.says_who() && told.jkt.is_none() {
            self.enrich(&mut told, token, now).await;
        }
        let person = told.claims.person(now)?;
        let issuer = self.provider.issuer().to_owned();
        let subject = state
            .db()
            .write_async(move |tx| keep(tx, &issuer, &person))
            .await?;
        if subject.is_under_14() {
            // ND 69/2024/NĐ-CP Art. 14.2: the guardian acts, with the guardian's own session.
            return Err(ApiError::Forbidden);
        }
        let checked = Checked {
            subject,
            jkt: told.jkt,
        };
        let until = now.plus_millis(life);
        let until = told.expires_at.map_or(until, |end| end.min(until));
        self.cache.put(token, checked.clone(), until, now);
        Ok(checked)
    }

    async fn signed(&self, token: &str, typ: &str, now: Timestamp) -> Result<Told, ApiError> {
        jwt::check(&self.provider, &self.audience, token, typ, now).await
    }

    async fn opaque(&self, token: &str, now: Timestamp) -> Result<Told, ApiError> {
        let metadata = self.provider.metadata(now).await?;
        let may_ask = self.secret.is_some() || metadata.introspection_by_anyone;
        match &metadata.introspection_endpoint {
            Some(endpoint) if may_ask => {
                let asked = introspect::Asked {
                    endpoint,
                    by_post: metadata.introspection_by_post,
                    secret: self.secret.as_ref(),
                };
                introspect::check(&self.provider, &self.audience, &asked, token, now).await
            }
            _ => Ok(Told {
                claims: self.userinfo(token, now).await?,
                jkt: None,
                expires_at: None,
            }),
        }
    }

    async fn userinfo(&self, token: &str, now: Timestamp) -> Result<Claims, ApiError> {
        let metadata = self.provider.metadata(now).await?;
        let endpoint = metadata
            .userinfo_endpoint
            .as_ref()
            .ok_or(ApiError::Unauthorized)?;
        let body = self.provider.fetch().get(endpoint, Some(token)).await?;
        Claims::read(&body)
    }

    /// A signed token often says only the subject; name and level stand with the provider. Without them it goes on too.
    async fn enrich(&self, told: &mut Told, token: &str, now: Timestamp) {
        if let Ok(more) = self.userinfo(token, now).await
            && more.sub == told.claims.sub
        {
            told.claims = more;
        }
    }
}

#[cfg(test)]
mod tests;
