use crate::{PackError, Standing, section};
use citizen_domain::Timestamp;
use citizen_domain::keys::PublicKey;
use citizen_domain::pack::{Manifest, PackContent, PackFile};
use citizen_proof::KeySet;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A pack whose signature, dates and sections were checked. There is no other way to one than
/// [`crate::verify`] and [`VerifiedPack::reopen`].
#[derive(Debug, Clone)]
pub struct VerifiedPack {
    pub(crate) manifest: Manifest,
    pub(crate) content: Arc<PackContent>,
    pub(crate) standing: Standing,
    pub(crate) signed_by: String,
    pub(crate) signer: PublicKey,
    /// The file with every section in it, also those that came from the pack held before.
    pub(crate) file: PackFile,
}

impl VerifiedPack {
    /// What the pack carries. Cheap to clone: one copy serves the whole process.
    pub fn content(&self) -> &Arc<PackContent> {
        &self.content
    }

    /// The signed manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Why its key is trusted.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Fingerprint (RFC 7638 SHA-256 thumbprint, base64url) of the key that signed it.
    pub fn signed_by(&self) -> &str {
        &self.signed_by
    }

    /// Whether its last day is over at `now`: it is still shown, with its age, but should be renewed.
    pub fn expired(&self, now: Timestamp) -> bool {
        self.manifest.expires_at <= now
    }

    /// Whether everything it shows is marked as demonstration.
    pub fn demo(&self) -> bool {
        self.content.province.demo || self.standing == Standing::Demonstration
    }

    /// What `citizen pack show` and `pack verify` say.
    pub fn info(&self) -> PackInfo {
        PackInfo {
            province: self.manifest.province.clone(),
            name: self.content.province.name.clone(),
            version: self.manifest.version,
            valid_from: self.manifest.valid_from,
            expires_at: self.manifest.expires_at,
            signed_by: self.signed_by.clone(),
            standing: self.standing.clone(),
            verified: true,
            demo: self.demo(),
        }
    }

    pub(crate) fn new(
        manifest: Manifest,
        texts: BTreeMap<String, String>,
        envelope: PackFile,
        signer: PublicKey,
        standing: Standing,
        signed_by: String,
    ) -> Result<Self, PackError> {
        // Every later look at these keys may rely on their being usable.
        KeySet::new(manifest.keys.clone()).map_err(|_| PackError::BadSection("keys".into()))?;
        let content = section::content(&texts, manifest.keys.clone())?;
        if content.province.id != manifest.province {
            return Err(PackError::BadSection("province".into()));
        }
        Ok(Self {
            manifest,
            content: Arc::new(content),
            standing,
            signed_by,
            signer,
            file: PackFile {
                sections: texts,
                ..envelope
            },
        })
    }
}

/// A pack in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackInfo {
    /// Statistics code of the province.
    pub province: String,
    /// Its full name.
    pub name: String,
    /// Version.
    pub version: u64,
    /// First instant of use.
    pub valid_from: Timestamp,
    /// First instant after its use.
    pub expires_at: Timestamp,
    /// Fingerprint of the key that signed it.
    pub signed_by: String,
    /// Why that key is trusted.
    pub standing: Standing,
    /// Always true: nothing unverified gets here.
    pub verified: bool,
    /// Demonstration.
    pub demo: bool,
}
