//! The store's own threads: one that writes, a few that read. A caller waits for them and never runs SQLite itself.

use citizen_domain::repository::RepositoryError;
use rayon_core::{ThreadPool, ThreadPoolBuilder};
use std::sync::OnceLock;

/// Most readers at once; the next one waits.
const READERS: usize = 4;

/// On which threads SQLite runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneKind {
    /// The store's own: one for writing, up to four for reading.
    Threads,
    /// The caller's, for simulations that must do everything in one order.
    Inline,
}

pub(crate) struct Lanes {
    writer: Option<ThreadPool>,
    readers: OnceLock<Option<ThreadPool>>,
}

impl Lanes {
    pub(crate) fn new(kind: LaneKind) -> Result<Self, RepositoryError> {
        let writer = match kind {
            LaneKind::Inline => None,
            LaneKind::Threads => Some(pool(1, "citizen-writer")?),
        };
        Ok(Self {
            writer,
            readers: OnceLock::new(),
        })
    }

    /// Runs `work` on the writing thread; a panic of `work` comes back as the caller's.
    pub(crate) fn write<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.writer {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }

    /// Runs `work` on a reading thread.
    pub(crate) fn read<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, RepositoryError> {
        if self.writer.is_none() {
            return Ok(work());
        }
        let readers = self.readers.get_or_init(|| pool(READERS, "citizen-reader").ok());
        match readers {
            Some(pool) => Ok(pool.install(work)),
            None => Err(RepositoryError::Failed("thread")),
        }
    }
}

fn pool(threads: usize, name: &'static str) -> Result<ThreadPool, RepositoryError> {
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(move |_| name.to_owned())
        .build()
        .map_err(|_| RepositoryError::Failed("thread"))
}
