use super::error::OAuthError;
use super::form::form;
use super::{client, proof, request, store};
use crate::http::token_hash;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use serde_json::{Value, json};

/// What the address of a pushed request begins with (RFC 9126 §2.2).
const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";

/// The secret part of an address that was given out here.
pub(super) fn id_of(request_uri: &str) -> Option<&str> {
    request_uri.strip_prefix(PREFIX)
}

/// `POST /oauth/par` (RFC 9126): keeps a request until a browser comes for it. The request is judged here already; with
/// a proof its code is bound to the key (RFC 9449 §10.1).
pub(super) async fn push(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), OAuthError> {
    let params = form(&headers, &body)?;
    if !client::known(&state, params.need("client_id")?) {
        return Err(OAuthError::invalid_client());
    }
    let (client_id, redirect_uri) = request::parties(&state, &params).ok_or(OAuthError::invalid_request(
        "redirect_uri is not one of this client",
    ))?;
    let mut pending = request::read(&params, client_id, redirect_uri)?;
    if let Some(key) = proof::key_of(&state, &headers, "/oauth/par")? {
        if pending.jkt.as_ref().is_some_and(|jkt| *jkt != key) {
            return Err(OAuthError::new("invalid_dpop_proof", "dpop_jkt is another key"));
        }
        pending.jkt = Some(key);
    }
    let id = super::secret()?;
    let (hash, now) = (token_hash(&id), state.now());
    state
        .db()
        .write_async(move |tx| store::keep_pushed(tx, &hash, &pending, now))
        .await?;
    Ok((
        StatusCode::CREATED,
        Json(json!({
            "request_uri": format!("{PREFIX}{id}"),
            "expires_in": store::PUSHED_LIFE / 1000,
        })),
    ))
}
