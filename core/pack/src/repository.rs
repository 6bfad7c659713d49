use crate::Standing;
use citizen_domain::repository::RepositoryError;

/// The pack that a profile lives by, as kept. Its bytes are verified again each time it is opened, against the key
/// written here ([`crate::VerifiedPack::reopen`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPack {
    /// Statistics code of the province.
    pub province: String,
    /// The whole pack file, every section included.
    pub file: Vec<u8>,
    /// Why its key is trusted.
    pub standing: Standing,
    /// RFC 7638 SHA-256 thumbprint of the key that signed it, base64url.
    pub signed_by: String,
}

/// Where packs are kept, by province.
pub trait PackRepository {
    /// The pack of `province`.
    fn pack(&self, province: &str) -> Result<Option<StoredPack>, RepositoryError>;

    /// Keeps `pack` in place of the one before.
    fn put_pack(&self, pack: &StoredPack) -> Result<(), RepositoryError>;

    /// The fingerprint that the person accepted for `province`, if any.
    fn accepted_key(&self, province: &str) -> Result<Option<String>, RepositoryError>;

    /// Keeps an accepted fingerprint.
    fn put_accepted_key(&self, province: &str, fingerprint: &str) -> Result<(), RepositoryError>;
}
