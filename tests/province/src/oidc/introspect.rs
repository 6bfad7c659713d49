use super::error::OAuthError;
use super::form::form;
use super::{client, store};
use crate::http::token_hash;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// `POST /oauth/introspect` (RFC 7662): what a registered resource server may know of an access token. It is one of the
/// state's own servers, so it is told the identity number, which no client is. In the name of the public client anybody may
/// ask about a token of that client, and is told what it is good for and of which key, but not who it is.
pub(super) async fn introspect(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, OAuthError> {
    let params = form(&headers, &body)?;
    let registered = client::is_resource_server(&state, &headers);
    let nameless = params
        .get("client_id")
        .is_some_and(|id| client::known(&state, id));
    if !registered && (!nameless || headers.contains_key(header::AUTHORIZATION)) {
        return Err(OAuthError::invalid_client());
    }
    let (hash, now) = (token_hash(params.need("token")?), state.now());
    let found = state
        .db()
        .read_async(move |tx| store::access(tx, &hash, now))
        .await?;
    // Whatever is wrong with a token, this is all that is said (section 2.2).
    let Some(access) = found else {
        return Ok(Json(json!({"active": false})));
    };
    let (grant, resident) = (&access.grant, &access.grant.resident);
    let mut all = Map::new();
    let mut add = |name: &str, value: Value| {
        if !value.is_null() {
            all.insert(name.to_owned(), value);
        }
    };
    add("active", true.into());
    add("iss", state.issuer().into());
    add("sub", resident.sub.as_str().into());
    add("client_id", grant.client_id.as_str().into());
    add("scope", grant.scope.as_str().into());
    add("iat", access.issued_at.secs().into());
    add("exp", access.expires_at.secs().into());
    match &access.jkt {
        Some(jkt) => {
            add("token_type", "DPoP".into());
            add("cnf", json!({ "jkt": jkt }));
        }
        None => add("token_type", "Bearer".into()),
    }
    if registered {
        add("name", resident.name.as_str().into());
        add("id_number", resident.id_number.as_deref().into());
    }
    add("account_type", resident.account_type.as_str().into());
    add("acr", resident.acr().into());
    add("age_band", resident.age_band().into());
    Ok(Json(all.into()))
}
