//! Any [`Disk`] as an SQLite VFS: registration, and what concerns a file by its name.
#![expect(unsafe_code, reason = "SQLite's VFS is C")]

use super::disk::{Disk, DiskError, FileKind};
use super::methods::{File, METHODS, Opened, guard};
use citizen_domain::ports::{Clock, Random};
use rusqlite::{Connection, OpenFlags, ffi};
use std::ffi::{CStr, CString, c_char, c_int};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Julian day of 1970 in milliseconds, the beginning of SQLite's time.
const EPOCH_MS: i64 = 210_866_760_000_000;

/// A disk that SQLite knows by a name of its own. Files that are still open keep what they need alive.
pub struct Registered {
    shared: Arc<Shared>,
}

pub(super) struct Shared {
    disk: Arc<dyn Disk>,
    random: Arc<dyn Random>,
    clock: Arc<dyn Clock>,
    name: CString,
    /// Made by `Box::into_raw`, given back when the last user of this struct is gone.
    vfs: *mut ffi::sqlite3_vfs,
}

// SAFETY: everything but `vfs` is `Send + Sync` by itself. What `vfs` points to is written by SQLite alone, under its own
// mutex (the list of VFSs), and read by its callbacks.
unsafe impl Send for Shared {}
// SAFETY: as above.
unsafe impl Sync for Shared {}

impl Drop for Shared {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw` in `Registered::new` and never given back elsewhere. It is out of SQLite's list
        // (`Registered::drop`), and every open file, through which a connection could reach it, holds a reference to `self`.
        drop(unsafe { Box::from_raw(self.vfs) });
    }
}

impl Registered {
    /// Makes `disk` known to SQLite, whose clock and randomness then come from the ports too.
    ///
    /// # Errors
    /// [`DiskError::Io`] if SQLite does not take it.
    pub fn new(
        disk: Arc<dyn Disk>,
        random: Arc<dyn Random>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, DiskError> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let name = CString::new(format!("citizen-{}", COUNT.fetch_add(1, Ordering::Relaxed)))
            .map_err(|_| DiskError::Io)?;
        let vfs = Box::into_raw(Box::new(ffi::sqlite3_vfs {
            iVersion: 2,
            szOsFile: c_int::try_from(size_of::<File>()).map_err(|_| DiskError::Io)?,
            mxPathname: 4096,
            pNext: std::ptr::null_mut(),
            zName: name.as_ptr(),
            pAppData: std::ptr::null_mut(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_path),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(now_days),
            xGetLastError: Some(last_error),
            xCurrentTimeInt64: Some(now),
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        }));
        let shared = Arc::new(Shared {
            disk,
            random,
            clock,
            name,
            vfs,
        });
        // SAFETY: `vfs` is ours and nobody else knows it yet. The address of `Shared` in its `Arc` stays the same.
        let code = unsafe {
            (*vfs).pAppData = Arc::as_ptr(&shared).cast_mut().cast();
            ffi::sqlite3_vfs_register(vfs, 0)
        };
        if code == ffi::SQLITE_OK {
            Ok(Self { shared })
        } else {
            Err(DiskError::Io)
        }
    }

    /// Opens a database that is there. The caller keeps `self` for as long as the connection.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn connect(&self, path: &Path) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags_and_vfs(path, flags, self.shared.name.as_c_str())
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        // SAFETY: registered by `new`; `Shared` still owns it.
        unsafe { ffi::sqlite3_vfs_unregister(self.shared.vfs) };
    }
}

impl std::fmt::Debug for Registered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Registered(…)")
    }
}

/// What the callbacks share.
///
/// # Safety
/// `vfs` is one that [`Registered::new`] made and that is still in use.
unsafe fn shared<'a>(vfs: *mut ffi::sqlite3_vfs) -> &'a Shared {
    // SAFETY: `pAppData` was set before the registration to a `Shared` that lives until the last file is closed; SQLite
    // calls with a VFS only while it is registered or has open files.
    unsafe { &*(*vfs).pAppData.cast::<Shared>() }
}

/// # Safety
/// `name` is a C string.
unsafe fn path(name: *const c_char) -> Result<PathBuf, DiskError> {
    // SAFETY: by the caller.
    let bytes = unsafe { CStr::from_ptr(name) }.to_bytes();
    #[cfg(unix)]
    return Ok(PathBuf::from(
        <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes),
    ));
    #[cfg(not(unix))]
    return std::str::from_utf8(bytes)
        .map(PathBuf::from)
        .map_err(|_| DiskError::Refused);
}

// The functions below are called by SQLite alone, with arguments as sqlite3.h describes them: a VFS of ours, C strings, and
// out-parameters that may be written.

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    granted: *mut c_int,
) -> c_int {
    let file = file.cast::<File>();
    // SAFETY: SQLite gives `szOsFile` bytes, aligned for pointers. No methods means: nothing to close.
    unsafe { (&raw mut (*file).base.pMethods).write(std::ptr::null()) };
    guard(ffi::SQLITE_CANTOPEN, || {
        let kind = if flags & ffi::SQLITE_OPEN_MAIN_DB != 0 {
            FileKind::Main
        } else if flags & ffi::SQLITE_OPEN_WAL != 0 {
            FileKind::Log
        } else {
            FileKind::Other
        };
        if name.is_null() {
            // A temporary file: they stay in memory.
            return ffi::SQLITE_CANTOPEN;
        }
        // SAFETY: see above.
        let (shared, opened) = unsafe {
            let shared = shared(vfs);
            let create = flags & ffi::SQLITE_OPEN_CREATE != 0;
            let opened = path(name).and_then(|path| shared.disk.open(&path, kind, create));
            (shared, opened)
        };
        match opened {
            Err(DiskError::Full) => ffi::SQLITE_FULL,
            Err(DiskError::Damaged) => ffi::SQLITE_IOERR_DATA,
            Err(DiskError::Io) => ffi::SQLITE_IOERR,
            Err(_) => ffi::SQLITE_CANTOPEN,
            Ok(opened) => {
                // SAFETY: `shared` stands in an `Arc` (`Registered::new`) that is alive now; the count that is added here
                // goes back when the file is closed. The file's memory is SQLite's, of the right size, and not in use yet.
                unsafe {
                    let owner: *const Shared = shared;
                    Arc::increment_strong_count(owner);
                    let opened = Opened {
                        file: opened,
                        regions: Vec::new(),
                        _owner: Arc::from_raw(owner),
                    };
                    (&raw mut (*file).state).write(Some(Box::new(opened)));
                    (&raw mut (*file).base.pMethods).write(&raw const METHODS);
                    if !granted.is_null() {
                        *granted = flags;
                    }
                }
                ffi::SQLITE_OK
            }
        }
    })
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, durable: c_int) -> c_int {
    guard(ffi::SQLITE_IOERR_DELETE, || {
        // SAFETY: see above.
        let done = unsafe { path(name).and_then(|path| shared(vfs).disk.delete(&path, durable != 0)) };
        match done {
            Ok(()) => ffi::SQLITE_OK,
            Err(DiskError::NotFound) => ffi::SQLITE_IOERR_DELETE_NOENT,
            Err(_) => ffi::SQLITE_IOERR_DELETE,
        }
    })
}

unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    _flags: c_int,
    found: *mut c_int,
) -> c_int {
    guard(ffi::SQLITE_IOERR_ACCESS, || {
        // SAFETY: see above.
        match unsafe { path(name).and_then(|path| shared(vfs).disk.exists(&path)) } {
            Ok(there) => {
                // SAFETY: see above.
                unsafe { *found = c_int::from(there) };
                ffi::SQLITE_OK
            }
            Err(_) => ffi::SQLITE_IOERR_ACCESS,
        }
    })
}

unsafe extern "C" fn full_path(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    guard(ffi::SQLITE_CANTOPEN, || {
        // SAFETY: see above.
        let full = unsafe { path(name) }
            .and_then(|path| std::path::absolute(path).map_err(|_| DiskError::Refused))
            .and_then(|path| super::real::c_path(&path));
        let Ok(full) = full else {
            return ffi::SQLITE_CANTOPEN;
        };
        let bytes = full.as_bytes_with_nul();
        if usize::try_from(room).is_ok_and(|room| bytes.len() <= room) {
            // SAFETY: `out` has `room` bytes, which are enough, and is no part of `full`.
            unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len()) };
            ffi::SQLITE_OK
        } else {
            ffi::SQLITE_CANTOPEN
        }
    })
}

unsafe extern "C" fn randomness(vfs: *mut ffi::sqlite3_vfs, count: c_int, out: *mut c_char) -> c_int {
    guard(0, || {
        let Ok(length) = usize::try_from(count) else {
            return 0;
        };
        // SAFETY: `out` has `count` bytes.
        let bytes = unsafe {
            std::ptr::write_bytes(out, 0, length);
            std::slice::from_raw_parts_mut(out.cast::<u8>(), length)
        };
        // SAFETY: see above.
        match unsafe { shared(vfs) }.random.fill(bytes) {
            Ok(()) => count,
            Err(_) => 0,
        }
    })
}

unsafe extern "C" fn sleep(_vfs: *mut ffi::sqlite3_vfs, micros: c_int) -> c_int {
    guard(0, || {
        let micros_unsigned = u64::try_from(micros).unwrap_or(0);
        std::thread::sleep(std::time::Duration::from_micros(micros_unsigned));
        micros
    })
}

unsafe extern "C" fn now(vfs: *mut ffi::sqlite3_vfs, out: *mut ffi::sqlite3_int64) -> c_int {
    guard(ffi::SQLITE_ERROR, || {
        // SAFETY: see above.
        unsafe { *out = shared(vfs).clock.now().millis().saturating_add(EPOCH_MS) };
        ffi::SQLITE_OK
    })
}

unsafe extern "C" fn now_days(vfs: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    let mut millis = 0;
    // SAFETY: as for `now`, whose out-parameter is a local here.
    let code = unsafe { now(vfs, &raw mut millis) };
    #[expect(clippy::cast_precision_loss, reason = "SQLite asks for days with a fraction")]
    // SAFETY: see above.
    unsafe {
        *out = millis as f64 / 86_400_000.0;
    }
    code
}

unsafe extern "C" fn last_error(_vfs: *mut ffi::sqlite3_vfs, _room: c_int, _out: *mut c_char) -> c_int {
    0
}
