use super::{answers, day, period};
use crate::AppState;
use crate::error::ApiError;
use crate::http::{ApiPath, WholeBytes};
use crate::items::{self, ItemReply};
use crate::keys::random;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use citizen_domain::Timestamp;
use citizen_domain::pack::Relation;
use citizen_domain::wire::{ItemBody, RatingBody, ReceiptClaims};
use citizen_proof::{sha256, sha256_hex};
use rusqlite::{Connection, OptionalExtension, params};

/// Longest salt, in bytes.
const MAX_SALT: usize = 64;

/// `PUT /v1/ratings/{id}`: redeems a token, without session. The same body again gives the first receipt.
pub(crate) async fn redeem(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<String>,
    headers: HeaderMap,
    WholeBytes(body): WholeBytes,
) -> Result<Json<ItemReply>, ApiError> {
    without_session(&headers)?;
    let shared = state.clone();
    let reply = state
        .db()
        .write_async(move |tx| {
            if let Some(word) = items::withdrawn(tx, None, &id, Some(&sha256_hex(&body)))? {
                return Ok(word);
            }
            let receipt = spend(tx, &shared, &id, &body)?;
            ItemReply::receipt(tx, &shared, &id, receipt)
        })
        .await?;
    Ok(Json(reply))
}

/// A session would say who rated.
pub(super) fn without_session(headers: &HeaderMap) -> Result<(), ApiError> {
    if headers.contains_key(header::AUTHORIZATION) || headers.contains_key("dpop") {
        return Err(ApiError::SessionNotWanted);
    }
    Ok(())
}

fn spend(tx: &Connection, state: &AppState, id: &str, body: &[u8]) -> Result<String, ApiError> {
    let ItemBody::Rating(rating) = serde_json::from_slice(body).map_err(|_| ApiError::Malformed)? else {
        return Err(Refusal::ItemKind.into());
    };
    if rating_id(&rating.token) != id {
        return Err(Refusal::RatingId.into());
    }
    let (token_hash, body_sha256) = (sha256(rating.token.as_bytes()), sha256_hex(body));
    let spent = tx
        .prepare_cached("SELECT body_sha256, receipt FROM spent_tokens WHERE token_hash = ?1")?
        .query_row(params![token_hash], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?))
        })
        .optional()?;
    match spent {
        Some((first, receipt)) if first == body_sha256 => return Ok(receipt),
        Some(_) => return Err(ApiError::AlreadyRated),
        None => {}
    }
    if rating.salt.as_ref().is_some_and(|salt| salt.len() > MAX_SALT) {
        return Err(ApiError::Malformed);
    }
    check(tx, state, &token_hash, &rating)?;
    let today = Timestamp::start_of(state.now().date());
    let receipt = items::sign_claims(
        state,
        &ReceiptClaims {
            iss: state.pack().province.id.clone(),
            id: id.to_owned(),
            kind: "rating".to_owned(),
            body_sha256: body_sha256.clone(),
            attachments: Vec::new(),
            missing: Vec::new(),
            complete: true,
            accepted_at: today,
            reference: None,
        },
    )?;
    tx.prepare_cached("INSERT INTO spent_tokens (token_hash, body_sha256, receipt) VALUES (?1, ?2, ?3)")?
        .execute(params![token_hash, body_sha256, receipt])?;
    keep(tx, &rating, today)?;
    Ok(receipt)
}

fn check(tx: &Connection, state: &AppState, token_hash: &[u8], rating: &RatingBody) -> Result<(), ApiError> {
    // By whom it is acted so cannot be known here: a rating comes from nobody.
    let knows = |relation| state.pack().accounts.knows(relation);
    if rating.acting_for.is_some_and(|relation| !knows(relation)) {
        return Err(Refusal::MayNotAct.into());
    }
    let (unit, listed) = tx
        .prepare_cached("SELECT unit, questionnaires FROM issued_tokens WHERE token_hash = ?1")?
        .query_row(params![token_hash], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?
        .ok_or(Refusal::RatingToken)?;
    if unit != rating.unit {
        return Err(Refusal::RatingUnit.into());
    }
    let listed: Vec<String> =
        serde_json::from_str(&listed).map_err(|_| ApiError::Store("the database is damaged"))?;
    let questionnaire = state
        .pack()
        .questionnaires
        .iter()
        .find(|q| q.id == rating.questionnaire && listed.contains(&q.id))
        .ok_or(Refusal::RatingQuestionnaire)?;
    Ok(answers::check(questionnaire, &rating.answers)?)
}

/// Keeps the answers, apart from the token and in no order.
pub(crate) fn keep(tx: &Connection, rating: &RatingBody, at: Timestamp) -> Result<(), ApiError> {
    let answers = serde_json::to_string(&rating.answers)
        .map_err(|_| ApiError::Internal("answers could not be written"))?;
    tx.prepare_cached(
        "INSERT INTO rating_answers (id, unit, period, questionnaire, answers, day, acting_relation)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        random::<16>()?,
        rating.unit,
        period(at),
        rating.questionnaire,
        answers,
        day(at),
        rating.acting_for.map(Relation::as_str)
    ])?;
    Ok(())
}

/// The id under which a token is redeemed: a version 8 UUID (RFC 9562 §5.8) of the first 16 bytes of SHA-256 of
/// `citizen-rating:` and the token.
pub(crate) fn rating_id(token: &str) -> String {
    let hash = sha256(format!("citizen-rating:{token}").as_bytes());
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(hash) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(bytes)
        .into_uuid()
        .hyphenated()
        .to_string()
}
