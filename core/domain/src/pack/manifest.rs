use crate::Timestamp;
use crate::keys::PublicKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The signed part of a pack: a compact JWS of `typ` `province-pack+jws` whose claims are these. It names each
/// section by hash, so that an update carries only what changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format of pack, 1.
    pub format: u32,
    /// Statistics code of the province, for example `79`.
    pub province: String,
    /// Rises with every pack; an older one is refused.
    pub version: u64,
    /// When it was signed.
    pub issued_at: Timestamp,
    /// First instant of use.
    pub valid_from: Timestamp,
    /// First instant after its use.
    pub expires_at: Timestamp,
    /// Sections by name.
    pub sections: Vec<SectionRef>,
    /// Keys that may sign the next pack (and everything else the province signs).
    pub keys: Vec<PublicKey>,
}

/// A section by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionRef {
    /// Field of [`super::PackContent`] that it fills.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
}

/// A root key's word that a key belongs to a province: compact JWS, `typ` `province-voucher+jws`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// Province.
    pub province: String,
    /// RFC 7638 SHA-256 thumbprint of the province's pack key, base64url.
    pub thumbprint: String,
    /// When it was signed.
    pub issued_at: Timestamp,
    /// First instant after its use.
    pub expires_at: Timestamp,
}

/// A pack as a file or a download: JSON. Each section is the exact text whose UTF-8 bytes were hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackFile {
    /// Compact JWS over [`Manifest`].
    pub manifest: String,
    /// Vouchers by root keys; empty for a province that nobody vouches for.
    #[serde(default)]
    pub vouchers: Vec<String>,
    /// Section name to its text. May lack sections that the receiver already holds.
    pub sections: BTreeMap<String, String>,
}
