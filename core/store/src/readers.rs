//! A few connections for reading, lent one at a time.

use crate::connection::{Base, Db};
use crate::error::StoreError;
use crate::store::while_working;
use citizen_domain::repository::RepositoryError;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Most readers at once; the next one waits.
const MOST: usize = 4;

pub(crate) struct Readers {
    pool: Mutex<Pool>,
    changed: Condvar,
}

struct Pool {
    idle: Vec<Db>,
    /// What new connections are opened on; none while closed.
    base: Option<Arc<Base>>,
    lent: usize,
}

/// A lent connection; goes back when dropped.
pub(crate) struct Lent<'a> {
    readers: &'a Readers,
    connection: Option<Db>,
}

impl Readers {
    pub(crate) fn new(base: Arc<Base>) -> Self {
        Self {
            pool: Mutex::new(Pool {
                idle: Vec::new(),
                lent: 0,
                base: Some(base),
            }),
            changed: Condvar::new(),
        }
    }

    /// Lends a connection, made by `open` if none is idle.
    pub(crate) fn lend(
        &self,
        open: impl FnOnce(Arc<Base>) -> Result<Db, StoreError>,
    ) -> Result<Lent<'_>, RepositoryError> {
        let mut pool = self
            .changed
            .wait_while(self.pool(), |pool| pool.base.is_some() && pool.lent >= MOST)
            .unwrap_or_else(PoisonError::into_inner);
        let Some(base) = pool.base.clone() else {
            return Err(RepositoryError::Closed);
        };
        pool.lent += 1;
        let connection = pool.idle.pop();
        drop(pool);
        let mut lent = Lent {
            readers: self,
            connection,
        };
        if lent.connection.is_none() {
            lent.connection = Some(open(base).map_err(while_working)?);
        }
        Ok(lent)
    }

    /// Closes all and waits for those that are lent.
    pub(crate) fn close(&self) {
        let mut pool = self.pool();
        pool.base = None;
        self.changed.notify_all();
        let mut pool = self
            .changed
            .wait_while(pool, |pool| pool.lent > 0)
            .unwrap_or_else(PoisonError::into_inner);
        pool.idle.clear();
    }

    pub(crate) fn reopen(&self, base: Arc<Base>) {
        self.pool().base = Some(base);
    }

    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lent<'_> {
    pub(crate) fn connection(&mut self) -> Result<&mut Db, RepositoryError> {
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
