use super::PortError;

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
}
