use super::store::Grant;
use crate::error::ApiError;
use crate::state::AppState;
use citizen_proof::{base64url, sha256};
use serde::Serialize;

/// Claims of an ID token: no birth date, four digits of the number.
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: i64,
    iat: i64,
    auth_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    at_hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<String>,
    /// Names the sign-in when the client signs out (`id_token_hint`).
    sid: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_last4: Option<&'a str>,
    account_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_band: Option<&'a str>,
}

/// An ID token lives as long as it takes to read it.
const LIFE: i64 = 600;

/// The ID token that goes with an access token.
pub(super) fn make(
    state: &AppState,
    grant: &Grant,
    nonce: Option<&str>,
    access: &str,
) -> Result<String, ApiError> {
    let [left @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = &sha256(access.as_bytes());
    let (resident, now) = (&grant.resident, state.now());
    let claims = Claims {
        iss: state.issuer(),
        sub: &resident.sub,
        aud: &grant.client_id,
        exp: now.secs() + LIFE,
        iat: now.secs(),
        auth_time: grant.auth_time.secs(),
        nonce,
        // Left half of the access token's hash (OpenID Connect Core 1.0 §3.1.3.6).
        at_hash: base64url::encode(left),
        acr: resident.acr(),
        sid: base64url::encode(&grant.id),
        name: &resident.name,
        id_last4: resident.last4(),
        account_type: &resident.account_type,
        age_band: resident.age_band(),
    };
    state
        .provider()
        .signing(now)?
        .sign("JWT", &claims)
        .map_err(|_| ApiError::Internal("signing"))
}
