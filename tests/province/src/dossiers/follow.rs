use super::{normalized, record};
use crate::AppState;
use crate::error::ApiError;
use crate::feed::{self, Kind};
use crate::http::{ApiBytes, ApiPath, Bearer};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use citizen_domain::Timestamp;
use citizen_domain::wire::{DossierRecord, FollowRequest};
use rusqlite::{Connection, OptionalExtension, params};

/// Wrong secrets in an hour before a person has to wait.
const MAX_FAILURES: i64 = 5;
const WINDOW_MS: i64 = 3_600_000;
/// Longest look-up secret.
const MAX_SECRET: usize = 64;

/// `PUT /v1/follows/{code}`: the owner, or whoever holds the look-up secret of the slip, follows a dossier. A code
/// that is not known, somebody else's code and a wrong secret get the same answer.
pub(crate) async fn follow(
    State(state): State<AppState>,
    Bearer(subject): Bearer,
    ApiPath(code): ApiPath<String>,
    ApiBytes(body): ApiBytes,
) -> Result<Json<DossierRecord>, ApiError> {
    let key = normalized(&code)?;
    let request = match body.is_empty() {
        true => FollowRequest::default(),
        false => serde_json::from_slice(&body).map_err(|_| ApiError::Malformed)?,
    };
    let shared = state.clone();
    let allowed = state
        .db()
        .write_async(move |tx| {
            let (sub, now) = (subject.sub.as_str(), shared.now());
            let secret = request.lookup_secret.as_deref();
            if !may_follow(tx, &shared, sub, &key, secret, now)? {
                // Given back as a value: the count of wrong attempts must be kept.
                return Ok(None);
            }
            if !feed::sees(tx, sub, Kind::Dossier, &key)? {
                feed::show(tx, sub, Kind::Dossier, &key)?;
            }
            record(tx, &shared, &key, Some(sub))
        })
        .await?;
    allowed.map(Json).ok_or(ApiError::NotFound)
}

/// `DELETE /v1/follows/{code}`; what is not followed is not followed afterwards either.
pub(crate) async fn unfollow(
    State(state): State<AppState>,
    Bearer(subject): Bearer,
    ApiPath(code): ApiPath<String>,
) -> Result<StatusCode, ApiError> {
    let key = normalized(&code)?;
    let now = state.now();
    state
        .db()
        .write_async(move |tx| feed::hide(tx, &subject.sub, Kind::Dossier, &key, now))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn may_follow(
    tx: &Connection,
    state: &AppState,
    sub: &str,
    key: &str,
    secret: Option<&str>,
    now: Timestamp,
) -> Result<bool, ApiError> {
    let dossier = tx
        .prepare_cached("SELECT owner, secret_mac FROM dossiers WHERE normalized = ?1")?
        .query_row(params![key], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))
        })
        .optional()?;
    if dossier.as_ref().is_some_and(|(owner, _)| owner == sub) {
        return Ok(true);
    }
    let Some(secret) = secret.filter(|s| s.len() <= MAX_SECRET) else {
        return Ok(false);
    };
    refuse_guessing(tx, sub, now)?;
    let right = dossier
        .and_then(|(_, mac)| mac)
        .is_some_and(|mac| state.keys().lookup_matches(key, secret.trim(), &mac));
    if !right {
        count_failure(tx, sub, now)?;
    }
    Ok(right)
}

fn refuse_guessing(tx: &Connection, sub: &str, now: Timestamp) -> Result<(), ApiError> {
    let window = tx
        .prepare_cached("SELECT window_start, failures FROM secret_attempts WHERE sub = ?1")?
        .query_row(params![sub], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })
        .optional()?;
    match window {
        Some((start, failures)) if failures >= MAX_FAILURES && now.millis() < start + WINDOW_MS => {
            let left = (start + WINDOW_MS - now.millis()).div_euclid(1000) + 1;
            Err(ApiError::TooManyAttempts {
                retry_after: u32::try_from(left).unwrap_or(3600),
            })
        }
        _ => Ok(()),
    }
}

fn count_failure(tx: &Connection, sub: &str, now: Timestamp) -> Result<(), ApiError> {
    tx.prepare_cached(
        "INSERT INTO secret_attempts (sub, window_start, failures) VALUES (?1, ?2, 1)
         ON CONFLICT (sub) DO UPDATE SET
             failures = CASE WHEN ?2 < window_start + ?3 THEN failures + 1 ELSE 1 END,
             window_start = CASE WHEN ?2 < window_start + ?3 THEN window_start ELSE ?2 END",
    )?
    .execute(params![sub, now.millis(), WINDOW_MS])?;
    Ok(())
}
