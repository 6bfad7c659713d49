use super::PortError;
use crate::Timestamp;
use std::collections::HashSet;
use std::time::Duration;

/// Content-addressed files beside the database (photos, documents). Names are SHA-256 in lower-case hex; paths
/// never leave the implementation. The vault seals what goes through here.
pub trait Files: Send + Sync {
    /// Keeps `bytes` durably and returns their SHA-256 in hex. Keeping the same bytes again is no error.
    fn put(&self, bytes: &[u8]) -> Result<String, PortError>;

    /// Reads a file whole and checks that it still has the hash that names it.
    fn get(&self, sha256: &str) -> Result<Vec<u8>, PortError>;

    /// Removes a file; one that is not there is no error.
    fn remove(&self, sha256: &str) -> Result<(), PortError>;

    /// The hashes of everything kept.
    fn list(&self) -> Result<Vec<String>, PortError>;

    /// Removes what no row needs and is older than `min_age` at `now`: the age protects a photo whose row is about to be
    /// written. `needed` must be read while nobody writes rows. Returns how many were removed.
    fn collect(
        &self,
        needed: &HashSet<String>,
        now: Timestamp,
        min_age: Duration,
    ) -> Result<usize, PortError>;
}
