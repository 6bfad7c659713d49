//! The store: one writer, a few readers, and its life.

use crate::connection::{OpenOptions, Writer, prepare, reader};
use crate::error::{StoreError, opening, repository, system};
use crate::readers::Readers;
use crate::tx::Tx;
use citizen_domain::repository::RepositoryError;
use rusqlite::{Connection, TransactionBehavior};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One profile's database. Share it by reference or `Arc`; dropping it from any thread is safe.
pub struct Store {
    options: OpenOptions,
    writer: Mutex<Lane>,
    readers: Readers,
}

enum Lane {
    Open(Box<Writer>),
    Suspended,
    Closed,
}

impl Store {
    /// Opens the store of a profile, and makes or migrates it if need be.
    ///
    /// # Errors
    /// One [`StoreError`] for each reason. Nothing is deleted, whatever the reason.
    pub fn open(options: OpenOptions) -> Result<Self, StoreError> {
        let writer = prepare(&options)?;
        Ok(Self {
            readers: Readers::new(Arc::clone(&writer.db.base)),
            writer: Mutex::new(Lane::Open(Box::new(writer))),
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
        let Lane::Open(writer) = &mut *lane else {
            return Err(RepositoryError::Closed.into());
        };
        writer.before_write().map_err(while_working)?;
        let transaction = writer
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(repository)?;
        let value = work(&Tx::new(&transaction))?;
        transaction.commit().map_err(repository)?;
        // The commit may have made a checkpoint.
        writer.record();
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
        let mut lent = self.readers.lend(|base| reader(&self.options, base))?;
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
        let writer = prepare(&OpenOptions {
            create: false,
            ..self.options.clone()
        })?;
        self.readers.reopen(Arc::clone(&writer.db.base));
        *lane = Lane::Open(Box::new(writer));
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
            Ok(()) | Err(StoreError::InUse { .. }) => {}
            Err(error) => return Err(error),
        }
        let disk = self.options.disk.as_ref();
        for epoch in crate::place::epochs(disk, &self.options.dir)? {
            crate::place::remove(disk, &self.options.dir, epoch)?;
        }
        crate::files::wipe(&self.options.dir).map_err(|e| system(&e))?;
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
            Lane::Open(writer) => checkpoint(&writer.db),
            Lane::Suspended | Lane::Closed => Ok(()),
        };
        let closed = matches!(*lane, Lane::Closed);
        let into = if closed { Lane::Closed } else { into };
        if let Lane::Open(writer) = std::mem::replace(&mut *lane, into) {
            writer.close();
        }
        done
    }

    /// A panic inside a transaction rolled it back, so the lane is good.
    fn lane(&self) -> MutexGuard<'_, Lane> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What opening would have said, in the words of work that is under way.
pub(crate) fn while_working(error: StoreError) -> RepositoryError {
    match error {
        StoreError::Repository(error) => error,
        StoreError::Locked => RepositoryError::Busy,
        StoreError::Damaged => RepositoryError::Damaged,
        _ => RepositoryError::Io,
    }
}

fn checkpoint(db: &Connection) -> Result<(), StoreError> {
    let busy: i64 = db
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        .map_err(opening)?;
    if busy == 0 {
        Ok(())
    } else {
        Err(StoreError::InUse { process: None })
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store(…)")
    }
}
