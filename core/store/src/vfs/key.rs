//! The key of a vault, and where to get it.

use crate::error::StoreError;
use zeroize::Zeroizing;

/// The unsealed data key of one epoch of one vault. Overwritten when dropped.
#[derive(Clone)]
pub struct VaultKey {
    vault_id: [u8; 16],
    epoch: u32,
    key: Zeroizing<[u8; 32]>,
}

impl VaultKey {
    /// `vault_id` names the vault for life, `epoch` (from 1) counts its keys; `key` is 256 random bits.
    pub const fn new(vault_id: [u8; 16], epoch: u32, key: Zeroizing<[u8; 32]>) -> Self {
        Self { vault_id, epoch, key }
    }

    /// Which vault.
    pub const fn vault_id(&self) -> [u8; 16] {
        self.vault_id
    }

    /// The how manyth key of the vault.
    pub const fn epoch(&self) -> u32 {
        self.epoch
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.key
    }
}

impl std::fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VaultKey")
            .field("epoch", &self.epoch)
            .finish_non_exhaustive()
    }
}

/// Unseals keys. Asked again when another process has given the vault a new key.
pub trait KeySource: Send + Sync {
    /// The key of `epoch`, or for `None` the key that a vault made now is to have.
    ///
    /// # Errors
    /// [`StoreError::MissingKey`] if there is none, [`StoreError::WrongKey`] if it cannot be unsealed,
    /// [`StoreError::DamagedEnvelope`] if what it is sealed in is not whole.
    fn key(&self, epoch: Option<u32>) -> Result<VaultKey, StoreError>;
}

/// One key that is known already.
impl KeySource for VaultKey {
    fn key(&self, epoch: Option<u32>) -> Result<VaultKey, StoreError> {
        match epoch {
            Some(epoch) if epoch != self.epoch => Err(StoreError::MissingKey),
            _ => Ok(self.clone()),
        }
    }
}
