//! When the log is moved into the main file.

use crate::vfs::CipherDisk;
use rusqlite::Connection;
use std::time::Duration;

/// Frames of a log that is to be moved into the main file: about 4 MB, as SQLite's own default.
const LONG_LOG: u64 = 1000;

/// Moves the log into the main file once it is long. It does not wait for readers or other writers: where one is in the way, the next
/// transaction is in time. SQLite's own checkpoint after a commit would begin beside another writer, which a vault refuses.
/// `patience` is how long the connection waits for others otherwise.
///
/// # Errors
/// SQLite's own. What was committed is durable all the same.
pub fn tidy_log(db: &Connection, cipher: &CipherDisk, patience: Duration) -> rusqlite::Result<()> {
    if cipher.log_frames() < LONG_LOG {
        return Ok(());
    }
    db.busy_timeout(Duration::ZERO)?;
    let done = db.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(()));
    db.busy_timeout(patience)?;
    done
}
