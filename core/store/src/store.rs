//! The store: one writer, a few readers, and its life.

use crate::connection::{
    Next, OpenOptions, Writer, make_folder, opening_lock, prepare, prepare_locked, reader,
};
use crate::error::{StoreError, opening, repository, system};
use crate::lanes::Lanes;
use crate::noise::Noise;
use crate::readers::Readers;
use crate::tx::Tx;
use crate::{schema, seat};
use citizen_domain::repository::RepositoryError;
use rusqlite::{Connection, TransactionBehavior};
use std::fs::File;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One profile's database. Share it by reference or `Arc`; dropping it from any thread is safe.
pub struct Store {
    options: OpenOptions,
    lanes: Lanes,
    writer: Mutex<Lane>,
    readers: Readers,
    /// Held while it is open, where it is one of many.
    seat: Mutex<Option<File>>,
}

enum Lane {
    Open(Box<Writer>),
    Suspended,
    Closed,
}

/// How often a transaction begins anew because the vault was given a new key meanwhile.
const MOVES: usize = 3;

impl Store {
    /// Opens the store of a profile, and makes or migrates it if need be.
    ///
    /// # Errors
    /// One [`StoreError`] for each reason. Nothing is deleted, whatever the reason.
    pub fn open(options: OpenOptions) -> Result<Self, StoreError> {
        let lanes = Lanes::new(options.lanes)?;
        let (seat, writer) = lanes.write(|| Ok::<_, StoreError>((sit(&options)?, prepare(&options)?)))?;
        Ok(Self {
            readers: Readers::new(Arc::clone(&writer.db.base)),
            writer: Mutex::new(Lane::Open(Box::new(writer))),
            seat: Mutex::new(seat),
            lanes,
            options,
        })
    }

    /// Runs `work` as one transaction that may write, on the store's writing thread: what it did becomes durable together when
    /// it answers `Ok`, and not at all when it answers `Err` or panics. One at a time in all processes; must not be called from
    /// inside itself.
    ///
    /// # Errors
    /// What `work` answers; [`RepositoryError`] if the transaction cannot begin or be made durable.
    pub fn write<T: Send, E: From<RepositoryError> + Send>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send,
    ) -> Result<T, E> {
        self.transact(Next::Rest, work)
    }

    /// As [`Store::write`], where more is written at once: the log is moved into the main file by the next [`Store::write`], by closing, or when it
    /// has become very long (eight times as long as otherwise, some 32 MB).
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_in_a_row<T: Send, E: From<RepositoryError> + Send>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send,
    ) -> Result<T, E> {
        self.transact(Next::More, work)
    }

    fn transact<T: Send, E: From<RepositoryError> + Send>(
        &self,
        next: Next,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send,
    ) -> Result<T, E> {
        self.lanes.write(|| {
            let mut lane = self.lane();
            for _ in 0..MOVES {
                let Lane::Open(writer) = &mut *lane else {
                    return Err(RepositoryError::Closed.into());
                };
                writer.before_write().map_err(while_working)?;
                let transaction = writer
                    .db
                    .transaction_with_behavior(TransactionBehavior::Immediate)
                    .map_err(repository)?;
                if !schema::is_moved(&transaction).map_err(repository)? {
                    let before = transaction.total_changes();
                    let noise = Noise::new(self.options.random.as_ref());
                    let value = work(&Tx::writing(&transaction, &noise))?;
                    if transaction.total_changes() != before {
                        noise.stir(&transaction)?;
                    }
                    transaction.commit().map_err(repository)?;
                    writer.tidy(&self.options, next);
                    return Ok(value);
                }
                drop(transaction);
                self.follow(&mut lane).map_err(while_working)?;
            }
            Err(RepositoryError::Busy.into())
        })
    }

    /// Runs `work` on one unchanging view of everything that is committed, this process's and others', on one of the store's
    /// reading threads. Runs beside a writer.
    ///
    /// # Errors
    /// What `work` answers; [`RepositoryError`] if the view cannot be had or `work` tries to write.
    pub fn read<T: Send, E: From<RepositoryError> + Send>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send,
    ) -> Result<T, E> {
        self.lanes.read(|| {
            for _ in 0..MOVES {
                let mut lent = self.readers.lend(|base| reader(&self.options, base))?;
                let transaction = lent
                    .connection()?
                    .transaction_with_behavior(TransactionBehavior::Deferred)
                    .map_err(repository)?;
                if !schema::is_moved(&transaction).map_err(repository)? {
                    return work(&Tx::reading(&transaction));
                }
                drop(transaction);
                drop(lent);
                self.lanes.write(|| {
                    let mut lane = self.lane();
                    let stale = match &*lane {
                        Lane::Open(writer) => schema::is_moved(&writer.db).map_err(repository)?,
                        Lane::Suspended | Lane::Closed => return Err(RepositoryError::Closed),
                    };
                    if stale {
                        self.follow(&mut lane).map_err(while_working)?;
                    }
                    Ok(())
                })?;
            }
            Err(RepositoryError::Busy.into())
        })?
    }

    /// Gives the vault the key of `epoch`, which the key source must have beside the present one until this has returned: the
    /// whole vault is sealed anew. Other processes wait and go on with the new key. A crash at any moment leaves the vault under
    /// one of the two keys, with everything in it.
    ///
    /// # Errors
    /// The key source's; [`StoreError::WrongKey`] for a key of another vault or an epoch that is not later;
    /// [`StoreError::Locked`]; what the disk says. The vault is as it was then.
    pub fn rekey(&self, epoch: u32) -> Result<(), StoreError> {
        self.lanes.write(|| {
            let mut lane = self.lane();
            if matches!(*lane, Lane::Suspended | Lane::Closed) {
                return Err(RepositoryError::Closed.into());
            }
            let _lock = opening_lock(&self.options.dir, self.options.busy_timeout)?;
            if let Lane::Open(writer) = &*lane
                && schema::is_moved(&writer.db).map_err(opening)?
            {
                // Another process has given it one meanwhile.
                self.change(&mut lane)?;
            }
            let Lane::Open(writer) = &mut *lane else {
                return Err(RepositoryError::Closed.into());
            };
            let key = self.options.key.key(Some(epoch))?;
            let (vault_id, present) = writer.db.base.cipher.identity();
            if key.vault_id() != vault_id || key.epoch() != epoch || epoch <= present {
                return Err(StoreError::WrongKey);
            }
            writer.before_write()?;
            schema::set_moved(&writer.db, true).map_err(opening)?;
            if let Err(error) = crate::rekey::copy(&self.options, writer, &key) {
                // Else the next opening takes it back.
                let _ = schema::set_moved(&writer.db, false);
                return Err(error);
            }
            self.change(&mut lane)
        })
    }

    /// The vault has moved to a new file: waits until it is there, and goes on with it.
    fn follow(&self, lane: &mut Lane) -> Result<(), StoreError> {
        let _lock = opening_lock(&self.options.dir, self.options.busy_timeout)?;
        self.change(lane)
    }

    /// Opens the newest file instead of the one that is open. The caller holds the opening lock.
    fn change(&self, lane: &mut Lane) -> Result<(), StoreError> {
        // Readers that are lent finish on the old file, and close it.
        if let Lane::Open(writer) = std::mem::replace(lane, Lane::Suspended) {
            writer.close();
        }
        // Where that fails, nothing of the old file is held on to.
        let writer = prepare_locked(&self.existing()).inspect_err(|_| self.readers.close())?;
        self.readers.reopen(Arc::clone(&writer.db.base));
        *lane = Lane::Open(Box::new(writer));
        Ok(())
    }

    /// For opening again. A loss was accepted once, if at all.
    fn existing(&self) -> OpenOptions {
        OpenOptions {
            accept_loss: false,
            ..self.options.clone().existing()
        }
    }

    /// How much was sealed under the present key until the last checkpoint; a new one is due long before
    /// [`Store::SEALS`].
    pub fn sealed(&self) -> u64 {
        match &*self.lane() {
            Lane::Open(writer) => writer.db.base.cipher.sealed(),
            Lane::Suspended | Lane::Closed => 0,
        }
    }

    /// How many pieces one key may seal (`FORMAT.md` §4).
    pub const SEALS: u64 = 1 << 32;

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
        self.lanes.write(|| {
            let mut lane = self.lane();
            match &*lane {
                Lane::Open(_) => return Ok(()),
                Lane::Closed => return Err(RepositoryError::Closed.into()),
                Lane::Suspended => {}
            }
            let seat = sit(&self.options)?;
            let writer = prepare(&self.existing())?;
            self.readers.reopen(Arc::clone(&writer.db.base));
            *lane = Lane::Open(Box::new(writer));
            *self.seat() = seat;
            Ok(())
        })
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

    /// Moves what is in the log into the main file, which otherwise happens by itself after a transaction, and says what is in the
    /// way if it cannot be done; for `doctor`. What was written is durable without it.
    ///
    /// # Errors
    /// [`StoreError::InUse`] if another program, or a reader of this one, is in the way for as long as the store waits for others; what the disk
    /// says, such as [`StoreError::Repository`] with [`RepositoryError::NoSpace`].
    pub fn tidy(&self) -> Result<(), StoreError> {
        let moved = self.lanes.write(|| match &mut *self.lane() {
            Lane::Open(writer) => writer.move_log(&self.options).map_err(opening),
            Lane::Suspended | Lane::Closed => Err(RepositoryError::Closed.into()),
        })?;
        match moved {
            true => Ok(()),
            // Whose lock it is cannot be asked while this process has locks itself.
            false => Err(StoreError::InUse { process: None }),
        }
    }

    fn close(&self, into: Lane) -> Result<(), StoreError> {
        self.lanes.write(move || {
            let mut lane = self.lane();
            self.readers.close();
            let into = if matches!(*lane, Lane::Closed) {
                Lane::Closed
            } else {
                into
            };
            let Lane::Open(writer) = std::mem::replace(&mut *lane, into) else {
                *self.seat() = None;
                return Ok(());
            };
            let emptied = checkpoint(&writer.db);
            let main = writer.db.base.main.clone();
            writer.close();
            *self.seat() = None;
            match emptied {
                Ok(true) => Ok(()),
                // Asked now that nothing is held here any more.
                Ok(false) => Err(StoreError::InUse {
                    process: crate::holder::of(&main),
                }),
                Err(error) => Err(error),
            }
        })
    }

    fn seat(&self) -> MutexGuard<'_, Option<File>> {
        self.seat.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A panic inside a transaction rolled it back, so the lane is good.
    fn lane(&self) -> MutexGuard<'_, Lane> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn sit(options: &OpenOptions) -> Result<Option<File>, StoreError> {
    if !options.one_of_many {
        return Ok(None);
    }
    if options.create {
        make_folder(&options.dir)?;
    }
    seat::take(&options.dir, options.busy_timeout).map(Some)
}

/// What opening would have said, in the words of work that is under way.
pub(crate) fn while_working(error: StoreError) -> RepositoryError {
    match error {
        StoreError::Repository(error) => error,
        StoreError::Locked => RepositoryError::Busy,
        StoreError::Damaged => RepositoryError::Damaged,
        // It stays closed for this program: the next one to be started says that it is too old.
        StoreError::Newer { .. } => RepositoryError::Closed,
        _ => RepositoryError::Io,
    }
}

/// Moves everything from the log into the main file; `false` if another process is in the way.
fn checkpoint(db: &Connection) -> Result<bool, StoreError> {
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
        .map(|busy| busy == 0)
        .map_err(opening)
}

impl Drop for Store {
    fn drop(&mut self) {
        let lane = std::mem::replace(
            self.writer.get_mut().unwrap_or_else(PoisonError::into_inner),
            Lane::Closed,
        );
        let readers = &self.readers;
        self.lanes.write(move || {
            readers.close();
            if let Lane::Open(writer) = lane {
                writer.close();
            }
        });
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store(…)")
    }
}
