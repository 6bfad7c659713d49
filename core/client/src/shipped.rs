//! Packs that come beside the program. They are files, never part of the library: the caller says where they are.

use crate::ClientError;
use citizen_domain::Timestamp;
use citizen_pack::{Spare, Trust, VerifiedPack};
use std::path::PathBuf;
use std::sync::Arc;

/// Where the shipped packs are. Each is verified when it is used.
#[derive(Debug, Clone, Default)]
pub struct Shipped(Vec<PathBuf>);

impl Shipped {
    /// Packs at these paths, the usual province first.
    pub fn new(files: Vec<PathBuf>) -> Self {
        Self(files)
    }

    /// The paths.
    pub fn files(&self) -> &[PathBuf] {
        &self.0
    }

    /// What the file of `province` holds, for whoever fetches that province's pack: nearly all of it has not changed since
    /// the program was shipped. A file that is not there, or is no pack, only costs bytes.
    pub(crate) fn spare(&self, province: &str) -> Spare {
        let file = self
            .0
            .iter()
            .find(|file| file.file_stem().is_some_and(|stem| stem == province));
        file.and_then(|file| std::fs::read(file).ok())
            .map(|bytes| Spare::of_file(&bytes))
            .unwrap_or_default()
    }

    /// The packs that stand up to the compiled-in roots. One that does not is left out; `pack verify` says why.
    pub fn verified(&self, now: Timestamp) -> impl Iterator<Item = Arc<VerifiedPack>> {
        self.0
            .iter()
            .filter_map(move |file| Self::one(file, now).ok().map(Arc::new))
    }

    /// The first pack that stands up to the compiled-in roots.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`] when no pack came with the program; else what is wrong with the first, when none
    /// stands up.
    pub fn first(&self, now: Timestamp) -> Result<Arc<VerifiedPack>, ClientError> {
        let mut wrong = None;
        for file in &self.0 {
            match Self::one(file, now) {
                Ok(pack) => return Ok(Arc::new(pack)),
                Err(error) => wrong = wrong.or(Some(error)),
            }
        }
        Err(wrong.unwrap_or(ClientError::NoProvince))
    }

    /// Verifies one pack file by the compiled-in roots.
    ///
    /// # Errors
    /// [`ClientError::File`], or the pack's own.
    pub fn one(file: &std::path::Path, now: Timestamp) -> Result<VerifiedPack, ClientError> {
        Self::known(file, None, now)
    }

    /// Verifies one pack file by the compiled-in roots, or by the key that the profile in use has taken already.
    ///
    /// # Errors
    /// As [`Self::one`].
    pub fn known(
        file: &std::path::Path,
        own: Option<&VerifiedPack>,
        now: Timestamp,
    ) -> Result<VerifiedPack, ClientError> {
        let bytes = std::fs::read(file).map_err(|_| ClientError::File)?;
        let mut trust = Trust::builtin();
        if let Some(own) = own {
            trust = trust.accept(own.signed_by());
        }
        Ok(citizen_pack::verify(&bytes, &trust, None, now)?)
    }
}
