use super::grant::Part;
use super::{AT_ONCE, LIVES_MS};
use crate::AppState;
use crate::error::ApiError;
use crate::items;
use crate::keys::random;
use citizen_domain::Timestamp;
use citizen_proof::{base64url, sha256_hex};
use rusqlite::{Connection, OptionalExtension, params};

/// First bytes of every JPEG.
const JPEG: &[u8] = &[0xff, 0xd8, 0xff];

/// An upload as it stands.
pub(super) struct Upload {
    pub(super) id: String,
    pub(super) bytes: u64,
    pub(super) held: u64,
    pub(super) metadata: Option<String>,
    pub(super) expires_at: Timestamp,
}

/// Whether the bytes could be kept.
pub(super) enum Kept {
    /// So many are held now.
    Held(Upload),
    /// All are here, and are not what the item's body names: the upload is gone.
    Spoiled,
}

/// How long the attachment is, if its item names it.
pub(super) fn length_of(tx: &Connection, part: &Part) -> Result<u64, ApiError> {
    // Of a withdrawn item nothing more is taken.
    tx.prepare_cached(
        "SELECT bytes FROM parts WHERE item = ?1 AND sha256 = ?2
         AND NOT EXISTS (SELECT 1 FROM withdrawn WHERE id = ?1)",
    )?
    .query_row(params![part.item, part.sha256], |row| row.get::<_, u32>(0))
    .optional()?
    .map(u64::from)
    .ok_or(ApiError::NotFound)
}

/// Begins an upload. Of an attachment that is here already it is complete at once.
pub(super) fn create(
    tx: &Connection,
    part: &Part,
    metadata: Option<&str>,
    now: Timestamp,
) -> Result<Upload, ApiError> {
    tx.prepare_cached("DELETE FROM uploads WHERE expires_at <= ?1")?
        .execute(params![now.millis()])?;
    tx.prepare_cached(
        "DELETE FROM uploads WHERE id IN (SELECT id FROM uploads WHERE item = ?1 AND sha256 = ?2
         ORDER BY held DESC, expires_at DESC LIMIT -1 OFFSET ?3)",
    )?
    .execute(params![part.item, part.sha256, AT_ONCE - 1])?;
    let here: bool = tx
        .prepare_cached("SELECT content IS NOT NULL FROM parts WHERE item = ?1 AND sha256 = ?2")?
        .query_row(params![part.item, part.sha256], |row| row.get(0))?;
    let bytes = length_of(tx, part)?;
    let upload = Upload {
        id: base64url::encode(random::<16>()?),
        bytes,
        held: if here { bytes } else { 0 },
        metadata: metadata.map(str::to_owned),
        expires_at: now.plus_millis(LIVES_MS),
    };
    tx.prepare_cached(
        "INSERT INTO uploads (id, item, sha256, bytes, held, metadata, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        upload.id,
        part.item,
        part.sha256,
        signed(bytes)?,
        signed(upload.held)?,
        upload.metadata,
        upload.expires_at.millis()
    ])?;
    Ok(upload)
}

/// The upload of that id, if the token opens it and it has not ended.
pub(super) fn find(tx: &Connection, part: &Part, id: &str, now: Timestamp) -> Result<Upload, ApiError> {
    tx.prepare_cached(
        "SELECT bytes, held, metadata, expires_at FROM uploads
         WHERE id = ?1 AND item = ?2 AND sha256 = ?3 AND expires_at > ?4",
    )?
    .query_row(params![id, part.item, part.sha256, now.millis()], |row| {
        Ok(Upload {
            id: id.to_owned(),
            bytes: row.get::<_, u32>(0)?.into(),
            held: row.get::<_, u32>(1)?.into(),
            metadata: row.get(2)?,
            expires_at: Timestamp::from_millis(row.get(3)?),
        })
    })
    .optional()?
    .ok_or(ApiError::NotFound)
}

/// Keeps bytes that follow what is held. With the last of them the attachment is checked and becomes part of its item.
pub(super) fn keep(
    tx: &Connection,
    state: &AppState,
    part: &Part,
    mut upload: Upload,
    content: &[u8],
) -> Result<Kept, ApiError> {
    if content.is_empty() {
        return Ok(Kept::Held(upload));
    }
    tx.prepare_cached("INSERT INTO upload_pieces (upload, start, content) VALUES (?1, ?2, ?3)")?
        .execute(params![upload.id, signed(upload.held)?, content])?;
    upload.held += content.len() as u64;
    upload.expires_at = state.now().plus_millis(LIVES_MS);
    tx.prepare_cached("UPDATE uploads SET held = ?2, expires_at = ?3 WHERE id = ?1")?
        .execute(params![
            upload.id,
            signed(upload.held)?,
            upload.expires_at.millis()
        ])?;
    if upload.held < upload.bytes {
        return Ok(Kept::Held(upload));
    }
    let whole = whole(tx, &upload.id)?;
    if sha256_hex(&whole) != part.sha256 || !whole.starts_with(JPEG) {
        end(tx, &upload.id)?;
        return Ok(Kept::Spoiled);
    }
    tx.prepare_cached("DELETE FROM upload_pieces WHERE upload = ?1")?
        .execute(params![upload.id])?;
    items::bring(tx, state, &part.item, &part.sha256, &whole)?;
    Ok(Kept::Held(upload))
}

/// Throws an upload away.
pub(super) fn end(tx: &Connection, id: &str) -> Result<(), ApiError> {
    tx.prepare_cached("DELETE FROM uploads WHERE id = ?1")?
        .execute(params![id])?;
    Ok(())
}

/// Throws away every upload of an item.
pub(crate) fn end_all(tx: &Connection, item: &str) -> Result<(), ApiError> {
    tx.prepare_cached("DELETE FROM uploads WHERE item = ?1")?
        .execute(params![item])?;
    Ok(())
}

fn whole(tx: &Connection, id: &str) -> Result<Vec<u8>, ApiError> {
    let mut rows = tx.prepare_cached("SELECT content FROM upload_pieces WHERE upload = ?1 ORDER BY start")?;
    let mut whole = Vec::new();
    for piece in rows.query_map(params![id], |row| row.get::<_, Vec<u8>>(0))? {
        whole.extend_from_slice(&piece?);
    }
    Ok(whole)
}

fn signed(bytes: u64) -> Result<i64, ApiError> {
    i64::try_from(bytes).map_err(|_| ApiError::TooLarge)
}
