//! The schema: numbered steps, each in one transaction with the number it leads to.

use crate::error::{StoreError, opening};
use citizen_domain::ports::Random;
use rusqlite::{Connection, TransactionBehavior};

/// "CiTZ": marks the file as ours.
const APPLICATION_ID: i64 = 0x4369_545A;

const STEPS: &[&str] = &[
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_asked_by_sync.sql"),
    include_str!("../migrations/0003_noise_in_rows.sql"),
    include_str!("../migrations/0004_excerpt_for_lists.sql"),
];

/// The schema that this version writes.
#[expect(clippy::cast_possible_truncation, reason = "a handful of steps")]
pub const SCHEMA: u32 = STEPS.len() as u32;

/// Refuses what is not ours and what is newer, before anything is written.
pub(crate) fn check(db: &Connection) -> Result<u32, StoreError> {
    let found: i64 = db
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(opening)?;
    let id: i64 = db
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(opening)?;
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(opening)?;
    if (id, found, tables) == (0, 0, 0) {
        return Ok(0);
    }
    let found = u32::try_from(found.abs()).map_err(|_| StoreError::Damaged)?;
    if id != APPLICATION_ID || found == 0 {
        return Err(StoreError::Damaged);
    }
    if found > SCHEMA {
        return Err(StoreError::Newer { found, known: SCHEMA });
    }
    Ok(found)
}

/// Whether the database is being given a new key, or has been: nothing is read from it or written to it any more. A negative
/// schema says so, which every connection of every process sees at the beginning of its next transaction. So is one that a newer
/// program has taken steps with which are not known here.
pub(crate) fn is_moved(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare_cached("PRAGMA user_version")?
        .query_row([], |row| row.get::<_, i64>(0))
        .map(|version| version < 0 || version > i64::from(SCHEMA))
}

/// Sets or takes back what [`is_moved`] asks for.
pub(crate) fn set_moved(db: &Connection, moved: bool) -> rusqlite::Result<()> {
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let version = if moved { -version.abs() } else { version.abs() };
    db.pragma_update(None, "user_version", version)
}

/// Takes every step that is missing. The caller holds the opening lock.
pub(crate) fn migrate(db: &mut Connection, random: &dyn Random) -> Result<(), StoreError> {
    for (step, number) in STEPS.iter().zip(1_u32..) {
        let tx = db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(opening)?;
        if check(&tx)? >= number {
            continue;
        }
        tx.execute_batch(step).map_err(opening)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)
            .map_err(opening)?;
        tx.pragma_update(None, "user_version", number).map_err(opening)?;
        crate::noise::stir(&tx, random)?;
        // Older vaults have less noise: the first time it may move, the second time it stays in its place.
        crate::noise::stir(&tx, random)?;
        tx.commit().map_err(opening)?;
    }
    Ok(())
}
