use super::Told;
use super::audience::{Aud, Audience};
use super::claims::Claims;
use super::provider::Provider;
use crate::error::ApiError;
use citizen_domain::Timestamp;
use citizen_proof::{Alg, Rule, base64url, peek_kid, verify};
use serde::Deserialize;
use serde_json::Value;

/// Longest token.
const MAX_LEN: usize = 8 * 1024;
/// Two servers' clocks may differ by this, in seconds.
const LEEWAY: i64 = 60;

/// The `typ` of a signed access token (RFC 9068 §2.1); none for any other token, which then is opaque here.
pub(super) fn typ(token: &str) -> Option<String> {
    let (header, _) = token.split_once('.')?;
    let header: Value = serde_json::from_slice(&base64url::decode(header).ok()?).ok()?;
    let typ = header.get("typ")?.as_str()?;
    let named = ["at+jwt", "application/at+jwt"]
        .iter()
        .any(|name| typ.eq_ignore_ascii_case(name));
    named.then(|| typ.to_owned())
}

#[derive(Deserialize)]
struct AccessClaims {
    iss: String,
    aud: Aud,
    exp: i64,
    nbf: Option<i64>,
    iat: Option<i64>,
    scope: Option<String>,
    cnf: Option<Confirmation>,
    #[serde(flatten)]
    person: Claims,
}

/// RFC 7800. Any other member than `jkt` is a binding that is not checked here, and so not taken.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirmation {
    pub(super) jkt: String,
}

/// Checks a signed access token (RFC 9068 §4).
pub(super) async fn check(
    provider: &Provider,
    audience: &Audience,
    token: &str,
    typ: &str,
    now: Timestamp,
) -> Result<Told, ApiError> {
    let kid = peek_kid(token, MAX_LEN).map_err(|_| ApiError::Unauthorized)?;
    let keys = provider.keys(&kid, now).await?;
    let rule = Rule {
        typ,
        purpose: None,
        algs: Alg::ALL,
        max_len: MAX_LEN,
    };
    let claims = verify::<AccessClaims>(token, &keys, &rule)
        .map_err(|_| ApiError::Unauthorized)?
        .claims;
    let seconds = now.secs();
    let in_time = claims.exp.saturating_add(LEEWAY) > seconds
        && claims.nbf.is_none_or(|at| at <= seconds + LEEWAY)
        && claims.iat.is_none_or(|at| at <= seconds + LEEWAY);
    let good = claims.iss == provider.issuer()
        && audience.includes(&claims.aud)
        && in_time
        && audience.allows(claims.scope.as_deref());
    if !good {
        return Err(ApiError::Unauthorized);
    }
    Ok(Told {
        claims: claims.person,
        jkt: claims.cnf.map(|cnf| cnf.jkt),
        expires_at: Some(Timestamp::from_secs(claims.exp)),
    })
}
