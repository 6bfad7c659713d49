use super::is_item_id;
use super::receipt::{self, Head, Signed};
use super::reply::ItemReply;
use super::withdraw::withdrawn;
use crate::error::ApiError;
use crate::http::{ApiPath, Bearer, Subject, WholeBytes};
use crate::refusal::Refusal;
use crate::{AppState, acting, reports};
use axum::Json;
use axum::extract::State;
use citizen_domain::Timestamp;
use citizen_domain::wire::{ItemBody, ReportBody};
use citizen_proof::sha256_hex;
use rusqlite::{Connection, OptionalExtension, params};

/// `PUT /v1/items/{id}`: takes an item once. The same body again gives the receipt as it stands; another body
/// under the id is refused for ever, and one that is not what its sender hashed is no body at all.
pub(crate) async fn put(
    State(state): State<AppState>,
    signed_in: Option<Bearer>,
    ApiPath(id): ApiPath<String>,
    WholeBytes(body): WholeBytes,
) -> Result<Json<ItemReply>, ApiError> {
    let subject = signed_in.map(|Bearer(subject)| subject);
    let shared = state.clone();
    let reply = state
        .db()
        .write_async(move |tx| {
            let sub = subject.as_ref().map(|subject| subject.sub.as_str());
            if let Some(word) = withdrawn(tx, sub, &id, Some(&sha256_hex(&body)))? {
                return Ok(word);
            }
            let signed = accept(tx, &shared, subject.as_ref(), &id, &body)?;
            ItemReply::receipt(tx, &shared, &id, signed.jws)
        })
        .await?;
    Ok(Json(reply))
}

/// `GET /v1/items/{id}`: the receipt of an own item, or the word that it is withdrawn.
pub(crate) async fn get(
    State(state): State<AppState>,
    signed_in: Option<Bearer>,
    ApiPath(id): ApiPath<String>,
) -> Result<Json<ItemReply>, ApiError> {
    let sub = signed_in.map(|Bearer(subject)| subject.sub);
    let shared = state.clone();
    let reply = state
        .db()
        .read_async(move |tx| {
            if let Some(word) = withdrawn(tx, sub.as_deref(), &id, None)? {
                return Ok(word);
            }
            let (owner, receipt) = tx
                .prepare_cached("SELECT sub, receipt FROM items WHERE id = ?1")?
                .query_row(params![id], |row| {
                    Ok((row.get::<_, Option<String>>(0)?, row.get(1)?))
                })
                .optional()?
                .ok_or(ApiError::NotFound)?;
            may_see(owner.as_deref(), sub.as_deref())?;
            ItemReply::receipt(tx, &shared, &id, receipt)
        })
        .await?;
    Ok(Json(reply))
}

/// Whether somebody may see an item. An item without an account belongs to whoever knows its id, which is as
/// hard to guess as a token.
pub(super) fn may_see(owner: Option<&str>, sub: Option<&str>) -> Result<(), ApiError> {
    match (owner, sub) {
        (None, _) => Ok(()),
        (Some(owner), Some(sub)) if owner == sub => Ok(()),
        (Some(_), Some(_)) => Err(ApiError::NotFound),
        (Some(_), None) => Err(ApiError::Unauthorized),
    }
}

/// Takes an item in the caller's transaction: what `PUT /v1/items/{id}` does, also for other doors.
pub(crate) fn accept(
    tx: &Connection,
    state: &AppState,
    subject: Option<&Subject>,
    id: &str,
    body: &[u8],
) -> Result<Signed, ApiError> {
    if !is_item_id(id) {
        return Err(Refusal::ItemId.into());
    }
    let hash = sha256_hex(body);
    if let Some(signed) = known(tx, subject, id, &hash)? {
        return Ok(signed);
    }
    // `PUT` answers the withdrawn body itself with the word for it; under the id nothing else is taken, by no door.
    let withdrawn: bool = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM withdrawn WHERE id = ?1)")?
        .query_row(params![id], |row| row.get(0))?;
    if withdrawn {
        return Err(ApiError::IdConflict);
    }
    let parsed: ItemBody = serde_json::from_slice(body).map_err(|_| ApiError::Malformed)?;
    let now = state.now();
    let item = Item {
        id,
        body,
        hash: &hash,
        now,
    };
    match &parsed {
        ItemBody::Report(report) => accept_report(tx, state, subject, &item, report),
        ItemBody::ReportAction(action) => {
            let subject = subject.ok_or(ApiError::Unauthorized)?;
            acting::check(state, Some(subject), action.acting_for.as_ref())?;
            reports::act(tx, &subject.sub, action, now)?;
            let signed = insert(tx, state, &item, parsed.kind(), Some(&subject.sub), None)?;
            Ok(signed)
        }
        ItemBody::Rating(_) => Err(Refusal::ItemKind.into()),
    }
}

struct Item<'a> {
    id: &'a str,
    body: &'a [u8],
    hash: &'a str,
    now: Timestamp,
}

/// The receipt of an item that was taken before.
fn known(
    tx: &Connection,
    subject: Option<&Subject>,
    id: &str,
    hash: &str,
) -> Result<Option<Signed>, ApiError> {
    let found = tx
        .prepare_cached("SELECT sub, body_sha256, receipt, complete FROM items WHERE id = ?1")?
        .query_row(params![id], |row| {
            let signed = Signed {
                jws: row.get(2)?,
                complete: row.get(3)?,
            };
            Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?, signed))
        })
        .optional()?;
    let Some((owner, stored, signed)) = found else {
        return Ok(None);
    };
    if owner.is_some() && subject.is_none() {
        return Err(ApiError::Unauthorized);
    }
    // Somebody else's id is simply taken, whatever the body.
    let own = owner.is_none() || owner.as_deref() == subject.map(|s| s.sub.as_str());
    match own && stored == hash {
        true => Ok(Some(signed)),
        false => Err(ApiError::IdConflict),
    }
}

fn accept_report(
    tx: &Connection,
    state: &AppState,
    subject: Option<&Subject>,
    item: &Item<'_>,
    report: &ReportBody,
) -> Result<Signed, ApiError> {
    // Sent without the account: nothing of it is kept, even when a session came along.
    let subject = subject.filter(|_| !report.anonymous);
    if subject.is_none() && !report.anonymous {
        return Err(ApiError::Unauthorized);
    }
    acting::check(state, subject, report.acting_for.as_ref())?;
    reports::validate(state, report)?;
    let reference = reports::next_reference(tx, item.now)?;
    insert_row(
        tx,
        item,
        "report",
        subject.map(|s| s.sub.as_str()),
        Some(&reference),
    )?;
    for (position, part) in (0_u32..).zip(&report.attachments) {
        tx.prepare_cached("INSERT INTO parts (item, sha256, position, bytes) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                item.id,
                part.sha256,
                position,
                i64::try_from(part.bytes).unwrap_or(i64::MAX)
            ])?;
    }
    reports::create(tx, state, item.id, &reference, subject, report, item.now)?;
    put_receipt(tx, state, item, "report", Some(&reference))
}

fn insert(
    tx: &Connection,
    state: &AppState,
    item: &Item<'_>,
    kind: &str,
    sub: Option<&str>,
    reference: Option<&str>,
) -> Result<Signed, ApiError> {
    insert_row(tx, item, kind, sub, reference)?;
    put_receipt(tx, state, item, kind, reference)
}

fn insert_row(
    tx: &Connection,
    item: &Item<'_>,
    kind: &str,
    sub: Option<&str>,
    reference: Option<&str>,
) -> Result<(), ApiError> {
    tx.prepare_cached(
        "INSERT INTO items (id, sub, kind, body, body_sha256, accepted_at, reference, receipt, complete)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', 0)",
    )?
    .execute(params![
        item.id,
        sub,
        kind,
        item.body,
        item.hash,
        item.now.millis(),
        reference
    ])?;
    Ok(())
}

fn put_receipt(
    tx: &Connection,
    state: &AppState,
    item: &Item<'_>,
    kind: &str,
    reference: Option<&str>,
) -> Result<Signed, ApiError> {
    let head = Head {
        id: item.id,
        kind,
        body_sha256: item.hash,
        accepted_at: item.now,
        reference,
    };
    let signed = receipt::sign(tx, state, &head)?;
    store_receipt(tx, item.id, &signed)?;
    Ok(signed)
}

pub(super) fn store_receipt(tx: &Connection, id: &str, signed: &Signed) -> Result<(), ApiError> {
    tx.prepare_cached("UPDATE items SET receipt = ?2, complete = ?3 WHERE id = ?1")?
        .execute(params![id, signed.jws, signed.complete])?;
    Ok(())
}
