//! Starts of the gateway, by which changes of a database that was put back are told from those that it lost.

use crate::error::ApiError;
use crate::{counter, keys};
use rusqlite::{Connection, OptionalExtension, params};

/// Names a start in cursors.
pub(super) type Mark = [u8; 8];

/// Notes that the gateway starts.
pub(crate) fn begin(tx: &Connection) -> Result<(), ApiError> {
    let mark: Mark = keys::random()?;
    tx.execute(
        "INSERT INTO feed_starts (mark, seq) VALUES (?1, ?2)",
        params![mark, counter::current(tx, "feed")?],
    )?;
    Ok(())
}

/// The start that this database has seen last.
pub(super) fn current(tx: &Connection) -> Result<Mark, ApiError> {
    let mark: Option<Mark> = tx
        .prepare_cached("SELECT mark FROM feed_starts ORDER BY number DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(mark.unwrap_or_default())
}

/// Whether the change `seq`, told under `mark`, is one of this database's own: no later start began before it.
pub(super) fn holds(tx: &Connection, mark: Mark, seq: i64) -> Result<bool, ApiError> {
    let number: Option<i64> = tx
        .prepare_cached("SELECT number FROM feed_starts WHERE mark = ?1")?
        .query_row(params![mark], |row| row.get(0))
        .optional()?;
    let Some(number) = number else {
        return Ok(false);
    };
    Ok(tx
        .prepare_cached("SELECT coalesce(min(seq), ?2) >= ?2 FROM feed_starts WHERE number > ?1")?
        .query_row(params![number, seq], |row| row.get(0))?)
}
