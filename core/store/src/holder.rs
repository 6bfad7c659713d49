//! Which process keeps the log from being emptied.

use std::path::Path;

/// SQLite's eight locks on the log's index, as bytes of the `-shm` file (sqlite.org/walformat.html §2.3).
#[cfg(unix)]
const LOCKS: std::ops::Range<u64> = 120..128;

/// The process that holds a lock on the index of the vault at `main`. Only asked when this process holds none itself: closing
/// the handle used here would forget them.
#[cfg(unix)]
pub(crate) fn of(main: &Path) -> Option<u32> {
    use rustix::process::{Flock, FlockType, fcntl_getlk};
    let mut name = main.to_owned().into_os_string();
    name.push("-shm");
    let file = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(name)
        .ok()?;
    let probe = Flock {
        start: LOCKS.start,
        length: LOCKS.end - LOCKS.start,
        ..Flock::from(FlockType::WriteLock)
    };
    let holder = fcntl_getlk(&file, &probe).ok()??.pid?;
    u32::try_from(holder.as_raw_nonzero().get()).ok()
}

/// Not told here.
#[cfg(not(unix))]
pub(crate) fn of(_main: &Path) -> Option<u32> {
    None
}
