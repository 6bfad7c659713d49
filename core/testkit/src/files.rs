use crate::lock;
use citizen_domain::Timestamp;
use citizen_domain::ports::{Files, PortError};
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

/// Files in memory, with faults on demand.
#[derive(Default)]
pub struct MemoryFiles {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    faults: Mutex<VecDeque<PortError>>,
}

impl MemoryFiles {
    /// Nothing kept yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next call that is not already doomed fails with `error`.
    pub fn fail_next(&self, error: PortError) {
        lock(&self.faults).push_back(error);
    }

    /// Puts other bytes under an existing name, as a broken disk does.
    pub fn damage(&self, sha256: &str) {
        if let Some(bytes) = lock(&self.files).get_mut(sha256) {
            bytes.push(0);
        }
    }

    fn fault(&self) -> Result<(), PortError> {
        lock(&self.faults).pop_front().map_or(Ok(()), Err)
    }
}

impl Files for MemoryFiles {
    fn put(&self, bytes: &[u8]) -> Result<String, PortError> {
        self.fault()?;
        let name = sha256_hex(bytes);
        lock(&self.files).insert(name.clone(), bytes.to_vec());
        Ok(name)
    }

    fn get(&self, sha256: &str) -> Result<Vec<u8>, PortError> {
        self.fault()?;
        let bytes = lock(&self.files)
            .get(sha256)
            .cloned()
            .ok_or(PortError::NotFound)?;
        if sha256_hex(&bytes) == sha256 {
            Ok(bytes)
        } else {
            Err(PortError::Damaged("file"))
        }
    }

    fn remove(&self, sha256: &str) -> Result<(), PortError> {
        self.fault()?;
        lock(&self.files).remove(sha256);
        Ok(())
    }

    /// Nothing here has an age: everything is old enough.
    fn collect(&self, needed: &HashSet<String>, _: Timestamp, _: Duration) -> Result<usize, PortError> {
        self.fault()?;
        let mut files = lock(&self.files);
        let before = files.len();
        files.retain(|name, _| needed.contains(name));
        Ok(before - files.len())
    }

    fn list(&self) -> Result<Vec<String>, PortError> {
        self.fault()?;
        Ok(lock(&self.files).keys().cloned().collect())
    }
}

fn sha256_hex(bytes: &[u8]) -> String {
    ring::digest::digest(&ring::digest::SHA256, bytes)
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
