//! The session: sealed by the key store before it comes near the database.

use crate::tx::Tx;
use citizen_domain::Secret;
use citizen_domain::ports::{KeyName, KeyStore, PortError};
use citizen_domain::repository::RepositoryError;
use citizen_identity::Repository;
use citizen_proof::sha256;

const NAME: &str = "session";

/// Keeps the sign-in machine in a transaction, sealed under `key` and bound to `associated` (province and profile).
pub struct SealedSession<'a> {
    /// The transaction.
    pub tx: &'a Tx<'a>,
    /// Who seals.
    pub keys: &'a dyn KeyStore,
    /// Under which key.
    pub key: &'a KeyName,
    /// Bound to what.
    pub associated: &'a [u8],
}

/// Which save is the last one. Each save makes another, so that a program that has worked on an older one can notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Save([u8; 32]);

impl SealedSession<'_> {
    /// What is kept now; `None` for nothing. Sealing is randomised, so no two saves look alike.
    ///
    /// # Errors
    /// The database's own.
    pub fn generation(&self) -> Result<Option<Save>, RepositoryError> {
        Self::save_in(self.tx)
    }

    /// As [`Self::generation`]: for that nothing is opened, and no key is needed.
    ///
    /// # Errors
    /// The database's own.
    pub fn save_in(tx: &Tx<'_>) -> Result<Option<Save>, RepositoryError> {
        Ok(tx.sealed(NAME)?.map(|sealed| Save(sha256(&sealed))))
    }
}

impl Repository for SealedSession<'_> {
    fn load(&self) -> Result<Option<Secret<Vec<u8>>>, RepositoryError> {
        self.tx
            .sealed(NAME)?
            .map(|sealed| {
                self.keys
                    .open(self.key, self.associated, &sealed)
                    .map(Secret::new)
                    .map_err(|error| repository(&error))
            })
            .transpose()
    }

    fn save(&self, kept: &Secret<Vec<u8>>) -> Result<(), RepositoryError> {
        let sealed = self
            .keys
            .seal(self.key, self.associated, kept.reveal())
            .map_err(|error| repository(&error))?;
        self.tx.set_sealed(NAME, Some(&sealed))
    }

    fn clear(&self) -> Result<(), RepositoryError> {
        self.tx.set_sealed(NAME, None)
    }
}

/// A session that cannot be opened stays where it is: a new sign-in replaces it.
fn repository(error: &PortError) -> RepositoryError {
    match error {
        PortError::NoSpace => RepositoryError::NoSpace,
        PortError::Damaged(_) | PortError::NotFound => RepositoryError::Damaged,
        PortError::Unavailable(_) | PortError::Refused(_) => RepositoryError::Closed,
        PortError::Failed(of) if of == PortError::SHELL => RepositoryError::Failed(PortError::SHELL),
        PortError::Failed(_) => RepositoryError::Io,
    }
}

impl std::fmt::Debug for SealedSession<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedSession(…)")
    }
}
