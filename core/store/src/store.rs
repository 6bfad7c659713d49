//! The store: one writer, a few readers, and its life.

use crate::connection::{OpenOptions, prepare, reader};
use crate::error::{StoreError, opening, repository, system};
use crate::readers::Readers;
use crate::tx::Tx;
use citizen_domain::repository::RepositoryError;
use rusqlite::{Connection, TransactionBehavior};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One profile's database. Share it by reference or `Arc`; dropping it from any thread is safe.
pub struct Store {
    options: OpenOptions,
    writer: Mutex<Lane>,
    readers: Readers,
}

enum Lane {
    Open(Connection),
    Suspended,
    Closed,
}

impl Store {
    /// Opens the store of a profile, and makes or migrates it if need be.
    ///
    /// # Errors
    /// One [`StoreError`] for each reason. Nothing is deleted, whatever the reason.
    pub fn open(options: OpenOptions) -> Result<Self, StoreError> {
        let db = prepare(&options)?;
        Ok(Self {
            readers: Readers::new(),
            writer: Mutex::new(Lane::Open(db)),
            options,
        })
    }

    /// Runs `work` as one transaction that may write: what it did becomes durable together when it answers `Ok`, and not at
    /// all when it answers `Err` or panics. One at a time in all processes; must not be called from inside itself.
    ///
    /// # Errors
    /// What `work` answers; [`RepositoryError`] if the transaction cannot begin or be made durable.
    pub fn write<T, E: From<RepositoryError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut lane = self.lane();
        let Lane::Open(db) = &mut *lane else {
            return Err(RepositoryError::Closed.into());
        };
        let transaction = db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(repository)?;
        let value = work(&Tx::new(&transaction))?;
        transaction.commit().map_err(repository)?;
        Ok(value)
    }

    /// Runs `work` on one unchanging view of everything that is committed, this process's and others'. Runs beside a writer.
    ///
    /// # Errors
    /// What `work` answers; [`RepositoryError`] if the view cannot be had or `work` tries to write.
    pub fn read<T, E: From<RepositoryError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut lent = self.readers.lend(|| reader(&self.options))?;
        let transaction = lent
            .connection()?
            .transaction_with_behavior(TransactionBehavior::Deferred)
            .map_err(repository)?;
        work(&Tx::new(&transaction))
    }

    /// Closes every connection after moving what is in the log into the main file; returns only when this process holds no
    /// lock. Work that is under way is waited for; later work is answered with [`RepositoryError::Closed`] until
    /// [`Store::resume`].
    ///
    /// # Errors
    /// [`StoreError::InUse`] if another process keeps the log from being emptied; the connections are closed all the same.
    pub fn suspend(&self) -> Result<(), StoreError> {
        self.close(Lane::Suspended)
    }

    /// Opens again what [`Store::suspend`] closed; without effect on an open store.
    ///
    /// # Errors
    /// As [`Store::open`]; [`RepositoryError::Closed`] after a shut-down.
    pub fn resume(&self) -> Result<(), StoreError> {
        let mut lane = self.lane();
        match &*lane {
            Lane::Open(_) => return Ok(()),
            Lane::Closed => return Err(RepositoryError::Closed.into()),
            Lane::Suspended => {}
        }
        *lane = Lane::Open(prepare(&OpenOptions {
            create: false,
            ..self.options.clone()
        })?);
        self.readers.reopen();
        Ok(())
    }

    /// Closes for good.
    ///
    /// # Errors
    /// As [`Store::suspend`].
    pub fn shutdown(&self) -> Result<(), StoreError> {
        self.close(Lane::Closed)
    }

    /// Closes for good and removes the database with everything in it, and the files beside it. Only at the person's word
    /// (`erase`); the caller destroys the keys first.
    ///
    /// # Errors
    /// The operating system's refusal to remove something.
    pub fn wipe(&self) -> Result<(), StoreError> {
        match self.close(Lane::Closed) {
            // What another process still holds goes with the file.
            Ok(()) | Err(StoreError::InUse) => {}
            Err(error) => return Err(error),
        }
        let database = self.options.database();
        for suffix in ["", "-wal", "-shm"] {
            let mut name = database.clone().into_os_string();
            name.push(suffix);
            crate::disk::remove(name.as_ref()).map_err(|e| system(&e))?;
        }
        crate::files::FileStore::open(&self.options.dir)
            .and_then(|files| files.wipe())
            .map_err(|_| StoreError::Repository(RepositoryError::Io))?;
        crate::disk::sync_dir(&self.options.dir).map_err(|e| system(&e))
    }

    /// Reads everything and says whether it is whole. Takes time in proportion to the size; for `doctor`.
    ///
    /// # Errors
    /// [`RepositoryError::Damaged`] if it is not.
    pub fn check(&self) -> Result<(), RepositoryError> {
        self.read(|tx| tx.check())
    }

    fn close(&self, into: Lane) -> Result<(), StoreError> {
        let mut lane = self.lane();
        self.readers.close();
        let done = match &*lane {
            Lane::Open(db) => checkpoint(db),
            Lane::Suspended | Lane::Closed => Ok(()),
        };
        if !matches!(*lane, Lane::Closed) {
            *lane = into;
        }
        done
    }

    /// A panic inside a transaction rolled it back, so the lane is good.
    fn lane(&self) -> MutexGuard<'_, Lane> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn checkpoint(db: &Connection) -> Result<(), StoreError> {
    let busy: i64 = db
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        .map_err(opening)?;
    if busy == 0 { Ok(()) } else { Err(StoreError::InUse) }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store(…)")
    }
}
