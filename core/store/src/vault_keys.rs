//! The keys of one profile's vault: unsealed once, wiped at lock, changed by one process at a time.

use crate::disk::lock_file;
use crate::envelope::{Binding, Envelope, KeyBytes, Opened, key_error, vault_key};
use crate::error::{StoreError, system};
use crate::vfs::{KeySource, RealDisk, VaultKey};
use citizen_domain::ports::{KeyName, KeyStore, Random};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const LOCK: &str = "keys.lock";
/// How long another process may take to change the envelope.
const PATIENCE: Duration = Duration::from_secs(5);

/// The keys of the vault in one profile's folder.
pub struct VaultKeys {
    dir: PathBuf,
    keys: Arc<dyn KeyStore>,
    random: Arc<dyn Random>,
    profile: String,
    /// Named once a province is chosen; empty before.
    province: Mutex<String>,
    opened: Mutex<Option<Opened>>,
}

impl VaultKeys {
    /// Unseals the envelope of `profile` in `dir`, or makes one with new keys where `create` says so and there is no vault.
    ///
    /// # Errors
    /// One [`StoreError`] for each reason; nothing is deleted or replaced, whatever the reason.
    pub fn open(
        dir: &Path,
        profile: &str,
        create: bool,
        keys: Arc<dyn KeyStore>,
        random: Arc<dyn Random>,
    ) -> Result<Self, StoreError> {
        let own = Self {
            dir: dir.to_owned(),
            keys,
            random,
            profile: profile.to_owned(),
            province: Mutex::default(),
            opened: Mutex::default(),
        };
        if !Envelope::exists(dir) {
            own.make(create)?;
        }
        own.unsealed()?;
        Ok(own)
    }

    fn make(&self, create: bool) -> Result<(), StoreError> {
        if self.dir.exists() && !crate::place::epochs(&RealDisk, &self.dir)?.is_empty() {
            return Err(StoreError::MissingKey);
        }
        if !create {
            return Err(StoreError::NotFound);
        }
        crate::disk::create_dir(&self.dir).map_err(|e| system(&e))?;
        let _one = self.alone()?;
        if !Envelope::exists(&self.dir) {
            self.envelope().make(&self.binding())?;
        }
        Ok(())
    }

    /// The key that files beside the database are under.
    ///
    /// # Errors
    /// As [`VaultKeys::open`].
    pub fn files_key(&self) -> Result<KeyBytes, StoreError> {
        Ok(self.unsealed()?.files)
    }

    /// The name under which the key store counts the vault's generations; destroyed with the vault's key.
    ///
    /// # Errors
    /// As [`VaultKeys::open`].
    pub fn name(&self) -> Result<KeyName, StoreError> {
        Ok(vault_key(&self.unsealed()?.vault_id))
    }

    /// Binds the envelope to the province that the vault says it is of. One that is bound to another is refused.
    ///
    /// # Errors
    /// [`StoreError::DamagedEnvelope`] for the envelope of another province; as [`VaultKeys::open`].
    pub fn bind(&self, province: &str) -> Result<(), StoreError> {
        let bound = Envelope::label(&self.dir)?.binding.province;
        if bound.is_empty() {
            let _one = self.alone()?;
            let opened = self.reread()?;
            self.envelope()
                .bind(&opened, &Binding::vault(&self.profile).in_province(province))?;
        } else if bound != province {
            return Err(StoreError::DamagedEnvelope);
        }
        province.clone_into(&mut self.province.lock().unwrap_or_else(PoisonError::into_inner));
        self.reread().map(drop)
    }

    /// Wipes what is unsealed; what needs a key afterwards asks the key store anew.
    pub fn lock(&self) {
        *self.slot() = None;
    }

    /// The key of `epoch`, or of the present one. An epoch that is not known yet was begun by another process: the envelope
    /// is read again.
    ///
    /// # Errors
    /// [`StoreError::MissingKey`] for an epoch that the envelope does not have; as [`VaultKeys::open`].
    pub fn of_epoch(&self, epoch: Option<u32>) -> Result<([u8; 16], u32, KeyBytes), StoreError> {
        let find = |opened: &Opened| {
            std::iter::once(&opened.current)
                .chain(&opened.next)
                .find(|key| epoch.is_none_or(|epoch| key.epoch == epoch))
                .map(|key| (opened.vault_id, key.epoch, key.key.clone()))
        };
        if let Some(found) = find(&self.unsealed()?) {
            return Ok(found);
        }
        find(&self.reread()?).ok_or(StoreError::MissingKey)
    }

    /// Gives the vault a new key: `rekey` seals the vault anew under the key of the epoch that it gets
    /// ([`crate::Store::rekey`]). One process at a time does so, and none erases the vault meanwhile; one that was cut off goes on.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while another is at it for too long; those of `rekey`; as [`VaultKeys::open`].
    pub fn rotate(&self, rekey: impl FnOnce(u32) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let _one = self.alone()?;
        let epoch = self.begin()?;
        rekey(epoch)?;
        self.end(epoch)
    }

    /// The first half of [`VaultKeys::rotate`]: the epoch of the new key. Present and new key are both in the envelope from here
    /// to [`VaultKeys::end_rotation`].
    ///
    /// # Errors
    /// As [`VaultKeys::open`].
    pub fn begin_rotation(&self) -> Result<u32, StoreError> {
        let _one = self.alone()?;
        self.begin()
    }

    fn begin(&self) -> Result<u32, StoreError> {
        let opened = self.reread()?;
        let both = self.envelope().begin_rotation(&opened, &self.binding())?;
        let epoch = both.next.as_ref().map_or(both.current.epoch, |key| key.epoch);
        *self.slot() = Some(both);
        Ok(epoch)
    }

    /// Ends a rotation: the vault is under `epoch`, every older key is dropped. Without effect when none is under way.
    ///
    /// # Errors
    /// As [`VaultKeys::open`].
    pub fn end_rotation(&self, epoch: u32) -> Result<(), StoreError> {
        let _one = self.alone()?;
        self.end(epoch)
    }

    fn end(&self, epoch: u32) -> Result<(), StoreError> {
        let opened = self.reread()?;
        if opened.next.as_ref().is_some_and(|key| key.epoch == epoch) {
            let only = self.envelope().end_rotation(&opened, &self.binding())?;
            *self.slot() = Some(only);
        }
        Ok(())
    }

    /// Ends a rotation that was cut off after the new file had its name. One that was cut off before waits for
    /// [`VaultKeys::begin_rotation`].
    ///
    /// # Errors
    /// As [`VaultKeys::open`].
    pub fn settle(&self) -> Result<(), StoreError> {
        let next = self.unsealed()?.next.map(|key| key.epoch);
        let newest = crate::place::epochs(&RealDisk, &self.dir)?.first().copied();
        match next {
            Some(epoch) if newest == Some(epoch) => self.end_rotation(epoch),
            _ => Ok(()),
        }
    }

    /// Seals the vault to a public key (see [`Envelope::close_to`]): written from now on, not read here again.
    ///
    /// # Errors
    /// As [`Envelope::close_to`].
    pub fn close_to(&self, public_key: &[u8; 65]) -> Result<(), StoreError> {
        let _one = self.alone()?;
        let opened = self.reread()?;
        self.envelope().close_to(&opened, &self.binding(), public_key)?;
        self.lock();
        Ok(())
    }

    /// The lock under which the envelope of the profile in `dir` is made, changed and destroyed, by one process at a time; `None`
    /// where there is no profile. Held while it is erased, so that nobody begins a new vault in the middle.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another has it for too long; the disk's.
    pub fn lock_of(dir: &Path) -> Result<Option<File>, StoreError> {
        if !dir.exists() {
            return Ok(None);
        }
        match lock_file(&dir.join(LOCK), PATIENCE).map_err(|e| system(&e))? {
            Some(file) => Ok(Some(file)),
            None => Err(StoreError::Locked),
        }
    }

    /// Destroys the key that sealed the envelope of the vault in `dir`, whether or not it opens: the first step of erasing.
    ///
    /// # Errors
    /// The key store's. An envelope that says nothing any more is no error: its key has no name to be found by.
    pub fn destroy(dir: &Path, keys: &dyn KeyStore) -> Result<(), StoreError> {
        match Envelope::vault_id(dir) {
            Ok(vault_id) => keys.destroy(&vault_key(&vault_id)).map_err(|e| key_error(&e)),
            Err(StoreError::MissingKey | StoreError::DamagedEnvelope | StoreError::Newer { .. }) => Ok(()),
            Err(other) => Err(other),
        }
    }

    fn unsealed(&self) -> Result<Opened, StoreError> {
        let mut slot = self.slot();
        if let Some(opened) = &*slot {
            return Ok(opened.clone());
        }
        let opened = self.envelope().open(&self.binding())?;
        *slot = Some(opened.clone());
        Ok(opened)
    }

    fn reread(&self) -> Result<Opened, StoreError> {
        let opened = self.envelope().open(&self.binding())?;
        *self.slot() = Some(opened.clone());
        Ok(opened)
    }

    fn envelope(&self) -> Envelope<'_> {
        Envelope::new(&self.dir, &*self.keys, &*self.random)
    }

    /// An envelope that is bound already stays bound when it is written again.
    fn binding(&self) -> Binding {
        let province = self
            .province
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let province = if province.is_empty() {
            Envelope::label(&self.dir).map_or(province, |label| label.binding.province)
        } else {
            province
        };
        Binding::vault(&self.profile).in_province(&province)
    }

    fn alone(&self) -> Result<File, StoreError> {
        lock_file(&self.dir.join(LOCK), PATIENCE)
            .map_err(|e| system(&e))?
            .ok_or(StoreError::Locked)
    }

    fn slot(&self) -> MutexGuard<'_, Option<Opened>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeySource for VaultKeys {
    fn key(&self, epoch: Option<u32>) -> Result<VaultKey, StoreError> {
        let (vault_id, epoch, key) = self.of_epoch(epoch)?;
        Ok(VaultKey::new(vault_id, epoch, key))
    }
}

impl std::fmt::Debug for VaultKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultKeys(…)")
    }
}
