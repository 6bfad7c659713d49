use super::Upstream;
use crate::error::ApiError;
use crate::http::token_hash;
use crate::keys::random;
use crate::oidc::params::Params;
use crate::oidc::request::Pending;
use crate::oidc::{authorize, page, store};
use crate::outside::{Claims, Person, keep};
use crate::state::AppState;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use citizen_domain::Timestamp;
use citizen_domain::message::Lang;
use citizen_proof::{Alg, KeySet, Rule, verify};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

/// Two servers' clocks may differ by this, in seconds (D§7.3).
const LEEWAY: i64 = 5 * 60;

/// `GET /oauth/upstream`: the browser comes back from the identity server. Whatever went wrong there, the app is told by
/// redirect, and the person sees no text of the upstream's.
pub(in crate::oidc) async fn back(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let query = query.unwrap_or_default();
    let (Ok(params), Some(upstream)) = (Params::parse(query.as_bytes()), &state.config().upstream) else {
        return page::refused(Lang::Vi, "signin.bad_request");
    };
    let id = params.get("state").unwrap_or_default();
    let (hash, now) = (token_hash(id), state.now());
    let pending = state
        .db()
        .write_async(move |tx| store::take_request(tx, &hash, now))
        .await?;
    let Some(pending) = pending else {
        return page::refused(Lang::Vi, "signin.expired");
    };
    // RFC 9207, where the upstream says who it is.
    let same = params.get("iss").is_none_or(|iss| iss == upstream.issuer);
    let Some(code) = params.get("code").filter(|_| same) else {
        return authorize::answer(&state, &pending, &[("error", "access_denied")]);
    };
    match person(&state, upstream, code, &super::nonce(id)).await {
        Ok(person) => finish(&state, &pending, upstream, person).await,
        Err(ApiError::ProviderAway) => {
            authorize::answer(&state, &pending, &[("error", "temporarily_unavailable")])
        }
        Err(_) => authorize::answer(&state, &pending, &[("error", "access_denied")]),
    }
}

/// Keeps the person and sends the app a code of this province.
async fn finish(
    state: &AppState,
    pending: &Pending,
    upstream: &Upstream,
    person: Person,
) -> Result<Response, ApiError> {
    let code = crate::oidc::secret()?;
    let (grant_id, code_hash, now) = (random::<16>()?, token_hash(&code), state.now());
    let (issuer, kept) = (upstream.issuer.clone(), pending.clone());
    let child = state
        .db()
        .write_async(move |tx| {
            let subject = keep(tx, &issuer, &person)?;
            if !subject.is_under_14() {
                store::issue_code(tx, &grant_id, &code_hash, &kept, &subject.sub, now)?;
            }
            Ok(subject.is_under_14())
        })
        .await?;
    if child {
        return authorize::too_young(state, Lang::Vi, pending, None);
    }
    authorize::answer(state, pending, &[("code", &code)])
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    id_token: Option<String>,
}

/// Changes the code, with the gateway's own secret, and asks who it is.
async fn person(state: &AppState, upstream: &Upstream, code: &str, nonce: &str) -> Result<Person, ApiError> {
    let address = |text: &str| Url::parse(text).map_err(|_| ApiError::ProviderAway);
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &state.url(super::PATH)),
    ];
    let basic = (
        upstream.client_id.as_str(),
        upstream.client_secret.reveal().as_str(),
    );
    let (status, body) = state
        .fetch()
        .post(&address(&upstream.token_endpoint)?, &form, Some(basic))
        .await?;
    match status {
        200 => {}
        // The code is not good. 401 would be about the gateway's own secret.
        400 => return Err(ApiError::Unauthorized),
        _ => return Err(ApiError::ProviderAway),
    }
    citizen_proof::check_json(&body).map_err(|_| ApiError::ProviderAway)?;
    let tokens: Tokens = serde_json::from_slice(&body).map_err(|_| ApiError::ProviderAway)?;
    let signed_for = match &upstream.jwks_uri {
        Some(jwks_uri) => {
            let keys = state.fetch().get(&address(jwks_uri)?, None).await?;
            let token = tokens.id_token.as_deref().ok_or(ApiError::Unauthorized)?;
            Some(check(token, &keys, upstream, nonce, state.now())?)
        }
        None => None,
    };
    let endpoint = address(&upstream.userinfo_endpoint)?;
    let body = state.fetch().get(&endpoint, Some(&tokens.access_token)).await?;
    let claims = Claims::read(&body)?;
    // OpenID Connect Core 1.0 §5.3.2: the same subject, or the answer is not used.
    if signed_for.is_some_and(|sub| sub != claims.sub()) {
        return Err(ApiError::Unauthorized);
    }
    claims.person(state.now())
}

#[derive(Deserialize)]
struct IdClaims {
    iss: String,
    sub: String,
    aud: Value,
    exp: i64,
    nonce: Option<String>,
}

/// Checks the upstream's ID token (OpenID Connect Core 1.0 §3.1.3.7) and gives its subject.
fn check(
    token: &str,
    keys: &[u8],
    upstream: &Upstream,
    nonce: &str,
    now: Timestamp,
) -> Result<String, ApiError> {
    let keys = KeySet::from_jwks_json(keys).map_err(|_| ApiError::ProviderAway)?;
    let rule = Rule {
        typ: "JWT",
        purpose: None,
        algs: Alg::ALL,
        max_len: 16 * 1024,
    };
    let claims = verify::<IdClaims>(token, &keys, &rule)
        .map_err(|_| ApiError::Unauthorized)?
        .claims;
    let ours = match &claims.aud {
        Value::String(one) => *one == upstream.client_id,
        Value::Array(many) => many.iter().any(|aud| aud == upstream.client_id.as_str()),
        _ => false,
    };
    let good = claims.iss == upstream.issuer
        && ours
        && claims.exp.saturating_add(LEEWAY) > now.secs()
        && claims.nonce.as_deref() == Some(nonce);
    if good {
        Ok(claims.sub)
    } else {
        Err(ApiError::Unauthorized)
    }
}
