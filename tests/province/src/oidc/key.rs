use crate::error::ApiError;
use crate::files;
use citizen_proof::{Alg, SigningKey};
use std::path::Path;

/// The key that signs ID tokens: made at first start, kept in the data folder, no part of any pack.
pub(crate) struct ProviderKey(SigningKey);

impl ProviderKey {
    /// Reads `keys/oidc.pk8` below `data`, making it when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be used or the file is not a key.
    pub(crate) fn open(data: &Path) -> Result<Self, ApiError> {
        let folder = data.join("keys");
        files::private_dir(&folder)?;
        let path = folder.join("oidc.pk8");
        let failed = |_| ApiError::Store("the provider's key cannot be used");
        let key = match files::read_if_there(&path)? {
            Some(der) => SigningKey::from_pkcs8(Alg::Es256, None, &der).map_err(failed)?,
            None => {
                let key = SigningKey::generate_es256().map_err(failed)?;
                files::write_private(&path, key.to_pkcs8().reveal())?;
                key
            }
        };
        Ok(Self(key))
    }

    pub(super) fn signing(&self) -> &SigningKey {
        &self.0
    }
}

impl std::fmt::Debug for ProviderKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ProviderKey(…)")
    }
}
