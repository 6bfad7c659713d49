//! Where the vault's generation is recorded outside the vault, so that an older copy of the whole file is noticed.

use citizen_domain::ports::{KeyName, KeyStore, PortError};
use std::sync::Arc;

/// A number that only rises, in a place that does not go back together with the vault's file.
pub trait Generations: Send + Sync {
    /// The highest generation that was recorded; 0 if none was.
    ///
    /// # Errors
    /// As the place says.
    fn recorded(&self) -> Result<u64, PortError>;

    /// Records `generation`, if it is higher.
    ///
    /// # Errors
    /// As the place says.
    fn record(&self, generation: u64) -> Result<(), PortError>;
}

/// The key store's counter under one name.
pub struct KeyStoreGenerations {
    /// Who counts.
    pub keys: Arc<dyn KeyStore>,
    /// Under which name.
    pub name: KeyName,
}

impl Generations for KeyStoreGenerations {
    fn recorded(&self) -> Result<u64, PortError> {
        match self.keys.counter(&self.name) {
            Err(PortError::NotFound) => Ok(0),
            other => other,
        }
    }

    fn record(&self, generation: u64) -> Result<(), PortError> {
        self.keys.raise_counter(&self.name, generation)
    }
}

impl std::fmt::Debug for KeyStoreGenerations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyStoreGenerations(…)")
    }
}
