//! Writing into a vault that cannot be read here: each letter is sealed to the vault's public key and lies in a file of its
//! own until whoever holds the private key takes it in.

use crate::disk::{create_dir, remove, sync_dir, write_durably};
use crate::envelope::{Envelope, public};
use crate::error::{StoreError, system};
use citizen_domain::ports::{KeyName, KeyStore, Random};
use citizen_proof::hex;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const FOLDER: &str = "inbox";
const MAGIC: &[u8; 8] = b"CTZDROP\x01";
const ID: usize = 16;
/// Longest letter.
const MOST: usize = 64 << 20;

/// The letters of one profile, in `DIR/inbox`.
///
/// Bytes of a letter: magic and version (8), the vault's id (16), the letter's id (16, also its name in hex); these 40 are the
/// associated data of what is sealed after them, so that no letter passes for another or another vault's. That a letter was
/// taken away is not seen.
pub struct DropBox {
    dir: PathBuf,
    recipient: [u8; 65],
    vault_id: [u8; 16],
}

impl DropBox {
    /// The drop box of the write-only vault in `profile`; its folder is made if need be.
    ///
    /// # Errors
    /// [`StoreError::OtherKeyStore`] when the vault is not write-only; those of its envelope; the disk's.
    pub fn open(profile: &Path) -> Result<Self, StoreError> {
        let (recipient, vault_id) = Envelope::recipient(profile)?;
        let dir = profile.join(FOLDER);
        create_dir(&dir).map_err(|e| system(&e))?;
        Ok(Self {
            dir,
            recipient,
            vault_id,
        })
    }

    /// Puts a letter in; it is there when this returns. Nobody here can read it again.
    ///
    /// # Errors
    /// The disk's; [`StoreError::Unwritable`] for more than 64 MiB.
    pub fn put(&self, random: &dyn Random, letter: &[u8]) -> Result<(), StoreError> {
        if letter.len() > MOST {
            return Err(StoreError::Unwritable);
        }
        let mut id = [0; ID];
        random.fill(&mut id).map_err(|e| crate::envelope::key_error(&e))?;
        let header = [MAGIC.as_slice(), &self.vault_id, &id].concat();
        let sealed = public::seal(&self.recipient, &header, letter)?;
        write_durably(&self.dir, &hex(&id), &[header, sealed].concat()).map_err(|e| system(&e))
    }

    /// Names of the letters, in no order that means anything.
    ///
    /// # Errors
    /// The disk's.
    pub fn list(&self) -> Result<Vec<String>, StoreError> {
        let mut names: Vec<String> = std::fs::read_dir(&self.dir)
            .map_err(|e| system(&e))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| is_name(name))
            .collect();
        names.sort_unstable();
        Ok(names)
    }

    /// Reads a letter with the key store that has the private half under `key`.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::DamagedEnvelope`] for one that is not whole or not this vault's; the disk's.
    pub fn read(
        &self,
        keys: &dyn KeyStore,
        key: &KeyName,
        name: &str,
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let file = std::fs::read(self.path(name)?).map_err(|e| system(&e))?;
        let (header, sealed) = file
            .split_at_checked(MAGIC.len() + 16 + ID)
            .ok_or(StoreError::DamagedEnvelope)?;
        let rest = header
            .strip_prefix(MAGIC)
            .and_then(|rest| rest.strip_prefix(&self.vault_id))
            .ok_or(StoreError::DamagedEnvelope)?;
        if hex(rest) != name {
            return Err(StoreError::DamagedEnvelope);
        }
        public::open(keys, key, header, sealed)
    }

    /// Removes a letter that was taken in.
    ///
    /// # Errors
    /// The disk's.
    pub fn remove(&self, name: &str) -> Result<(), StoreError> {
        remove(&self.path(name)?)
            .and_then(|()| sync_dir(&self.dir))
            .map_err(|e| system(&e))
    }

    fn path(&self, name: &str) -> Result<PathBuf, StoreError> {
        if is_name(name) {
            Ok(self.dir.join(name))
        } else {
            Err(StoreError::NotFound)
        }
    }
}

fn is_name(name: &str) -> bool {
    name.len() == 2 * ID && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

impl std::fmt::Debug for DropBox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DropBox(…)")
    }
}
