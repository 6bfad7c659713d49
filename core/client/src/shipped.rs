//! Packs that come beside the program. They are files, never part of the library: the caller says where they are.

use crate::ClientError;
use citizen_domain::Timestamp;
use citizen_pack::{Spare, Trust, VerifiedPack};
use std::path::PathBuf;
use std::sync::Arc;

/// Where the shipped packs are, and whom they may come from. Each is verified when it is used.
#[derive(Debug, Clone)]
pub struct Shipped {
    files: Vec<PathBuf>,
    roots: Trust,
}

/// No packs.
impl Default for Shipped {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Shipped {
    /// Packs at these paths, the usual province first.
    pub fn new(files: Vec<PathBuf>) -> Self {
        Self {
            files,
            roots: Trust::builtin(),
        }
    }

    /// Trusts these roots besides the compiled-in ones, for who embeds this library and brings roots of their own; as [`Trust::with_root_file`] reads them.
    ///
    /// # Errors
    /// The pack's own where they cannot be read.
    pub fn with_roots(mut self, json: &str) -> Result<Self, ClientError> {
        self.roots = self.roots.with_root_file(json)?;
        Ok(self)
    }

    /// The paths.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// What the file of `province` holds, for whoever fetches that province's pack: nearly all of it has not changed since
    /// the program was shipped. A file that is not there, or is no pack, only costs bytes.
    pub(crate) fn spare(&self, province: &str) -> Spare {
        let file = self
            .files
            .iter()
            .find(|file| file.file_stem().is_some_and(|stem| stem == province));
        file.and_then(|file| std::fs::read(file).ok())
            .map(|bytes| Spare::of_file(&bytes))
            .unwrap_or_default()
    }

    /// The packs that stand up to the roots. One that does not is left out; `pack verify` says why.
    pub fn verified(&self, now: Timestamp) -> impl Iterator<Item = Arc<VerifiedPack>> {
        self.files
            .iter()
            .filter_map(move |file| self.one(file, now).ok().map(Arc::new))
    }

    /// The first pack that stands up to the roots.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`] when no pack came with the program; else what is wrong with the first, when none
    /// stands up.
    pub fn first(&self, now: Timestamp) -> Result<Arc<VerifiedPack>, ClientError> {
        let mut wrong = None;
        for file in &self.files {
            match self.one(file, now) {
                Ok(pack) => return Ok(Arc::new(pack)),
                Err(error) => wrong = wrong.or(Some(error)),
            }
        }
        Err(wrong.unwrap_or(ClientError::NoProvince))
    }

    /// Verifies one pack file by the roots.
    ///
    /// # Errors
    /// [`ClientError::File`], or the pack's own.
    pub fn one(&self, file: &std::path::Path, now: Timestamp) -> Result<VerifiedPack, ClientError> {
        self.known(file, None, now)
    }

    /// Verifies one pack file by the roots, or by the key that the profile in use has taken already.
    ///
    /// # Errors
    /// As [`Self::one`].
    pub fn known(
        &self,
        file: &std::path::Path,
        own: Option<&VerifiedPack>,
        now: Timestamp,
    ) -> Result<VerifiedPack, ClientError> {
        let bytes = std::fs::read(file).map_err(|_| ClientError::File)?;
        let mut trust = self.roots.clone();
        if let Some(own) = own {
            trust = trust.accept(own.signed_by());
        }
        Ok(citizen_pack::verify(&bytes, &trust, None, now)?)
    }
}
