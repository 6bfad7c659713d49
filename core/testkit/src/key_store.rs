use crate::lock;
use citizen_domain::ports::{KeyName, KeyStore, PortError};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use std::collections::HashMap;
use std::sync::Mutex;

/// Keys in memory, with real seals and signatures; gone with the value. [`MemoryKeyStore::set_locked`] makes it refuse
/// like a locked phone.
#[derive(Default)]
pub struct MemoryKeyStore {
    keys: Mutex<Keys>,
}

#[derive(Default)]
struct Keys {
    sealing: HashMap<KeyName, [u8; 32]>,
    signing: HashMap<KeyName, Vec<u8>>,
    counters: HashMap<KeyName, u64>,
    nonces: u64,
    locked: bool,
}

impl MemoryKeyStore {
    /// No keys yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Refuses everything while `locked`.
    pub fn set_locked(&self, locked: bool) {
        lock(&self.keys).locked = locked;
    }

    fn with<T>(&self, work: impl FnOnce(&mut Keys) -> Result<T, PortError>) -> Result<T, PortError> {
        let mut keys = lock(&self.keys);
        if keys.locked {
            return Err(PortError::Refused("locked"));
        }
        work(&mut keys)
    }

    fn pkcs8(&self, name: &KeyName) -> Result<Vec<u8>, PortError> {
        let random = SystemRandom::new();
        self.with(|keys| {
            if let Some(pkcs8) = keys.signing.get(name) {
                return Ok(pkcs8.clone());
            }
            let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)
                .map_err(|_| PortError::Unavailable("randomness"))?;
            keys.signing.insert(name.clone(), made.as_ref().to_vec());
            Ok(made.as_ref().to_vec())
        })
    }

    fn signer(&self, name: &KeyName) -> Result<EcdsaKeyPair, PortError> {
        let (pkcs8, random) = (self.pkcs8(name)?, SystemRandom::new());
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8, &random)
            .map_err(|_| PortError::Damaged("key"))
    }
}

fn key(bytes: &[u8]) -> Result<LessSafeKey, PortError> {
    UnboundKey::new(&AES_256_GCM, bytes)
        .map(LessSafeKey::new)
        .map_err(|_| PortError::Damaged("key"))
}

fn nonce(number: u64) -> Nonce {
    let mut bytes = [0; 12];
    bytes
        .iter_mut()
        .zip(number.to_le_bytes())
        .for_each(|(to, from)| *to = from);
    Nonce::assume_unique_for_key(bytes)
}

impl KeyStore for MemoryKeyStore {
    fn kind(&self) -> &'static str {
        "memory"
    }

    fn seal(&self, name: &KeyName, associated: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, PortError> {
        self.with(|keys| {
            if !keys.sealing.contains_key(name) {
                let mut made = [0; 32];
                SystemRandom::new()
                    .fill(&mut made)
                    .map_err(|_| PortError::Unavailable("randomness"))?;
                keys.sealing.insert(name.clone(), made);
            }
            keys.nonces += 1;
            let bytes = keys.sealing.get(name).ok_or(PortError::NotFound)?;
            let mut sealed = plaintext.to_vec();
            key(bytes)?
                .seal_in_place_append_tag(nonce(keys.nonces), Aad::from(associated), &mut sealed)
                .map_err(|_| PortError::Failed("seal".to_owned()))?;
            Ok([keys.nonces.to_le_bytes().as_slice(), &sealed].concat())
        })
    }

    fn open(&self, name: &KeyName, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, PortError> {
        self.with(|keys| {
            let bytes = keys.sealing.get(name).ok_or(PortError::NotFound)?;
            let (number, body) = sealed
                .split_first_chunk::<8>()
                .ok_or(PortError::Damaged("sealed"))?;
            let mut body = body.to_vec();
            key(bytes)?
                .open_in_place(
                    nonce(u64::from_le_bytes(*number)),
                    Aad::from(associated),
                    &mut body,
                )
                .map(|plain| plain.to_vec())
                .map_err(|_| PortError::Damaged("sealed"))
        })
    }

    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<[u8; 64], PortError> {
        self.signer(name)?
            .sign(&SystemRandom::new(), message)
            .ok()
            .and_then(|signature| signature.as_ref().try_into().ok())
            .ok_or_else(|| PortError::Failed("sign".to_owned()))
    }

    fn public_key(&self, name: &KeyName) -> Result<[u8; 65], PortError> {
        self.signer(name)?
            .public_key()
            .as_ref()
            .try_into()
            .map_err(|_| PortError::Damaged("key"))
    }

    /// In software, as hardware does it: ring's agreement keys live for one use only.
    fn agree(&self, name: &KeyName, peer: &[u8; 65]) -> Result<[u8; 32], PortError> {
        let pkcs8 = self.pkcs8(name)?;
        // ring's PKCS#8 has the scalar there.
        let own = pkcs8
            .get(36..68)
            .and_then(|scalar| p256::SecretKey::from_slice(scalar).ok())
            .ok_or(PortError::Damaged("key"))?;
        let peer = p256::PublicKey::from_sec1_bytes(peer).map_err(|_| PortError::Damaged("public key"))?;
        let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), peer.as_affine());
        Ok((*shared.raw_secret_bytes()).into())
    }

    fn counter(&self, name: &KeyName) -> Result<u64, PortError> {
        self.with(|keys| Ok(keys.counters.get(name).copied().unwrap_or(0)))
    }

    fn raise_counter(&self, name: &KeyName, value: u64) -> Result<(), PortError> {
        self.with(|keys| {
            let counter = keys.counters.entry(name.clone()).or_default();
            *counter = value.max(*counter);
            Ok(())
        })
    }

    fn destroy(&self, name: &KeyName) -> Result<(), PortError> {
        self.with(|keys| {
            keys.sealing.remove(name);
            keys.signing.remove(name);
            keys.counters.remove(name);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_under_the_same_name_and_associated_data() {
        let keys = MemoryKeyStore::new();
        let (a, b) = (KeyName("a".into()), KeyName("b".into()));
        let sealed = keys.seal(&a, b"profile", b"secret").unwrap();
        keys.seal(&b, b"profile", b"other").unwrap();
        assert_eq!(keys.open(&a, b"profile", &sealed).unwrap(), b"secret");
        assert!(keys.open(&b, b"profile", &sealed).is_err());
        assert!(keys.open(&a, b"other", &sealed).is_err());
        keys.set_locked(true);
        assert_eq!(
            keys.open(&a, b"profile", &sealed),
            Err(PortError::Refused("locked"))
        );
        keys.set_locked(false);
        keys.destroy(&a).unwrap();
        assert_eq!(keys.open(&a, b"profile", &sealed), Err(PortError::NotFound));
    }
}
