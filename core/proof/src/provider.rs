//! ring as the cryptography of `jsonwebtoken`, which since version 11 panics at its first use when no provider
//! is installed. Every public entry point of this crate that needs it calls [`install`] itself, so that there is
//! nothing for a caller to forget. See `docs/adr/0004-jose-on-ring.md`.

use crate::ProofError;
use jsonwebtoken::crypto::{CryptoProvider, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaParameters,
    RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};
use std::sync::OnceLock;

/// Makes ring the provider of this process, once.
pub(crate) fn install() -> Result<(), ProofError> {
    static OURS: OnceLock<bool> = OnceLock::new();
    // `install_default` can succeed once only; a failure means that somebody else was first.
    if *OURS.get_or_init(|| RING.install_default().is_ok()) {
        Ok(())
    } else {
        Err(ProofError::Provider)
    }
}

static RING: CryptoProvider = CryptoProvider {
    // Signing goes through `Signer`, because a device key never leaves its key store.
    signer_factory: |_, _| Err(ErrorKind::UnsupportedAlgorithm.into()),
    verifier_factory: |alg, key| {
        let way = match alg {
            Algorithm::ES256 => Way::Raw(&ECDSA_P256_SHA256_FIXED),
            Algorithm::EdDSA => Way::Raw(&ED25519),
            Algorithm::RS256 => Way::Rsa(&RSA_PKCS1_2048_8192_SHA256),
            Algorithm::PS256 => Way::Rsa(&RSA_PSS_2048_8192_SHA256),
            _ => return Err(ErrorKind::UnsupportedAlgorithm.into()),
        };
        Ok(Box::new(Ring {
            alg: *alg,
            way,
            key: key.clone(),
        }))
    },
    // The crate's own dummies panic; these refuse. Thumbprints are ours (`key::thumbprint`).
    key_utils: KeyUtils {
        rsa_pub_components_from_private_key: |_| Err(unsupported()),
        rsa_pub_components_from_public_key: |_| Err(unsupported()),
        ec_pub_components_from_private_key: |_, _| Err(unsupported()),
        ed_pub_components_from_private_key: |_, _| Err(unsupported()),
        compute_digest: |_, _| Err(unsupported()),
    },
};

fn unsupported() -> Error {
    ErrorKind::UnsupportedAlgorithm.into()
}

enum Way {
    Raw(&'static dyn VerificationAlgorithm),
    Rsa(&'static RsaParameters),
}

struct Ring {
    alg: Algorithm,
    way: Way,
    key: DecodingKey,
}

impl JwtVerifier for Ring {
    fn algorithm(&self) -> Algorithm {
        self.alg
    }
}

impl signature::Verifier<Vec<u8>> for Ring {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        let verdict = match (&self.way, self.key.kind()) {
            (Way::Raw(alg), DecodingKeyKind::SecretOrDer(point)) => {
                UnparsedPublicKey::new(*alg, point).verify(message, signature)
            }
            (Way::Rsa(alg), DecodingKeyKind::RsaModulusExponent { n, e }) => {
                RsaPublicKeyComponents { n, e }.verify(alg, message, signature)
            }
            _ => return Err(signature::Error::new()),
        };
        verdict.map_err(|_| signature::Error::new())
    }
}
