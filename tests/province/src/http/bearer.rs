use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::{HeaderMap, header, request::Parts};
use ring::digest::{SHA256, digest};
use rusqlite::{OptionalExtension, params};

/// Longest token that is looked up.
const MAX_TOKEN: usize = 4096;

/// Who is signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject {
    /// Stable id.
    pub sub: String,
    /// Display name.
    pub display_name: String,
    /// Identity number (fictitious in the demonstration).
    pub id_number: String,
    /// `citizen`, `foreigner` or `organisation`.
    pub account_type: String,
    /// Level of the electronic identity, 1 or 2; organisations have none.
    pub level: Option<u8>,
    /// `adult`, `14-15`, `6-13` or `under-6`; organisations have none.
    pub age_band: Option<String>,
}

impl std::fmt::Debug for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Subject(…)")
    }
}

/// The signed-in person of a request; `Option<Bearer>` where signing in is free. A token that is wrong or has
/// ended is refused in both.
pub(crate) struct Bearer(pub(crate) Subject);

impl FromRequestParts<AppState> for Bearer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let token = bearer_token(&parts.headers).ok_or(ApiError::Unauthorized)?;
        let (hash, now) = (token_hash(token), state.now().millis());
        state
            .db()
            .read_async(move |tx| {
                tx.prepare_cached(
                    "SELECT r.sub, r.display_name, r.id_number, r.account_type, r.level, r.age_band
                     FROM access_tokens t JOIN residents r USING (sub)
                     WHERE t.token_hash = ?1 AND t.expires_at > ?2",
                )?
                .query_row(params![hash, now], |row| {
                    Ok(Subject {
                        sub: row.get(0)?,
                        display_name: row.get(1)?,
                        id_number: row.get(2)?,
                        account_type: row.get(3)?,
                        level: row.get(4)?,
                        age_band: row.get(5)?,
                    })
                })
                .optional()?
                .ok_or(ApiError::Unauthorized)
            })
            .await
            .map(Self)
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

/// The token of `Authorization: Bearer …` (RFC 6750 §2.1).
pub(crate) fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("Bearer") && !token.is_empty() && token.len() <= MAX_TOKEN).then_some(token)
}

/// What is stored in a token's place.
pub(crate) fn token_hash(token: &str) -> Vec<u8> {
    digest(&SHA256, token.as_bytes()).as_ref().to_vec()
}
