//! What a disk must be able to do, without a word of SQLite or of a cipher.

use std::path::{Path, PathBuf};
use std::ptr::NonNull;
use std::sync::Arc;

/// Why a disk did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DiskError {
    /// Somebody else holds a lock.
    #[error("held by somebody else")]
    Busy,
    /// No such file.
    #[error("not there")]
    NotFound,
    /// No space left.
    #[error("the disk is full")]
    Full,
    /// This kind of file is not allowed, or permissions forbid it.
    #[error("refused")]
    Refused,
    /// What was read is not what was written here.
    #[error("not what was written")]
    Damaged,
    /// Everything else that a disk can say.
    #[error("the disk failed")]
    Io,
}

impl From<&std::io::Error> for DiskError {
    fn from(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::Full,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::Refused,
            _ => Self::Io,
        }
    }
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// The database itself.
    Main,
    /// The write-ahead log beside it.
    Log,
    /// A table of the main file's pages, which the cipher keeps beside it.
    Table,
    /// Anything else that SQLite would like to have: rollback journals, temporary files. A vault refuses them.
    Other,
}

/// SQLite's levels of a lock on the main file (sqlite.org/lockingv3.html), weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LockLevel {
    /// None.
    None,
    /// Reading.
    Shared,
    /// About to write; readers may stay and come.
    Reserved,
    /// About to write; readers may stay.
    Pending,
    /// Alone.
    Exclusive,
}

/// A lock on slots of the log's index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexLock {
    /// Taken together with others.
    Shared,
    /// Taken alone.
    Exclusive,
    /// Given back after [`IndexLock::Shared`].
    FreeShared,
    /// Given back after [`IndexLock::Exclusive`].
    FreeExclusive,
}

/// A piece of the log's index: memory that every connection on the file sees. SQLite alone reads and writes it, with its own
/// rules for doing so at the same time; here it is only passed on.
#[derive(Clone)]
pub struct Region {
    start: NonNull<u8>,
    /// Keeps memory of ours alive; nothing for memory that belongs to an open file of the platform.
    _owner: Option<Arc<dyn std::any::Any + Send + Sync>>,
}

// SAFETY: a `Region` is an address and its owner. It offers no way to read or write what is there; SQLite does, under the
// locks of the index and with memory barriers, from whichever thread uses the connection.
#[expect(unsafe_code, reason = "an address that is passed on and never followed here")]
unsafe impl Send for Region {}

impl Region {
    pub(super) fn new(start: NonNull<u8>, owner: Option<Arc<dyn std::any::Any + Send + Sync>>) -> Self {
        Self { start, _owner: owner }
    }

    pub(super) const fn start(&self) -> NonNull<u8> {
        self.start
    }
}

impl std::fmt::Debug for Region {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Region(…)")
    }
}

/// A place where files are: the device's own, one in memory that loses its power, or the cipher over another.
pub trait Disk: Send + Sync {
    /// Opens a file, made (for its owner alone) if it is not there and `create` says so.
    ///
    /// # Errors
    /// [`DiskError`].
    fn open(&self, path: &Path, kind: FileKind, create: bool) -> Result<Box<dyn DiskFile>, DiskError>;

    /// All bytes of a file on which nobody holds a lock; `None` if it is not there.
    ///
    /// # Errors
    /// [`DiskError`]; [`DiskError::Damaged`] if there are more than `most`.
    fn read(&self, path: &Path, most: usize) -> Result<Option<Vec<u8>>, DiskError> {
        let mut file = match self.open(path, FileKind::Table, false) {
            Err(DiskError::NotFound) => return Ok(None),
            file => file?,
        };
        let size = usize::try_from(file.size()?).unwrap_or(usize::MAX);
        if size > most {
            return Err(DiskError::Damaged);
        }
        let mut bytes = vec![0; size];
        let there = file.read_at(&mut bytes, 0)?;
        bytes.truncate(there);
        Ok(Some(bytes))
    }

    /// Removes a file; with `durable`, so that it is gone after a power cut too. One that is not there is
    /// [`DiskError::NotFound`].
    ///
    /// # Errors
    /// [`DiskError`].
    fn delete(&self, path: &Path, durable: bool) -> Result<(), DiskError>;

    /// Whether a file is there, of whatever size.
    ///
    /// # Errors
    /// [`DiskError`].
    fn exists(&self, path: &Path) -> Result<bool, DiskError>;

    /// Gives a file another name in the same folder, replacing what has that name; whole or not at all.
    ///
    /// # Errors
    /// [`DiskError`].
    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError>;

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    /// [`DiskError`].
    fn sync_dir(&self, dir: &Path) -> Result<(), DiskError>;

    /// Names of the files in a folder; none if it is not there.
    ///
    /// # Errors
    /// [`DiskError`].
    fn list(&self, dir: &Path) -> Result<Vec<PathBuf>, DiskError>;
}

/// An open file. Offsets and sizes are bytes. Locks are given back when it is dropped.
pub trait DiskFile: Send {
    /// Reads into `buf` and says how many bytes there were; fewer only at the end of the file.
    ///
    /// # Errors
    /// [`DiskError`].
    fn read_at(&mut self, buf: &mut [u8], offset: u64) -> Result<usize, DiskError>;

    /// Writes all of `bytes`; the file grows as needed.
    ///
    /// # Errors
    /// [`DiskError`]; what was written then is unknown.
    fn write_at(&mut self, bytes: &[u8], offset: u64) -> Result<(), DiskError>;

    /// Cuts the file.
    ///
    /// # Errors
    /// [`DiskError`].
    fn truncate(&mut self, size: u64) -> Result<(), DiskError>;

    /// Size in bytes.
    ///
    /// # Errors
    /// [`DiskError`].
    fn size(&mut self) -> Result<u64, DiskError>;

    /// Returns when everything written so far survives a power cut, the file's own name included if it was made here.
    ///
    /// # Errors
    /// [`DiskError`]; what is durable then is unknown.
    fn sync(&mut self) -> Result<(), DiskError>;

    /// Raises the lock.
    ///
    /// # Errors
    /// [`DiskError::Busy`].
    fn lock(&mut self, level: LockLevel) -> Result<(), DiskError>;

    /// Lowers the lock, to `Shared` or `None`.
    ///
    /// # Errors
    /// [`DiskError`].
    fn unlock(&mut self, level: LockLevel) -> Result<(), DiskError>;

    /// Whether anybody holds `Reserved` or more.
    ///
    /// # Errors
    /// [`DiskError`].
    fn is_reserved(&mut self) -> Result<bool, DiskError>;

    /// The `number`th piece of the log's index, `size` bytes, shared by all connections on the file; `None` if it is not there
    /// and `extend` is not set.
    ///
    /// # Errors
    /// [`DiskError`].
    fn index(&mut self, number: u32, size: u32, extend: bool) -> Result<Option<Region>, DiskError>;

    /// The four bytes at `at` of the first piece of the index, as this processor orders them, as they are at this moment; `None`
    /// where that cannot be known.
    fn index_word(&self, _at: usize) -> Option<u32> {
        None
    }

    /// Takes or gives back slots of the index.
    ///
    /// # Errors
    /// [`DiskError::Busy`].
    fn lock_index(&mut self, first: u8, count: u8, how: IndexLock) -> Result<(), DiskError>;

    /// Whether the database may be told this PRAGMA. Names and values as they were written.
    fn allows(&mut self, _pragma: &str, _value: Option<&str>) -> bool {
        true
    }

    /// Orders memory: what was read or written before comes before what follows.
    fn barrier(&mut self) {
        std::sync::atomic::fence(std::sync::atomic::Ordering::SeqCst);
    }

    /// Lets go of the index, and with `delete` removes it if nobody else has it.
    ///
    /// # Errors
    /// [`DiskError`].
    fn close_index(&mut self, delete: bool) -> Result<(), DiskError>;
}
