//! The one maker and verifier of signatures: hashes, public keys and compact JWS with a fixed allow-list.
//! Everything that a province, a provider or a device signs passes through here and nowhere else.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod alg;
pub mod base64url;
mod digest;
mod embedded;
mod error;
mod json;
mod key;
mod key_set;
mod provider;
mod sign;
mod verify;

pub use alg::Alg;
pub use digest::{Sha256, hex, is_sha256_hex, sha256, sha256_hex, sha512};
pub use embedded::{Possession, verify_possession};
pub use error::ProofError;
pub use json::check as check_json;
pub use key::thumbprint;
pub use key_set::{KeySet, MAX_JWKS_BYTES, MAX_KEYS};
pub use sign::{Signer, SigningKey, sign_with, sign_with_jwk};
pub use verify::{Rule, Verified, names_key_in, peek_kid, verify};
