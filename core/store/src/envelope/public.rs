//! Sealing to a P-256 public key: an agreement key for one use, HKDF-SHA-256 (RFC 5869), AES-256-GCM; all ring's. The
//! scheme is ECIES as in SEC 1 §5.1 and HPKE's DHKEM (RFC 9180) have it: both points go into the derivation.
//!
//! Bytes: ephemeral point (65), ciphertext, tag (16). The key serves one message, so the nonce is zero.

use super::key_error;
use crate::error::StoreError;
use crate::vfs::WipedKey;
use citizen_domain::ports::{KeyName, KeyStore, PortError};
use citizen_domain::repository::RepositoryError;
use ring::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::SystemRandom;
use zeroize::Zeroizing;

const INFO: &[u8] = b"citizen sealed to a public key, version 1";
const POINT: usize = 65;

/// Seals `plain` to `recipient`, bound to `associated`. Nobody here can open it again.
pub(crate) fn seal(recipient: &[u8; POINT], associated: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let failed = || StoreError::Repository(RepositoryError::Failed("seal"));
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new())
        .map_err(|_| StoreError::KeyRefused)?;
    let ephemeral = own.compute_public_key().map_err(|_| failed())?;
    let key = agree_ephemeral(own, &UnparsedPublicKey::new(&ECDH_P256, recipient), |shared| {
        derive(shared, ephemeral.as_ref(), recipient)
    })
    // The point is none of the curve.
    .map_err(|_| StoreError::DamagedEnvelope)??;
    let mut sealed = plain.to_vec();
    key.seal_in_place_append_tag(zero(), Aad::from(associated), &mut sealed)
        .map_err(|_| failed())?;
    Ok([ephemeral.as_ref(), &sealed].concat())
}

/// Opens what [`seal`] made, by the agreement of the key `name`.
pub(crate) fn open(
    keys: &dyn KeyStore,
    name: &KeyName,
    associated: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let (ephemeral, body) = sealed
        .split_first_chunk::<POINT>()
        .ok_or(StoreError::DamagedEnvelope)?;
    let shared = Zeroizing::new(keys.agree(name, ephemeral).map_err(|error| match error {
        PortError::Damaged("public key") => StoreError::DamagedEnvelope,
        other => key_error(&other),
    })?);
    let recipient = keys.public_key(name).map_err(|e| key_error(&e))?;
    let key = derive(&*shared, ephemeral, &recipient)?;
    let mut body = Zeroizing::new(body.to_vec());
    let length = key
        .open_in_place(zero(), Aad::from(associated), &mut body)
        .map_err(|_| StoreError::WrongKey)?
        .len();
    body.truncate(length);
    Ok(body)
}

fn derive(shared: &[u8], ephemeral: &[u8], recipient: &[u8]) -> Result<WipedKey, StoreError> {
    Salt::new(HKDF_SHA256, ephemeral)
        .extract(shared)
        .expand(&[INFO, recipient], &AES_256_GCM)
        .map(|okm| WipedKey::new(UnboundKey::from(okm)))
        .map_err(|_| StoreError::Repository(RepositoryError::Failed("derive")))
}

fn zero() -> Nonce {
    Nonce::assume_unique_for_key([0; NONCE_LEN])
}
