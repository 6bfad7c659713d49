//! What a caller of the crate sees.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests may fail loudly"
)]

mod first_use;
mod hostile;
mod keys;
mod round_trip;

use citizen_proof::{Alg, SigningKey};

/// Made for tests; signs nothing that anybody trusts.
const RSA: &[u8] = include_bytes!("../../../../tests/fixtures/keys/rsa2048-test.pk8");

fn signing_key(alg: Alg) -> SigningKey {
    match alg {
        Alg::Es256 => SigningKey::generate_es256().unwrap(),
        Alg::EdDsa => SigningKey::generate_ed25519().unwrap(),
        Alg::Rs256 | Alg::Ps256 => SigningKey::from_pkcs8(alg, None, RSA).unwrap(),
    }
}
