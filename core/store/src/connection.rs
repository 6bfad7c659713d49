//! The one place where a database is opened: with the vault's cipher under SQLite.

use crate::checkpoint;
use crate::error::{StoreError, opening, system};
use crate::generation::Generations;
use crate::lanes::LaneKind;
use crate::settings::settings;
use crate::vfs::{CipherDisk, Disk, Header, KeySource, RealDisk, Registered};
use crate::{place, schema};
use citizen_domain::ports::{Clock, Random};
use citizen_domain::repository::RepositoryError;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::fs::{File, TryLockError};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const LOCK: &str = "vault.lock";

/// How a store is opened.
#[derive(Clone)]
pub struct OpenOptions {
    /// The profile's folder; vault, files and keys stand in it.
    pub dir: PathBuf,
    /// Make it if it is not there.
    pub create: bool,
    /// How long to wait for another program.
    pub busy_timeout: Duration,
    /// Unseals the vault's key.
    pub key: Arc<dyn KeySource>,
    /// Where the generation is recorded.
    pub generations: Arc<dyn Generations>,
    /// For nonces.
    pub random: Arc<dyn Random>,
    /// SQLite's time.
    pub clock: Arc<dyn Clock>,
    /// Where the vault's files are; the device's own unless a test says otherwise.
    pub disk: Arc<dyn Disk>,
    /// Open an older copy of the vault, or one whose log has lost its end. Only at the person's word.
    pub accept_loss: bool,
    /// On which threads SQLite runs.
    pub lanes: LaneKind,
    /// The folder stands among others of its kind, of which one may be open at a time.
    pub one_of_many: bool,
    /// After so many frames the log is moved into the main file.
    pub long_log: u64,
}

impl OpenOptions {
    /// The store in `dir` on the device's disk, made if it is not there; waits 5 s for another program.
    pub fn new(
        dir: impl Into<PathBuf>,
        key: Arc<dyn KeySource>,
        generations: Arc<dyn Generations>,
        random: Arc<dyn Random>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            dir: absolute(dir.into()),
            create: true,
            busy_timeout: Duration::from_secs(5),
            key,
            generations,
            random,
            clock,
            disk: Arc::new(RealDisk),
            accept_loss: false,
            lanes: LaneKind::Threads,
            one_of_many: false,
            long_log: checkpoint::LONG_LOG,
        }
    }

    /// Only a store that is there.
    #[must_use]
    pub fn existing(mut self) -> Self {
        self.create = false;
        self
    }
}

impl std::fmt::Debug for OpenOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenOptions")
            .field("create", &self.create)
            .field("busy_timeout", &self.busy_timeout)
            .field("accept_loss", &self.accept_loss)
            .finish_non_exhaustive()
    }
}

/// SQLite asks for files by their whole path, so the vault is known by it too; a later change of the working folder then leads
/// nobody astray.
fn absolute(dir: PathBuf) -> PathBuf {
    std::path::absolute(&dir).unwrap_or(dir)
}

/// Makes a profile's folder, which only its owner may enter, if it is not there.
///
/// # Errors
/// [`StoreError::Unwritable`].
pub fn make_folder(dir: &Path) -> Result<(), StoreError> {
    crate::disk::create_dir(dir).map_err(|e| system(&e))
}

/// What the connections of one opening share.
pub(crate) struct Base {
    pub(crate) vfs: Registered,
    pub(crate) cipher: Arc<CipherDisk>,
    pub(crate) main: PathBuf,
}

/// A connection, and what lies under it for as long.
pub(crate) struct Db {
    connection: Connection,
    pub(crate) base: Arc<Base>,
}

impl Deref for Db {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Db {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

/// Does `work` while nobody else can write.
fn alone(db: &Connection, work: impl FnOnce() -> Result<(), StoreError>) -> Result<(), StoreError> {
    db.execute_batch("BEGIN IMMEDIATE").map_err(opening)?;
    let done = work();
    db.execute_batch("ROLLBACK").map_err(opening)?;
    done
}

/// The connection that writes, and what is known of the generation.
pub(crate) struct Writer {
    pub(crate) db: Db,
    generations: Arc<dyn Generations>,
    recorded: u64,
    /// Whether the generation was raised for this opening.
    raised: bool,
    /// How long the log has to be to be moved.
    tidy_at: u64,
}

/// At so many times the length the log is waited for.
const PATIENCE: u64 = 8;

/// What comes after a transaction, as far as its writer knows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Next {
    Rest,
    More,
}

impl Writer {
    /// Raises the generation once for each opening, before anything is written.
    pub(crate) fn before_write(&mut self) -> Result<(), StoreError> {
        if !self.raised {
            self.raise()?;
            self.record();
        }
        Ok(())
    }

    fn raise(&mut self) -> Result<(), StoreError> {
        let cipher = Arc::clone(&self.db.base.cipher);
        alone(&self.db, || cipher.raise_generation(self.recorded).map(drop))?;
        self.raised = true;
        Ok(())
    }

    /// Moves the log into the main file once it is long, unless another program is in the way: then after the next transaction.
    pub(crate) fn tidy(&mut self, options: &OpenOptions, next: Next) {
        let frames = self.db.base.cipher.log_frames();
        let very_long = options.long_log.saturating_mul(PATIENCE);
        let (due, patient) = match next {
            Next::Rest => (self.tidy_at, very_long),
            // At first without waiting here too.
            Next::More => (self.tidy_at.max(very_long), very_long.saturating_mul(2)),
        };
        if frames >= due {
            // Somebody who reads for long lets the log grow, up to a point.
            let patience = if frames < patient {
                Duration::ZERO
            } else {
                options.busy_timeout
            };
            let moved = checkpoint::log(&self.db, patience, options.busy_timeout);
            // What was written is durable without it; why it fails, `Store::tidy` says to who asks.
            let left = if moved == Ok(true) { 0 } else { frames };
            self.tidy_at = left.saturating_add(options.long_log);
        } else if frames < options.long_log {
            // The log was begun anew.
            self.tidy_at = options.long_log;
        }
        self.record();
    }

    /// Moves the log into the main file now; whether nobody was in the way.
    pub(crate) fn move_log(&mut self, options: &OpenOptions) -> rusqlite::Result<bool> {
        let moved = checkpoint::log(&self.db, options.busy_timeout, options.busy_timeout);
        self.record();
        moved
    }

    /// Records the generation where it has risen. Where that fails it is made up for later: a file that is ahead of the record is
    /// nothing to worry about.
    pub(crate) fn record(&mut self) {
        let durable = self.db.base.cipher.durable_generation();
        if durable > self.recorded && self.generations.record(durable).is_ok() {
            self.recorded = durable;
        }
    }

    /// Closes the connection, whose last act may be a checkpoint.
    pub(crate) fn close(mut self) {
        let cipher = Arc::clone(&self.db.base.cipher);
        self.record();
        drop(self.db);
        let durable = cipher.durable_generation();
        if durable > self.recorded {
            let _ = self.generations.record(durable);
        }
    }
}

/// Checks, and makes or migrates what has to be. Two programs may do so at once: one at a time gets through.
pub(crate) fn prepare(options: &OpenOptions) -> Result<Writer, StoreError> {
    if options.create {
        make_folder(&options.dir)?;
    }
    let there = place::epochs(options.disk.as_ref(), &options.dir)?;
    if there.is_empty() && !options.create {
        return Err(StoreError::NotFound);
    }
    let _lock = opening_lock(&options.dir, options.busy_timeout)?;
    prepare_locked(options)
}

/// As [`prepare`]; the caller holds the opening lock.
pub(crate) fn prepare_locked(options: &OpenOptions) -> Result<Writer, StoreError> {
    // Before the file is looked at: others may raise both meanwhile, first the file's.
    let recorded = recorded(options)?;
    let epochs = place::epochs(options.disk.as_ref(), &options.dir)?;
    let (base, made) = match epochs.first() {
        Some(newest) => (existing(options, *newest)?, false),
        // It is not new: it is gone.
        None if recorded > 0 => return Err(StoreError::Damaged),
        None if !options.create => return Err(StoreError::NotFound),
        None => (create(options, recorded)?, true),
    };
    let cipher = Arc::clone(&base.cipher);
    let found = cipher.generation()?;
    if options.accept_loss {
        cipher.accept_loss();
    }
    if found < recorded {
        if !options.accept_loss {
            return Err(StoreError::RolledBack { found, recorded });
        }
    } else if !options.accept_loss {
        cipher.check_table()?;
    }
    let db = connect(options, Arc::new(base), false)?;
    let mut writer = Writer {
        db,
        generations: Arc::clone(&options.generations),
        recorded,
        raised: made,
        tidy_at: options.long_log,
    };
    // Before anything is written: a newer or foreign file stays as it is.
    let schema = schema::check(&writer.db)?;
    // A crash came between the two writes. The one who wrote the file's may have died before its `sync`.
    if found > writer.recorded && cipher.settle_generation().is_ok() {
        writer.record();
    }
    if options.accept_loss {
        writer.raise()?;
        alone(&writer.db, || cipher.adopt_pages())?;
        writer.record();
    }
    let mode: String = writer
        .db
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .map_err(opening)?;
    if mode != "wal" {
        return Err(StoreError::Damaged);
    }
    if schema::is_moved(&writer.db).map_err(opening)? {
        // A change of key was cut off before it was done: we have the lock, so nobody is at it.
        writer.before_write()?;
        schema::set_moved(&writer.db, false).map_err(opening)?;
    }
    if schema < schema::SCHEMA {
        writer.before_write()?;
        schema::migrate(&mut writer.db, options.random.as_ref())?;
    }
    // It is whole, so what it replaces may go. What cannot be removed is tried again at the next opening.
    if let Some(newest) = epochs.first() {
        let _ = place::sweep(options.disk.as_ref(), &options.dir, *newest);
    }
    writable(&writer.db)?;
    closing_moves_log(&writer.db, true)?;
    Ok(writer)
}

fn recorded(options: &OpenOptions) -> Result<u64, StoreError> {
    options
        .generations
        .recorded()
        .map_err(|_| StoreError::Repository(RepositoryError::Io))
}

fn existing(options: &OpenOptions, epoch: u32) -> Result<Base, StoreError> {
    let main = place::main_file(&options.dir, epoch);
    let header = Header::read(options.disk.as_ref(), &main)?;
    if header.epoch != epoch {
        return Err(StoreError::Damaged);
    }
    let key = options.key.key(Some(epoch))?;
    let cipher = CipherDisk::open(
        Arc::clone(&options.disk),
        &main,
        &key,
        Arc::clone(&options.random),
    )?;
    base(options, cipher, main)
}

fn create(options: &OpenOptions, recorded: u64) -> Result<Base, StoreError> {
    let key = options.key.key(None)?;
    let main = place::main_file(&options.dir, key.epoch());
    let cipher = CipherDisk::create(
        Arc::clone(&options.disk),
        &main,
        &key,
        Arc::clone(&options.random),
        recorded.saturating_add(1),
    )?;
    base(options, cipher, main)
}

pub(crate) fn base(options: &OpenOptions, cipher: CipherDisk, main: PathBuf) -> Result<Base, StoreError> {
    let cipher = Arc::new(cipher);
    let vfs = Registered::new(
        Arc::clone(&cipher) as Arc<dyn Disk>,
        Arc::clone(&options.random),
        Arc::clone(&options.clock),
    )?;
    Ok(Base { vfs, cipher, main })
}

/// One more connection, set up as all are. With `alone`, on a file that nobody else may open: the log's index is in ordinary
/// memory then.
pub(crate) fn connect(options: &OpenOptions, base: Arc<Base>, alone: bool) -> Result<Db, StoreError> {
    let connection = base.vfs.connect(&base.main).map_err(opening)?;
    let db = Db { connection, base };
    if alone {
        // Before anything is read.
        db.pragma_update(None, "locking_mode", "EXCLUSIVE")
            .map_err(opening)?;
    }
    // A vault that turns out not to be sound is left as it is: closing must not move its log either.
    closing_moves_log(&db, false)?;
    db.busy_timeout(options.busy_timeout).map_err(opening)?;
    // `Writer::tidy` does it.
    db.pragma_update(None, "wal_autocheckpoint", 0).map_err(opening)?;
    settings(&db).map_err(opening)?;
    Ok(db)
}

/// Whether SQLite makes a checkpoint and removes the log when the last connection is closed.
pub(crate) fn closing_moves_log(db: &Connection, moves: bool) -> Result<(), StoreError> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !moves)
        .map(drop)
        .map_err(opening)
}

/// One more connection for reading, to a store that [`prepare`] has opened.
pub(crate) fn reader(options: &OpenOptions, base: Arc<Base>) -> Result<Db, StoreError> {
    let db = connect(options, base, false)?;
    db.pragma_update(None, "query_only", true).map_err(opening)?;
    Ok(db)
}

/// Begins and gives up a write, so that a store that cannot be written says so now and not at the first report.
fn writable(db: &Connection) -> Result<(), StoreError> {
    if db.is_readonly("main").map_err(opening)? {
        return Err(StoreError::Unwritable);
    }
    db.execute_batch("BEGIN IMMEDIATE; ROLLBACK").map_err(opening)
}

/// Held while a store is made, migrated or given a new key; given back when the file is closed, also by a crash.
pub(crate) fn opening_lock(dir: &Path, patience: Duration) -> Result<File, StoreError> {
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
