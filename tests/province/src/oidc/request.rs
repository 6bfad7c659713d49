//! An authorization request: read from a query or from a pushed form, and judged the same.

use super::client;
use super::error::OAuthError;
use super::params::Params;
use crate::state::AppState;
use citizen_domain::message::Lang;

/// An authorization request that was found good.
#[derive(Clone)]
pub(super) struct Pending {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) scope: String,
    pub(super) state: Option<String>,
    pub(super) nonce: Option<String>,
    pub(super) challenge: String,
    /// Key that the code is bound to (RFC 9449 §10).
    pub(super) jkt: Option<String>,
    /// Levels that the client would like, best first (OpenID Connect Core 1.0 §3.1.2.1).
    pub(super) acr_values: Option<String>,
}

/// Client and address of a request: until both are known to be good, nothing is sent anywhere (RFC 6749 §4.1.2.1).
pub(super) fn parties<'a>(state: &AppState, params: &'a Params) -> Option<(&'a str, &'a str)> {
    let client_id = params.get("client_id").filter(|id| client::known(state, id))?;
    let redirect_uri = params
        .get("redirect_uri")
        .filter(|uri| client::may_redirect(state, uri))?;
    Some((client_id, redirect_uri))
}

/// Reads what is asked for.
pub(super) fn read(params: &Params, client_id: &str, redirect_uri: &str) -> Result<Pending, OAuthError> {
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
            "only addresses of pushed requests are taken",
        ));
    }
    let scope = params.need("scope")?;
    if !scope.split(' ').any(|s| s == "openid") {
        return Err(OAuthError::new("invalid_scope", "openid is missing"));
    }
    check_prompt(params.get("prompt"))?;
    // Whoever signs in here does so now: any age will do.
    if params
        .get("max_age")
        .is_some_and(|age| age.parse::<u32>().is_err())
    {
        return Err(OAuthError::invalid_request("max_age is no number of seconds"));
    }
    let challenge = params.need("code_challenge")?;
    // SHA-256 is 43 characters of base64url (RFC 7636 §4.2).
    let is_hash = |text: &str| text.len() == 43 && citizen_proof::base64url::decode(text).is_ok();
    if params.get("code_challenge_method") != Some("S256") || !is_hash(challenge) {
        return Err(OAuthError::invalid_request("PKCE with S256 is needed"));
    }
    let jkt = params.get("dpop_jkt");
    if jkt.is_some_and(|jkt| !is_hash(jkt)) {
        return Err(OAuthError::invalid_request("dpop_jkt is no thumbprint"));
    }
    Ok(Pending {
        client_id: client_id.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        scope: scope.to_owned(),
        state: params.get("state").map(str::to_owned),
        nonce: params.get("nonce").map(str::to_owned),
        challenge: challenge.to_owned(),
        jkt: jkt.map(str::to_owned),
        acr_values: params.get("acr_values").map(str::to_owned),
    })
}

/// OpenID Connect Core 1.0 §3.1.2.1. The page is shown anyway, so everything but `none` is fulfilled by showing it.
fn check_prompt(prompt: Option<&str>) -> Result<(), OAuthError> {
    let values: Vec<&str> = prompt
        .unwrap_or_default()
        .split(' ')
        .filter(|p| !p.is_empty())
        .collect();
    match values.as_slice() {
        ["none"] => Err(OAuthError::new("login_required", "the person has to choose")),
        all if all
            .iter()
            .all(|p| ["login", "select_account", "consent"].contains(p)) =>
        {
            Ok(())
        }
        _ => Err(OAuthError::invalid_request(
            "prompt is not known, or none is not alone",
        )),
    }
}

/// The language that is asked for, Vietnamese unless English comes first.
pub(super) fn language(locales: Option<&str>) -> Lang {
    match locales {
        Some(l) if l.starts_with("en") => Lang::En,
        _ => Lang::Vi,
    }
}
