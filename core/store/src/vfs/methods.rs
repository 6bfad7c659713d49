//! An open [`DiskFile`] as SQLite's file object.
#![expect(unsafe_code, reason = "SQLite's VFS is C")]

use super::disk::{DiskError, DiskFile, IndexLock, LockLevel, Region};
use super::shim::Shared;
use rusqlite::ffi;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// SQLite's object for an open file. Nothing in it may need more than the alignment of a pointer.
#[repr(C)]
pub(super) struct File {
    pub(super) base: ffi::sqlite3_file,
    pub(super) state: Option<Box<Opened>>,
}

/// Dropped in this order: the file first, the memory that SQLite had of it, the VFS that it was opened by.
pub(super) struct Opened {
    pub(super) file: Box<dyn DiskFile>,
    pub(super) regions: Vec<Region>,
    pub(super) _owner: Arc<Shared>,
}

pub(super) static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(is_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(index),
    xShmLock: Some(lock_index),
    xShmBarrier: Some(barrier),
    xShmUnmap: Some(close_index),
    xFetch: None,
    xUnfetch: None,
};

/// A panic must not reach C.
pub(super) fn guard(otherwise: c_int, work: impl FnOnce() -> c_int) -> c_int {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(otherwise)
}

/// Runs `work` on the open file; `io` is what SQLite hears when the disk fails without saying why.
///
/// # Safety
/// `file` was opened by the shim and not closed yet.
unsafe fn with(
    file: *mut ffi::sqlite3_file,
    io: c_int,
    work: impl FnOnce(&mut dyn DiskFile) -> Result<c_int, DiskError>,
) -> c_int {
    // SAFETY: by the caller.
    unsafe { with_opened(file, io, |opened| work(opened.file.as_mut())) }
}

/// # Safety
/// As [`with`].
unsafe fn with_opened(
    file: *mut ffi::sqlite3_file,
    io: c_int,
    work: impl FnOnce(&mut Opened) -> Result<c_int, DiskError>,
) -> c_int {
    guard(io, || {
        // SAFETY: `open` has written the state; SQLite uses a file from one thread at a time and not from inside a callback.
        let state = unsafe { &mut (*file.cast::<File>()).state };
        let Some(state) = state else {
            return io;
        };
        match work(state) {
            Ok(code) => code,
            Err(DiskError::Busy) => ffi::SQLITE_BUSY,
            Err(DiskError::Full) => ffi::SQLITE_FULL,
            Err(DiskError::Damaged) => ffi::SQLITE_IOERR_DATA,
            Err(DiskError::NotFound | DiskError::Refused | DiskError::Io) => io,
        }
    })
}

// The functions below are called by SQLite alone, on files that `open` has opened and that are not closed, with buffers of
// the length that is passed and out-parameters that may be written.

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    guard(ffi::SQLITE_IOERR_CLOSE, || {
        // SAFETY: see above; SQLite does not use the file any more.
        unsafe {
            drop((*file.cast::<File>()).state.take());
            (*file).pMethods = std::ptr::null();
        }
        ffi::SQLITE_OK
    })
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, to: *mut c_void, count: c_int, at: i64) -> c_int {
    let (Ok(length), Ok(at)) = (usize::try_from(count), u64::try_from(at)) else {
        return ffi::SQLITE_IOERR_READ;
    };
    // SAFETY: see above. SQLite's buffers are made by its allocator, which leaves no byte out; written before read all the same.
    let buf = unsafe { std::slice::from_raw_parts_mut(to.cast::<u8>(), length) };
    // SAFETY: see above.
    unsafe {
        with(file, ffi::SQLITE_IOERR_READ, |f| {
            let there = f.read_at(buf, at)?;
            match buf.get_mut(there..) {
                Some([]) | None => Ok(ffi::SQLITE_OK),
                Some(rest) => {
                    rest.fill(0);
                    Ok(ffi::SQLITE_IOERR_SHORT_READ)
                }
            }
        })
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    count: c_int,
    at: i64,
) -> c_int {
    let (Ok(length), Ok(at)) = (usize::try_from(count), u64::try_from(at)) else {
        return ffi::SQLITE_IOERR_WRITE;
    };
    // SAFETY: see above.
    unsafe {
        let bytes = std::slice::from_raw_parts(from.cast::<u8>(), length);
        with(file, ffi::SQLITE_IOERR_WRITE, |f| {
            f.write_at(bytes, at).map(|()| ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: see above.
    unsafe {
        with(file, ffi::SQLITE_IOERR_TRUNCATE, |f| {
            let size = u64::try_from(size).map_err(|_| DiskError::Io)?;
            f.truncate(size).map(|()| ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: see above.
    unsafe {
        with(file, ffi::SQLITE_IOERR_FSYNC, |f| {
            f.sync().map(|()| ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn size(file: *mut ffi::sqlite3_file, out: *mut ffi::sqlite3_int64) -> c_int {
    // SAFETY: see above.
    unsafe {
        with(file, ffi::SQLITE_IOERR_FSTAT, |f| {
            *out = i64::try_from(f.size()?).map_err(|_| DiskError::Io)?;
            Ok(ffi::SQLITE_OK)
        })
    }
}

const fn level(number: c_int) -> LockLevel {
    match number {
        ffi::SQLITE_LOCK_NONE => LockLevel::None,
        ffi::SQLITE_LOCK_SHARED => LockLevel::Shared,
        ffi::SQLITE_LOCK_RESERVED => LockLevel::Reserved,
        ffi::SQLITE_LOCK_PENDING => LockLevel::Pending,
        _ => LockLevel::Exclusive,
    }
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, to: c_int) -> c_int {
    // SAFETY: see above.
    unsafe {
        with(file, ffi::SQLITE_IOERR_LOCK, |f| {
            f.lock(level(to)).map(|()| ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, to: c_int) -> c_int {
    // SAFETY: see above.
    unsafe {
        with(file, ffi::SQLITE_IOERR_UNLOCK, |f| {
            f.unlock(level(to)).map(|()| ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn is_reserved(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: see above.
    unsafe {
        with(file, ffi::SQLITE_IOERR_CHECKRESERVEDLOCK, |f| {
            *out = c_int::from(f.is_reserved()?);
            Ok(ffi::SQLITE_OK)
        })
    }
}

/// Of everything that SQLite may tell a file, only a PRAGMA is listened to: whether it may be.
unsafe extern "C" fn control(file: *mut ffi::sqlite3_file, op: c_int, arg: *mut c_void) -> c_int {
    if op != ffi::SQLITE_FCNTL_PRAGMA {
        return ffi::SQLITE_NOTFOUND;
    }
    // SAFETY: see above. `arg` is an array of C strings: room for a message, the name, the value or null. They are read here
    // and nothing is kept.
    unsafe {
        let words = arg.cast::<*const c_char>();
        let (name, value) = (*words.add(1), *words.add(2));
        if name.is_null() {
            return ffi::SQLITE_NOTFOUND;
        }
        let name = CStr::from_ptr(name).to_string_lossy();
        let value = (!value.is_null()).then(|| CStr::from_ptr(value).to_string_lossy());
        with(file, ffi::SQLITE_ERROR, |f| {
            if f.allows(&name, value.as_deref()) {
                Ok(ffi::SQLITE_NOTFOUND)
            } else {
                Err(DiskError::Refused)
            }
        })
    }
}

unsafe extern "C" fn sector(_file: *mut ffi::sqlite3_file) -> c_int {
    4096
}

/// A write that is cut short by a power cut leaves what stands beside it as it was: SQLite's own assumption for files.
unsafe extern "C" fn characteristics(_file: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn index(
    file: *mut ffi::sqlite3_file,
    number: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: see above. Memory of ours is kept in `regions` until `close_index` or `close`; the platform's by its file.
    unsafe {
        *out = std::ptr::null_mut();
        with_opened(file, ffi::SQLITE_IOERR_SHMMAP, |opened| {
            let number = u32::try_from(number).map_err(|_| DiskError::Io)?;
            let size = u32::try_from(size).map_err(|_| DiskError::Io)?;
            if let Some(region) = opened.file.index(number, size, extend != 0)? {
                *out = region.start().as_ptr().cast();
                if !opened.regions.iter().any(|r| r.start() == region.start()) {
                    opened.regions.push(region);
                }
            }
            Ok(ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn lock_index(
    file: *mut ffi::sqlite3_file,
    first: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    let exclusive = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
    let how = match (flags & ffi::SQLITE_SHM_LOCK != 0, exclusive) {
        (true, false) => IndexLock::Shared,
        (true, true) => IndexLock::Exclusive,
        (false, false) => IndexLock::FreeShared,
        (false, true) => IndexLock::FreeExclusive,
    };
    // SAFETY: see above.
    unsafe {
        with(file, ffi::SQLITE_IOERR_SHMLOCK, |f| {
            let first = u8::try_from(first).map_err(|_| DiskError::Io)?;
            let count = u8::try_from(count).map_err(|_| DiskError::Io)?;
            f.lock_index(first, count, how).map(|()| ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn barrier(file: *mut ffi::sqlite3_file) {
    // SAFETY: see above.
    unsafe {
        with(file, ffi::SQLITE_OK, |f| {
            f.barrier();
            Ok(ffi::SQLITE_OK)
        });
    }
}

unsafe extern "C" fn close_index(file: *mut ffi::sqlite3_file, delete: c_int) -> c_int {
    // SAFETY: see above.
    unsafe {
        with_opened(file, ffi::SQLITE_IOERR_SHMMAP, |opened| {
            opened.file.close_index(delete != 0)?;
            opened.regions.clear();
            Ok(ffi::SQLITE_OK)
        })
    }
}
