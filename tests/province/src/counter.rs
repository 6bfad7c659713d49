//! Numbers that only rise.

use crate::error::ApiError;
use citizen_domain::Timestamp;
use rusqlite::{Connection, params};

/// The next value of `name`, from 1 on.
pub(crate) fn next(tx: &Connection, name: &str) -> Result<i64, ApiError> {
    Ok(tx
        .prepare_cached(
            "INSERT INTO counters (name, value) VALUES (?1, 1)
             ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
        )?
        .query_row(params![name], |row| row.get(0))?)
}

/// The value that `name` has reached; 0 before the first.
pub(crate) fn current(tx: &Connection, name: &str) -> Result<i64, ApiError> {
    Ok(tx
        .prepare_cached("SELECT coalesce(max(value), 0) FROM counters WHERE name = ?1")?
        .query_row(params![name], |row| row.get(0))?)
}

/// `YYMMDD` of the day in Vietnam, as codes carry it.
pub(crate) fn date6(at: Timestamp) -> String {
    let date = at.date();
    format!(
        "{:02}{:02}{:02}",
        date.year().rem_euclid(100),
        u8::from(date.month()),
        date.day()
    )
}
