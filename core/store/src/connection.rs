//! The one place where a database is opened. The vault puts its cipher here, under SQLite, and nowhere else.

use crate::error::{StoreError, opening, system};
use crate::schema;
use rusqlite::{Connection, OpenFlags};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

const DATABASE: &str = "profile.db";
const LOCK: &str = "profile.lock";

/// How a store is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenOptions {
    /// The profile's folder; database, files and keys stand in it.
    pub dir: PathBuf,
    /// Make it if it is not there.
    pub create: bool,
    /// How long to wait for another program.
    pub busy_timeout: Duration,
}

impl OpenOptions {
    /// The store in `dir`, made if it is not there; waits 5 s for another program.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            create: true,
            busy_timeout: Duration::from_secs(5),
        }
    }

    /// Only a store that is there.
    #[must_use]
    pub fn existing(mut self) -> Self {
        self.create = false;
        self
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.dir.join(DATABASE)
    }
}

/// Checks, and makes or migrates what has to be. Two programs may do so at once: one at a time gets through.
pub(crate) fn prepare(options: &OpenOptions) -> Result<Connection, StoreError> {
    if options.create {
        crate::disk::create_dir(&options.dir).map_err(|e| system(&e))?;
    }
    let path = options.database();
    match std::fs::symlink_metadata(&path) {
        Ok(meta) if !meta.is_file() => return Err(StoreError::Damaged),
        Err(e) if e.kind() != std::io::ErrorKind::NotFound || !options.create => return Err(system(&e)),
        Ok(_) | Err(_) => {}
    }
    let _lock = opening_lock(&options.dir, options.busy_timeout)?;
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    crate::disk::create_private(&path).map_err(|e| system(&e))?;
    let mut db = Connection::open_with_flags(&path, flags).map_err(opening)?;
    settings(&db, options)?;
    // Before anything is written: a newer or foreign file stays as it is.
    schema::check(&db)?;
    let mode: String = db
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(opening)?;
    if mode != "wal" {
        return Err(StoreError::Unwritable);
    }
    schema::migrate(&mut db)?;
    writable(&db)?;
    Ok(db)
}

/// One more connection for reading, to a store that [`prepare`] has opened.
pub(crate) fn reader(options: &OpenOptions) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(options.database(), flags).map_err(opening)?;
    settings(&db, options)?;
    db.pragma_update(None, "query_only", true).map_err(opening)?;
    Ok(db)
}

fn settings(db: &Connection, options: &OpenOptions) -> Result<(), StoreError> {
    db.busy_timeout(options.busy_timeout).map_err(opening)?;
    db.set_prepared_statement_cache_capacity(64);
    for (name, value) in [
        // What the person was told is kept is on the disk, also after a power cut.
        ("synchronous", "FULL"),
        ("fullfsync", "ON"),
        ("temp_store", "MEMORY"),
        ("cache_size", "-8000"),
        ("foreign_keys", "ON"),
        ("cell_size_check", "ON"),
        ("trusted_schema", "OFF"),
        ("secure_delete", "ON"),
    ] {
        db.pragma_update(None, name, value).map_err(opening)?;
    }
    Ok(())
}

/// Begins and gives up a write, so that a store that cannot be written says so now and not at the first report.
fn writable(db: &Connection) -> Result<(), StoreError> {
    if db.is_readonly("main").map_err(opening)? {
        return Err(StoreError::Unwritable);
    }
    db.execute_batch("BEGIN IMMEDIATE; ROLLBACK").map_err(opening)
}

/// Held while a store is made or migrated; given back when the file is closed, also by a crash.
fn opening_lock(dir: &Path, patience: Duration) -> Result<File, StoreError> {
    const STEP: Duration = Duration::from_millis(20);
    let file = crate::disk::create_private(&dir.join(LOCK)).map_err(|e| system(&e))?;
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(e)) => return Err(system(&e)),
            Err(TryLockError::WouldBlock) if waited >= patience => return Err(StoreError::Locked),
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(STEP);
                waited += STEP;
            }
        }
    }
}
