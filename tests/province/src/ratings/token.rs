use super::{day, is_spent};
use crate::AppState;
use crate::dossiers::normalized;
use crate::error::ApiError;
use crate::http::{ApiJson, Bearer};
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use citizen_domain::Timestamp;
use citizen_domain::wire::{RatingToken, RatingTokenRequest};
use citizen_proof::sha256;
use rusqlite::{Connection, OptionalExtension, params};

/// `POST /v1/rating-tokens`: the one token of an own finished dossier. Asking again gives the same token until it
/// is spent.
pub(crate) async fn issue(
    State(state): State<AppState>,
    Bearer(subject): Bearer,
    ApiJson(request): ApiJson<RatingTokenRequest>,
) -> Result<Json<RatingToken>, ApiError> {
    let key = normalized(&request.code)?;
    let shared = state.clone();
    let token = state
        .db()
        .write_async(move |tx| token(tx, &shared, &subject.sub, &key))
        .await?;
    Ok(Json(token))
}

fn token(tx: &Connection, state: &AppState, sub: &str, key: &str) -> Result<RatingToken, ApiError> {
    let (unit, received, finished) = tx
        .prepare_cached(
            "SELECT unit, received_at, finished_at FROM dossiers WHERE normalized = ?1 AND owner = ?2",
        )?
        .query_row(params![key, sub], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, Option<i64>>(1)?,
                row.get::<_, Option<i64>>(2)?,
            ))
        })
        .optional()?
        .ok_or(ApiError::NotFound)?;
    let finished = finished.ok_or(Refusal::NotFinished)?;
    let token = state.keys().rating_token(key);
    if is_spent(tx, token.reveal())? {
        return Err(ApiError::AlreadyRated);
    }
    let questionnaires = questionnaires(state, Timestamp::from_millis(received.unwrap_or(finished)));
    if questionnaires.is_empty() {
        return Err(Refusal::NoQuestionnaire.into());
    }
    let listed = serde_json::to_string(&questionnaires)
        .map_err(|_| ApiError::Internal("a list could not be written"))?;
    tx.prepare_cached(
        "INSERT INTO issued_tokens (token_hash, unit, questionnaires, day) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (token_hash) DO UPDATE SET questionnaires = ?3",
    )?
    .execute(params![
        sha256(token.reveal().as_bytes()),
        unit,
        listed,
        day(state.now())
    ])?;
    Ok(RatingToken {
        token: token.reveal().clone(),
        unit,
        questionnaires,
    })
}

/// Questionnaires that a dossier is rated by, from its reception day.
fn questionnaires(state: &AppState, received: Timestamp) -> Vec<String> {
    let (day, pack) = (received.date(), state.pack());
    pack.rule_sets
        .iter()
        .filter(|rules| rules.valid_from <= day && rules.valid_to.is_none_or(|to| day <= to))
        .flat_map(|rules| &rules.questionnaires)
        .filter(|id| pack.questionnaires.iter().any(|q| q.id == **id))
        .cloned()
        .collect()
}
