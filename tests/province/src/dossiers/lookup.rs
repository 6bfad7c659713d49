use super::normalized;
use crate::AppState;
use crate::error::ApiError;
use crate::http::ApiJson;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use citizen_domain::wire::{Lookup, LookupRequest};
use rusqlite::{Connection, OptionalExtension, params};

/// Codes in one request.
const MAX_CODES: usize = 50;

/// `POST /v1/lookup`, without sign-in: code and degree of completion, nothing else (TT 01/2018/TT-VPCP Art. 16.2.d).
pub(crate) async fn lookup(
    State(state): State<AppState>,
    ApiJson(request): ApiJson<LookupRequest>,
) -> Result<Json<Vec<Lookup>>, ApiError> {
    if request.codes.len() > MAX_CODES {
        return Err(Refusal::TooManyCodes.into());
    }
    let found = state
        .db()
        .read_async(move |tx| request.codes.into_iter().map(|code| one(tx, code)).collect())
        .await?;
    Ok(Json(found))
}

fn one(tx: &Connection, code: String) -> Result<Lookup, ApiError> {
    // A code that is no code is simply not known: one bad line must not spoil the others.
    let known = match normalized(&code) {
        Ok(key) => tx
            .prepare_cached("SELECT status_code FROM dossiers WHERE normalized = ?1")?
            .query_row(params![key], |row| row.get::<_, Option<i32>>(0))
            .optional()?,
        Err(_) => None,
    };
    Ok(Lookup {
        code,
        known: known.is_some(),
        completion: known.map(completion),
    })
}

/// How far a state is on its way, in whole percent. The rule asks for a degree without defining it; what stands
/// still counts as handling, so that the number tells nothing about the reason.
fn completion(status: Option<i32>) -> u8 {
    match status {
        Some(1) => 10,
        Some(2) => 25,
        Some(3 | 9 | 10) => 100,
        _ => 50,
    }
}
