//! OpenID provider for demo residents, in VNeID's place: OpenID Connect Core 1.0 with the authorization code flow
//! alone, PKCE S256 required (RFC 7636), public native clients on loopback or app links (RFC 8252), `iss` in
//! authorization replies (RFC 9207), rotating refresh tokens, revocation (RFC 7009).
//!
//! The person "signs in" by choosing a fictitious resident: there is no password, and no browser session is kept.
//! A birth date never leaves; an age band does. Children under 14 get no session of their own (ND 69/2024/NĐ-CP
//! Art. 14.2).

mod authorize;
mod client;
mod discovery;
mod end;
mod error;
mod grant;
mod html;
mod key;
mod params;
pub mod robot;
mod token;

pub(crate) use key::ProviderKey;

use crate::state::AppState;
use axum::Router;
use axum::routing::{get, post};

/// Its routes.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/.well-known/openid-configuration", get(discovery::configuration))
        .route("/oauth/jwks", get(discovery::jwks))
        .route("/oauth/authorize", get(authorize::ask).post(authorize::choose))
        .route("/oauth/token", post(token::token))
        .route("/oauth/userinfo", get(end::userinfo).post(end::userinfo))
        .route("/oauth/revoke", post(end::revoke))
        .route(
            "/oauth/end_session",
            get(end::end_session).post(end::end_session_posted),
        )
}

/// A fresh secret of 256 bits, base64url.
fn secret() -> Result<String, crate::ApiError> {
    Ok(citizen_proof::base64url::encode(random::<32>()?))
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], crate::ApiError> {
    use ring::rand::SecureRandom;
    let mut bytes = [0; N];
    ring::rand::SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| crate::ApiError::Internal("no randomness"))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
