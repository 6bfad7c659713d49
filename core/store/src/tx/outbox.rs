use super::{Json, Tx, from_json, to_json};
use crate::noise::Table;
use citizen_domain::repository::RepositoryError;
use citizen_outbox::{Item, Page, Repository, Update};
use rusqlite::{Row, params};

const COLUMNS: &str = "SELECT data, body, version FROM outbox_item";

/// Most items that one page gives.
const MOST: u32 = 500;

impl Repository for Tx<'_> {
    fn insert_item(&self, item: &Item) -> Result<(), RepositoryError> {
        self.put(
            Table::Item,
            &item.id,
            "INSERT INTO outbox_item (id, created_at, object, open, version, body, data, noise)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                item.id,
                item.created_at.millis(),
                item.object,
                !item.state.is_final(),
                version(item.version)?,
                item.body,
                without_body(item)?
            ],
        )
        .map(drop)
    }

    fn item(&self, id: &str) -> Result<Option<Item>, RepositoryError> {
        self.one(&format!("{COLUMNS} WHERE id = ?1"), [id], columns)?
            .map(item)
            .transpose()
    }

    fn update_item(&self, item: &Item) -> Result<Update, RepositoryError> {
        let next = item.version.saturating_add(1);
        // The body is not among what changes: it is written once.
        let changed = self.put(
            Table::Item,
            &item.id,
            "UPDATE outbox_item SET open = ?3, version = ?4, data = ?5, noise = coalesce(?6, noise)
             WHERE id = ?1 AND version = ?2",
            params![
                item.id,
                version(item.version)?,
                !item.state.is_final(),
                version(next)?,
                without_body(item)?
            ],
        )?;
        Ok(if changed == 1 {
            Update::Stored(next)
        } else {
            Update::Stale
        })
    }

    fn items(&self, page: &Page) -> Result<Vec<Item>, RepositoryError> {
        // The two forms are written out so that each can use its index.
        let open = if page.open_only { "open = 1" } else { "1" };
        let limit = page.limit.clamp(1, MOST);
        let rows = match &page.after {
            Some(after) => self.all(
                &format!(
                    "{COLUMNS} WHERE {open} AND (created_at, id) >
                     (SELECT created_at, id FROM outbox_item WHERE id = ?1)
                     ORDER BY created_at, id LIMIT ?2"
                ),
                params![after, limit],
                columns,
            ),
            None => self.all(
                &format!("{COLUMNS} WHERE {open} ORDER BY created_at, id LIMIT ?1"),
                [limit],
                columns,
            ),
        }?;
        rows.into_iter().map(item).collect()
    }

    fn open_versions(&self) -> Result<Vec<(String, u64)>, RepositoryError> {
        let rows = self.all(
            "SELECT id, version FROM outbox_item WHERE open = 1 ORDER BY created_at, id",
            [],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)),
        )?;
        rows.into_iter()
            .map(|(id, version)| {
                let version = u64::try_from(version).map_err(|_| RepositoryError::Damaged)?;
                Ok((id, version))
            })
            .collect()
    }

    fn remove_item(&self, id: &str) -> Result<(), RepositoryError> {
        self.execute("DELETE FROM outbox_item WHERE id = ?1", [id])
            .map(drop)
    }
}

type Columns = (String, Vec<u8>, i64);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn item((data, body, version): Columns) -> Result<Item, RepositoryError> {
    let mut item: Item = from_json(&data)?;
    if citizen_proof::sha256_hex(&body) != item.body_sha256 {
        return Err(RepositoryError::Damaged);
    }
    item.body = body;
    item.version = u64::try_from(version).map_err(|_| RepositoryError::Damaged)?;
    Ok(item)
}

/// The bytes of the body have a column of their own.
fn without_body(item: &Item) -> Result<Json<Vec<u8>>, RepositoryError> {
    to_json(&Item {
        body: Vec::new(),
        ..item.clone()
    })
}

fn version(version: u64) -> Result<i64, RepositoryError> {
    i64::try_from(version).map_err(|_| RepositoryError::Failed("version"))
}
