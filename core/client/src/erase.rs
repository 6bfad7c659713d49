//! Leaving nothing behind.

use crate::{Client, ClientError, ProfileDir};
use citizen_domain::ports::{KeyName, KeyStore};
use citizen_store::{Envelope, StoreError, VaultKeys};
use std::path::Path;

/// The folder of the key files, which are the first to go.
const KEYS: &str = "keys";

/// Keys of a profile beside the vault's: the session is sealed with the one, the other proves possession of tokens.
pub(crate) const PURPOSES: [&str; 2] = ["session", "device"];

/// Name of such a key.
pub(crate) fn key_name(province: &str, profile: &str, purpose: &str) -> KeyName {
    KeyName(format!("citizen/{province}/{profile}/{purpose}"))
}

impl Client {
    /// Erases the profile: keys first, then files. The client is of no use afterwards.
    ///
    /// # Errors
    /// The key store's and the store's own; asking again goes on where it stopped.
    pub fn erase(&self) -> Result<(), ClientError> {
        let inner = &self.inner;
        let _alone = VaultKeys::lock_of(inner.dir.root())?;
        inner.keys.lock();
        inner.seen.forget();
        destroy_keys(&inner.dir, &*inner.ports.key_store)?;
        inner.store.wipe()?;
        // Somebody may have looked meanwhile.
        inner.seen.forget();
        remove(inner.dir.root())
    }
}

/// Erases a profile that cannot be opened (damaged, newer, wrong key): keys first, so that what a crash leaves behind
/// stays unreadable. Keys in files go with the folder; those elsewhere by `keys`.
///
/// # Errors
/// [`ClientError::File`] when the disk refuses.
pub fn erase_unopened(home: &Path, profile: &str, keys: Option<&dyn KeyStore>) -> Result<(), ClientError> {
    let dir = ProfileDir::new(home, profile)?;
    let _alone = VaultKeys::lock_of(dir.root())?;
    if let Some(keys) = keys {
        destroy_keys(&dir, keys)?;
    }
    remove(&dir.root().join(KEYS))?;
    remove(dir.root())
}

/// The envelope says which keys there are, also when it does not open.
fn destroy_keys(dir: &ProfileDir, keys: &dyn KeyStore) -> Result<(), ClientError> {
    let label = Envelope::label(dir.root());
    VaultKeys::destroy(dir.root(), keys)?;
    if let Ok(label) = label {
        for purpose in PURPOSES {
            keys.destroy(&key_name(&label.binding.province, &dir.name(), purpose))
                .map_err(|error| StoreError::of_keys(&error))?;
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<(), ClientError> {
    match std::fs::remove_dir_all(folder) {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(_) => Err(ClientError::File),
    }
}
