//! The cipher over any disk. `FORMAT.md` beside the crate's README says what every byte is and why.

mod chain;
mod header;
mod log;
mod main_file;
mod run;
mod seal;
mod table;
mod vault;

use super::disk::{Disk, DiskError, DiskFile, FileKind};
use super::key::VaultKey;
use crate::error::StoreError;
use citizen_domain::ports::Random;
use log::LogFile;
use main_file::MainFile;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vault::Vault;

pub use header::Header;
pub use vault::Mark;

/// Bytes of a page, as SQLite and the disk see it.
const PAGE: usize = 4096;
/// Pages of the largest vault (`FORMAT.md` §6).
const MOST_PAGES: usize = 262_000;

pub(crate) use table::SLOTS as TABLES;

/// One vault, sealed over another disk: its main file and its log, and nothing else.
pub struct CipherDisk {
    vault: Arc<Vault>,
    random: Arc<dyn Random>,
}

impl CipherDisk {
    /// The vault whose main file is at `path` on `disk`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`], [`StoreError::WrongKey`], [`StoreError::Unencrypted`], or what the
    /// disk says.
    pub fn open(
        disk: Arc<dyn Disk>,
        path: &Path,
        key: &VaultKey,
        random: Arc<dyn Random>,
    ) -> Result<Self, StoreError> {
        let vault = Vault::open(disk, path, key, random.as_ref())?;
        Ok(Self {
            vault: Arc::new(vault),
            random,
        })
    }

    /// Makes an empty vault at `path`: whole after a power cut, or not there. `generation` is what it begins with.
    ///
    /// # Errors
    /// What the disk says.
    pub fn create(
        disk: Arc<dyn Disk>,
        path: &Path,
        key: &VaultKey,
        random: Arc<dyn Random>,
        generation: u64,
    ) -> Result<Self, StoreError> {
        vault::create(disk.as_ref(), path, key, random.as_ref(), generation)?;
        Self::open(disk, path, key, random)
    }

    /// Which vault, and under its how manyth key.
    pub fn identity(&self) -> ([u8; 16], u32) {
        self.vault.sealer.identity()
    }

    /// The generation that the main file says it has.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], or what the disk says.
    pub fn generation(&self) -> Result<u64, StoreError> {
        Ok(self.vault.generation()?)
    }

    /// The generation that is known to be durable.
    pub fn durable_generation(&self) -> u64 {
        self.vault.durable()
    }

    /// Makes the generation that was read durable, so that it may be recorded.
    ///
    /// # Errors
    /// What the disk says.
    pub fn settle_generation(&self) -> Result<u64, StoreError> {
        Ok(self.vault.settle()?)
    }

    /// Raises the generation, to `floor + 1` at least, and returns when that is durable. The caller holds SQLite's write lock, or
    /// nobody else can have the vault open: no two write the header at once.
    ///
    /// # Errors
    /// What the disk says.
    pub fn raise_generation(&self, floor: u64) -> Result<u64, StoreError> {
        Ok(self.vault.raise(floor)?)
    }

    /// Pages and frames sealed under this key until the last checkpoint; `FORMAT.md` §6 says how many there may be.
    pub fn sealed(&self) -> u64 {
        self.vault.sealed()
    }

    /// Reads a log whose end is missing as far as it goes, and pages that are not the newest. Only at the person's word.
    pub fn accept_loss(&self) {
        self.vault.accept_loss(true);
    }

    /// Takes the pages of the main file as they are for the newest. Only at the person's word; the caller holds SQLite's write
    /// lock.
    ///
    /// # Errors
    /// What the disk says.
    pub fn adopt_pages(&self) -> Result<(), StoreError> {
        let mut file = self.vault.disk.open(&self.vault.path, FileKind::Main, false)?;
        let pages = main_file::nonces(file.as_mut())?;
        // A log that has lost its frames is there until it is emptied, and missed until then.
        let moved = self.vault.moved()?;
        let table = self.vault.publish(pages, moved)?;
        file.sync()?;
        self.vault.is_published(table);
        self.vault.empty_void_log()?;
        // Once and for what is there now.
        self.vault.accept_loss(false);
        Ok(())
    }

    /// Whether the table of pages that counts is there and opens.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], or what the disk says.
    pub fn check_table(&self) -> Result<(), StoreError> {
        Ok(self.vault.table().map(drop)?)
    }

    /// Frames of the log up to the last transaction that was written through this disk.
    pub fn log_frames(&self) -> u64 {
        self.vault.log_frames()
    }
}

impl Disk for CipherDisk {
    fn open(&self, path: &Path, kind: FileKind, create: bool) -> Result<Box<dyn DiskFile>, DiskError> {
        let vault = &self.vault;
        match kind {
            // It is made by `create` alone.
            FileKind::Main if path == vault.path => {
                let inner = vault.disk.open(path, kind, false)?;
                Ok(Box::new(MainFile::new(
                    Arc::clone(vault),
                    inner,
                    seal::Nonces::new(self.random.as_ref())?,
                )))
            }
            FileKind::Log if path == vault.log => {
                let inner = vault.disk.open(path, kind, create)?;
                Ok(Box::new(LogFile::new(
                    Arc::clone(vault),
                    inner,
                    seal::Nonces::new(self.random.as_ref())?,
                )))
            }
            // Rollback journals and temporary files would be readable: there are none.
            _ => Err(DiskError::Refused),
        }
    }

    fn delete(&self, path: &Path, durable: bool) -> Result<(), DiskError> {
        if path == self.vault.log {
            self.vault.is_here()?;
            self.vault.void_mark()?;
            self.vault.disk.delete(path, durable)
        } else {
            Err(DiskError::Refused)
        }
    }

    fn exists(&self, path: &Path) -> Result<bool, DiskError> {
        if path == self.vault.path || path == self.vault.log {
            self.vault.disk.exists(path)
        } else {
            Ok(false)
        }
    }

    fn rename(&self, _from: &Path, _to: &Path) -> Result<(), DiskError> {
        Err(DiskError::Refused)
    }

    fn sync_dir(&self, dir: &Path) -> Result<(), DiskError> {
        self.vault.disk.sync_dir(dir)
    }

    fn list(&self, dir: &Path) -> Result<Vec<PathBuf>, DiskError> {
        self.vault.disk.list(dir)
    }
}

impl std::fmt::Debug for CipherDisk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CipherDisk(…)")
    }
}
