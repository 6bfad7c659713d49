//! A few connections for reading, lent one at a time.

use crate::error::StoreError;
use citizen_domain::repository::RepositoryError;
use rusqlite::Connection;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Most readers at once; the next one waits.
const MOST: usize = 4;

pub(crate) struct Readers {
    pool: Mutex<Pool>,
    changed: Condvar,
}

struct Pool {
    idle: Vec<Connection>,
    lent: usize,
    open: bool,
}

/// A lent connection; goes back when dropped.
pub(crate) struct Lent<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Readers {
    pub(crate) fn new() -> Self {
        Self {
            pool: Mutex::new(Pool {
                idle: Vec::new(),
                lent: 0,
                open: true,
            }),
            changed: Condvar::new(),
        }
    }

    /// Lends a connection, made by `open` if none is idle.
    pub(crate) fn lend(
        &self,
        open: impl FnOnce() -> Result<Connection, StoreError>,
    ) -> Result<Lent<'_>, RepositoryError> {
        let mut pool = self
            .changed
            .wait_while(self.pool(), |pool| pool.open && pool.lent >= MOST)
            .unwrap_or_else(PoisonError::into_inner);
        if !pool.open {
            return Err(RepositoryError::Closed);
        }
        pool.lent += 1;
        let connection = pool.idle.pop();
        drop(pool);
        let mut lent = Lent {
            readers: self,
            connection,
        };
        if lent.connection.is_none() {
            lent.connection = Some(open().map_err(|error| match error {
                StoreError::Repository(error) => error,
                StoreError::Locked => RepositoryError::Busy,
                StoreError::Damaged => RepositoryError::Damaged,
                _ => RepositoryError::Io,
            })?);
        }
        Ok(lent)
    }

    /// Closes all and waits for those that are lent.
    pub(crate) fn close(&self) {
        let mut pool = self.pool();
        pool.open = false;
        self.changed.notify_all();
        let mut pool = self
            .changed
            .wait_while(pool, |pool| pool.lent > 0)
            .unwrap_or_else(PoisonError::into_inner);
        pool.idle.clear();
    }

    pub(crate) fn reopen(&self) {
        self.pool().open = true;
    }

    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lent<'_> {
    pub(crate) fn connection(&mut self) -> Result<&mut Connection, RepositoryError> {
        self.connection.as_mut().ok_or(RepositoryError::Closed)
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut pool = self.readers.pool();
        pool.lent -= 1;
        pool.idle.extend(self.connection.take());
        drop(pool);
        self.readers.changed.notify_all();
    }
}
