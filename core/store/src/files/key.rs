//! The key that files are under, for as long as one call takes.

use super::sealed::Bytes32;
use crate::envelope::KeyBytes;
use crate::error::StoreError;
use crate::vault_keys::VaultKeys;
use citizen_domain::ports::PortError;
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::hmac;

const NAMES: &[u8] = b"citizen file names, version 1";

/// Gives the envelope's files key whenever a file is sealed, opened or named.
pub trait FilesKeySource: Send + Sync {
    /// The key.
    ///
    /// # Errors
    /// As [`VaultKeys::open`].
    fn files_key(&self) -> Result<KeyBytes, StoreError>;
}

impl FilesKeySource for VaultKeys {
    fn files_key(&self) -> Result<KeyBytes, StoreError> {
        Self::files_key(self)
    }
}

/// One key that is known already.
impl FilesKeySource for KeyBytes {
    fn files_key(&self) -> Result<KeyBytes, StoreError> {
        Ok(self.clone())
    }
}

/// The key of the contents and what is derived from it for names.
pub(super) struct FilesKey {
    pub(super) content: KeyBytes,
    names: hmac::Key,
}

impl FilesKey {
    pub(super) fn of(source: &dyn FilesKeySource) -> Result<Self, PortError> {
        let content = source.files_key().map_err(|error| match error {
            StoreError::KeyRefused | StoreError::KeyExposed => PortError::Refused("key"),
            _ => PortError::Damaged("key"),
        })?;
        let mut names = KeyBytes::default();
        Salt::new(HKDF_SHA256, &[])
            .extract(&*content)
            .expand(&[NAMES], Bytes32)
            .and_then(|okm| okm.fill(&mut *names))
            .map_err(|_| PortError::Failed("derive".to_owned()))?;
        Ok(Self {
            names: hmac::Key::new(hmac::HMAC_SHA256, &*names),
            content,
        })
    }

    /// What the disk calls a file.
    pub(super) fn name(&self, sha256: &str) -> String {
        citizen_proof::hex(hmac::sign(&self.names, sha256.as_bytes()).as_ref())
    }
}
