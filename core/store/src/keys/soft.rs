//! A key store in software over a shelf of secrets.

use super::SecretShelf;
use super::agree::agree;
use crate::vfs::WipedKey;
use citizen_domain::ports::{KeyName, KeyStore, PortError};
use citizen_proof::sha256_hex;
use ring::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use zeroize::Zeroizing;

/// First byte of everything sealed: version 1 is AES-256-GCM with a random nonce in front.
const VERSION: u8 = 1;

/// A [`KeyStore`] that computes here and keeps its secrets on a [`SecretShelf`].
///
/// Sealed bytes: version (1), nonce (12), ciphertext and tag (16). The associated data begins with the version and the
/// key's name, so that what one key sealed never opens under another name.
pub struct SoftKeyStore<S> {
    shelf: S,
    random: SystemRandom,
}

#[derive(Clone, Copy)]
enum Part {
    Seal,
    Sign,
    Counter,
}

impl Part {
    const ALL: [Self; 3] = [Self::Seal, Self::Sign, Self::Counter];

    const fn suffix(self) -> &'static str {
        match self {
            Self::Seal => "seal",
            Self::Sign => "sign",
            Self::Counter => "counter",
        }
    }
}

impl<S: SecretShelf> SoftKeyStore<S> {
    /// Over `shelf`.
    pub fn new(shelf: S) -> Self {
        Self {
            shelf,
            random: SystemRandom::new(),
        }
    }

    /// The name says nothing about the key.
    fn secret(name: &KeyName, part: Part) -> String {
        format!("{}.{}", sha256_hex(name.0.as_bytes()), part.suffix())
    }

    fn read(&self, name: &KeyName, part: Part) -> Result<Option<Zeroizing<Vec<u8>>>, PortError> {
        self.shelf.read(&Self::secret(name, part))
    }

    fn write(&self, name: &KeyName, part: Part, bytes: &[u8]) -> Result<(), PortError> {
        self.shelf.write(&Self::secret(name, part), bytes)
    }

    /// What is stored, or what `make` makes on first use.
    fn read_or_make(
        &self,
        name: &KeyName,
        part: Part,
        make: impl FnOnce() -> Result<Zeroizing<Vec<u8>>, PortError>,
    ) -> Result<Zeroizing<Vec<u8>>, PortError> {
        if let Some(bytes) = self.read(name, part)? {
            return Ok(bytes);
        }
        let _lock = self.shelf.lock()?;
        if let Some(bytes) = self.read(name, part)? {
            return Ok(bytes);
        }
        let bytes = make()?;
        self.write(name, part, &bytes)?;
        Ok(bytes)
    }

    fn pkcs8(&self, name: &KeyName) -> Result<Zeroizing<Vec<u8>>, PortError> {
        self.read_or_make(name, Part::Sign, || {
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &self.random)
                .map(|document| Zeroizing::new(document.as_ref().to_vec()))
                .map_err(|_| PortError::Unavailable("randomness"))
        })
    }

    fn sealing_key(&self, bytes: &[u8]) -> Result<WipedKey, PortError> {
        UnboundKey::new(&AES_256_GCM, bytes)
            .map(WipedKey::new)
            .map_err(|_| PortError::Damaged("key"))
    }

    fn signing_key(&self, name: &KeyName) -> Result<EcdsaKeyPair, PortError> {
        let pkcs8 = self.pkcs8(name)?;
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8, &self.random)
            .map_err(|_| PortError::Damaged("key"))
    }

    fn bytes<const N: usize>(&self) -> Result<[u8; N], PortError> {
        let mut bytes = [0; N];
        self.random
            .fill(&mut bytes)
            .map_err(|_| PortError::Unavailable("randomness"))?;
        Ok(bytes)
    }
}

impl<S: SecretShelf> KeyStore for SoftKeyStore<S> {
    fn kind(&self) -> &'static str {
        self.shelf.kind()
    }

    fn seal(&self, name: &KeyName, associated: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, PortError> {
        let key = self.read_or_make(name, Part::Seal, || {
            Ok(Zeroizing::new(self.bytes::<32>()?.to_vec()))
        })?;
        let nonce: [u8; NONCE_LEN] = self.bytes()?;
        let mut sealed = plaintext.to_vec();
        self.sealing_key(&key)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(bound(name, associated)),
                &mut sealed,
            )
            .map_err(|_| PortError::Failed("seal".to_owned()))?;
        Ok([[VERSION].as_slice(), &nonce, &sealed].concat())
    }

    fn open(&self, name: &KeyName, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, PortError> {
        let key = self.read(name, Part::Seal)?.ok_or(PortError::NotFound)?;
        let (nonce, body) = sealed
            .strip_prefix(&[VERSION])
            .and_then(|rest| rest.split_first_chunk::<NONCE_LEN>())
            .ok_or(PortError::Damaged("sealed"))?;
        let mut body = body.to_vec();
        let length = self
            .sealing_key(&key)?
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(bound(name, associated)),
                &mut body,
            )
            .map_err(|_| PortError::Damaged("sealed"))?
            .len();
        body.truncate(length);
        Ok(body)
    }

    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<[u8; 64], PortError> {
        self.signing_key(name)?
            .sign(&self.random, message)
            .ok()
            .and_then(|signature| signature.as_ref().try_into().ok())
            .ok_or_else(|| PortError::Failed("sign".to_owned()))
    }

    fn public_key(&self, name: &KeyName) -> Result<[u8; 65], PortError> {
        self.signing_key(name)?
            .public_key()
            .as_ref()
            .try_into()
            .map_err(|_| PortError::Damaged("key"))
    }

    fn agree(&self, name: &KeyName, peer: &[u8; 65]) -> Result<[u8; 32], PortError> {
        agree(&self.pkcs8(name)?, peer)
    }

    fn counter(&self, name: &KeyName) -> Result<u64, PortError> {
        match self.read(name, Part::Counter)? {
            None => Ok(0),
            Some(bytes) => std::str::from_utf8(&bytes)
                .ok()
                .and_then(|text| text.parse().ok())
                .ok_or(PortError::Damaged("counter")),
        }
    }

    fn raise_counter(&self, name: &KeyName, value: u64) -> Result<(), PortError> {
        let _lock = self.shelf.lock()?;
        if self.counter(name)? < value {
            self.write(name, Part::Counter, value.to_string().as_bytes())?;
        }
        Ok(())
    }

    fn destroy(&self, name: &KeyName) -> Result<(), PortError> {
        let _lock = self.shelf.lock()?;
        for part in Part::ALL {
            self.shelf.remove(&Self::secret(name, part))?;
        }
        Ok(())
    }
}

/// Version, length of the name, name, associated data: no two pairs give the same bytes.
fn bound(name: &KeyName, associated: &[u8]) -> Vec<u8> {
    let length = (name.0.len() as u64).to_be_bytes();
    [[VERSION].as_slice(), &length, name.0.as_bytes(), associated].concat()
}

impl<S> std::fmt::Debug for SoftKeyStore<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SoftKeyStore(…)")
    }
}
