//! Of the profiles that stand side by side in a home, one is open at a time: what one person reads is never mixed with what
//! another one does.

use crate::disk::create_private;
use crate::error::{StoreError, system};
use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;

const FILE: &str = "open.lock";

/// Says that the profile in `dir` is open, together with every other opening of it, in this process and in others; refused
/// while one beside it is. Given back when the file is closed, also by a crash.
///
/// # Errors
/// [`StoreError::OtherOpen`] when another profile stays open for longer than `patience`; the disk's.
pub(crate) fn take(dir: &Path, patience: Duration) -> Result<File, StoreError> {
    const STEP: Duration = Duration::from_millis(20);
    let own = create_private(&dir.join(FILE)).map_err(|e| system(&e))?;
    let mut waited = Duration::ZERO;
    loop {
        // Taken before the others are looked at: of two that come at once, at least one sees the other.
        let taken = match own.try_lock_shared() {
            Ok(()) => true,
            // One beside is looking just now.
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(e)) => return Err(system(&e)),
        };
        if taken {
            if !another_is_open(dir).map_err(|e| system(&e))? {
                return Ok(own);
            }
            own.unlock().map_err(|e| system(&e))?;
        }
        if waited >= patience {
            return Err(StoreError::OtherOpen);
        }
        std::thread::sleep(STEP);
        waited += STEP;
    }
}

fn another_is_open(dir: &Path) -> io::Result<bool> {
    let Some(home) = dir.parent() else {
        return Ok(false);
    };
    for entry in std::fs::read_dir(home)? {
        let other = entry?.path();
        if other.file_name() == dir.file_name() {
            continue;
        }
        let file = match File::options().read(true).write(true).open(other.join(FILE)) {
            Ok(file) => file,
            // Never opened, or no profile.
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => continue,
            Err(e) => return Err(e),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(true),
            Err(TryLockError::Error(e)) => return Err(e),
        }
    }
    Ok(false)
}
