//! Which file of the profile's folder is the vault. Each key epoch has a file, and so a log, of its own name: a process that
//! still has the file of an old epoch open can then never touch the log of the new one.

use crate::error::StoreError;
use crate::vfs::{Disk, DiskError};
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

/// Removes what belongs to the vault of one epoch; what is not there is no error.
pub(crate) fn remove(disk: &dyn Disk, dir: &Path, epoch: u32) -> Result<(), DiskError> {
    let main = main_file(dir, epoch);
    for suffix in ["", ".new", "-wal", "-shm"] {
        let mut name = main.clone().into_os_string();
        name.push(suffix);
        match disk.delete(Path::new(&name), false) {
            Ok(()) | Err(DiskError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    disk.sync_dir(dir)
}
