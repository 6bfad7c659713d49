//! Connections for reading, lent one at a time; as many as there are readers at once.

use crate::connection::{Base, Db};
use crate::error::StoreError;
use crate::store::while_working;
use citizen_domain::repository::RepositoryError;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

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
        let mut pool = self.pool();
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

    /// Lends connections on `base` from now on.
    pub(crate) fn reopen(&self, base: Arc<Base>) {
        let mut pool = self.pool();
        pool.base = Some(base);
        pool.idle.clear();
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
        let connection = self.connection.take();
        // One of a file that has been given up since, or of a closed store, goes.
        let (kept, gone): (Option<Db>, Option<Db>) = match (&pool.base, connection) {
            (Some(base), Some(db)) if Arc::ptr_eq(base, &db.base) => (Some(db), None),
            (_, connection) => (None, connection),
        };
        pool.idle.extend(kept);
        drop(gone);
        drop(pool);
        self.readers.changed.notify_all();
    }
}
