use super::Subject;
use super::authorization::{Scheme, credentials};
use crate::dpop::{self, DpopError};
use crate::error::ApiError;
use crate::outside::Checked;
use crate::state::AppState;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::{header, request::Parts};
use ring::digest::{SHA256, digest};
use rusqlite::{OptionalExtension, params};

/// The signed-in person of a request; `Option<Bearer>` where signing in is free. A token that is wrong or has
/// ended is refused in both.
///
/// A token that is bound to a key is taken only with the scheme `DPoP` and a proof of that key (RFC 9449 §7), one that
/// is not only with `Bearer`.
pub(crate) struct Bearer(pub(crate) Subject);

impl FromRequestParts<AppState> for Bearer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let (scheme, token) = credentials(&parts.headers).ok_or(ApiError::Unauthorized)?;
        let checked = match state.outside() {
            Some(outside) => outside.check(state, token).await?,
            None => own(state, token).await?,
        };
        match (scheme, checked.jkt) {
            (Scheme::Bearer, None) => {}
            (Scheme::Dpop, Some(jkt)) => {
                let url = state.url(parts.uri.path());
                let about = dpop::Request {
                    method: parts.method.as_str(),
                    url: &url,
                    token: Some(token),
                };
                let proof = dpop::proof(&parts.headers)?.ok_or(ApiError::DpopProof)?;
                if state.dpop().check(proof, &about, state.now())? != jkt {
                    return Err(ApiError::DpopProof);
                }
            }
            _ => return Err(ApiError::Unauthorized),
        }
        Ok(Self(checked.subject))
    }
}

/// A token of the gateway's own provider.
async fn own(state: &AppState, token: &str) -> Result<Checked, ApiError> {
    let (hash, now) = (token_hash(token), state.now().millis());
    state
        .db()
        .read_async(move |tx| {
            tx.prepare_cached(
                "SELECT r.sub, r.display_name, r.id_number, r.account_type, r.level, r.age_band, t.jkt
                 FROM access_tokens t JOIN residents r USING (sub)
                 WHERE t.token_hash = ?1 AND t.expires_at > ?2",
            )?
            .query_row(params![hash, now], |row| {
                Ok(Checked {
                    subject: Subject::read(row)?,
                    jkt: row.get(6)?,
                })
            })
            .optional()?
            .ok_or(ApiError::Unauthorized)
        })
        .await
}

impl From<DpopError> for ApiError {
    fn from(error: DpopError) -> Self {
        match error {
            DpopError::UseNonce => Self::DpopNonce,
            DpopError::Invalid(_) => Self::DpopProof,
            DpopError::Busy => Self::Busy,
        }
    }
}

impl OptionalFromRequestParts<AppState> for Bearer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Option<Self>, ApiError> {
        if !parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(None);
        }
        <Self as FromRequestParts<AppState>>::from_request_parts(parts, state)
            .await
            .map(Some)
    }
}

/// What is stored in a token's place.
pub(crate) fn token_hash(token: &str) -> Vec<u8> {
    digest(&SHA256, token.as_bytes()).as_ref().to_vec()
}
