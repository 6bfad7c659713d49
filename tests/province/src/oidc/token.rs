//! The token endpoint (RFC 6749 §3.2).

use super::error::OAuthError;
use super::form::form;
use super::params::Params;
use super::store::{self, Grant};
use super::{client, id_token, proof};
use crate::http::token_hash;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use bytes::Bytes;
use citizen_proof::{base64url, sha256};
use serde_json::{Value, json};

/// A grant whose tokens are kept, and what goes out with them.
struct Issued {
    grant: Grant,
    nonce: Option<String>,
    refresh: String,
}

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
    let grant_type = params.need("grant_type")?;
    // Before anything is used up: a client that is asked for a nonce comes again with the same code or token.
    let jkt = proof::key_of(&state, &headers, "/oauth/token")?;
    if jkt.is_none() && state.config().require_dpop {
        return Err(OAuthError::new("invalid_dpop_proof", "a DPoP proof is needed"));
    }
    let access = super::secret()?;
    let found = match grant_type {
        "authorization_code" => by_code(&state, &params, client_id, jkt.clone(), &access).await?,
        "refresh_token" => by_refresh(&state, &params, client_id, jkt.clone(), &access).await?,
        _ => {
            return Err(OAuthError::new(
                "unsupported_grant_type",
                "authorization_code or refresh_token",
            ));
        }
    };
    let Some(Issued {
        grant,
        nonce,
        refresh,
    }) = found
    else {
        return Err(OAuthError::invalid_grant(
            "unknown, used, ended, or for another request or key",
        ));
    };
    let id_token = id_token::make(&state, &grant, nonce.as_deref(), &access)?;
    Ok(Json(json!({
        "access_token": access,
        "token_type": if jkt.is_some() { "DPoP" } else { "Bearer" },
        "expires_in": store::ACCESS_LIFE / 1000,
        "refresh_token": refresh,
        "scope": grant.scope,
        "id_token": id_token,
    })))
}

async fn by_code(
    state: &AppState,
    params: &Params,
    client_id: String,
    jkt: Option<String>,
    access: &str,
) -> Result<Option<Issued>, OAuthError> {
    let code = token_hash(params.need("code")?);
    let uri = params.need("redirect_uri")?.to_owned();
    let challenge = challenge(params.need("code_verifier")?)?;
    let (refresh, access, now) = (super::secret()?, token_hash(access), state.now());
    let kept = refresh.clone();
    let found = state
        .db()
        .write_async(move |tx| {
            // A code is used up by the first who brings it, rightly or not.
            let Some((mut grant, code)) = store::use_code(tx, &code, now)? else {
                return Ok(None);
            };
            // RFC 6749 §4.1.3: issued to this client, for this address and this verifier; RFC 9449 §10: and this key.
            let same_key = code.jkt.is_none() || code.jkt == jkt;
            if grant.client_id != client_id
                || code.redirect_uri != uri
                || code.challenge != challenge
                || !same_key
            {
                return Ok(None);
            }
            grant.bind(tx, jkt.as_deref())?;
            store::keep_access(tx, &grant, &access, jkt.as_deref(), now)?;
            store::keep_refresh(tx, &grant, &token_hash(&kept), now)?;
            Ok(Some((grant, code.nonce)))
        })
        .await?;
    Ok(found.map(|(grant, nonce)| Issued {
        grant,
        nonce,
        refresh,
    }))
}

async fn by_refresh(
    state: &AppState,
    params: &Params,
    client_id: String,
    jkt: Option<String>,
    access: &str,
) -> Result<Option<Issued>, OAuthError> {
    let token = params.need("refresh_token")?;
    // Computed, never stored: whoever shows the token again can be given the same successor again.
    let refresh = state.keys().successor(token);
    let (hash, successor) = (token_hash(token), token_hash(&refresh));
    let (access, now) = (token_hash(access), state.now());
    let found = state
        .db()
        .write_async(move |tx| {
            let shown = store::Shown {
                hash: &hash,
                successor: &successor,
                client_id: &client_id,
                jkt: jkt.as_deref(),
            };
            let Some(grant) = store::use_refresh(tx, &shown, now)? else {
                return Ok(None);
            };
            store::keep_access(tx, &grant, &access, jkt.as_deref(), now)?;
            Ok(Some(grant))
        })
        .await?;
    // A refreshed ID token carries no nonce (OpenID Connect Core 1.0 §12.2).
    Ok(found.map(|grant| Issued {
        grant,
        nonce: None,
        refresh,
    }))
}

/// The S256 challenge of a verifier (RFC 7636 §4.1 and §4.6).
fn challenge(verifier: &str) -> Result<String, OAuthError> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(allowed) {
        return Err(OAuthError::invalid_grant("the verifier is not well formed"));
    }
    Ok(base64url::encode(sha256(verifier.as_bytes())))
}
