//! A phone's keys: every run's phone has the same ones, and is locked by itself.

use citizen_domain::ports::{KeyName, KeyStore, PortError};
use citizen_testkit::MemoryKeyStore;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub(crate) struct Pocket {
    keys: Arc<MemoryKeyStore>,
    locked: AtomicBool,
}

impl Pocket {
    pub(crate) fn new(keys: &Arc<MemoryKeyStore>) -> Self {
        Self {
            keys: Arc::clone(keys),
            locked: AtomicBool::new(false),
        }
    }

    pub(crate) fn set_locked(&self, locked: bool) {
        self.locked.store(locked, Ordering::Relaxed);
    }

    fn keys(&self) -> Result<&MemoryKeyStore, PortError> {
        if self.locked.load(Ordering::Relaxed) {
            return Err(PortError::Refused("locked"));
        }
        Ok(&self.keys)
    }
}

impl KeyStore for Pocket {
    fn kind(&self) -> &str {
        self.keys.kind()
    }

    fn seal(&self, name: &KeyName, associated: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, PortError> {
        self.keys()?.seal(name, associated, plaintext)
    }

    fn open(&self, name: &KeyName, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, PortError> {
        self.keys()?.open(name, associated, sealed)
    }

    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<[u8; 64], PortError> {
        self.keys()?.sign(name, message)
    }

    fn public_key(&self, name: &KeyName) -> Result<[u8; 65], PortError> {
        self.keys()?.public_key(name)
    }

    fn agree(&self, name: &KeyName, peer: &[u8; 65]) -> Result<[u8; 32], PortError> {
        self.keys()?.agree(name, peer)
    }

    fn counter(&self, name: &KeyName) -> Result<u64, PortError> {
        self.keys()?.counter(name)
    }

    fn raise_counter(&self, name: &KeyName, value: u64) -> Result<(), PortError> {
        self.keys()?.raise_counter(name, value)
    }

    fn destroy(&self, name: &KeyName) -> Result<(), PortError> {
        self.keys()?.destroy(name)
    }
}
