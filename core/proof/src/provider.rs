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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Material;
    use citizen_domain::keys::PublicKey;

    fn key(json: &str) -> Material {
        Material::of(&serde_json::from_str::<PublicKey>(json).unwrap()).unwrap()
    }

    /// The RFCs' examples have no `kid`, so they are checked below the rules for headers.
    #[test]
    fn known_answers_of_rfc_7515_and_rfc_8037() {
        install().unwrap();
        for (alg, jwk, signed, good) in [
            (
                Algorithm::ES256,
                r#"{"kid":"a3","kty":"EC","alg":"ES256","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
                "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
            ),
            (
                Algorithm::EdDSA,
                r#"{"kid":"a4","kty":"OKP","alg":"EdDSA","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
                "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
            ),
        ] {
            let decoding = key(jwk).decoding_key();
            let check =
                |signed: &str| jsonwebtoken::crypto::verify(good, signed.as_bytes(), &decoding, alg).unwrap();
            assert!(check(signed), "{alg:?}");
            assert!(!check(&signed.replacen('J', "K", 1)), "{alg:?}");
        }
    }
}
