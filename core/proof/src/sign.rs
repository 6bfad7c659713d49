use crate::key::Material;
use crate::{Alg, ProofError, base64url, provider};
use citizen_domain::keys::{KeyUse, PublicKey};
use citizen_domain::{Secret, Timestamp};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
    RsaKeyPair,
};
use serde::Serialize;

/// Whatever can sign: a key in memory, or one that never leaves a device's key store.
pub trait Signer {
    /// Its algorithm.
    fn alg(&self) -> Alg;

    /// Key id for the header.
    fn kid(&self) -> &str;

    /// The signature over `message` as JWS wants it (ES256: 64 bytes, r‖s).
    ///
    /// # Errors
    /// [`ProofError::Signing`] when the key cannot be used now.
    fn sign_bytes(&self, message: &[u8]) -> Result<Vec<u8>, ProofError>;
}

/// A private key in memory: a province's, a root's or a test's. Wiped when dropped as far as ring allows.
pub struct SigningKey {
    alg: Alg,
    kid: String,
    pkcs8: Secret<Vec<u8>>,
    pair: Pair,
    material: Material,
}

enum Pair {
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Rsa(Box<RsaKeyPair>),
}

impl SigningKey {
    /// A new P-256 key for ES256, named by its thumbprint.
    ///
    /// # Errors
    /// [`ProofError::Signing`] when the system has no randomness.
    pub fn generate_es256() -> Result<Self, ProofError> {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map_err(|_| ProofError::Signing)?;
        Self::from_pkcs8(Alg::Es256, None, pkcs8.as_ref())
    }

    /// A new Ed25519 key, named by its thumbprint.
    ///
    /// # Errors
    /// [`ProofError::Signing`] when the system has no randomness.
    pub fn generate_ed25519() -> Result<Self, ProofError> {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| ProofError::Signing)?;
        Self::from_pkcs8(Alg::EdDsa, None, pkcs8.as_ref())
    }

    /// Reads a PKCS #8 key (DER). Without `kid` it is named by its RFC 7638 thumbprint.
    ///
    /// # Errors
    /// [`ProofError::BadKey`] when the key is not one for `alg`.
    pub fn from_pkcs8(alg: Alg, kid: Option<&str>, der: &[u8]) -> Result<Self, ProofError> {
        provider::install()?;
        let bad = |_| ProofError::BadKey;
        let (pair, material) = match alg {
            Alg::Es256 => {
                let pair =
                    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &SystemRandom::new())
                        .map_err(bad)?;
                let point = pair.public_key().as_ref();
                let (x, y) = point
                    .get(1..)
                    .and_then(|xy| xy.split_at_checked(32))
                    .ok_or(ProofError::BadKey)?;
                let material = Material::P256 {
                    x: x.to_vec(),
                    y: y.to_vec(),
                };
                (Pair::P256(pair), material)
            }
            Alg::EdDsa => {
                let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).map_err(bad)?;
                let x = pair.public_key().as_ref().to_vec();
                (Pair::Ed25519(pair), Material::Ed25519 { x })
            }
            Alg::Rs256 | Alg::Ps256 => {
                let pair = RsaKeyPair::from_pkcs8(der).map_err(bad)?;
                let parts: ring::rsa::PublicKeyComponents<Vec<u8>> = pair.public().into();
                let material = Material::Rsa {
                    n: parts.n,
                    e: parts.e,
                };
                (Pair::Rsa(Box::new(pair)), material)
            }
        };
        Ok(Self {
            alg,
            kid: kid.map_or_else(|| material.thumbprint(), str::to_owned),
            pkcs8: Secret::new(der.to_vec()),
            pair,
            material,
        })
    }

    /// The private key as PKCS #8 (DER).
    pub fn to_pkcs8(&self) -> Secret<Vec<u8>> {
        self.pkcs8.clone()
    }

    /// RFC 7638 thumbprint.
    pub fn thumbprint(&self) -> String {
        self.material.thumbprint()
    }

    /// The public half, for `uses` between `from` and `to` (the first instant after).
    pub fn public(&self, uses: &[KeyUse], from: Option<Timestamp>, to: Option<Timestamp>) -> PublicKey {
        let b = |bytes: &Vec<u8>| Some(base64url::encode(bytes));
        let (kty, crv, x, y, n, e) = match &self.material {
            Material::P256 { x, y } => ("EC", Some("P-256"), b(x), b(y), None, None),
            Material::Ed25519 { x } => ("OKP", Some("Ed25519"), b(x), None, None, None),
            Material::Rsa { n, e } => ("RSA", None, None, None, b(n), b(e)),
        };
        PublicKey {
            kid: self.kid.clone(),
            kty: kty.to_owned(),
            alg: self.alg.as_str().to_owned(),
            crv: crv.map(str::to_owned),
            x,
            y,
            n,
            e,
            uses: uses.to_vec(),
            valid_from: from,
            valid_to: to,
        }
    }

    /// Signs `claims` as a compact JWS of type `typ`.
    ///
    /// # Errors
    /// [`ProofError::Signing`].
    pub fn sign<T: Serialize>(&self, typ: &str, claims: &T) -> Result<String, ProofError> {
        sign_with(self, typ, claims)
    }
}

impl Signer for SigningKey {
    fn alg(&self) -> Alg {
        self.alg
    }

    fn kid(&self) -> &str {
        &self.kid
    }

    fn sign_bytes(&self, message: &[u8]) -> Result<Vec<u8>, ProofError> {
        let failed = |_| ProofError::Signing;
        let rng = SystemRandom::new();
        match &self.pair {
            Pair::P256(pair) => Ok(pair.sign(&rng, message).map_err(failed)?.as_ref().to_vec()),
            Pair::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
            Pair::Rsa(pair) => {
                let padding: &dyn ring::signature::RsaEncoding = match self.alg {
                    Alg::Ps256 => &RSA_PSS_SHA256,
                    _ => &RSA_PKCS1_SHA256,
                };
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(padding, &rng, message, &mut signature)
                    .map_err(failed)?;
                Ok(signature)
            }
        }
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey")
            .field("alg", &self.alg)
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Header<'a> {
    alg: &'a str,
    typ: &'a str,
    kid: &'a str,
}

#[derive(Serialize)]
struct KeyedHeader<'a> {
    typ: &'a str,
    alg: &'a str,
    jwk: BareKey<'a>,
}

/// The required members only (RFC 7638 §3.2): nothing that would name the key's owner or use.
#[derive(Serialize)]
struct BareKey<'a> {
    kty: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    crv: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    y: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    e: Option<&'a str>,
}

/// Signs `claims` as a compact JWS of type `typ` whose header carries the public key itself: a proof of possession
/// (RFC 9449 §4.2). `key` must be the public half of what `signer` signs with.
///
/// # Errors
/// As [`sign_with`].
pub fn sign_with_jwk<T: Serialize>(
    signer: &dyn Signer,
    key: &PublicKey,
    typ: &str,
    claims: &T,
) -> Result<String, ProofError> {
    let header = KeyedHeader {
        typ,
        alg: signer.alg().as_str(),
        jwk: BareKey {
            kty: &key.kty,
            crv: key.crv.as_deref(),
            x: key.x.as_deref(),
            y: key.y.as_deref(),
            n: key.n.as_deref(),
            e: key.e.as_deref(),
        },
    };
    compact(signer, &header, claims)
}

/// Signs `claims` with any [`Signer`] as a compact JWS of type `typ`.
///
/// # Errors
/// [`ProofError::Signing`] when the signer cannot sign, [`ProofError::Claims`] when the claims are no JSON object.
pub fn sign_with<T: Serialize>(signer: &dyn Signer, typ: &str, claims: &T) -> Result<String, ProofError> {
    let header = Header {
        alg: signer.alg().as_str(),
        typ,
        kid: signer.kid(),
    };
    compact(signer, &header, claims)
}

fn compact<H: Serialize, T: Serialize>(
    signer: &dyn Signer,
    header: &H,
    claims: &T,
) -> Result<String, ProofError> {
    let header = serde_json::to_vec(header).map_err(|_| ProofError::Signing)?;
    let claims = serde_json::to_vec(claims).map_err(|_| ProofError::Claims)?;
    crate::json::check(&claims).map_err(|_| ProofError::Claims)?;
    let mut token = base64url::encode(header);
    token.push('.');
    token.push_str(&base64url::encode(claims));
    let signature = signer.sign_bytes(token.as_bytes())?;
    token.push('.');
    token.push_str(&base64url::encode(signature));
    Ok(token)
}
