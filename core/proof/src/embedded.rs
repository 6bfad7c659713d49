use crate::key::Material;
use crate::verify::{Parts, signed_claims};
use crate::{Alg, ProofError, Rule, base64url, json, provider};
use citizen_domain::keys::PublicKey;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

/// Claims that whoever holds the key in the token's own header has signed. They prove possession of that key and
/// nothing else: the caller must know `thumbprint` from elsewhere before it means anybody.
#[derive(Clone)]
pub struct Possession<T> {
    /// The claims.
    pub claims: T,
    /// RFC 7638 thumbprint of the key, base64url.
    pub thumbprint: String,
    /// The algorithm.
    pub alg: Alg,
}

/// Claims may be personal, so only the key's thumbprint is shown.
impl<T> std::fmt::Debug for Possession<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Possession")
            .field("thumbprint", &self.thumbprint)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    jwk: Jwk,
}

/// A public key as a header carries it (RFC 7517 §4). What does not make the key is read over.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
    d: Option<IgnoredAny>,
    k: Option<IgnoredAny>,
}

/// Verifies a compact JWS by the key in its own header, as DPoP proofs are made (RFC 9449 §4.2): the header has `typ`,
/// `alg` and `jwk` and nothing else. `rule.purpose` plays no part.
///
/// This is the one place where a token may bring its key. [`crate::verify`] refuses it.
///
/// # Errors
/// One [`ProofError`] for each reason, as [`crate::verify`]; [`ProofError::PrivateKey`] when the key is a private one.
pub fn verify_possession<T: DeserializeOwned>(
    token: &str,
    rule: &Rule<'_>,
) -> Result<Possession<T>, ProofError> {
    provider::install()?;
    let parts = Parts::of(token, rule.max_len)?;
    let header = base64url::decode(parts.header)?;
    json::check(&header)?;
    let header: Header = serde_json::from_slice(&header).map_err(|_| ProofError::HeaderUnknown)?;
    let alg = Alg::parse(&header.alg)?;
    if !rule.algs.contains(&alg) {
        return Err(ProofError::Algorithm);
    }
    if header.typ != rule.typ {
        return Err(ProofError::WrongType);
    }
    let material = material(header.jwk)?;
    if !material.fits(alg) {
        return Err(ProofError::KeyAlgorithm);
    }
    let claims = signed_claims(&parts, alg, &material.decoding_key())?;
    Ok(Possession {
        claims,
        thumbprint: material.thumbprint(),
        alg,
    })
}

fn material(jwk: Jwk) -> Result<Material, ProofError> {
    if jwk.d.is_some() || jwk.k.is_some() {
        return Err(ProofError::PrivateKey);
    }
    Material::of(&PublicKey {
        // The key has no name; its thumbprint is what it is known by.
        kid: "jwk".to_owned(),
        alg: String::new(),
        kty: jwk.kty,
        crv: jwk.crv,
        x: jwk.x,
        y: jwk.y,
        n: jwk.n,
        e: jwk.e,
        uses: Vec::new(),
        valid_from: None,
        valid_to: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Signer, SigningKey};
    use serde_json::{Value, json};

    const RULE: Rule<'static> = Rule {
        typ: "dpop+jwt",
        purpose: None,
        algs: &[Alg::Es256, Alg::EdDsa],
        max_len: 2048,
    };

    fn signed(key: &SigningKey, header: &Value, claims: &Value) -> String {
        let text = format!(
            "{}.{}",
            base64url::encode(header.to_string()),
            base64url::encode(claims.to_string())
        );
        let signature = key.sign_bytes(text.as_bytes()).unwrap();
        format!("{text}.{}", base64url::encode(signature))
    }

    fn jwk(key: &SigningKey) -> Value {
        let public = key.public(&[], None, None);
        match key.alg() {
            Alg::Es256 => json!({"kty": "EC", "crv": "P-256", "x": public.x, "y": public.y}),
            _ => json!({"kty": "OKP", "crv": "Ed25519", "x": public.x}),
        }
    }

    #[test]
    fn the_holder_of_a_key_is_known_by_its_thumbprint() {
        for key in [
            SigningKey::generate_es256().unwrap(),
            SigningKey::generate_ed25519().unwrap(),
        ] {
            let mut bare = jwk(&key);
            bare["use"] = "sig".into();
            let header = json!({"typ": "dpop+jwt", "alg": key.alg().as_str(), "jwk": bare});
            let token = signed(&key, &header, &json!({"jti": "1"}));
            let shown = verify_possession::<Value>(&token, &RULE).unwrap();
            assert_eq!(shown.thumbprint, key.thumbprint());
            assert_eq!(shown.claims["jti"], "1");
        }
    }

    #[test]
    fn everything_else_is_refused_for_its_own_reason() {
        let (key, other) = (
            SigningKey::generate_es256().unwrap(),
            SigningKey::generate_es256().unwrap(),
        );
        let good = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": jwk(&key)});
        let changed = |name: &str, value: Value| {
            let mut header = good.clone();
            header[name] = value;
            header
        };
        let mut private = jwk(&key);
        private["d"] = "AAAA".into();
        let mut short = jwk(&key);
        short["x"] = "AAAA".into();
        for (header, reason) in [
            (changed("typ", "JWT".into()), ProofError::WrongType),
            (changed("alg", "none".into()), ProofError::Algorithm),
            (changed("alg", "HS256".into()), ProofError::Algorithm),
            (changed("alg", "RS256".into()), ProofError::Algorithm),
            (changed("alg", "EdDSA".into()), ProofError::KeyAlgorithm),
            (changed("jwk", private), ProofError::PrivateKey),
            (changed("jwk", short), ProofError::BadKey),
            (changed("jwk", jwk(&other)), ProofError::BadSignature),
            (changed("jwk", Value::Null), ProofError::HeaderUnknown),
            (changed("kid", "k".into()), ProofError::HeaderUnknown),
            (changed("crit", json!(["b64"])), ProofError::HeaderUnknown),
            (
                changed("jku", "https://evil.example/".into()),
                ProofError::HeaderUnknown,
            ),
        ] {
            let token = signed(&key, &header, &json!({"jti": "1"}));
            assert_eq!(
                verify_possession::<Value>(&token, &RULE).unwrap_err(),
                reason,
                "{header}"
            );
        }
        let mut token = signed(&key, &good, &json!({"jti": "1"}));
        let short = Rule { max_len: 50, ..RULE };
        assert_eq!(
            verify_possession::<Value>(&token, &short).unwrap_err(),
            ProofError::TooLong
        );
        token.truncate(token.len() - 2);
        assert_eq!(
            verify_possession::<Value>(&token, &RULE).unwrap_err(),
            ProofError::BadSignature
        );
    }
}
