//! A passphrase before the key files: Argon2id (RFC 9106) makes the key that every other secret is sealed under.

use crate::disk::write_durably;
use crate::files::port;
use crate::vfs::WipedKey;
use citizen_domain::Secret;
use citizen_domain::ports::PortError;
use ring::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use std::path::Path;
use zeroize::Zeroizing;

/// The file that says how the passphrase becomes a key, and that there is one.
pub(super) const FILE: &str = "passphrase";

/// RFC 9106 §4, second recommended choice: 64 MiB, three passes; one lane, since the crate has one thread.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;

/// What is believed of a file: a hostile one must not take all memory or the whole day.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 64;
const MOST_LANES: u32 = 16;

const MAGIC: &[u8; 8] = b"CTZPASS\x01";
const SALT: usize = 16;
/// Sealed to know a wrong passphrase at once.
const PROBE: &[u8] = b"citizen";

/// Opens and closes what lies on the shelf.
pub(super) struct Lock(WipedKey);

impl Lock {
    /// Makes `FILE` in `dir` and the lock for it.
    pub(super) fn make(dir: &Path, passphrase: &Secret<String>) -> Result<Self, PortError> {
        let salt: [u8; SALT] = random()?;
        let mut file = MAGIC.to_vec();
        for number in [MEMORY_KIB, PASSES, LANES] {
            file.extend(number.to_be_bytes());
        }
        file.extend(salt);
        let lock = Self::derive(passphrase, &salt, [MEMORY_KIB, PASSES, LANES])?;
        let probe = lock.close(FILE, PROBE)?;
        file.extend(probe);
        write_durably(dir, FILE, &file).map_err(|e| port(&e))?;
        Ok(lock)
    }

    /// The lock that `file` describes, if `passphrase` is the one.
    pub(super) fn open(file: &[u8], passphrase: &Secret<String>) -> Result<Self, PortError> {
        let damaged = PortError::Damaged("passphrase");
        let (numbers, rest) = file
            .strip_prefix(MAGIC)
            .and_then(|rest| rest.split_first_chunk::<12>())
            .ok_or(damaged.clone())?;
        let (salt, probe) = rest.split_first_chunk::<SALT>().ok_or(damaged.clone())?;
        let (memory, rest) = numbers.split_first_chunk::<4>().ok_or(damaged.clone())?;
        let (passes, lanes) = rest.split_first_chunk::<4>().ok_or(damaged.clone())?;
        let lanes: [u8; 4] = lanes.try_into().map_err(|_| damaged.clone())?;
        let numbers = [*memory, *passes, lanes].map(u32::from_be_bytes);
        let [memory, passes, lanes] = numbers;
        if memory > MOST_MEMORY_KIB || passes > MOST_PASSES || lanes > MOST_LANES {
            return Err(damaged);
        }
        let lock = Self::derive(passphrase, salt, numbers)?;
        match lock.open_secret(FILE, probe) {
            Ok(probe) if *probe == PROBE => Ok(lock),
            _ => Err(PortError::Refused("passphrase")),
        }
    }

    fn derive(
        passphrase: &Secret<String>,
        salt: &[u8; SALT],
        [memory, passes, lanes]: [u32; 3],
    ) -> Result<Self, PortError> {
        let params = argon2::Params::new(memory, passes, lanes, Some(32))
            .map_err(|_| PortError::Damaged("passphrase"))?;
        let mut key = Zeroizing::new([0_u8; 32]);
        argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(passphrase.reveal().as_bytes(), salt, &mut *key)
            .map_err(|_| PortError::Failed("passphrase".to_owned()))?;
        UnboundKey::new(&AES_256_GCM, &*key)
            .map(|key| Self(WipedKey::new(key)))
            .map_err(|_| PortError::Failed("passphrase".to_owned()))
    }

    /// Nonce, ciphertext, tag; bound to the secret's name.
    pub(super) fn close(&self, name: &str, secret: &[u8]) -> Result<Vec<u8>, PortError> {
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut sealed = Zeroizing::new(secret.to_vec());
        let tag = self
            .0
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(name.as_bytes()),
                &mut sealed,
            )
            .map_err(|_| PortError::Failed("seal".to_owned()))?;
        Ok([nonce.as_slice(), &sealed, tag.as_ref()].concat())
    }

    pub(super) fn open_secret(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, PortError> {
        let damaged = PortError::Damaged("key");
        let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(damaged.clone())?;
        let mut body = Zeroizing::new(body.to_vec());
        let length = self
            .0
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(name.as_bytes()),
                &mut body,
            )
            .map_err(|_| damaged)?
            .len();
        body.truncate(length);
        Ok(body)
    }
}

fn random<const N: usize>() -> Result<[u8; N], PortError> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| PortError::Unavailable("randomness"))?;
    Ok(bytes)
}
