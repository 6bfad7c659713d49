//! A vault under a new key: a fresh file beside the old one, moved to its name in one step.

use crate::connection::{OpenOptions, Writer, base, closing_moves_log, connect};
use crate::error::{StoreError, opening};
use crate::vfs::{CipherDisk, VaultKey};
use crate::{place, schema};
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Pages copied at once.
const STEP: std::ffi::c_int = 256;

/// Makes the file of the new epoch and moves it to its name. The caller holds the opening lock, and the vault is marked as
/// moved, so that nobody writes to it: a writer of another process sees the mark at the beginning of its transaction, and
/// setting it had to wait for one that was under way.
///
/// Whenever this is cut off, there is one vault: before the move the old one, whose mark the next opening takes back; after it
/// the new one, which has everything.
pub(crate) fn copy(options: &OpenOptions, old: &Writer, key: &VaultKey) -> Result<(), StoreError> {
    let disk = options.disk.as_ref();
    let main = place::main_file(&options.dir, key.epoch());
    let beside = place::beside(&main);
    // Left by one that was cut off.
    place::remove_files(disk, &beside)?;
    let generation = old.db.base.cipher.generation()?;
    let cipher = CipherDisk::create(
        Arc::clone(&options.disk),
        &beside,
        key,
        Arc::clone(&options.random),
        generation,
    )?;
    let new = Arc::new(base(options, cipher, beside.clone())?);
    let mut db = connect(options, Arc::clone(&new), true)?;
    {
        let backup = Backup::new(&old.db, &mut db).map_err(opening)?;
        backup
            .run_to_completion(STEP, Duration::from_millis(5), None)
            .map_err(opening)?;
    }
    schema::set_moved(&db, false).map_err(opening)?;
    whole(&db)?;
    let busy: i64 = db
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        .map_err(opening)?;
    if busy != 0 {
        return Err(StoreError::Damaged);
    }
    closing_moves_log(&db, true)?;
    drop(db);
    // Above what the old file can have, and durable together with all pages.
    new.cipher.raise_generation(old.db.base.cipher.generation()?)?;
    drop(new);
    disk.rename(&beside, &main)?;
    disk.sync_dir(parent(&main)?)?;
    Ok(())
}

fn parent(path: &Path) -> Result<&Path, StoreError> {
    path.parent().ok_or(StoreError::Unwritable)
}

/// The copy is looked through before it becomes the only one.
fn whole(db: &Connection) -> Result<(), StoreError> {
    let verdict: String = db
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(opening)?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged)
    }
}
