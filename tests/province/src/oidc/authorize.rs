//! The authorization endpoint: checks the request, lets the person choose a resident, sends the code back.

use super::error::OAuthError;
use super::params::Params;
use super::request::{self, Pending, language};
use super::{client, page, par, store, upstream};
use crate::error::ApiError;
use crate::http::token_hash;
use crate::keys::random;
use crate::state::AppState;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use citizen_domain::message::Lang;

/// `GET /oauth/authorize`.
pub(super) async fn ask(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let query = query.unwrap_or_default();
    let Ok(params) = Params::parse(query.as_bytes()) else {
        return page::refused(Lang::Vi, "signin.bad_request");
    };
    let lang = language(params.get("ui_locales"));
    let (pending, pushed) = match params.get("request_uri").and_then(par::id_of) {
        Some(id) => {
            let (hash, now) = (token_hash(id), state.now());
            let found = state
                .db()
                .read_async(move |tx| store::pushed(tx, &hash, now))
                .await?
                // Whoever pushed it is who may use it (RFC 9126 §4).
                .filter(|pending| params.get("client_id") == Some(pending.client_id.as_str()));
            match found {
                Some(pending) => (pending, Some(token_hash(id))),
                None => return page::refused(lang, "signin.expired"),
            }
        }
        None => {
            let Some((client_id, redirect_uri)) = request::parties(&state, &params) else {
                return page::refused(lang, "signin.bad_client");
            };
            match request::read(&params, client_id, redirect_uri) {
                Ok(pending) => (pending, None),
                Err(error) => return answer_error(&state, redirect_uri, params.get("state"), &error),
            }
        }
    };
    let id = super::secret()?;
    let (hash, now, keep) = (token_hash(&id), state.now(), pending.clone());
    let residents = state
        .db()
        .write_async(move |tx| {
            store::keep_request(tx, &hash, &keep, pushed.as_deref(), now)?;
            store::choosable(tx)
        })
        .await?;
    if let Some(upstream) = &state.config().upstream {
        return upstream::ask(&state, upstream, &id);
    }
    page::choices(lang, &id, &pending, &residents)
}

/// `POST /oauth/authorize`: the person has chosen.
pub(super) async fn choose(State(state): State<AppState>, body: Bytes) -> Result<Response, ApiError> {
    let Ok(params) = Params::parse(&body) else {
        return page::refused(Lang::Vi, "signin.bad_request");
    };
    let lang = language(params.get("ui_locales"));
    if state.config().upstream.is_some() {
        // Nobody is whom they say they are where an identity server can be asked.
        return page::refused(lang, "signin.bad_request");
    }
    let (hash, now) = (token_hash(params.get("request").unwrap_or_default()), state.now());
    let chosen = params.get("sub").map(str::to_owned);
    let code = super::secret()?;
    let (grant_id, code_hash) = (random::<16>()?, token_hash(&code));
    let done = state
        .db()
        .write_async(move |tx| {
            let Some(pending) = store::take_request(tx, &hash, now)? else {
                return Ok(None);
            };
            let all = store::choosable(tx)?;
            let resident = chosen.and_then(|sub| all.into_iter().find(|r| r.sub == sub));
            let guardian = match &resident {
                Some(child) if child.is_under_14() => Some(store::guardian(tx, &child.sub)?),
                _ => None,
            };
            if let (Some(resident), None) = (&resident, &guardian) {
                store::issue_code(tx, &grant_id, &code_hash, &pending, &resident.sub, now)?;
            }
            Ok(Some((pending, resident.is_some(), guardian)))
        })
        .await?;
    match done {
        // Answered already, too old, or never asked.
        None => page::refused(lang, "signin.expired"),
        Some((pending, _, Some(guardian))) => too_young(&state, lang, &pending, guardian.as_deref()),
        Some((pending, false, None)) => answer(&state, &pending, &[("error", "access_denied")]),
        Some((pending, true, None)) => answer(&state, &pending, &[("code", &code)]),
    }
}

/// Under 14 the guardian acts: ND 69/2024/NĐ-CP Art. 14.2.
pub(super) fn too_young(
    state: &AppState,
    lang: Lang,
    pending: &Pending,
    guardian: Option<&str>,
) -> Result<Response, ApiError> {
    let back = destination(
        state,
        &pending.redirect_uri,
        pending.state.as_deref(),
        &[("error", "access_denied")],
    )?;
    page::too_young(lang, guardian, &back)
}

/// Where an answer goes: `redirect_uri` with the answer, `state` and `iss` (RFC 9207).
fn destination(
    state: &AppState,
    redirect_uri: &str,
    given: Option<&str>,
    answer: &[(&str, &str)],
) -> Result<String, ApiError> {
    let mut url = url::Url::parse(redirect_uri).map_err(|_| ApiError::Internal("redirect address"))?;
    {
        let mut query = url.query_pairs_mut();
        query.extend_pairs(answer);
        if let Some(given) = given {
            query.append_pair("state", given);
        }
        query.append_pair("iss", state.issuer());
    }
    Ok(url.into())
}

/// Sends the browser back with an answer.
pub(super) fn answer(
    state: &AppState,
    pending: &Pending,
    pairs: &[(&str, &str)],
) -> Result<Response, ApiError> {
    redirect(&destination(
        state,
        &pending.redirect_uri,
        pending.state.as_deref(),
        pairs,
    )?)
}

fn answer_error(
    state: &AppState,
    redirect_uri: &str,
    given: Option<&str>,
    error: &OAuthError,
) -> Result<Response, ApiError> {
    debug_assert!(client::may_redirect(state, redirect_uri));
    let pairs = [("error", error.code), ("error_description", error.description)];
    redirect(&destination(state, redirect_uri, given, &pairs)?)
}

/// Sends the browser somewhere.
pub(super) fn redirect(to: &str) -> Result<Response, ApiError> {
    let to = HeaderValue::from_str(to).map_err(|_| ApiError::Internal("redirect address"))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response())
}
