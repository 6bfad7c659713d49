//! User info, revocation and signing out.

use super::client;
use super::error::OAuthError;
use super::grant;
use super::html::Page;
use super::params::Params;
use super::token::{acr, form};
use crate::error::ApiError;
use crate::http::{Bearer, token_hash};
use crate::state::AppState;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use citizen_domain::message::Lang;
use serde_json::{Map, Value};

/// `GET /oauth/userinfo` (OpenID Connect Core 1.0 §5.3): the claims of the ID token about the person.
pub(super) async fn userinfo(
    State(state): State<AppState>,
    Bearer(person): Bearer,
) -> Result<Json<Value>, ApiError> {
    let sub = person.sub;
    let resident = state
        .db()
        .read_async(move |tx| grant::resident(tx, &sub))
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
    add("id_last4", Some(resident.last4()));
    add("account_type", Some(&resident.account_type));
    add("acr", acr(resident.level).as_deref());
    add("age_band", resident.age_band.as_deref());
    Ok(Json(claims.into()))
}

/// `POST /oauth/revoke` (RFC 7009): unknown tokens are answered like known ones.
pub(super) async fn revoke(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, OAuthError> {
    let params = form(&headers, &body)?;
    if !client::known(&state, params.need("client_id")?) {
        return Err(OAuthError::invalid_client());
    }
    let (hash, now) = (token_hash(params.need("token")?), state.now());
    state
        .db()
        .write_async(move |tx| grant::revoke_token(tx, &hash, now))
        .await?;
    Ok(StatusCode::OK)
}

/// `GET /oauth/end_session` (OpenID Connect RP-Initiated Logout 1.0). No browser session is kept, so there is nothing to
/// end here: tokens end by revocation. Sends the person back to the app, or says that it is done.
pub(super) async fn end_session(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    ended(&state, query.unwrap_or_default().as_bytes())
}

/// The same by `POST`.
pub(super) async fn end_session_posted(
    State(state): State<AppState>,
    body: Bytes,
) -> Result<Response, ApiError> {
    ended(&state, &body)
}

fn ended(state: &AppState, query: &[u8]) -> Result<Response, ApiError> {
    let params = Params::parse(query).map_err(|_| ApiError::Malformed)?;
    let known = params.get("client_id").is_some_and(|id| client::known(state, id));
    let back = params
        .get("post_logout_redirect_uri")
        .filter(|uri| known && client::may_redirect(state, uri))
        .and_then(|uri| url::Url::parse(uri).ok());
    match back {
        Some(mut url) => {
            if let Some(given) = params.get("state") {
                url.query_pairs_mut().append_pair("state", given);
            }
            let to = HeaderValue::from_str(url.as_str()).map_err(|_| ApiError::Malformed)?;
            Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response())
        }
        None => {
            let mut page = Page::new(Lang::Vi, "signin.ended_title");
            page.paragraph("signin.ended", false);
            page.finish(StatusCode::OK, None)
        }
    }
}
