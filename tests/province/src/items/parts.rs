use super::accept::store_receipt;
use super::receipt::{self, Head};
use crate::AppState;
use crate::error::ApiError;
use crate::feed;
use citizen_domain::Timestamp;
use rusqlite::{Connection, params};

/// Makes an attachment, checked to be the one that the item names, part of its item; the receipt is signed anew.
pub(crate) fn bring(
    tx: &Connection,
    state: &AppState,
    id: &str,
    sha256: &str,
    content: &[u8],
) -> Result<(), ApiError> {
    let brought = tx
        .prepare_cached("UPDATE parts SET content = ?3 WHERE item = ?1 AND sha256 = ?2 AND content IS NULL")?
        .execute(params![id, sha256, content])?;
    if brought == 0 {
        return Ok(());
    }
    let (kind, body_sha256, accepted_at, reference) = tx
        .prepare_cached("SELECT kind, body_sha256, accepted_at, reference FROM items WHERE id = ?1")?
        .query_row(params![id], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get(2)?,
                row.get::<_, Option<String>>(3)?,
            ))
        })?;
    let head = Head {
        id,
        kind: &kind,
        body_sha256: &body_sha256,
        accepted_at: Timestamp::from_millis(accepted_at),
        reference: reference.as_deref(),
    };
    let signed = receipt::sign(tx, state, &head)?;
    store_receipt(tx, id, &signed)?;
    feed::report_changed(tx, id)
}
