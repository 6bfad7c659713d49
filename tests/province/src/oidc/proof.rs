//! Proofs of possession at the provider's own endpoints (RFC 9449 §5 and §10.1).

use super::error::OAuthError;
use crate::dpop::{self, DpopError};
use crate::state::AppState;
use axum::http::HeaderMap;

/// Thumbprint of the key that the request proves, none when it brings no proof.
pub(super) fn key_of(
    state: &AppState,
    headers: &HeaderMap,
    path: &str,
) -> Result<Option<String>, OAuthError> {
    let Some(proof) = dpop::proof(headers)? else {
        return Ok(None);
    };
    let url = state.url(path);
    let about = dpop::Request {
        method: "POST",
        url: &url,
        token: None,
    };
    Ok(Some(state.dpop().check(proof, &about, state.now())?))
}

impl From<DpopError> for OAuthError {
    fn from(error: DpopError) -> Self {
        match error {
            DpopError::UseNonce => Self::new("use_dpop_nonce", "use the nonce that comes with this reply"),
            DpopError::Invalid(why) => Self::new("invalid_dpop_proof", why),
            DpopError::Busy => crate::ApiError::Busy.into(),
        }
    }
}
