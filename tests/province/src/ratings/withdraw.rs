use super::redeem::without_session;
use crate::AppState;
use crate::error::ApiError;
use crate::http::{ApiJson, ApiPath};
use crate::items::{self, ItemReply};
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use citizen_domain::Timestamp;
use citizen_domain::wire::WithdrawalRequest;
use citizen_proof::is_sha256_hex;
use rusqlite::{Connection, OptionalExtension, params};

/// `POST /v1/ratings/{id}/withdrawal`, without session: answers that may never have arrived are not to count. Those that
/// were counted are answered with their receipt: nobody can tell any more which they were. Other answers may follow
/// under the same token.
pub(crate) async fn withdraw(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<String>,
    headers: HeaderMap,
    ApiJson(request): ApiJson<WithdrawalRequest>,
) -> Result<Json<ItemReply>, ApiError> {
    without_session(&headers)?;
    let shared = state.clone();
    let reply = state
        .db()
        .write_async(move |tx| take_back(tx, &shared, &id, &request.body_sha256))
        .await?;
    Ok(Json(reply))
}

fn take_back(tx: &Connection, state: &AppState, id: &str, body_sha256: &str) -> Result<ItemReply, ApiError> {
    let is_id = uuid::Uuid::parse_str(id).is_ok_and(|uuid| uuid.get_version_num() == 8);
    if !is_id || !is_sha256_hex(body_sha256) {
        return Err(Refusal::RatingId.into());
    }
    if let Some(word) = items::withdrawn(tx, None, id, Some(body_sha256))? {
        return Ok(word);
    }
    // The body holds the token, so its hash is as good a name as the id, which is made from the token.
    let counted = tx
        .prepare_cached("SELECT receipt FROM spent_tokens WHERE body_sha256 = ?1")?
        .query_row(params![body_sha256], |row| row.get(0))
        .optional()?;
    if let Some(receipt) = counted {
        return ItemReply::receipt(tx, state, id, receipt);
    }
    items::count_stranger(tx, state)?;
    let today = Timestamp::start_of(state.now().date());
    let withdrawal = items::sign_withdrawal(state, id, body_sha256, today)?;
    items::note(tx, id, body_sha256, None, &withdrawal)?;
    Ok(ItemReply::withdrawn(withdrawal))
}
