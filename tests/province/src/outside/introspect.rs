use super::Told;
use super::audience::{Aud, Audience};
use super::claims::Claims;
use super::jwt::Confirmation;
use super::provider::Provider;
use crate::error::ApiError;
use citizen_domain::{Secret, Timestamp};
use serde::Deserialize;
use url::Url;

/// Where and how to ask.
pub(super) struct Asked<'a> {
    pub(super) endpoint: &'a Url,
    pub(super) by_post: bool,
    /// The gateway's own; without one the provider is asked in the name of the phones' client.
    pub(super) secret: Option<&'a Secret<String>>,
}

#[derive(Deserialize)]
struct Active {
    active: bool,
}

/// An answer of RFC 7662 §2.2 about a token that is good.
#[derive(Deserialize)]
struct Answer {
    iss: Option<String>,
    aud: Option<Aud>,
    client_id: Option<String>,
    exp: Option<i64>,
    nbf: Option<i64>,
    scope: Option<String>,
    token_type: Option<String>,
    cnf: Option<Confirmation>,
    #[serde(flatten)]
    person: Claims,
}

/// Asks the provider about a token (RFC 7662).
pub(super) async fn check(
    provider: &Provider,
    audience: &Audience,
    asked: &Asked<'_>,
    token: &str,
    now: Timestamp,
) -> Result<Told, ApiError> {
    let name = audience.resource_id.as_str();
    let mut form = vec![("token", token), ("token_type_hint", "access_token")];
    let basic = match asked.secret.map(|secret| secret.reveal().as_str()) {
        Some(secret) if asked.by_post => {
            form.extend([("client_id", name), ("client_secret", secret)]);
            None
        }
        Some(secret) => Some((name, secret)),
        None => {
            form.push(("client_id", audience.client_id()));
            None
        }
    };
    let (status, body) = provider.fetch().post(asked.endpoint, &form, basic).await?;
    // 401 would say that the gateway's own secret is wrong: not the resident's fault.
    if status != 200 {
        return Err(ApiError::ProviderAway);
    }
    citizen_proof::check_json(&body).map_err(|_| ApiError::ProviderAway)?;
    let Active { active } = serde_json::from_slice(&body).map_err(|_| ApiError::ProviderAway)?;
    if !active {
        return Err(ApiError::Unauthorized);
    }
    let answer: Answer = serde_json::from_slice(&body).map_err(|_| ApiError::Unauthorized)?;
    let for_us = match (&answer.aud, &answer.client_id) {
        (Some(aud), _) => audience.includes(aud),
        (None, Some(client)) => audience.is_client(client),
        // Section 2.2 leaves both open; then the provider itself has judged that this gateway may be told.
        (None, None) => true,
    };
    // A binding that is announced must be there to be checked.
    let bound = answer.cnf.is_some() || !answer.token_type.is_some_and(|t| t.eq_ignore_ascii_case("DPoP"));
    let good = for_us
        && bound
        && answer.iss.is_none_or(|iss| iss == provider.issuer())
        && answer.exp.is_none_or(|at| at > now.secs())
        && answer.nbf.is_none_or(|at| at <= now.secs())
        && audience.allows(answer.scope.as_deref());
    if !good {
        return Err(ApiError::Unauthorized);
    }
    Ok(Told {
        claims: answer.person,
        jkt: answer.cnf.map(|cnf| cnf.jkt),
        expires_at: answer.exp.map(Timestamp::from_secs),
    })
}
