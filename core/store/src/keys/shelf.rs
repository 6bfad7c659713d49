use citizen_domain::ports::PortError;
use std::fs::File;
use zeroize::Zeroizing;

/// Where a [`crate::SoftKeyStore`] keeps its secrets: files, or an operating system's key ring. Names are 64 hex digits, a
/// dot and a word, and say nothing.
pub trait SecretShelf: Send + Sync {
    /// Short name of the implementation; see [`citizen_domain::ports::KeyStore::kind`].
    fn kind(&self) -> &'static str;

    /// The secret of that name.
    ///
    /// # Errors
    /// [`PortError::Refused`] when it is locked, any other by the place.
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, PortError>;

    /// Keeps a secret durably, in place of an older one.
    ///
    /// # Errors
    /// As [`SecretShelf::read`].
    fn write(&self, name: &str, secret: &[u8]) -> Result<(), PortError>;

    /// Destroys a secret; one that is not there is no error.
    ///
    /// # Errors
    /// As [`SecretShelf::read`].
    fn remove(&self, name: &str) -> Result<(), PortError>;

    /// Held by the one process that makes or changes keys; given back when the file is closed, also by a crash.
    ///
    /// # Errors
    /// By the file system.
    fn lock(&self) -> Result<File, PortError>;
}
