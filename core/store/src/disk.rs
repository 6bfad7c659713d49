//! Files that survive a power cut: written beside, synced, then renamed.

use crate::folder::{Directory, Folder, StoredFile};
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Begins the name of a file that is still being written.
pub(crate) const TEMPORARY: &str = ".tmp-";

/// Makes a folder that only its owner may enter.
pub(crate) fn create_dir(dir: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Opens a file for writing, made for its owner alone if it is not there.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    private().create(true).truncate(false).open(path)
}

/// Puts `bytes` under `name` in `dir`: after this returns they are there, whole, also after a power cut.
pub(crate) fn write_durably(dir: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    write_durably_with(&Directory::at(dir), |file| {
        file.write_all(bytes)?;
        Ok((Some(name.to_owned()), ()))
    })
}

/// Puts what `write` writes under the name that it then gives, as [`write_durably`] does; without a name nothing is kept.
pub(crate) fn write_durably_with<T, E: From<io::Error>>(
    folder: &dyn Folder,
    write: impl FnOnce(&mut dyn StoredFile) -> Result<(Option<String>, T), E>,
) -> Result<T, E> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let temporary = format!(
        "{TEMPORARY}{}-{}",
        std::process::id(),
        COUNTER.fetch_add(1, Ordering::Relaxed)
    );
    let written = (|| {
        // A left-over of a dead process with the same number is nobody's any more.
        let mut file = folder.create(&temporary)?;
        let (name, value) = write(&mut *file)?;
        match name {
            Some(name) => {
                file.sync()?;
                folder.rename(&temporary, &name)?;
                folder.sync()?;
            }
            None => folder.remove(&temporary)?,
        }
        Ok(value)
    })();
    if written.is_err() {
        let _ = folder.remove(&temporary);
    }
    written
}

/// An exclusive lock between processes, made if need be; given back when the file is closed, also by a crash. `None` when
/// another has it for longer than `patience`.
pub(crate) fn lock_file(path: &Path, patience: Duration) -> io::Result<Option<File>> {
    const STEP: Duration = Duration::from_millis(10);
    let file = create_private(path)?;
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if waited >= patience => return Ok(None),
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(STEP);
                waited += STEP;
            }
        }
    }
}

/// Makes the folder's list of names durable. Windows keeps it by itself and cannot open a folder so.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(dir)?.sync_all()
    } else {
        Ok(())
    }
}

/// Removes a file; one that is not there is no error.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
