//! The province's private keys: made on first start, one file each in `keys/`, mode 0600.

use crate::error::ApiError;
use crate::files;
use citizen_domain::Secret;
use citizen_domain::keys::{KeyUse, PublicKey};
use citizen_proof::{Alg, SigningKey};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use std::path::Path;

/// Signing keys by their use, and the gateway's own secrets.
pub struct Keys {
    /// Signs packs.
    pub pack: SigningKey,
    /// Signs receipts.
    pub receipt: SigningKey,
    /// Signs receipt slips.
    pub slip: SigningKey,
    rating: hmac::Key,
    feed: hmac::Key,
    lookup: hmac::Key,
    refresh: hmac::Key,
    upload: hmac::Key,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// Reads the keys in `folder`, making those that are missing.
    pub(crate) fn open(folder: &Path) -> Result<Self, ApiError> {
        files::private_dir(folder)?;
        Ok(Self {
            pack: signing_key(folder, "pack")?,
            receipt: signing_key(folder, "receipt")?,
            slip: signing_key(folder, "slip")?,
            rating: secret(folder, "rating")?,
            feed: secret(folder, "feed")?,
            lookup: secret(folder, "lookup")?,
            refresh: secret(folder, "refresh")?,
            upload: secret(folder, "upload")?,
        })
    }

    /// The public halves, for the pack: of the keys that something is signed with, and no others.
    pub fn public(&self) -> Vec<PublicKey> {
        [
            (&self.pack, KeyUse::Pack),
            (&self.receipt, KeyUse::Receipt),
            (&self.slip, KeyUse::Slip),
        ]
        .into_iter()
        .map(|(key, purpose)| key.public(&[purpose], None, None))
        .collect()
    }

    /// The one rating token of a dossier. Computed, never stored beside the dossier: a lost reply costs nothing.
    pub(crate) fn rating_token(&self, normalized_code: &str) -> Secret<String> {
        let tag = hmac::sign(&self.rating, normalized_code.as_bytes());
        Secret::new(citizen_proof::base64url::encode(tag.as_ref()))
    }

    /// What is stored in a look-up secret's place, bound to its dossier.
    pub(crate) fn lookup_mac(&self, normalized_code: &str, secret: &str) -> Vec<u8> {
        let message = format!("{normalized_code}\n{secret}");
        hmac::sign(&self.lookup, message.as_bytes()).as_ref().to_vec()
    }

    /// Whether `mac` belongs to the secret; takes the same time for every wrong one.
    pub(crate) fn lookup_matches(&self, normalized_code: &str, secret: &str, mac: &[u8]) -> bool {
        let message = format!("{normalized_code}\n{secret}");
        hmac::verify(&self.lookup, message.as_bytes(), mac).is_ok()
    }

    /// The one refresh token that comes after `token`. Computed, never stored: a lost reply costs nothing.
    pub(crate) fn successor(&self, token: &str) -> String {
        let tag = hmac::sign(&self.refresh, token.as_bytes());
        citizen_proof::base64url::encode(tag.as_ref())
    }

    /// Seals the token of an upload.
    pub(crate) fn upload_tag(&self, message: &[u8]) -> hmac::Tag {
        hmac::sign(&self.upload, message)
    }

    /// Whether it is such a seal; takes the same time for every wrong one.
    pub(crate) fn is_upload_tag(&self, message: &[u8], tag: &[u8]) -> bool {
        hmac::verify(&self.upload, message, tag).is_ok()
    }

    /// Seals a cursor to its person.
    pub(crate) fn feed_tag(&self, message: &[u8]) -> hmac::Tag {
        hmac::sign(&self.feed, message)
    }
}

/// Random bytes from the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], ApiError> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| ApiError::Internal("no randomness"))?;
    Ok(bytes)
}

fn signing_key(folder: &Path, name: &str) -> Result<SigningKey, ApiError> {
    let path = folder.join(format!("{name}.p8"));
    if let Some(der) = files::read_if_there(&path)? {
        return SigningKey::from_pkcs8(Alg::EdDsa, None, &der)
            .map_err(|_| ApiError::Store("a key is damaged"));
    }
    let key = SigningKey::generate_ed25519().map_err(|_| ApiError::Internal("no key could be made"))?;
    files::write_private(&path, key.to_pkcs8().reveal())?;
    Ok(key)
}

fn secret(folder: &Path, name: &str) -> Result<hmac::Key, ApiError> {
    let path = folder.join(format!("{name}.secret"));
    let bytes = match files::read_if_there(&path)? {
        Some(bytes) if bytes.len() == 32 => bytes,
        Some(_) => return Err(ApiError::Store("a key is damaged")),
        None => {
            let bytes = random::<32>()?.to_vec();
            files::write_private(&path, &bytes)?;
            bytes
        }
    };
    Ok(hmac::Key::new(hmac::HMAC_SHA256, &bytes))
}

#[cfg(test)]
mod tests {
    use super::{KeyUse, Keys};

    #[test]
    fn only_keys_that_sign_something_are_published() {
        let dir = tempfile::tempdir().unwrap();
        let keys = Keys::open(&dir.path().join("keys")).unwrap();
        let uses: Vec<KeyUse> = keys.public().into_iter().flat_map(|key| key.uses).collect();
        // Published results bear no signature, so no key says that it signs them.
        assert_eq!(uses, [KeyUse::Pack, KeyUse::Receipt, KeyUse::Slip]);
    }
}
