//! The device's own files, through SQLite's own VFS: it knows the locks of every platform (and that POSIX forgets all of a
//! process's locks on a file when any of its handles is closed), how Apple's `fsync` has to be asked, and shared memory.
#![expect(unsafe_code, reason = "SQLite's VFS is C")]

use super::disk::{Disk, DiskError, DiskFile, FileKind, IndexLock, LockLevel, Region};
use rusqlite::ffi;
use std::ffi::{CString, c_int, c_void};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering};

/// The device's files.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

struct RealFile {
    /// `szOsFile` bytes for SQLite's file object, aligned as it asks for.
    object: Box<[u64]>,
    name: ffi::sqlite3_filename,
    /// The first piece of the log's index while it is mapped, and its bytes.
    index: Option<(NonNull<u8>, usize)>,
}

// SAFETY: the file object has no thread of its own (SQLite itself uses one connection's files from any thread, one at a
// time), every method that changes it takes `&mut self`, and what files share is under SQLite's own mutexes. The address of the index is
// the process's, not a thread's.
unsafe impl Send for RealFile {}

/// SQLite's default VFS of this platform.
fn platform() -> Result<NonNull<ffi::sqlite3_vfs>, DiskError> {
    // SAFETY: both may be called at any time from any thread; a VFS of the platform lives as long as the process.
    let found = unsafe {
        ffi::sqlite3_initialize();
        ffi::sqlite3_vfs_find(std::ptr::null())
    };
    NonNull::new(found).ok_or(DiskError::Io)
}

pub(super) fn c_path(path: &Path) -> Result<CString, DiskError> {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str());
    #[cfg(not(unix))]
    let bytes = path.to_str().ok_or(DiskError::Refused)?.as_bytes();
    CString::new(bytes).map_err(|_| DiskError::Refused)
}

fn answer(code: c_int) -> Result<(), DiskError> {
    match code {
        ffi::SQLITE_OK => return Ok(()),
        ffi::SQLITE_IOERR_DELETE_NOENT => return Err(DiskError::NotFound),
        // The index could not grow: SQLite has no other word for a full disk there.
        ffi::SQLITE_IOERR_SHMSIZE => return Err(DiskError::Full),
        _ => {}
    }
    Err(match code & 0xFF {
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => DiskError::Busy,
        ffi::SQLITE_FULL => DiskError::Full,
        ffi::SQLITE_CANTOPEN | ffi::SQLITE_PERM | ffi::SQLITE_READONLY => DiskError::Refused,
        _ => DiskError::Io,
    })
}

impl Disk for RealDisk {
    fn open(&self, path: &Path, kind: FileKind, create: bool) -> Result<Box<dyn DiskFile>, DiskError> {
        let there = std::fs::symlink_metadata(path);
        match &there {
            Err(error) if create && error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
            Ok(meta) if !meta.is_file() => return Err(DiskError::Damaged),
            Ok(_) => {}
        }
        if there.is_err() && matches!(kind, FileKind::Main | FileKind::Table) {
            // SQLite would let others read it. Nobody has it open yet, so closing this handle forgets no lock.
            drop(crate::disk::create_private(path).map_err(|e| DiskError::from(&e))?);
        }
        let vfs = platform()?;
        let mut flags = ffi::SQLITE_OPEN_READWRITE
            | match kind {
                FileKind::Main => ffi::SQLITE_OPEN_MAIN_DB,
                FileKind::Log => ffi::SQLITE_OPEN_WAL,
                // A file without locks whose name is made durable with it.
                FileKind::Table => ffi::SQLITE_OPEN_SUPER_JOURNAL,
                FileKind::Other => return Err(DiskError::Refused),
            };
        if create {
            flags |= ffi::SQLITE_OPEN_CREATE;
        }
        let path = c_path(path)?;
        // SAFETY: the names are C strings that outlive the call, there are no parameters; the result is ours until
        // `sqlite3_free_filename`. A VFS may look for parameters before and behind a name, hence no plain string.
        let name = unsafe {
            ffi::sqlite3_create_filename(path.as_ptr(), c"".as_ptr(), c"".as_ptr(), 0, std::ptr::null_mut())
        };
        if name.is_null() {
            return Err(DiskError::Io);
        }
        // SAFETY: the VFS is SQLite's own and lives as long as the process.
        let size = unsafe { vfs.as_ref() }.szOsFile;
        let words = usize::try_from(size).map_err(|_| DiskError::Io)?.div_ceil(8);
        let mut file = RealFile {
            object: vec![0; words].into_boxed_slice(),
            name,
            index: None,
        };
        let mut granted = 0;
        // SAFETY: the object has the size that the VFS asks for, is aligned for its pointers, zeroed, and neither moves (it
        // is on the heap) nor goes before `xClose`; the name stays until after `xClose`.
        let code = unsafe {
            let Some(open) = vfs.as_ref().xOpen else {
                return Err(DiskError::Io);
            };
            open(vfs.as_ptr(), file.name, file.raw(), flags, &raw mut granted)
        };
        answer(code)?;
        if granted & ffi::SQLITE_OPEN_READONLY != 0 {
            return Err(DiskError::Refused);
        }
        Ok(Box::new(file))
    }

    /// Without SQLite: no lock is lost by closing a file on which nobody holds one.
    fn read(&self, path: &Path, most: usize) -> Result<Option<Vec<u8>>, DiskError> {
        let meta = match std::fs::symlink_metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            meta => meta.map_err(|e| DiskError::from(&e))?,
        };
        let size = usize::try_from(meta.len()).unwrap_or(usize::MAX);
        if !meta.is_file() || size > most {
            return Err(DiskError::Damaged);
        }
        let mut bytes = Vec::with_capacity(size);
        std::fs::File::open(path)
            .and_then(|file| file.take(size as u64).read_to_end(&mut bytes))
            .map_err(|e| DiskError::from(&e))?;
        Ok(Some(bytes))
    }

    fn delete(&self, path: &Path, durable: bool) -> Result<(), DiskError> {
        let vfs = platform()?;
        let path = c_path(path)?;
        // SAFETY: a C string that outlives the call.
        answer(unsafe {
            let Some(delete) = vfs.as_ref().xDelete else {
                return Err(DiskError::Io);
            };
            delete(vfs.as_ptr(), path.as_ptr(), c_int::from(durable))
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, DiskError> {
        path.try_exists().map_err(|e| DiskError::from(&e))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        std::fs::rename(from, to).map_err(|e| DiskError::from(&e))
    }

    fn sync_dir(&self, dir: &Path) -> Result<(), DiskError> {
        crate::disk::sync_dir(dir).map_err(|e| DiskError::from(&e))
    }

    fn list(&self, dir: &Path) -> Result<Vec<PathBuf>, DiskError> {
        match std::fs::read_dir(dir) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err((&error).into()),
            Ok(entries) => entries
                .map(|entry| entry.map(|e| e.path()).map_err(|e| DiskError::from(&e)))
                .collect(),
        }
    }
}

impl RealFile {
    fn raw(&mut self) -> *mut ffi::sqlite3_file {
        self.object.as_mut_ptr().cast()
    }

    /// Calls one method of the open file.
    fn call(
        &mut self,
        method: impl FnOnce(&ffi::sqlite3_io_methods, *mut ffi::sqlite3_file) -> Option<c_int>,
    ) -> c_int {
        let raw = self.raw();
        // SAFETY: `xOpen` has set the methods (else this file would not be), and they are SQLite's static table.
        let methods = unsafe { (*raw).pMethods.as_ref() };
        methods
            .and_then(|methods| method(methods, raw))
            .unwrap_or(ffi::SQLITE_IOERR)
    }
}

fn offset(offset: u64) -> Result<i64, DiskError> {
    i64::try_from(offset).map_err(|_| DiskError::Io)
}

fn length(length: usize) -> Result<c_int, DiskError> {
    c_int::try_from(length).map_err(|_| DiskError::Io)
}

// SAFETY of every block below: `call` gives the methods of this very file; buffers are valid for the length that is passed,
// out-parameters point to locals, and nothing is kept by SQLite beyond the call.
impl DiskFile for RealFile {
    fn read_at(&mut self, buf: &mut [u8], at: u64) -> Result<usize, DiskError> {
        let (want, at) = (length(buf.len())?, offset(at)?);
        let to = buf.as_mut_ptr().cast::<c_void>();
        // SAFETY: see above.
        let code = self.call(|m, f| Some(unsafe { m.xRead?(f, to, want, at) }));
        if code != ffi::SQLITE_IOERR_SHORT_READ {
            return answer(code).map(|()| buf.len());
        }
        // SQLite has filled the rest with zeros and does not say where it began.
        let size = self.size()?;
        let there = usize::try_from(size.saturating_sub(at.unsigned_abs())).unwrap_or(usize::MAX);
        Ok(there.min(buf.len()))
    }

    fn write_at(&mut self, bytes: &[u8], at: u64) -> Result<(), DiskError> {
        let (count, at) = (length(bytes.len())?, offset(at)?);
        let from = bytes.as_ptr().cast::<c_void>();
        // SAFETY: see above.
        answer(self.call(|m, f| Some(unsafe { m.xWrite?(f, from, count, at) })))
    }

    fn truncate(&mut self, size: u64) -> Result<(), DiskError> {
        let size = offset(size)?;
        // SAFETY: see above.
        answer(self.call(|m, f| Some(unsafe { m.xTruncate?(f, size) })))
    }

    fn size(&mut self) -> Result<u64, DiskError> {
        let mut size = 0;
        // SAFETY: see above.
        answer(self.call(|m, f| Some(unsafe { m.xFileSize?(f, &raw mut size) })))?;
        u64::try_from(size).map_err(|_| DiskError::Io)
    }

    fn sync(&mut self) -> Result<(), DiskError> {
        // SAFETY: see above.
        answer(self.call(|m, f| Some(unsafe { m.xSync?(f, ffi::SQLITE_SYNC_FULL) })))
    }

    fn lock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        // SAFETY: see above.
        answer(self.call(|m, f| Some(unsafe { m.xLock?(f, number(level)) })))
    }

    fn unlock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        // SAFETY: see above.
        answer(self.call(|m, f| Some(unsafe { m.xUnlock?(f, number(level)) })))
    }

    fn is_reserved(&mut self) -> Result<bool, DiskError> {
        let mut held = 0;
        // SAFETY: see above.
        answer(self.call(|m, f| Some(unsafe { m.xCheckReservedLock?(f, &raw mut held) })))?;
        Ok(held != 0)
    }

    fn index(&mut self, piece: u32, size: u32, extend: bool) -> Result<Option<Region>, DiskError> {
        let (first, bytes) = (piece == 0, size as usize);
        let (piece, size) = (length(piece as usize)?, length(bytes)?);
        let mut start = std::ptr::null_mut::<c_void>();
        // SAFETY: see above. The memory stays mapped until `close_index` or the end of this file; SQLite asks for either
        // only when it has done with the memory.
        answer(
            self.call(|m, f| {
                Some(unsafe { m.xShmMap?(f, piece, size, c_int::from(extend), &raw mut start) })
            }),
        )?;
        let start = NonNull::new(start.cast::<u8>());
        if first {
            self.index = start.map(|start| (start, bytes));
        }
        Ok(start.map(|start| Region::new(start, None)))
    }

    fn index_word(&self, at: usize) -> Option<u32> {
        let (start, size) = self.index?;
        let start = start.as_ptr();
        if !at.is_multiple_of(4) || !start.addr().is_multiple_of(4) || at.checked_add(4)? > size {
            return None;
        }
        // SAFETY: the four bytes are inside the piece and at an even place of four, and the piece is mapped until `close_index`, which
        // makes it nothing here, or the end of this file. Meanwhile SQLite, here and in other programs, writes some of these words as
        // 32-bit atomics and others with `memcpy`. For the latter this is a race with C, as are SQLite's own unlocked reads of them:
        // a processor gives an old value or a new one, and the caller takes either only for a reason to look at the disk, or not.
        Some(unsafe { AtomicU32::from_ptr(start.add(at).cast()) }.load(Ordering::Acquire))
    }

    fn lock_index(&mut self, first: u8, count: u8, how: IndexLock) -> Result<(), DiskError> {
        let flags = match how {
            IndexLock::Shared => ffi::SQLITE_SHM_LOCK | ffi::SQLITE_SHM_SHARED,
            IndexLock::Exclusive => ffi::SQLITE_SHM_LOCK | ffi::SQLITE_SHM_EXCLUSIVE,
            IndexLock::FreeShared => ffi::SQLITE_SHM_UNLOCK | ffi::SQLITE_SHM_SHARED,
            IndexLock::FreeExclusive => ffi::SQLITE_SHM_UNLOCK | ffi::SQLITE_SHM_EXCLUSIVE,
        };
        // SAFETY: see above.
        answer(self.call(|m, f| Some(unsafe { m.xShmLock?(f, first.into(), count.into(), flags) })))
    }

    fn barrier(&mut self) {
        self.call(|m, f| {
            // SAFETY: see above.
            unsafe { m.xShmBarrier?(f) };
            Some(ffi::SQLITE_OK)
        });
    }

    fn close_index(&mut self, delete: bool) -> Result<(), DiskError> {
        self.index = None;
        // SAFETY: see above.
        answer(self.call(|m, f| Some(unsafe { m.xShmUnmap?(f, c_int::from(delete)) })))
    }
}

const fn number(level: LockLevel) -> c_int {
    match level {
        LockLevel::None => ffi::SQLITE_LOCK_NONE,
        LockLevel::Shared => ffi::SQLITE_LOCK_SHARED,
        LockLevel::Reserved => ffi::SQLITE_LOCK_RESERVED,
        LockLevel::Pending => ffi::SQLITE_LOCK_PENDING,
        LockLevel::Exclusive => ffi::SQLITE_LOCK_EXCLUSIVE,
    }
}

impl Drop for RealFile {
    fn drop(&mut self) {
        let raw = self.raw();
        // SAFETY: `xOpen` sets the methods if and only if the file has to be closed; the object was zeroed before. Afterwards
        // nothing refers to the name any more.
        unsafe {
            if let Some(close) = (*raw).pMethods.as_ref().and_then(|m| m.xClose) {
                close(raw);
            }
            ffi::sqlite3_free_filename(self.name);
        }
    }
}
