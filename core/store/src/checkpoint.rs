//! When the log is moved into the main file.

use rusqlite::Connection;
use std::time::Duration;

/// Frames of a log that is to be moved into the main file: about 4 MB, as SQLite's own default.
pub const LONG_LOG: u64 = 1000;

/// Moves the log into the main file, if no reader of an earlier state and no other writer is in the way for longer than `patience`;
/// whether it did. The connection waits `usual` for others afterwards.
///
/// SQLite's own checkpoint after a commit would begin beside another writer, which a vault refuses.
///
/// # Errors
/// SQLite's own. What was committed is durable all the same.
pub fn log(db: &Connection, patience: Duration, usual: Duration) -> rusqlite::Result<bool> {
    db.busy_timeout(patience)?;
    let moved = db.query_row("PRAGMA wal_checkpoint(FULL)", [], |row| row.get::<_, i64>(0));
    db.busy_timeout(usual)?;
    Ok(moved? == 0)
}
