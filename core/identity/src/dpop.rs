//! Proof of possession (RFC 9449): tokens that are of use only together with a signature by the device's own key. The
//! key lives in the key store and never leaves it; this room words what is signed.

use citizen_domain::Timestamp;
use citizen_domain::keys::PublicKey;
use citizen_domain::ports::{KeyName, KeyStore, Method, PortError, Random};
use citizen_proof::{Alg, ProofError, Signer, base64url, sha256, sign_with_jwk, thumbprint};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use url::Url;

/// Longest nonce that is taken up.
const MAX_NONCE: usize = 1024;
/// Most servers whose nonces are held; the province and its provider are few.
const MAX_ORIGINS: usize = 16;

/// The device's signing key, in its key store.
#[derive(Clone, Copy)]
pub struct Device<'a> {
    /// Where it lives.
    pub keys: &'a dyn KeyStore,
    /// Its name there.
    pub name: &'a KeyName,
}

/// What one proof is for; a proof serves one request only.
#[derive(Clone, Copy)]
pub struct ProofFor<'a> {
    /// Method of the request.
    pub method: Method,
    /// Its address; query and fragment are left out of the proof (RFC 9449 §4.2, `htu`).
    pub url: &'a Url,
    /// The access token that goes with it; none at the token endpoint.
    pub access_token: Option<&'a str>,
    /// The newest nonce of that server. It counts there in place of the time, which may be wrong here.
    pub nonce: Option<&'a str>,
    /// Wall time.
    pub now: Timestamp,
    /// For the proof's id.
    pub random: &'a dyn Random,
}

#[derive(Serialize)]
struct Claims<'a> {
    jti: String,
    htm: &'a str,
    htu: &'a str,
    iat: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    ath: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
}

impl Device<'_> {
    /// RFC 7638 thumbprint of the key, which is made on first use.
    ///
    /// # Errors
    /// The key store's own.
    pub fn thumbprint(&self) -> Result<String, PortError> {
        thumbprint(&self.public()?).map_err(|_| PortError::Damaged("key"))
    }

    /// A proof: the value of the `dpop` header.
    ///
    /// # Errors
    /// The key store's and the randomness's own.
    pub fn proof(&self, what: &ProofFor<'_>) -> Result<String, PortError> {
        let mut id = [0; 16];
        what.random.fill(&mut id)?;
        let mut target = what.url.clone();
        target.set_query(None);
        target.set_fragment(None);
        let claims = Claims {
            jti: base64url::encode(id),
            htm: what.method.as_str(),
            htu: target.as_str(),
            iat: what.now.secs(),
            ath: what
                .access_token
                .map(|token| base64url::encode(sha256(token.as_bytes()))),
            nonce: what.nonce,
        };
        let refusal = std::cell::RefCell::new(None);
        let signer = InStore {
            device: *self,
            refusal: &refusal,
        };
        sign_with_jwk(&signer, &self.public()?, "dpop+jwt", &claims).map_err(|_| {
            refusal
                .borrow_mut()
                .take()
                .unwrap_or_else(|| PortError::Failed("proof".to_owned()))
        })
    }

    fn public(&self) -> Result<PublicKey, PortError> {
        let point = self.keys.public_key(self.name)?;
        let [4, xy @ ..] = &point else {
            return Err(PortError::Damaged("key"));
        };
        let (x, y) = xy.split_at(32);
        Ok(PublicKey {
            kid: "device".to_owned(),
            kty: "EC".to_owned(),
            alg: Alg::Es256.as_str().to_owned(),
            crv: Some("P-256".to_owned()),
            x: Some(base64url::encode(x)),
            y: Some(base64url::encode(y)),
            n: None,
            e: None,
            uses: Vec::new(),
            valid_from: None,
            valid_to: None,
        })
    }
}

impl std::fmt::Debug for Device<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Device(…)")
    }
}

/// Signs inside the key store, and remembers why it could not.
struct InStore<'a> {
    device: Device<'a>,
    refusal: &'a std::cell::RefCell<Option<PortError>>,
}

impl Signer for InStore<'_> {
    fn alg(&self) -> Alg {
        Alg::Es256
    }

    fn kid(&self) -> &str {
        ""
    }

    fn sign_bytes(&self, message: &[u8]) -> Result<Vec<u8>, ProofError> {
        match self.device.keys.sign(self.device.name, message) {
            Ok(signature) => Ok(signature.to_vec()),
            Err(error) => {
                *self.refusal.borrow_mut() = Some(error);
                Err(ProofError::Signing)
            }
        }
    }
}

/// The newest nonce of each server (RFC 9449 §8 and §9). None of them is secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nonces(BTreeMap<String, String>);

impl Nonces {
    /// The newest of the server at `url`.
    pub fn of(&self, url: &Url) -> Option<&str> {
        self.0.get(&origin(url)).map(String::as_str)
    }

    /// Takes up the `dpop-nonce` header of a reply. Whether it is another than before.
    pub fn note(&mut self, url: &Url, header: Option<&str>) -> bool {
        // RFC 9449 §8.1: NQCHAR.
        let fits = |n: &&str| {
            (1..=MAX_NONCE).contains(&n.len())
                && n.bytes().all(|b| matches!(b, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
        };
        let Some(nonce) = header.filter(fits) else {
            return false;
        };
        let origin = origin(url);
        if !self.0.contains_key(&origin) && self.0.len() >= MAX_ORIGINS {
            self.0.clear();
        }
        self.0.insert(origin, nonce.to_owned()).as_deref() != Some(nonce)
    }
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Whether a reply asks for the same request with a nonce in its proof: 400 at the token endpoint, 401 at a resource
/// (RFC 9449 §8 and §9). `used`: whether the proof had a nonce; a server may also call a proof without one invalid,
/// because it does not believe the time in it.
pub fn wants_nonce(status: u16, www_authenticate: Option<&str>, body: &[u8], used: bool) -> bool {
    #[derive(Deserialize)]
    struct Problem {
        error: String,
    }
    let asks = |code: &str| code == "use_dpop_nonce" || (!used && code == "invalid_dpop_proof");
    match status {
        400 => serde_json::from_slice::<Problem>(body).is_ok_and(|p| asks(&p.error)),
        401 => {
            let challenge = www_authenticate.unwrap_or_default();
            challenge.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("dpop"))
                && challenge.split('"').any(asks)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonces_belong_to_one_server_and_the_newest_wins() {
        let (a, b) = (
            Url::parse("https://id.tinh.example/token").unwrap(),
            Url::parse("https://api.tinh.example/items?x=1").unwrap(),
        );
        let mut nonces = Nonces::default();
        assert!(nonces.note(&a, Some("one")));
        assert!(!nonces.note(&a, Some("one")));
        assert!(nonces.note(&a, Some("two")));
        assert_eq!((nonces.of(&a), nonces.of(&b)), (Some("two"), None));
        for bad in ["", "a b", "a\"b", "a\\b", "á", &"n".repeat(2000)] {
            assert!(!nonces.note(&a, Some(bad)), "{bad}");
        }
        assert_eq!(
            nonces.of(&Url::parse("https://id.tinh.example/par").unwrap()),
            Some("two")
        );
    }

    #[test]
    fn a_nonce_is_asked_for_in_the_standard_ways_only() {
        let body = br#"{"error":"use_dpop_nonce"}"#;
        let invalid = br#"{"error":"invalid_dpop_proof"}"#;
        let www = Some(r#"DPoP error="use_dpop_nonce", error_description="nonce""#);
        for (status, www, body, used, expected) in [
            (400, None, &body[..], true, true),
            (400, None, invalid, false, true),
            (400, None, invalid, true, false),
            (400, None, br#"{"error":"invalid_grant"}"#, false, false),
            (400, None, b"<html>", false, false),
            (401, www, b"", true, true),
            (401, Some("Bearer error=\"use_dpop_nonce\""), b"", true, false),
            (
                401,
                Some("DPoP algs=\"ES256\", error=\"invalid_token\""),
                b"",
                false,
                false,
            ),
            (401, None, body, true, false),
            (403, www, body, true, false),
            (200, www, body, true, false),
        ] {
            assert_eq!(wants_nonce(status, www, body, used), expected, "{status} {www:?}");
        }
    }
}
