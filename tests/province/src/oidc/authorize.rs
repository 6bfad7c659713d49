//! The authorization endpoint: checks the request, lets the person choose a resident, sends the code back.

use super::error::OAuthError;
use super::html::{Page, escape};
use super::params::Params;
use super::{client, grant};
use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use citizen_domain::message::Lang;
use grant::{Pending, Resident};

/// `GET /oauth/authorize`.
pub(super) async fn ask(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let query = query.unwrap_or_default();
    let Ok(params) = Params::parse(query.as_bytes()) else {
        return refused(Lang::Vi, "signin.bad_request");
    };
    let lang = language(params.get("ui_locales"));
    // Until client and address are known to be good, nothing is sent anywhere (RFC 6749 §4.1.2.1).
    let client_id = params.get("client_id").filter(|id| client::known(&state, id));
    let redirect_uri = params
        .get("redirect_uri")
        .filter(|uri| client::may_redirect(&state, uri));
    let (Some(client_id), Some(redirect_uri)) = (client_id, redirect_uri) else {
        return refused(lang, "signin.bad_client");
    };
    let pending = match read(&params, client_id, redirect_uri) {
        Ok(pending) => pending,
        Err(error) => {
            return answer(
                &state,
                redirect_uri,
                params.get("state"),
                &[("error", error.code), ("error_description", error.description)],
            );
        }
    };
    let id = super::secret()?;
    let (hash, now, keep) = (crate::http::token_hash(&id), state.now(), pending.clone());
    let residents = state
        .db()
        .write_async(move |tx| {
            grant::keep_request(tx, &hash, &keep, now)?;
            grant::residents(tx)
        })
        .await?;
    choices(lang, &id, &pending, &residents)
}

/// `POST /oauth/authorize`: the person has chosen.
pub(super) async fn choose(State(state): State<AppState>, body: Bytes) -> Result<Response, ApiError> {
    let Ok(params) = Params::parse(&body) else {
        return refused(Lang::Vi, "signin.bad_request");
    };
    let lang = language(params.get("ui_locales"));
    let (hash, now) = (
        crate::http::token_hash(params.get("request").unwrap_or_default()),
        state.now(),
    );
    let chosen = params.get("sub").map(str::to_owned);
    let code = super::secret()?;
    let (grant_id, code_hash) = (super::random::<16>()?, crate::http::token_hash(&code));
    let done = state
        .db()
        .write_async(move |tx| {
            let Some(pending) = grant::take_request(tx, &hash, now)? else {
                return Ok(None);
            };
            let resident = match &chosen {
                Some(sub) => grant::resident(tx, sub)?,
                None => None,
            };
            let child = resident.as_ref().is_some_and(Resident::is_under_14);
            if let (Some(resident), false) = (&resident, child) {
                grant::issue_code(tx, &grant_id, &code_hash, &pending, &resident.sub, now)?;
            }
            Ok(Some((pending, resident.is_some(), child)))
        })
        .await?;
    match done {
        // Answered already, too old, or never asked.
        None => refused(lang, "signin.expired"),
        Some((pending, _, true)) => too_young(&state, lang, &pending),
        Some((pending, false, false)) => answer(
            &state,
            &pending.redirect_uri,
            pending.state.as_deref(),
            &[("error", "access_denied")],
        ),
        Some((pending, true, false)) => answer(
            &state,
            &pending.redirect_uri,
            pending.state.as_deref(),
            &[("code", &code)],
        ),
    }
}

fn read(params: &Params, client_id: &str, redirect_uri: &str) -> Result<Pending, OAuthError> {
    if params.need("response_type")? != "code" {
        return Err(OAuthError::new("unsupported_response_type", "only code"));
    }
    if params.get("response_mode").is_some_and(|mode| mode != "query") {
        return Err(OAuthError::invalid_request("only query"));
    }
    if params.get("request").is_some() {
        return Err(OAuthError::new(
            "request_not_supported",
            "request objects are not taken",
        ));
    }
    if params.get("request_uri").is_some() {
        return Err(OAuthError::new(
            "request_uri_not_supported",
            "request objects are not taken",
        ));
    }
    let scope = params.need("scope")?;
    if !scope.split(' ').any(|s| s == "openid") {
        return Err(OAuthError::new("invalid_scope", "openid is missing"));
    }
    if params
        .get("prompt")
        .is_some_and(|p| p.split(' ').any(|p| p == "none"))
    {
        return Err(OAuthError::new("login_required", "the person has to choose"));
    }
    let challenge = params.need("code_challenge")?;
    // SHA-256 is 43 characters of base64url (RFC 7636 §4.2).
    let well_formed = challenge.len() == 43 && citizen_proof::base64url::decode(challenge).is_ok();
    if params.get("code_challenge_method") != Some("S256") || !well_formed {
        return Err(OAuthError::invalid_request("PKCE with S256 is needed"));
    }
    Ok(Pending {
        client_id: client_id.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        scope: scope.to_owned(),
        state: params.get("state").map(str::to_owned),
        nonce: params.get("nonce").map(str::to_owned),
        challenge: challenge.to_owned(),
    })
}

fn language(locales: Option<&str>) -> Lang {
    match locales {
        Some(l) if l.starts_with("en") => Lang::En,
        _ => Lang::Vi,
    }
}

/// Where an answer goes: `redirect_uri` with the answer, `state` and `iss`.
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

fn answer(
    state: &AppState,
    redirect_uri: &str,
    given: Option<&str>,
    pairs: &[(&str, &str)],
) -> Result<Response, ApiError> {
    let to = destination(state, redirect_uri, given, pairs)?;
    let to = HeaderValue::from_str(&to).map_err(|_| ApiError::Internal("redirect address"))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response())
}

fn choices(lang: Lang, id: &str, pending: &Pending, residents: &[Resident]) -> Result<Response, ApiError> {
    let mut page = Page::new(lang, "signin.title");
    page.paragraph("signin.demo", true);
    page.paragraph("signin.choose", false);
    let locale = if lang == Lang::En { "en" } else { "vi" };
    page.raw(&format!(
        "<form method=\"post\" action=\"/oauth/authorize\"><input type=\"hidden\" name=\"request\" value=\"{}\">\
         <input type=\"hidden\" name=\"ui_locales\" value=\"{locale}\">",
        escape(id)
    ));
    for kind in ["citizen", "foreigner", "organisation"] {
        let of_kind: Vec<_> = residents.iter().filter(|r| r.account_type == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let title = page.text(&format!("signin.kind_{kind}"), &[]);
        page.raw(&format!("<fieldset><legend><h2>{title}</h2></legend>"));
        for resident in of_kind {
            let last4 = page.text("signin.last4", &[("last4", resident.last4())]);
            let mut line = last4;
            if let Some(level) = resident.level {
                line = format!(
                    "{line} · {}",
                    page.text("signin.level", &[("level", &level.to_string())])
                );
            }
            if resident.is_under_14() {
                line = format!("{line} · {}", page.text("signin.under_14", &[]));
            }
            page.raw(&format!(
                "<button type=\"submit\" name=\"sub\" value=\"{}\"><strong>{}</strong>{line}</button>",
                escape(&resident.sub),
                escape(&resident.name)
            ));
        }
        page.raw("</fieldset>");
    }
    let cancel = page.text("signin.cancel", &[]);
    page.raw(&format!(
        "<button type=\"submit\" name=\"cancel\" value=\"1\">{cancel}</button></form>"
    ));
    page.finish(StatusCode::OK, Some(&pending.redirect_uri))
}

/// Under 14 the guardian acts: ND 69/2024/NĐ-CP Art. 14.2.
fn too_young(state: &AppState, lang: Lang, pending: &Pending) -> Result<Response, ApiError> {
    let mut page = Page::new(lang, "signin.too_young_title");
    page.paragraph("signin.too_young", true);
    let back = destination(
        state,
        &pending.redirect_uri,
        pending.state.as_deref(),
        &[("error", "access_denied")],
    )?;
    page.link("signin.back", &back);
    page.finish(StatusCode::FORBIDDEN, None)
}

fn refused(lang: Lang, why: &str) -> Result<Response, ApiError> {
    let mut page = Page::new(lang, "signin.refused_title");
    page.paragraph(why, true);
    page.finish(StatusCode::BAD_REQUEST, None)
}
