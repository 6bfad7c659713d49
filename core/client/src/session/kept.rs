//! The session as it is kept: sealed by the key store, bound to this installation.

use crate::ClientError;
use crate::client::{Inner, setting};
use citizen_domain::ports::{KeyName, PortError};
use citizen_domain::repository::RepositoryError;
use citizen_identity::{Device, Machine, Repository};
use citizen_proof::base64url;
use citizen_store::{Save, SealedSession, Tx};

/// The machine as it was kept, and by which save.
pub(super) type Held = (Machine, Option<Save>);

impl Inner {
    fn session_key(&self) -> Result<(KeyName, String), ClientError> {
        let name = self.key_name("session")?;
        // The associated data names what it is for, so that no other sealed value can take its place; and by which
        // installation, so that an earlier one's does not come back to life.
        let marker = base64url::encode(self.installation(&name)?);
        let associated = format!("{}\n{marker}", name.0);
        Ok((name, associated))
    }

    fn installation(&self, session: &KeyName) -> Result<[u8; 32], ClientError> {
        if let Some(known) = self.installation.get() {
            return Ok(*known);
        }
        let keys = &self.ports.key_store;
        let device = self.key_name("device")?;
        let found = citizen_store::installation(self.dir.root(), &*self.ports.random, || {
            keys.destroy(session)?;
            keys.destroy(&device)
        })?;
        Ok(*self.installation.get_or_init(|| found))
    }

    /// `citizen/PROVINCE/PROFILE/PURPOSE`.
    pub(crate) fn key_name(&self, purpose: &str) -> Result<KeyName, ClientError> {
        let province = self.setting(setting::PROVINCE)?.ok_or(ClientError::NoProvince)?;
        Ok(crate::erase::key_name(&province, &self.dir.name(), purpose))
    }

    /// The machine as it was kept; a new one when nothing was.
    pub(crate) fn machine(&self) -> Result<Machine, ClientError> {
        match self.sealed(|sealed| sealed.load(), false)? {
            Some(kept) => Ok(Machine::from_kept(&kept)?),
            None => Ok(Machine::new()),
        }
    }

    pub(super) fn held(&self) -> Result<Held, ClientError> {
        let (kept, generation) = self.sealed(|sealed| Ok((sealed.load()?, sealed.generation()?)), false)?;
        let machine = match kept {
            Some(kept) => Machine::from_kept(&kept)?,
            None => Machine::new(),
        };
        Ok((machine, generation))
    }

    /// Keeps (or, with `None`, forgets) the session, unless another program has kept one since `from`. The new save, or
    /// `Err(())` inside when it was too late.
    pub(super) fn replace(
        &self,
        machine: Option<&Machine>,
        from: Option<Save>,
    ) -> Result<Result<Option<Save>, ()>, ClientError> {
        let kept = machine.map(Machine::to_kept).transpose()?;
        let replaced = self.sealed(
            |sealed| {
                if sealed.generation()? != from {
                    return Ok(Err(()));
                }
                match &kept {
                    Some(kept) => sealed.save(kept)?,
                    None => sealed.clear()?,
                }
                Ok(Ok(sealed.generation()?))
            },
            true,
        );
        self.seen.forget();
        replaced
    }

    /// What the device key is known by; `None` where the key store has none to give.
    ///
    /// # Errors
    /// The key store's own, where it fails to give one: who signs in then must not be left with tokens that anybody may use.
    pub(super) fn device_thumbprint(&self, name: &KeyName) -> Result<Option<String>, PortError> {
        let device = Device {
            keys: &*self.ports.key_store,
            name,
        };
        match device.thumbprint() {
            Ok(thumbprint) => Ok(Some(thumbprint)),
            Err(PortError::Unavailable(_) | PortError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Works on the sealed session in one transaction.
    pub(super) fn sealed<T: Send>(
        &self,
        work: impl FnOnce(&SealedSession<'_>) -> Result<T, RepositoryError> + Send,
        writes: bool,
    ) -> Result<T, ClientError> {
        let (key, associated) = self.session_key()?;
        let keys = &*self.ports.key_store;
        let work = |tx: &Tx<'_>| -> Result<T, ClientError> {
            Ok(work(&SealedSession {
                tx,
                keys,
                key: &key,
                associated: associated.as_bytes(),
            })?)
        };
        if writes { self.write(work) } else { self.read(work) }
    }
}
