use super::PortError;

/// A key's name in the key store, for example `citizen/79/default/device`. Holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyName(pub String);

/// Keys that never leave where they live: Android Keystore, Secure Enclave, an operating system's key ring, a
/// file with strict permissions for the terminal.
pub trait KeyStore: Send + Sync {
    /// Short name of the implementation, recorded in each envelope that it seals.
    fn kind(&self) -> &str;

    /// Seals `plaintext` under `name` (made on first use), bound to `associated`.
    fn seal(&self, name: &KeyName, associated: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, PortError>;

    /// Opens what [`KeyStore::seal`] made, if name and associated data are the same.
    fn open(&self, name: &KeyName, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, PortError>;

    /// Signs with the P-256 key `name` (made on first use): ES256, 64 bytes, r‖s.
    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<[u8; 64], PortError>;

    /// Public half of the signing key `name`: uncompressed SEC 1 point, 65 bytes.
    fn public_key(&self, name: &KeyName) -> Result<[u8; 65], PortError>;

    /// P-256 key agreement of `name` with a peer's uncompressed point: the 32-byte shared x coordinate.
    fn agree(&self, name: &KeyName, peer: &[u8; 65]) -> Result<[u8; 32], PortError>;

    /// A small counter that only rises.
    fn counter(&self, name: &KeyName) -> Result<u64, PortError>;

    /// Raises the counter to at least `value`.
    fn raise_counter(&self, name: &KeyName, value: u64) -> Result<(), PortError>;

    /// Destroys everything under `name`; nothing sealed by it can be opened again.
    fn destroy(&self, name: &KeyName) -> Result<(), PortError>;
}
