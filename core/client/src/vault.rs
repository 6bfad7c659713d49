//! The vault's own life: what it says of itself, new keys, an older copy accepted, setting aside.

use crate::{Client, ClientError, ProfileDir};
use citizen_domain::Timestamp;
use citizen_store::Envelope;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What a vault's envelope says of itself. Nothing of it needs a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VaultView {
    /// Kind of the key store that sealed its keys.
    pub key_store: String,
    /// The province that it is bound to; `None` before one is chosen.
    pub province: Option<String>,
    /// The how manyth data key it is under.
    pub epoch: u32,
    /// A change of keys was begun and waits to be finished.
    pub rotating: bool,
    /// Sealed to a public key: takes in, does not give out.
    pub write_only: bool,
}

/// What the envelope of a profile says, whether or not it can be opened.
///
/// # Errors
/// The envelope's own.
pub fn vault_view(dir: &ProfileDir) -> Result<VaultView, ClientError> {
    let label = Envelope::label(dir.root())?;
    Ok(VaultView {
        key_store: label.key_store,
        province: Some(label.binding.province).filter(|code| !code.is_empty()),
        epoch: label.epochs.first().copied().unwrap_or_default(),
        rotating: label.epochs.len() > 1,
        write_only: label.write_only,
    })
}

/// Sets a profile that cannot be opened aside, whole and with its keys: `HOME/quarantine/NAME-TIME`. Nothing is deleted; moved
/// back to `HOME/profiles/NAME` it is what it was. Returns where it is.
///
/// # Errors
/// [`citizen_store::StoreError::NotFound`] when there is no such profile,
/// [`ClientError::File`] when the disk refuses.
pub fn quarantine(home: &Path, profile: &str, now: Timestamp) -> Result<PathBuf, ClientError> {
    let dir = ProfileDir::new(home, profile)?;
    let shelf = home.join("quarantine");
    citizen_store::set_aside(dir.root(), &shelf, &format!("{profile}-{}", now.millis())).map_err(Into::into)
}

impl Client {
    /// Gives the vault a new data key and seals it anew; other programs that have it open wait and go on with the new key. Cut
    /// off at any moment, the vault is under one of the two keys with everything in it, and the next call goes on.
    ///
    /// # Errors
    /// The store's and the key store's own; nothing is lost.
    pub fn rotate_keys(&self) -> Result<VaultView, ClientError> {
        let inner = &self.inner;
        inner.keys.rotate(|epoch| inner.store.rekey(epoch))?;
        self.vault()
    }

    /// What the vault says of itself.
    ///
    /// # Errors
    /// The envelope's own.
    pub fn vault(&self) -> Result<VaultView, ClientError> {
        vault_view(&self.inner.dir)
    }
}
