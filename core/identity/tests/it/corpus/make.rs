//! What the corpus is made with: keys, claims, ways of signing.

use citizen_domain::keys::PublicKey;
use citizen_identity::IdentityError::{self, IdToken};
use citizen_proof::{Alg, Signer, SigningKey, base64url, sha256, sha512};
use serde_json::{Value, json};

pub(super) const ISSUER: &str = "https://id.tinh.example";
pub(super) const NOW: i64 = 1_770_000_000;
pub(super) const P256: &str = "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420e352a3ac64462795c2a1e4280367debf727ca9dc35009229751e1879f6dfb5a0a144034200045d7186417b4ddfdd0ddd75b3e43a64a9a36c813d7003a29f1e94dfd268a249a4b4ae2d79f9ee544c4ca252c574c23aa9b03db9f26bab07429413556555bfb4b8";
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

pub(super) fn ed25519(seed: u8) -> SigningKey {
    let der = [hex("302e020100300506032b657004220420"), vec![seed; 32]].concat();
    SigningKey::from_pkcs8(Alg::EdDsa, None, &der).unwrap()
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
    let rsa = citizen_fixtures_key();
    let make = |name, key: SigningKey, foreign: SigningKey| Kind {
        public: key.public(&[], None, None),
        name,
        key,
        foreign,
    };
    [
        make(
            "ES256",
            SigningKey::from_pkcs8(Alg::Es256, None, &hex(P256)).unwrap(),
            SigningKey::generate_es256().unwrap(),
        ),
        make("EdDSA", ed25519(7), ed25519(8)),
        make(
            "RS256",
            SigningKey::from_pkcs8(Alg::Rs256, None, rsa).unwrap(),
            // The same numbers, used in another way.
            SigningKey::from_pkcs8(Alg::Ps256, None, rsa).unwrap(),
        ),
    ]
}

pub(super) fn citizen_fixtures_key() -> &'static [u8] {
    include_bytes!("../../../../../tests/fixtures/keys/rsa2048-test.pk8")
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
