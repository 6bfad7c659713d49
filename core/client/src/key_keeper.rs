//! Where the keys of a profile are kept on a computer.

use crate::{ClientError, ProfileDir};
use citizen_domain::Secret;
use citizen_domain::ports::{KeyStore, PortError};
use citizen_store::{Envelope, FileKeyStore, StoreError};
use std::sync::Arc;

/// A keeper of keys. Which one sealed a profile is recorded in its envelope; there is no silent change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKeeper {
    /// Files that only their owner may read.
    File,
    /// The same files, sealed under a passphrase.
    Passphrase,
    /// The operating system's key ring.
    System,
}

impl KeyKeeper {
    /// Its name in an envelope: the `kind` of its key store.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Passphrase => "file-passphrase",
            Self::System => "system",
        }
    }

    /// The keeper that the profile was made with; `None` where there is no profile yet.
    ///
    /// # Errors
    /// The envelope's own.
    pub fn recorded(dir: &ProfileDir) -> Result<Option<Self>, ClientError> {
        match Envelope::label(dir.root()) {
            Ok(label) => [Self::File, Self::Passphrase, Self::System]
                .into_iter()
                .find(|keeper| keeper.kind() == label.key_store)
                .map(Some)
                .ok_or_else(|| StoreError::OtherKeyStore.into()),
            Err(StoreError::MissingKey) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    /// Its key store. The system's is brought by the caller.
    ///
    /// # Errors
    /// [`StoreError::KeyRefused`] for a passphrase that is missing or wrong, [`StoreError::OtherKeyStore`] for the system's.
    pub fn open(
        self,
        dir: &ProfileDir,
        passphrase: Option<&Secret<String>>,
    ) -> Result<Arc<dyn KeyStore>, ClientError> {
        let opened = match (self, passphrase) {
            (Self::File, _) => FileKeyStore::open(dir.root()),
            (Self::Passphrase, Some(passphrase)) => FileKeyStore::with_passphrase(dir.root(), passphrase),
            (Self::Passphrase, None) => Err(PortError::Refused("passphrase")),
            (Self::System, _) => return Err(StoreError::OtherKeyStore.into()),
        };
        match opened {
            Ok(keys) => Ok(Arc::new(keys)),
            Err(error) => Err(StoreError::of_keys(&error).into()),
        }
    }
}
