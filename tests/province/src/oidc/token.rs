//! The token endpoint (RFC 6749 §3.2) and what it gives out.

use super::client;
use super::error::OAuthError;
use super::grant::{self, Grant};
use super::params::Params;
use crate::error::ApiError;
use crate::http::token_hash;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use citizen_domain::Timestamp;
use citizen_proof::{base64url, sha256};
use serde::Serialize;
use serde_json::{Value, json};

/// `POST /oauth/token`.
pub(super) async fn token(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, OAuthError> {
    let params = form(&headers, &body)?;
    let client_id = params.need("client_id")?.to_owned();
    if !client::known(&state, &client_id) {
        return Err(OAuthError::invalid_client());
    }
    let (access, refresh) = (super::secret()?, super::secret()?);
    let hashes = (token_hash(&access), token_hash(&refresh));
    let now = state.now();
    let found = match params.need("grant_type")? {
        "authorization_code" => {
            let (code, uri) = (
                token_hash(params.need("code")?),
                params.need("redirect_uri")?.to_owned(),
            );
            let challenge = challenge(params.need("code_verifier")?)?;
            state
                .db()
                .write_async(move |tx| {
                    // A code is used up by the first who brings it, rightly or not.
                    let Some((grant, code)) = grant::use_code(tx, &code, now)? else {
                        return Ok(None);
                    };
                    // RFC 6749 §4.1.3: issued to this client, for this address and this verifier.
                    if grant.client_id != client_id || code.redirect_uri != uri || code.challenge != challenge
                    {
                        return Ok(None);
                    }
                    grant::keep_tokens(tx, &grant, &hashes.0, &hashes.1, now)?;
                    Ok(Some((grant, code.nonce)))
                })
                .await?
        }
        "refresh_token" => {
            let token = token_hash(params.need("refresh_token")?);
            state
                .db()
                .write_async(move |tx| {
                    let Some(grant) = grant::use_refresh(tx, &token, now)? else {
                        return Ok(None);
                    };
                    // RFC 6749 §6: bound to the client that it was issued to.
                    if grant.client_id != client_id {
                        return Ok(None);
                    }
                    grant::keep_tokens(tx, &grant, &hashes.0, &hashes.1, now)?;
                    // A refreshed ID token carries no nonce (OpenID Connect Core 1.0 §12.2).
                    Ok(Some((grant, None)))
                })
                .await?
        }
        _ => {
            return Err(OAuthError::new(
                "unsupported_grant_type",
                "authorization_code or refresh_token",
            ));
        }
    };
    let Some((grant, nonce)) = found else {
        return Err(OAuthError::invalid_grant(
            "unknown, used, ended, or for another request",
        ));
    };
    let id_token = id_token(&state, &grant, nonce.as_deref(), &access, now)?;
    Ok(Json(json!({
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": grant::ACCESS_LIFE / 1000,
        "refresh_token": refresh,
        "scope": grant.scope,
        "id_token": id_token,
    })))
}

/// The form in a request's body.
pub(super) fn form(headers: &HeaderMap, body: &[u8]) -> Result<Params, OAuthError> {
    let media = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let essence = media.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(OAuthError::invalid_request("the body has to be a form"));
    }
    Params::parse(body)
}

/// The S256 challenge of a verifier (RFC 7636 §4.1 and §4.6).
fn challenge(verifier: &str) -> Result<String, OAuthError> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(allowed) {
        return Err(OAuthError::invalid_grant("the verifier is not well formed"));
    }
    Ok(base64url::encode(sha256(verifier.as_bytes())))
}

/// Claims of an ID token: no birth date, four digits of the number.
#[derive(Serialize)]
struct IdClaims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: i64,
    iat: i64,
    auth_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    at_hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<String>,
    name: &'a str,
    id_last4: &'a str,
    account_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_band: Option<&'a str>,
}

/// An ID token lives as long as it takes to read it.
const ID_TOKEN_LIFE: i64 = 600;

fn id_token(
    state: &AppState,
    grant: &Grant,
    nonce: Option<&str>,
    access: &str,
    now: Timestamp,
) -> Result<String, ApiError> {
    let [left @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = &sha256(access.as_bytes());
    let resident = &grant.resident;
    let claims = IdClaims {
        iss: state.issuer(),
        sub: &resident.sub,
        aud: &grant.client_id,
        exp: now.secs() + ID_TOKEN_LIFE,
        iat: now.secs(),
        auth_time: grant.auth_time.secs(),
        nonce,
        // Left half of the access token's hash (OpenID Connect Core 1.0 §3.1.3.6).
        at_hash: base64url::encode(left),
        acr: acr(resident.level),
        name: &resident.name,
        id_last4: resident.last4(),
        account_type: &resident.account_type,
        age_band: resident.age_band.as_deref(),
    };
    state
        .provider()
        .signing()
        .sign("JWT", &claims)
        .map_err(|_| ApiError::Internal("signing"))
}

/// Level of the electronic identity as an authentication context (D§7.3).
pub(super) fn acr(level: Option<u8>) -> Option<String> {
    level.map(|level| format!("LoA{level}"))
}
