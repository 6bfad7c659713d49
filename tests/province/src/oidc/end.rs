//! User info, revocation and signing out.

use super::error::OAuthError;
use super::form::form;
use super::html::Page;
use super::params::Params;
use super::{authorize, client, store};
use crate::error::ApiError;
use crate::http::{Bearer, token_hash};
use crate::state::AppState;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use citizen_domain::message::Lang;
use citizen_proof::{Alg, Rule, base64url, verify};
use serde::Deserialize;
use serde_json::{Map, Value};

/// `GET /oauth/userinfo` (OpenID Connect Core 1.0 §5.3): the claims of the ID token about the person.
pub(super) async fn userinfo(
    State(state): State<AppState>,
    Bearer(person): Bearer,
) -> Result<Json<Value>, ApiError> {
    let sub = person.sub;
    let resident = state
        .db()
        .read_async(move |tx| store::resident(tx, &sub))
        .await?
        .ok_or(ApiError::Unauthorized)?;
    let mut claims = Map::new();
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            claims.insert(name.to_owned(), value.into());
        }
    };
    add("sub", Some(&resident.sub));
    add("name", Some(&resident.name));
    add("id_last4", resident.last4());
    add("account_type", Some(&resident.account_type));
    add("acr", resident.acr().as_deref());
    add("age_band", resident.age_band());
    Ok(Json(claims.into()))
}

/// `POST /oauth/revoke` (RFC 7009): unknown tokens are answered like known ones. No proof is asked for: whoever found a
/// token may end it.
pub(super) async fn revoke(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, OAuthError> {
    let params = form(&headers, &body)?;
    let client_id = params.need("client_id")?.to_owned();
    if !client::known(&state, &client_id) {
        return Err(OAuthError::invalid_client());
    }
    let (hash, now) = (token_hash(params.need("token")?), state.now());
    state
        .db()
        .write_async(move |tx| store::revoke_token(tx, &hash, &client_id, now))
        .await?;
    Ok(StatusCode::OK)
}

/// `GET /oauth/end_session` (OpenID Connect RP-Initiated Logout 1.0). No browser session is kept; with an ID token as hint
/// the tokens of that sign-in end. Sends the person back to the app, or says that it is done.
pub(super) async fn end_session(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    ended(&state, query.unwrap_or_default().as_bytes()).await
}

/// The same by `POST`.
pub(super) async fn end_session_posted(
    State(state): State<AppState>,
    body: Bytes,
) -> Result<Response, ApiError> {
    ended(&state, &body).await
}

/// What an ID token says about the sign-in that it came from.
#[derive(Deserialize)]
struct Hint {
    iss: String,
    aud: String,
    sid: String,
}

/// Reads an `id_token_hint`; one that has ended is as good (section 2).
fn hint(state: &AppState, token: &str) -> Result<Option<Hint>, ApiError> {
    let rule = Rule {
        typ: "JWT",
        purpose: None,
        algs: &[Alg::Es256],
        max_len: Params::LONGEST,
    };
    let keys = state.provider().key_set(state.now())?;
    Ok(verify::<Hint>(token, &keys, &rule)
        .ok()
        .map(|verified| verified.claims)
        .filter(|hint| hint.iss == state.issuer()))
}

async fn ended(state: &AppState, query: &[u8]) -> Result<Response, ApiError> {
    let params = Params::parse(query).map_err(|_| ApiError::Malformed)?;
    let named = params.get("client_id");
    let mut client_id = named.map(str::to_owned);
    let mut sound = true;
    if let Some(token) = params.get("id_token_hint") {
        match hint(state, token)? {
            Some(hint) if named.is_none_or(|id| id == hint.aud) => {
                if let Ok(sid) = base64url::decode(&hint.sid) {
                    let now = state.now();
                    state
                        .db()
                        .write_async(move |tx| store::revoke_session(tx, &sid, now))
                        .await?;
                }
                client_id = Some(hint.aud);
            }
            _ => sound = false,
        }
    }
    let known = sound && client_id.is_some_and(|id| client::known(state, &id));
    let back = params
        .get("post_logout_redirect_uri")
        .filter(|uri| known && client::may_redirect(state, uri))
        .and_then(|uri| url::Url::parse(uri).ok());
    match back {
        Some(mut url) => {
            if let Some(given) = params.get("state") {
                url.query_pairs_mut().append_pair("state", given);
            }
            authorize::redirect(url.as_str())
        }
        None => {
            let mut page = Page::new(Lang::Vi, "signin.ended_title");
            page.paragraph("signin.ended", false);
            page.finish(StatusCode::OK, None)
        }
    }
}
