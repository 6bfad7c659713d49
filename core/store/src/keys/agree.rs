//! P-256 key agreement with a key that lasts, which ring does not have: its agreement keys live for one use, and nothing
//! can be put in the place of its randomness. So the one step of curve arithmetic is RustCrypto's `p256`
//! (`docs/adr/0010-agreement-in-software.md`). Phones do this step in hardware and have no use for this file.

use citizen_domain::ports::PortError;
use p256::ecdh::diffie_hellman;
use p256::{PublicKey, SecretKey};

/// Where ring's PKCS#8 of a P-256 key has the private scalar (RFC 5208, RFC 5915).
const SCALAR: std::ops::Range<usize> = 36..68;
const LENGTH: usize = 138;

/// The shared x coordinate of the key in `pkcs8`, as ring makes it, and `peer`'s point.
pub(super) fn agree(pkcs8: &[u8], peer: &[u8; 65]) -> Result<[u8; 32], PortError> {
    let scalar = pkcs8
        .get(SCALAR)
        .filter(|_| pkcs8.len() == LENGTH)
        .ok_or(PortError::Damaged("key"))?;
    let own = SecretKey::from_slice(scalar).map_err(|_| PortError::Damaged("key"))?;
    // Refuses what is no point of the curve, and infinity.
    let peer = PublicKey::from_sec1_bytes(peer).map_err(|_| PortError::Damaged("public key"))?;
    let shared = diffie_hellman(own.to_nonzero_scalar(), peer.as_affine());
    Ok((*shared.raw_secret_bytes()).into())
}
