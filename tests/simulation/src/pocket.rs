//! A phone's keys: every run's phone has the same ones, and is locked by itself.

use citizen_domain::ports::{KeyName, KeyStore, PortError};
use citizen_testkit::MemoryKeyStore;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

pub(crate) struct Pocket {
    keys: Arc<MemoryKeyStore>,
    locked: AtomicBool,
    /// Uses until it locks by itself.
    left: AtomicU64,
    /// Uses so far.
    uses: AtomicU64,
}

impl Pocket {
    pub(crate) fn new(keys: &Arc<MemoryKeyStore>) -> Self {
        Self {
            keys: Arc::clone(keys),
            locked: AtomicBool::new(false),
            left: AtomicU64::new(u64::MAX),
            uses: AtomicU64::new(0),
        }
    }

    pub(crate) fn set_locked(&self, locked: bool) {
        self.locked.store(locked, Ordering::Relaxed);
        self.left.store(u64::MAX, Ordering::Relaxed);
    }

    /// Locks after `uses` more; whether it did is answered by [`Self::locked`].
    pub(crate) fn lock_after(&self, uses: u64) {
        self.left.store(uses, Ordering::Relaxed);
    }

    pub(crate) fn locked(&self) -> bool {
        self.locked.load(Ordering::Relaxed)
    }

    pub(crate) fn uses(&self) -> u64 {
        self.uses.load(Ordering::Relaxed)
    }

    fn keys(&self) -> Result<&MemoryKeyStore, PortError> {
        self.uses.fetch_add(1, Ordering::Relaxed);
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            self.locked.store(true, Ordering::Relaxed);
        } else if left < u64::MAX {
            self.left.store(left - 1, Ordering::Relaxed);
        }
        if self.locked() {
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
