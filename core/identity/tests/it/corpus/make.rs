//! What the corpus is made with: keys, claims, ways of signing.

use citizen_domain::keys::PublicKey;
use citizen_identity::IdentityError::{self, IdToken};
use citizen_proof::{Alg, Signer, SigningKey, base64url, sha256, sha512};
use serde_json::{Value, json};

pub(super) const ISSUER: &str = "https://id.tinh.example";
pub(super) const NOW: i64 = 1_770_000_000;
/// Order of P-256's group.
pub(super) const N: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
/// Order of Ed25519's group, little-endian.
pub(super) const L: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

pub(super) fn hex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// A key of the fixtures (`tests/fixtures/keys`), which sign nothing that anybody trusts.
macro_rules! fixture_key {
    ($name:literal) => {
        include_bytes!(concat!("../../../../../tests/fixtures/keys/", $name))
    };
}

/// One way of signing, with everything that can be done to its tokens.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) key: SigningKey,
    /// Somebody else's key of the same kind.
    pub(super) foreign: SigningKey,
    pub(super) public: PublicKey,
}

impl Kind {
    pub(super) fn alg(&self) -> &'static str {
        self.key.alg().as_str()
    }

    pub(super) fn header(&self) -> Value {
        json!({"alg": self.alg(), "kid": self.key.kid(), "typ": "JWT"})
    }

    pub(super) fn with(&self, name: &str, value: Value) -> String {
        let mut header = self.header();
        header[name] = value;
        header.to_string()
    }
}

pub(super) fn kinds() -> [Kind; 3] {
    let rsa = fixture_key!("rsa2048-test.pk8");
    let ed25519 = |der: &[u8]| SigningKey::from_pkcs8(Alg::EdDsa, None, der).unwrap();
    let make = |name, key: SigningKey, foreign: SigningKey| Kind {
        public: key.public(&[], None, None),
        name,
        key,
        foreign,
    };
    [
        make(
            "ES256",
            SigningKey::from_pkcs8(Alg::Es256, None, fixture_key!("p256-test.pk8")).unwrap(),
            SigningKey::generate_es256().unwrap(),
        ),
        make(
            "EdDSA",
            ed25519(fixture_key!("ed25519-07-test.pk8")),
            ed25519(fixture_key!("ed25519-08-test.pk8")),
        ),
        make(
            "RS256",
            SigningKey::from_pkcs8(Alg::Rs256, None, rsa).unwrap(),
            // The same numbers, used in another way.
            SigningKey::from_pkcs8(Alg::Ps256, None, rsa).unwrap(),
        ),
    ]
}

pub(super) fn claims(alg: &str) -> Value {
    let hash: Vec<u8> = if alg == "EdDSA" {
        sha512(b"access").to_vec()
    } else {
        sha256(b"access").to_vec()
    };
    json!({
        "iss": ISSUER, "sub": "resident-1", "aud": "citizen-app", "exp": NOW + 600, "iat": NOW, "nonce": "n-1",
        "at_hash": base64url::encode(&hash[..hash.len() / 2]), "name": "Nguyễn Thị Mẫu", "id_last4": "0123",
        "account_type": "citizen", "acr": "LoA2", "age_band": "adult",
    })
}

/// Signs any header and claims, however wrong.
pub(super) fn forge(key: &SigningKey, header: &str, claims: &[u8]) -> String {
    let signed = format!("{}.{}", base64url::encode(header), base64url::encode(claims));
    let signature = key.sign_bytes(signed.as_bytes()).unwrap();
    format!("{signed}.{}", base64url::encode(signature))
}

pub(super) fn resign(token: &str, signature: &[u8]) -> String {
    let signed = token.rsplit_once('.').unwrap().0;
    format!("{signed}.{}", base64url::encode(signature))
}

pub(super) fn signature(token: &str) -> Vec<u8> {
    base64url::decode(token.rsplit_once('.').unwrap().1).unwrap()
}

/// (r, n − s) of (r, s).
pub(super) fn ecdsa_twin(signature: &[u8]) -> Vec<u8> {
    let (r, s) = signature.split_at(32);
    let mut borrow = 0_i16;
    let mut twin: Vec<u8> = hex(N)
        .iter()
        .zip(s)
        .rev()
        .map(|(n, s)| {
            let difference = i16::from(*n) - i16::from(*s) - borrow;
            borrow = i16::from(difference < 0);
            difference.rem_euclid(256).to_le_bytes()[0]
        })
        .collect();
    twin.reverse();
    [r, &twin].concat()
}

#[derive(Default)]
pub(super) struct Corpus(pub(super) Vec<(String, String, IdentityError)>);

impl Corpus {
    pub(super) fn add(&mut self, name: impl Into<String>, token: String, expected: impl Into<Expected>) {
        self.0.push((name.into(), token, expected.into().0));
    }
}

pub(super) struct Expected(IdentityError);

impl From<IdentityError> for Expected {
    fn from(error: IdentityError) -> Self {
        Self(error)
    }
}

impl From<citizen_proof::ProofError> for Expected {
    fn from(error: citizen_proof::ProofError) -> Self {
        Self(IdToken(error))
    }
}
