use crate::disk::{create_dir, sync_dir};
use crate::error::{StoreError, system};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Moves a whole profile, keys and all, under `name` into `shelf`: nothing is deleted, and moved back it is what it was.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none; the disk's.
pub fn set_aside(profile: &Path, shelf: &Path, name: &str) -> Result<PathBuf, StoreError> {
    if let Err(e) = profile.symlink_metadata() {
        return Err(system(&e));
    }
    create_dir(shelf).map_err(|e| system(&e))?;
    // Another one of the same moment stays where it is.
    let to = (0..1000)
        .map(|n| match n {
            0 => shelf.join(name),
            n => shelf.join(format!("{name}-{n}")),
        })
        .find(|to| matches!(to.symlink_metadata(), Err(e) if e.kind() == ErrorKind::NotFound))
        .ok_or(StoreError::Unwritable)?;
    std::fs::rename(profile, &to).map_err(|e| system(&e))?;
    for changed in profile.parent().into_iter().chain([shelf]) {
        sync_dir(changed).map_err(|e| system(&e))?;
    }
    Ok(to)
}
