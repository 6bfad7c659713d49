//! Leaving nothing behind.

use crate::{Client, ClientError, ProfileDir};
use citizen_domain::ports::KeyName;
use std::path::Path;

impl Client {
    /// Erases the profile: keys first, then files. The client is of no use afterwards.
    ///
    /// # Errors
    /// The key store's and the store's own; asking again goes on where it stopped.
    pub fn erase(&self) -> Result<(), ClientError> {
        let inner = &self.inner;
        if let Some(province) = inner.setting(crate::client::setting::PROVINCE)? {
            let profile = inner
                .dir
                .root()
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            inner
                .ports
                .key_store
                .destroy(&KeyName(format!("citizen/{province}/{profile}/session")))?;
        }
        for hash in inner.ports.files.list()? {
            inner.ports.files.remove(&hash)?;
        }
        inner.store.wipe()?;
        match std::fs::remove_dir_all(inner.dir.root()) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(_) => Err(ClientError::File),
        }
    }
}

/// Erases a profile that cannot be opened (damaged, newer, wrong key): keys first, so that what a crash leaves behind
/// stays unreadable.
///
/// # Errors
/// [`ClientError::File`] when the disk refuses.
pub fn erase_unopened(home: &Path, profile: &str) -> Result<(), ClientError> {
    let dir = ProfileDir::new(home, profile)?;
    for folder in [dir.root().join("keys"), dir.root().to_path_buf()] {
        match std::fs::remove_dir_all(&folder) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(_) => return Err(ClientError::File),
        }
    }
    Ok(())
}
