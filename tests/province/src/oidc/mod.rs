//! OpenID provider for demo residents, in VNeID's place: OpenID Connect Core 1.0 with the authorization code flow
//! alone, PKCE S256 required (RFC 7636), public native clients on loopback or app links (RFC 8252), pushed requests
//! (RFC 9126), `iss` in authorization replies (RFC 9207), tokens bound to a key with nonces of the server (RFC 9449),
//! rotating refresh tokens, revocation (RFC 7009), introspection for registered resource servers (RFC 7662), and
//! signing out by the client (RP-Initiated Logout 1.0).
//!
//! The person "signs in" by choosing a fictitious resident: there is no password, and no browser session is kept, so
//! that every sign-in is a fresh one and `prompt=none` never succeeds. A birth date never leaves; an age band does.
//! Children under 14 get no session of their own (ND 69/2024/NĐ-CP Art. 14.2).

mod authorize;
mod client;
mod discovery;
mod end;
mod error;
mod form;
mod html;
mod id_token;
mod introspect;
mod key;
mod page;
mod par;
mod params;
mod proof;
mod request;
pub mod robot;
mod store;
mod token;
pub mod upstream;

pub(crate) use key::ProviderKeys;

use crate::state::AppState;
use axum::Router;
use axum::routing::{get, post};

/// Its routes.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/.well-known/openid-configuration", get(discovery::configuration))
        .route("/oauth/jwks", get(discovery::jwks))
        .route("/oauth/par", post(par::push))
        .route("/oauth/authorize", get(authorize::ask).post(authorize::choose))
        .route("/oauth/upstream", get(upstream::back))
        .route("/oauth/token", post(token::token))
        .route("/oauth/userinfo", get(end::userinfo).post(end::userinfo))
        .route("/oauth/introspect", post(introspect::introspect))
        .route("/oauth/revoke", post(end::revoke))
        .route(
            "/oauth/end_session",
            get(end::end_session).post(end::end_session_posted),
        )
}

/// A fresh secret of 256 bits, base64url.
fn secret() -> Result<String, crate::ApiError> {
    Ok(citizen_proof::base64url::encode(crate::keys::random::<32>()?))
}

#[cfg(test)]
mod tests;
