use crate::{IdentityError, Machine};
use citizen_domain::Secret;
use citizen_domain::repository::RepositoryError;
use serde::{Deserialize, Serialize};

/// Version of what is kept.
const VERSION: u32 = 1;

/// Where the machine is kept: one opaque, versioned value, sealed by whoever implements it.
pub trait Repository {
    /// What was saved last, if anything.
    fn load(&self) -> Result<Option<Secret<Vec<u8>>>, RepositoryError>;

    /// Saves durably before it returns: the next request may depend on it.
    fn save(&self, kept: &Secret<Vec<u8>>) -> Result<(), RepositoryError>;

    /// Removes it so that it cannot be read again.
    fn clear(&self) -> Result<(), RepositoryError>;
}

#[derive(Serialize)]
struct KeptRef<'a> {
    version: u32,
    machine: &'a Machine,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[derive(Deserialize)]
struct Kept {
    machine: Machine,
}

impl Machine {
    /// The machine in the form that [`Repository::save`] takes.
    ///
    /// # Errors
    /// [`IdentityError::Kept`]; cannot happen with the types of today.
    pub fn to_kept(&self) -> Result<Secret<Vec<u8>>, IdentityError> {
        serde_json::to_vec(&KeptRef {
            version: VERSION,
            machine: self,
        })
        .map(Secret::new)
        .map_err(|_| IdentityError::Kept)
    }

    /// Reads what [`Machine::to_kept`] wrote. Requests that were on their way are gone: send
    /// [`crate::Event::Check`] next.
    ///
    /// # Errors
    /// [`IdentityError::Kept`] for a newer version or a damaged value. Nothing is deleted.
    pub fn from_kept(kept: &Secret<Vec<u8>>) -> Result<Self, IdentityError> {
        let bytes = kept.reveal();
        let found: Version = serde_json::from_slice(bytes).map_err(|_| IdentityError::Kept)?;
        if found.version != VERSION {
            return Err(IdentityError::Kept);
        }
        let kept: Kept = serde_json::from_slice(bytes).map_err(|_| IdentityError::Kept)?;
        Ok(kept.machine)
    }
}

/// Secrets inside the one kept value, which is sealed as a whole.
pub(crate) mod secret_text {
    use citizen_domain::Secret;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(secret: &Secret<String>, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(secret.reveal())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Secret<String>, D::Error> {
        String::deserialize(d).map(Secret::new)
    }

    pub(crate) mod option {
        use super::{Deserialize, Deserializer, Secret, Serializer};

        pub(crate) fn serialize<S: Serializer>(
            secret: &Option<Secret<String>>,
            s: S,
        ) -> Result<S::Ok, S::Error> {
            match secret {
                Some(secret) => s.serialize_some(secret.reveal()),
                None => s.serialize_none(),
            }
        }

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
            d: D,
        ) -> Result<Option<Secret<String>>, D::Error> {
            Ok(Option::<String>::deserialize(d)?.map(Secret::new))
        }
    }
}
