//! The gateway's one SQLite file. WAL and `synchronous=FULL`: whatever was answered for is on the disk.

mod migrate;

use crate::error::ApiError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The database. Cheap to clone; one connection, used by one request at a time: SQLite has one writer anyway,
/// and a reference gateway has few readers. Other programs (the officials' side of the terminal program) may
/// open the same file; they wait for each other up to ten seconds.
#[derive(Clone)]
pub struct Db(Arc<Mutex<Connection>>);

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Db(…)")
    }
}

impl Db {
    /// Opens or makes the file and brings it to today's schema. A newer schema is refused.
    pub fn open(path: &Path) -> Result<Self, ApiError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags)?;
        conn.busy_timeout(Duration::from_secs(10))?;
        conn.pragma_update(None, "journal_mode", "WAL")?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        conn.pragma_update(None, "secure_delete", true)?;
        // A statement that was prepared stays so, whatever is bound to it: SQLite would plan some anew for each value.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        conn.set_prepared_statement_cache_capacity(128);
        migrate::run(&mut conn)?;
        conn.pragma_update(None, "foreign_keys", true)?;
        Ok(Self(Arc::new(Mutex::new(conn))))
    }

    /// Runs `work` in one transaction that is kept only when it gives `Ok`. Blocks.
    pub fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        self.transaction(TransactionBehavior::Immediate, work)
    }

    /// Runs `work` on one consistent view. Blocks.
    pub fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, ApiError>) -> Result<T, ApiError> {
        self.transaction(TransactionBehavior::Deferred, work)
    }

    /// [`Db::write`] for request handlers: runs where blocking is allowed, and to its end even when the client
    /// has gone.
    pub async fn write_async<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let db = self.clone();
        tokio::task::spawn_blocking(move || db.write(work)).await?
    }

    /// [`Db::read`] for request handlers.
    pub async fn read_async<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let db = self.clone();
        tokio::task::spawn_blocking(move || db.read(work)).await?
    }

    /// Moves the write-ahead log into the database file. For a clean end.
    pub fn checkpoint(&self) -> Result<(), ApiError> {
        let conn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    fn transaction<T>(
        &self,
        behaviour: TransactionBehavior,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        // A panic inside `work` rolled its transaction back when it unwound, so the connection is sound.
        let mut conn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = conn.transaction_with_behavior(behaviour)?;
        let value = work(&tx)?;
        tx.commit()?;
        Ok(value)
    }
}
