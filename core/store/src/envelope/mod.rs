//! The envelope: the file beside the database that holds its keys, sealed. Bytes: `FORMAT.md`, "Envelope".

mod binding;
mod bytes;
pub(crate) mod public;

pub use binding::Binding;

use crate::disk::write_durably;
use crate::error::{StoreError, system};
use bytes::{Parsed, Sealing};
use citizen_domain::ports::{KeyName, KeyStore, PortError, Random};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Name of the envelope's file in a profile's folder.
pub const ENVELOPE: &str = "profile.key";

/// Larger than any envelope.
const MOST: u64 = 4096;

/// A 256-bit key, wiped when dropped.
pub type KeyBytes = Zeroizing<[u8; 32]>;

/// One data key and the epoch it stands for.
#[derive(Clone)]
pub struct EpochKey {
    /// Rises by one with each rotation, from 1.
    pub epoch: u32,
    /// The data key.
    pub key: KeyBytes,
}

/// What is inside an envelope. Wiped when dropped; `Debug` shows nothing.
#[derive(Clone)]
pub struct Opened {
    /// Names the vault; random, made once.
    pub vault_id: [u8; 16],
    /// The key that the database is under.
    pub current: EpochKey,
    /// While a rotation is under way: the key that the new file is made under.
    pub next: Option<EpochKey>,
    /// The key that files beside the database are under. A rotation seals it anew and does not change it.
    pub files: KeyBytes,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opened(…)")
    }
}

/// What an envelope says of itself without a key; nothing of it is trusted before it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Kind of the key store that sealed it.
    pub key_store: String,
    /// Whom it is bound to.
    pub binding: Binding,
    /// Epochs of the keys inside; two while a rotation is under way.
    pub epochs: Vec<u32>,
    /// Sealed to a public key: to be written, not read.
    pub write_only: bool,
}

/// The envelope of one profile.
pub struct Envelope<'a> {
    path: PathBuf,
    dir: &'a Path,
    keys: &'a dyn KeyStore,
    random: &'a dyn Random,
}

impl<'a> Envelope<'a> {
    /// The envelope in the profile's folder `dir`.
    pub fn new(dir: &'a Path, keys: &'a dyn KeyStore, random: &'a dyn Random) -> Self {
        Self {
            path: dir.join(ENVELOPE),
            dir,
            keys,
            random,
        }
    }

    /// Makes the keys of a new vault. The caller holds the opening lock and has seen that there is no database.
    ///
    /// # Errors
    /// [`StoreError::KeyRefused`] and the others of the key store; the disk's.
    pub fn make(&self, binding: &Binding) -> Result<Opened, StoreError> {
        let mut vault_id = [0; 16];
        self.random.fill(&mut vault_id).map_err(|e| key_error(&e))?;
        let opened = Opened {
            vault_id,
            current: EpochKey {
                epoch: 1,
                key: self.fresh()?,
            },
            next: None,
            files: self.fresh()?,
        };
        self.write(&opened, binding)?;
        Ok(opened)
    }

    /// Opens it, if it is bound to the same profile and purpose, and to the same province where `binding` names one.
    ///
    /// # Errors
    /// One for each reason; see [`StoreError`].
    pub fn open(&self, binding: &Binding) -> Result<Opened, StoreError> {
        let file = self.read()?;
        let parsed = Parsed::read(&file)?;
        if !parsed.binding.fits(binding) {
            return Err(StoreError::DamagedEnvelope);
        }
        let plain = match parsed.sealing {
            Sealing::Public { .. } => return Err(StoreError::WriteOnly),
            Sealing::KeyStore if parsed.key_store != self.keys.kind() => {
                return Err(StoreError::OtherKeyStore);
            }
            Sealing::KeyStore => {
                Zeroizing::new(
                    self.keys
                        .open(&vault_key(&parsed.vault_id), parsed.associated, parsed.sealed)
                        .map_err(|error| match error {
                            // The checksum is right: what was sealed is whole, under another key.
                            PortError::Damaged("sealed") => StoreError::WrongKey,
                            other => key_error(&other),
                        })?,
                )
            }
        };
        parsed.opened(&plain)
    }

    /// What it says of itself.
    ///
    /// # Errors
    /// [`StoreError::MissingKey`] when there is none, [`StoreError::DamagedEnvelope`], [`StoreError::Newer`].
    pub fn label(dir: &Path) -> Result<Label, StoreError> {
        let file = read(&dir.join(ENVELOPE))?;
        let parsed = Parsed::read(&file)?;
        Ok(Label {
            write_only: matches!(parsed.sealing, Sealing::Public { .. }),
            key_store: parsed.key_store.to_owned(),
            binding: parsed.binding,
            epochs: parsed.epochs,
        })
    }

    /// The id of the vault that it is of.
    ///
    /// # Errors
    /// As [`Envelope::label`].
    pub(crate) fn vault_id(dir: &Path) -> Result<[u8; 16], StoreError> {
        let file = read(&dir.join(ENVELOPE))?;
        Parsed::read(&file).map(|parsed| parsed.vault_id)
    }

    /// Whether there is one.
    pub fn exists(dir: &Path) -> bool {
        dir.join(ENVELOPE).symlink_metadata().is_ok()
    }

    /// Seals the same keys for another province, once one is chosen.
    ///
    /// # Errors
    /// As [`Envelope::make`].
    pub fn bind(&self, opened: &Opened, binding: &Binding) -> Result<(), StoreError> {
        self.write(opened, binding)
    }

    /// Begins a rotation: a new data key beside the present one, which stays. Durable when it returns, so that the new
    /// file's key is never lost. A rotation that a crash cut off goes on with the key it had.
    ///
    /// # Errors
    /// As [`Envelope::make`].
    pub fn begin_rotation(&self, opened: &Opened, binding: &Binding) -> Result<Opened, StoreError> {
        if opened.next.is_some() {
            return Ok(opened.clone());
        }
        let next = EpochKey {
            epoch: opened
                .current
                .epoch
                .checked_add(1)
                .ok_or(StoreError::DamagedEnvelope)?,
            key: self.fresh()?,
        };
        let both = Opened {
            next: Some(next),
            ..opened.clone()
        };
        self.write(&both, binding)?;
        Ok(both)
    }

    /// Ends a rotation: only the new data key stays. The caller has made the new file durable and put it in its place.
    ///
    /// # Errors
    /// As [`Envelope::make`].
    pub fn end_rotation(&self, opened: &Opened, binding: &Binding) -> Result<Opened, StoreError> {
        let Some(next) = &opened.next else {
            return Ok(opened.clone());
        };
        let only = Opened {
            current: next.clone(),
            next: None,
            ..opened.clone()
        };
        self.write(&only, binding)?;
        Ok(only)
    }

    /// Seals the keys to a public key (P-256, uncompressed): from then on this envelope opens only with
    /// [`Envelope::open_agreed`], and the vault takes in through [`crate::DropBox`] alone. Destroying the key store's own key
    /// afterwards is the caller's part ([`Envelope::forget`]).
    ///
    /// # Errors
    /// [`StoreError::DamagedEnvelope`] for a point that is not on the curve; as [`Envelope::make`].
    pub fn close_to(
        &self,
        opened: &Opened,
        binding: &Binding,
        public_key: &[u8; 65],
    ) -> Result<(), StoreError> {
        let file = bytes::write(
            opened,
            binding,
            self.keys.kind(),
            Some(public_key),
            |associated, plain| public::seal(public_key, associated, plain),
        )?;
        self.put(&file)?;
        self.forget(opened)
    }

    /// Opens an envelope that [`Envelope::close_to`] made, with the key store that has the private half under `name`.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] when it is not that key; as [`Envelope::open`].
    pub fn open_agreed(&self, binding: &Binding, name: &KeyName) -> Result<Opened, StoreError> {
        let file = self.read()?;
        let parsed = Parsed::read(&file)?;
        if !parsed.binding.fits(binding) {
            return Err(StoreError::DamagedEnvelope);
        }
        if !matches!(parsed.sealing, Sealing::Public { .. }) {
            return Err(StoreError::OtherKeyStore);
        }
        let plain = public::open(self.keys, name, parsed.associated, parsed.sealed)?;
        parsed.opened(&plain)
    }

    /// The public key that a write-only envelope is sealed to.
    ///
    /// # Errors
    /// As [`Envelope::label`]; [`StoreError::OtherKeyStore`] for one that a key store sealed.
    pub fn recipient(dir: &Path) -> Result<([u8; 65], [u8; 16]), StoreError> {
        let file = read(&dir.join(ENVELOPE))?;
        let parsed = Parsed::read(&file)?;
        match parsed.sealing {
            Sealing::Public { recipient } => Ok((recipient, parsed.vault_id)),
            Sealing::KeyStore => Err(StoreError::OtherKeyStore),
        }
    }

    /// Destroys the key that sealed the envelope: nothing under it opens again.
    ///
    /// # Errors
    /// The key store's.
    pub fn forget(&self, opened: &Opened) -> Result<(), StoreError> {
        self.keys
            .destroy(&vault_key(&opened.vault_id))
            .map_err(|e| key_error(&e))
    }

    fn fresh(&self) -> Result<KeyBytes, StoreError> {
        let mut key = KeyBytes::default();
        self.random.fill(&mut *key).map_err(|e| key_error(&e))?;
        Ok(key)
    }

    fn write(&self, opened: &Opened, binding: &Binding) -> Result<(), StoreError> {
        let name = vault_key(&opened.vault_id);
        let file = bytes::write(opened, binding, self.keys.kind(), None, |associated, plain| {
            self.keys
                .seal(&name, associated, plain)
                .map_err(|e| key_error(&e))
        })?;
        self.put(&file)
    }

    fn put(&self, file: &[u8]) -> Result<(), StoreError> {
        write_durably(self.dir, ENVELOPE, file).map_err(|e| system(&e))
    }

    fn read(&self) -> Result<Vec<u8>, StoreError> {
        read(&self.path)
    }
}

/// The key store's key of a vault. Its name holds the vault's random id, so that two homes in one key ring never share it.
pub(crate) fn vault_key(vault_id: &[u8; 16]) -> KeyName {
    KeyName(format!("citizen/vault/{}", citizen_proof::hex(vault_id)))
}

fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    use std::io::Read as _;
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(StoreError::MissingKey),
        Err(e) => return Err(system(&e)),
    };
    let mut bytes = Vec::new();
    file.take(MOST + 1)
        .read_to_end(&mut bytes)
        // A folder in its place.
        .map_err(|_| StoreError::DamagedEnvelope)?;
    if bytes.len() as u64 > MOST {
        return Err(StoreError::DamagedEnvelope);
    }
    Ok(bytes)
}

/// What the key store's answer means for the vault.
pub(crate) fn key_error(error: &PortError) -> StoreError {
    use citizen_domain::repository::RepositoryError;
    match error {
        PortError::NotFound => StoreError::MissingKey,
        PortError::Refused("permissions") => StoreError::KeyExposed,
        // The folder of the key files, not their keeper.
        PortError::Refused("file") => StoreError::Unwritable,
        PortError::Refused(_) | PortError::Unavailable(_) => StoreError::KeyRefused,
        PortError::Damaged(_) => StoreError::WrongKey,
        PortError::NoSpace => RepositoryError::NoSpace.into(),
        PortError::Failed(of) if of == PortError::SHELL => RepositoryError::Failed(PortError::SHELL).into(),
        PortError::Failed(_) => RepositoryError::Io.into(),
    }
}
