use super::accept::{may_see, store_receipt};
use super::receipt::{self, Head};
use crate::AppState;
use crate::error::ApiError;
use crate::feed::{self, Kind};
use crate::http::{ApiBytes, ApiPath, Bearer};
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use citizen_domain::Timestamp;
use citizen_domain::wire::ReceiptReply;
use citizen_proof::sha256_hex;
use rusqlite::{Connection, OptionalExtension, params};

/// First bytes of every JPEG.
const JPEG: &[u8] = &[0xff, 0xd8, 0xff];

/// `PUT /v1/items/{id}/parts/{sha256}`: takes a picture that the item's body names; gives the receipt as it stands.
pub(crate) async fn put_part(
    State(state): State<AppState>,
    signed_in: Option<Bearer>,
    ApiPath((id, sha256)): ApiPath<(String, String)>,
    ApiBytes(content): ApiBytes,
) -> Result<Json<ReceiptReply>, ApiError> {
    let sub = signed_in.map(|Bearer(subject)| subject.sub);
    let shared = state.clone();
    let receipt = state
        .db()
        .write_async(move |tx| take(tx, &shared, sub.as_deref(), &id, &sha256, &content))
        .await?;
    Ok(Json(ReceiptReply { receipt }))
}

struct Row {
    owner: Option<String>,
    kind: String,
    body_sha256: String,
    accepted_at: i64,
    reference: Option<String>,
    receipt: String,
}

fn take(
    tx: &Connection,
    state: &AppState,
    sub: Option<&str>,
    id: &str,
    sha256: &str,
    content: &[u8],
) -> Result<String, ApiError> {
    let item = tx
        .prepare_cached(
            "SELECT sub, kind, body_sha256, accepted_at, reference, receipt FROM items WHERE id = ?1",
        )?
        .query_row(params![id], |row| {
            Ok(Row {
                owner: row.get(0)?,
                kind: row.get(1)?,
                body_sha256: row.get(2)?,
                accepted_at: row.get(3)?,
                reference: row.get(4)?,
                receipt: row.get(5)?,
            })
        })
        .optional()?
        .ok_or(ApiError::NotFound)?;
    may_see(item.owner.as_deref(), sub)?;
    let (bytes, here) = tx
        .prepare_cached("SELECT bytes, content IS NOT NULL FROM parts WHERE item = ?1 AND sha256 = ?2")?
        .query_row(params![id, sha256], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?))
        })
        .optional()?
        .ok_or(ApiError::NotFound)?;
    if i64::try_from(content.len()) != Ok(bytes) {
        return Err(Refusal::PartLength.into());
    }
    if sha256_hex(content) != sha256 {
        return Err(Refusal::PartHash.into());
    }
    if !content.starts_with(JPEG) {
        return Err(Refusal::PartNotJpeg.into());
    }
    if here {
        return Ok(item.receipt);
    }
    tx.prepare_cached("UPDATE parts SET content = ?3 WHERE item = ?1 AND sha256 = ?2")?
        .execute(params![id, sha256, content])?;
    let head = Head {
        id,
        kind: &item.kind,
        body_sha256: &item.body_sha256,
        accepted_at: Timestamp::from_millis(item.accepted_at),
        reference: item.reference.as_deref(),
    };
    let signed = receipt::sign(tx, state, &head)?;
    store_receipt(tx, id, &signed)?;
    feed::changed(tx, Kind::Report, id)?;
    Ok(signed.jws)
}
