//! The vault's key: made once, sealed by the key store in a file beside the vault.

use citizen_domain::ports::{KeyName, KeyStore, PortError, Random};
use citizen_store::{KeySource, KeyStoreGenerations, StoreError, VaultKey};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

const FILE: &str = "vault.key";
const ASSOCIATED: &[u8] = b"citizen vault key 1";
const FIRST_EPOCH: u32 = 1;

fn name() -> KeyName {
    KeyName("citizen/vault".to_owned())
}

/// Where the generation of this profile's vault is recorded.
pub(crate) fn generations(keys: Arc<dyn KeyStore>) -> KeyStoreGenerations {
    KeyStoreGenerations { keys, name: name() }
}

/// The key in the profile's folder.
pub(crate) struct SealedKey {
    file: PathBuf,
    keys: Arc<dyn KeyStore>,
    random: Arc<dyn Random>,
}

impl SealedKey {
    pub(crate) fn new(dir: &Path, keys: Arc<dyn KeyStore>, random: Arc<dyn Random>) -> Self {
        Self {
            file: dir.join(FILE),
            keys,
            random,
        }
    }

    fn unseal(&self, sealed: &[u8]) -> Result<VaultKey, StoreError> {
        let opened = self
            .keys
            .open(&name(), ASSOCIATED, sealed)
            .map(Zeroizing::new)
            .map_err(|error| match error {
                PortError::Damaged(_) => StoreError::DamagedEnvelope,
                _ => StoreError::MissingKey,
            })?;
        let (id, key) = opened
            .split_first_chunk::<16>()
            .ok_or(StoreError::DamagedEnvelope)?;
        let key = key.try_into().map_err(|_| StoreError::DamagedEnvelope)?;
        Ok(VaultKey::new(*id, FIRST_EPOCH, Zeroizing::new(key)))
    }

    fn make(&self) -> Result<VaultKey, StoreError> {
        let mut bytes = Zeroizing::new([0; 48]);
        self.random
            .fill(bytes.as_mut_slice())
            .map_err(|_| StoreError::MissingKey)?;
        let sealed = self
            .keys
            .seal(&name(), ASSOCIATED, bytes.as_slice())
            .map_err(|_| StoreError::MissingKey)?;
        let beside = self.file.with_extension("key.new");
        let written = std::fs::File::create(&beside).and_then(|mut file| {
            file.write_all(&sealed)?;
            file.sync_all()?;
            std::fs::rename(&beside, &self.file)
        });
        written.map_err(|_| StoreError::Unwritable)?;
        self.unseal(&sealed)
    }
}

impl KeySource for SealedKey {
    fn key(&self, epoch: Option<u32>) -> Result<VaultKey, StoreError> {
        match std::fs::read(&self.file) {
            Ok(sealed) => self.unseal(&sealed).and_then(|key| match epoch {
                Some(epoch) if epoch != key.epoch() => Err(StoreError::MissingKey),
                _ => Ok(key),
            }),
            Err(_) if epoch.is_some() => Err(StoreError::MissingKey),
            Err(_) => self.make(),
        }
    }
}
