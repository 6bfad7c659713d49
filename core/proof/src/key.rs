use crate::{Alg, ProofError, base64url, sha256};
use citizen_domain::keys::PublicKey;
use jsonwebtoken::DecodingKey;

/// Longest key id.
const MAX_KID: usize = 256;
/// 2048 to 4096 bits: ring refuses less, and more only helps whoever wants the phone to be slow.
const RSA_MODULUS_BYTES: std::ops::RangeInclusive<usize> = 256..=512;

/// A public key whose members have been checked against its type.
#[derive(Clone)]
pub(crate) enum Material {
    P256 { x: Vec<u8>, y: Vec<u8> },
    Ed25519 { x: Vec<u8> },
    Rsa { n: Vec<u8>, e: Vec<u8> },
}

impl Material {
    pub(crate) fn of(key: &PublicKey) -> Result<Self, ProofError> {
        if key.kid.is_empty() || key.kid.len() > MAX_KID {
            return Err(ProofError::BadKey);
        }
        let PublicKey { crv, x, y, n, e, .. } = key;
        let bytes = |text: &str| base64url::decode(text).map_err(|_| ProofError::BadKey);
        match (key.kty.as_str(), crv.as_deref(), x, y, n, e) {
            ("EC", Some("P-256"), Some(x), Some(y), None, None) => {
                let (x, y) = (bytes(x)?, bytes(y)?);
                // RFC 7518 §6.2.1.2: full size, leading zeros kept.
                if x.len() != 32 || y.len() != 32 {
                    return Err(ProofError::BadKey);
                }
                Ok(Self::P256 { x, y })
            }
            ("OKP", Some("Ed25519"), Some(x), None, None, None) => {
                let x = bytes(x)?;
                if x.len() != 32 {
                    return Err(ProofError::BadKey);
                }
                Ok(Self::Ed25519 { x })
            }
            ("RSA", None, None, None, Some(n), Some(e)) => {
                let (n, e) = (bytes(n)?, bytes(e)?);
                // RFC 7518 §2, Base64urlUInt: no leading zeros.
                let minimal = |v: &[u8]| v.first().is_some_and(|b| *b != 0);
                if !RSA_MODULUS_BYTES.contains(&n.len()) || e.len() > 5 || !minimal(&n) || !minimal(&e) {
                    return Err(ProofError::BadKey);
                }
                Ok(Self::Rsa { n, e })
            }
            _ => Err(ProofError::BadKey),
        }
    }

    /// Whether a key of this type can sign with `alg` at all.
    pub(crate) fn fits(&self, alg: Alg) -> bool {
        matches!(
            (self, alg),
            (Self::P256 { .. }, Alg::Es256)
                | (Self::Ed25519 { .. }, Alg::EdDsa)
                | (Self::Rsa { .. }, Alg::Rs256 | Alg::Ps256)
        )
    }

    pub(crate) fn decoding_key(&self) -> DecodingKey {
        match self {
            Self::P256 { x, y } => {
                let mut point = Vec::with_capacity(65);
                point.push(4);
                point.extend_from_slice(x);
                point.extend_from_slice(y);
                DecodingKey::from_ec_der(&point)
            }
            Self::Ed25519 { x } => DecodingKey::from_ed_der(x),
            Self::Rsa { n, e } => DecodingKey::from_rsa_raw_components(n, e),
        }
    }

    /// Only the required members, in alphabetical order, without white space (RFC 7638 §3).
    pub(crate) fn thumbprint(&self) -> String {
        let b = |bytes: &[u8]| base64url::encode(bytes);
        let json = match self {
            Self::P256 { x, y } => {
                format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, b(x), b(y))
            }
            Self::Ed25519 { x } => format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, b(x)),
            Self::Rsa { n, e } => format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, b(e), b(n)),
        };
        base64url::encode(sha256(json.as_bytes()))
    }
}

/// RFC 7638 SHA-256 thumbprint of a key, base64url, 43 characters. Independent of its id, uses and dates.
///
/// # Errors
/// [`ProofError::BadKey`] when the members do not make a key of its type.
pub fn thumbprint(key: &PublicKey) -> Result<String, ProofError> {
    Ok(Material::of(key)?.thumbprint())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(json: &str) -> PublicKey {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn thumbprints_of_rfc_7638_and_rfc_8037() {
        let rsa = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#;
        let okp = r#"{"kid":"a","kty":"OKP","alg":"EdDSA","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        for (json, expected) in [
            (rsa, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"),
            (okp, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"),
        ] {
            assert_eq!(thumbprint(&key(json)).unwrap(), expected);
        }
    }

    #[test]
    fn members_must_make_a_key_of_the_type() {
        let good = r#"{"kid":"k","kty":"OKP","alg":"EdDSA","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        assert!(thumbprint(&key(good)).is_ok());
        for (from, to) in [
            (r#""kid":"k""#, r#""kid":"""#),
            ("OKP", "EC"),
            ("Ed25519", "X25519"),
            ("11qY", "11q"),
            ("URo", "URp"),
            (r#""x":"#, r#""y":"AA","x":"#),
            (r#","crv":"Ed25519""#, ""),
        ] {
            assert_eq!(
                thumbprint(&key(&good.replacen(from, to, 1))),
                Err(ProofError::BadKey),
                "{from}"
            );
        }
    }
}
