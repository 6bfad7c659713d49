//! Which file of the profile's folder is the vault. Each key epoch has a file, and so a log, of its own name: a process that
//! still has the file of an old epoch open can then never touch the log of the new one.

use crate::error::StoreError;
use crate::vfs::{Disk, DiskError, TABLES};
use std::path::{Path, PathBuf};

/// What a store without a vault would have been called.
const PLAIN: &str = "profile.db";

/// The main file of an epoch.
pub(crate) fn main_file(dir: &Path, epoch: u32) -> PathBuf {
    dir.join(format!("vault-{epoch}.db"))
}

/// Epochs of which there is a main file, newest first.
///
/// # Errors
/// [`StoreError::Unencrypted`] if there is a plain database instead; what the disk says.
pub(crate) fn epochs(disk: &dyn Disk, dir: &Path) -> Result<Vec<u32>, StoreError> {
    let mut found: Vec<u32> = Vec::new();
    let mut plain = false;
    for path in disk.list(dir)? {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        plain |= name == PLAIN;
        let number = name
            .strip_prefix("vault-")
            .and_then(|rest| rest.strip_suffix(".db"))
            .and_then(|number| number.parse().ok());
        // Only the way in which it is written here.
        found.extend(number.filter(|n| main_file(dir, *n).file_name() == path.file_name()));
    }
    if found.is_empty() && plain {
        return Err(StoreError::Unencrypted);
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    Ok(found)
}

/// The name under which a main file is made before it is moved to its own.
pub(crate) fn beside(main: &Path) -> PathBuf {
    with(main, ".new")
}

fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(suffix);
    name.into()
}

/// Removes what belongs to the vault of one epoch; what is not there is no error.
pub(crate) fn remove(disk: &dyn Disk, dir: &Path, epoch: u32) -> Result<(), DiskError> {
    let main = main_file(dir, epoch);
    remove_files(disk, &main)?;
    remove_files(disk, &beside(&main))?;
    disk.sync_dir(dir)
}

/// A main file, and what may stand beside it.
pub(crate) fn remove_files(disk: &dyn Disk, main: &Path) -> Result<(), DiskError> {
    // The main file last: while it is there, what is left is found again.
    for suffix in [".new", "-wal", "-shm"].into_iter().chain(TABLES).chain([""]) {
        match disk.delete(&with(main, suffix), false) {
            Ok(()) | Err(DiskError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Removes what a change of key has left when it was cut off: epochs before `newest`, which was opened and holds everything,
/// and a file that never came into use. The caller holds the opening lock.
pub(crate) fn sweep(disk: &dyn Disk, dir: &Path, newest: u32) -> Result<(), StoreError> {
    for epoch in epochs(disk, dir)?.into_iter().filter(|epoch| *epoch < newest) {
        remove(disk, dir, epoch)?;
    }
    if let Some(next) = newest.checked_add(1) {
        let main = main_file(dir, next);
        let parts = TABLES.map(|table| with(&main, table));
        for part in parts.into_iter().chain([beside(&main)]) {
            if disk.exists(&part)? {
                remove(disk, dir, next)?;
                break;
            }
        }
    }
    Ok(())
}
