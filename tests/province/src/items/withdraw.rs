use super::is_item_id;
use super::reply::ItemReply;
use crate::error::ApiError;
use crate::http::{ApiJson, ApiPath, Bearer};
use crate::refusal::Refusal;
use crate::reports::{Standing, Step, WITHDRAWN, lead_to, standing};
use crate::{AppState, counter, uploads};
use axum::Json;
use axum::extract::State;
use citizen_domain::Timestamp;
use citizen_domain::message::{self, Lang};
use citizen_domain::wire::{TYP_WITHDRAWAL, WithdrawalClaims, WithdrawalRequest};
use citizen_proof::is_sha256_hex;
use rusqlite::{Connection, OptionalExtension, params};

const DAY_MS: i64 = 86_400_000;

/// `POST /v1/items/{id}/withdrawal`: the person does not want it sent after all, and does not know whether it arrived.
/// A report that officials have not finished is withdrawn; what never arrived never will. What took effect for good is
/// answered with its receipt.
pub(crate) async fn withdraw(
    State(state): State<AppState>,
    signed_in: Option<Bearer>,
    ApiPath(id): ApiPath<String>,
    ApiJson(request): ApiJson<WithdrawalRequest>,
) -> Result<Json<ItemReply>, ApiError> {
    let sub = signed_in.map(|Bearer(subject)| subject.sub);
    let shared = state.clone();
    let reply = state
        .db()
        .write_async(move |tx| take_back(tx, &shared, sub.as_deref(), &id, &request.body_sha256))
        .await?;
    Ok(Json(reply))
}

/// The word that a body is withdrawn, if it is; to whom it may be said.
pub(crate) fn withdrawn(
    tx: &Connection,
    sub: Option<&str>,
    id: &str,
    body_sha256: Option<&str>,
) -> Result<Option<ItemReply>, ApiError> {
    let found = tx
        .prepare_cached(
            "SELECT sub, withdrawal FROM withdrawn WHERE id = ?1 AND (?2 IS NULL OR body_sha256 = ?2)",
        )?
        .query_row(params![id, body_sha256], |row| {
            Ok((row.get::<_, Option<String>>(0)?, row.get(1)?))
        })
        .optional()?;
    match found {
        Some((owner, withdrawal)) => {
            super::accept::may_see(owner.as_deref(), sub)?;
            Ok(Some(ItemReply::withdrawn(withdrawal)))
        }
        None => Ok(None),
    }
}

struct Held {
    owner: Option<String>,
    kind: String,
    body_sha256: String,
    receipt: String,
}

fn take_back(
    tx: &Connection,
    state: &AppState,
    sub: Option<&str>,
    id: &str,
    body_sha256: &str,
) -> Result<ItemReply, ApiError> {
    if !is_item_id(id) || !is_sha256_hex(body_sha256) {
        return Err(Refusal::ItemId.into());
    }
    if let Some(word) = withdrawn(tx, sub, id, Some(body_sha256))? {
        return Ok(word);
    }
    let held = tx
        .prepare_cached("SELECT sub, kind, body_sha256, receipt FROM items WHERE id = ?1")?
        .query_row(params![id], |row| {
            Ok(Held {
                owner: row.get(0)?,
                kind: row.get(1)?,
                body_sha256: row.get(2)?,
                receipt: row.get(3)?,
            })
        })
        .optional()?;
    let owner = match held {
        None => {
            if sub.is_none() {
                count_stranger(tx, state)?;
            }
            sub.map(str::to_owned)
        }
        Some(held) => {
            super::accept::may_see(held.owner.as_deref(), sub)?;
            if held.body_sha256 != body_sha256 {
                return Err(ApiError::IdConflict);
            }
            if held.kind != "report" {
                return ItemReply::receipt(tx, state, id, held.receipt);
            }
            match standing(tx, id)? {
                Standing::Open => {
                    let words = message::text(Lang::Vi, "province.report.withdraw", &[]).display;
                    let step = Step {
                        status: WITHDRAWN,
                        text: &words,
                        acting: None,
                        at: state.now(),
                    };
                    lead_to(tx, id, &step)?;
                }
                // Withdrawn by word of its reporter before: then it does not count already.
                Standing::Withdrawn => {}
                Standing::Ended => return ItemReply::receipt(tx, state, id, held.receipt),
            }
            uploads::end_all(tx, id)?;
            held.owner
        }
    };
    let withdrawal = sign_withdrawal(state, id, body_sha256, state.now())?;
    note(tx, id, body_sha256, owner.as_deref(), &withdrawal)?;
    Ok(ItemReply::withdrawn(withdrawal))
}

/// Counts a word for a body that never arrived, asked for without a session. Anybody can ask for any number of these, and
/// each is kept for ever: beyond the day's measure the asker waits until tomorrow.
pub(crate) fn count_stranger(tx: &Connection, state: &AppState) -> Result<(), ApiError> {
    let now = state.now();
    let today = counter::next(tx, &format!("withdrawn-{}", counter::date6(now)))?;
    if today <= state.config().strangers_withdrawals {
        return Ok(());
    }
    let left = Timestamp::start_of(now.date()).millis() + DAY_MS - now.millis();
    Err(ApiError::TooManyWithdrawals {
        retry_after: u32::try_from(left.div_euclid(1000) + 1).unwrap_or(3600),
    })
}

/// Keeps the word, so that the body never counts (again).
pub(crate) fn note(
    tx: &Connection,
    id: &str,
    body_sha256: &str,
    owner: Option<&str>,
    withdrawal: &str,
) -> Result<(), ApiError> {
    tx.prepare_cached("INSERT INTO withdrawn (id, body_sha256, sub, withdrawal) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, body_sha256, owner, withdrawal])?;
    Ok(())
}

/// Signs the word.
pub(crate) fn sign_withdrawal(
    state: &AppState,
    id: &str,
    body_sha256: &str,
    at: Timestamp,
) -> Result<String, ApiError> {
    let claims = WithdrawalClaims {
        iss: state.pack().province.id.clone(),
        id: id.to_owned(),
        body_sha256: body_sha256.to_owned(),
        withdrawn_at: at,
    };
    state
        .keys()
        .receipt
        .sign(TYP_WITHDRAWAL, &claims)
        .map_err(|_| ApiError::Internal("a withdrawal could not be signed"))
}
