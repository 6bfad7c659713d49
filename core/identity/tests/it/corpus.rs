//! Tokens that somebody made to be let in: each is refused, and each for the reason that its maker hoped to get around.
//! Keys, claims and clock are fixed, so that a failure names one token.

use citizen_domain::Timestamp;
use citizen_domain::keys::PublicKey;
use citizen_identity::IdentityError::{
    self, AccessTokenHash, Audience, IdToken, Issuer, Nonce, Time, Under14,
};
use citizen_identity::{IdTokenRules, verify_id_token};
use citizen_proof::ProofError::{
    Algorithm, BadSignature, Base64, Claims, DuplicateMember, HeaderCertificate, HeaderCritical,
    HeaderEmbeddedKey, HeaderKeyUrl, HeaderMissing, Json, KeyAlgorithm, NotCompact, TooDeep, TooLong,
    UnknownKey, WrongType,
};
use citizen_proof::{Alg, KeySet, Signer, SigningKey, base64url, sha256, sha512};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ISSUER: &str = "https://id.tinh.example";
const NOW: i64 = 1_770_000_000;
const P256: &str = "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420e352a3ac64462795c2a1e4280367debf727ca9dc35009229751e1879f6dfb5a0a144034200045d7186417b4ddfdd0ddd75b3e43a64a9a36c813d7003a29f1e94dfd268a249a4b4ae2d79f9ee544c4ca252c574c23aa9b03db9f26bab07429413556555bfb4b8";
/// Order of P-256's group.
const N: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
/// Order of Ed25519's group, little-endian.
const L: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

fn hex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

fn ed25519(seed: u8) -> SigningKey {
    let der = [hex("302e020100300506032b657004220420"), vec![seed; 32]].concat();
    SigningKey::from_pkcs8(Alg::EdDsa, None, &der).unwrap()
}

/// One way of signing, with everything that can be done to its tokens.
struct Kind {
    name: &'static str,
    key: SigningKey,
    /// Somebody else's key of the same kind.
    foreign: SigningKey,
    public: PublicKey,
}

impl Kind {
    fn alg(&self) -> &'static str {
        self.key.alg().as_str()
    }

    fn header(&self) -> Value {
        json!({"alg": self.alg(), "kid": self.key.kid(), "typ": "JWT"})
    }

    fn with(&self, name: &str, value: Value) -> String {
        let mut header = self.header();
        header[name] = value;
        header.to_string()
    }
}

fn kinds() -> [Kind; 3] {
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

fn citizen_fixtures_key() -> &'static [u8] {
    include_bytes!("../../../../tests/fixtures/keys/rsa2048-test.pk8")
}

fn claims(alg: &str) -> Value {
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
fn forge(key: &SigningKey, header: &str, claims: &[u8]) -> String {
    let signed = format!("{}.{}", base64url::encode(header), base64url::encode(claims));
    let signature = key.sign_bytes(signed.as_bytes()).unwrap();
    format!("{signed}.{}", base64url::encode(signature))
}

fn resign(token: &str, signature: &[u8]) -> String {
    let signed = token.rsplit_once('.').unwrap().0;
    format!("{signed}.{}", base64url::encode(signature))
}

fn signature(token: &str) -> Vec<u8> {
    base64url::decode(token.rsplit_once('.').unwrap().1).unwrap()
}

#[derive(Default)]
struct Corpus(Vec<(String, String, IdentityError)>);

impl Corpus {
    fn add(&mut self, name: impl Into<String>, token: String, expected: impl Into<Expected>) {
        self.0.push((name.into(), token, expected.into().0));
    }
}

struct Expected(IdentityError);

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

fn headers(corpus: &mut Corpus, kind: &Kind) {
    let body = claims(kind.alg()).to_string().into_bytes();
    let n = kind.name;
    let own = |header: &str| forge(&kind.key, header, &body);
    for alg in [
        "none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "ES384", "RS512", "PS384", "ES256K",
        "dir", "RSA1_5",
    ] {
        corpus.add(
            format!("{n} alg {alg}"),
            own(&kind.with("alg", alg.into())),
            Algorithm,
        );
    }
    let lower = kind.alg().to_lowercase();
    corpus.add(
        format!("{n} alg in small letters"),
        own(&kind.with("alg", lower.into())),
        Algorithm,
    );
    for (what, alg) in [
        ("number", json!(256)),
        ("null", Value::Null),
        ("list", json!([kind.alg()])),
    ] {
        corpus.add(
            format!("{n} alg a {what}"),
            own(&kind.with("alg", alg)),
            HeaderMissing,
        );
    }
    let unsigned = own(&kind.with("alg", "none".into()));
    let bare = unsigned.rsplit_once('.').unwrap().0;
    corpus.add(
        format!("{n} none without signature"),
        format!("{bare}."),
        NotCompact,
    );
    corpus.add(format!("{n} none without dot"), bare.to_owned(), NotCompact);
    // The public key as HMAC secret, as text and as bytes.
    let jwk = serde_json::to_string(&kind.public).unwrap();
    let x = base64url::decode(kind.public.x.as_ref().or(kind.public.n.as_ref()).unwrap()).unwrap();
    for (what, secret) in [("JWK", jwk.as_bytes()), ("bytes", &x)] {
        let header = kind.with("alg", "HS256".into());
        let signed = format!("{}.{}", base64url::encode(header), base64url::encode(&body));
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret);
        let tag = ring::hmac::sign(&key, signed.as_bytes());
        corpus.add(
            format!("{n} HMAC with the public key as {what}"),
            format!("{signed}.{}", base64url::encode(tag.as_ref())),
            Algorithm,
        );
    }
    for other in ["ES256", "EdDSA", "RS256", "PS256"] {
        if other != kind.alg() {
            corpus.add(
                format!("{n} key used as {other}"),
                own(&kind.with("alg", other.into())),
                KeyAlgorithm,
            );
        }
    }
    let attacker = serde_json::to_value(kind.foreign.public(&[], None, None)).unwrap();
    for (name, value, expected) in [
        ("jwk", attacker, HeaderEmbeddedKey),
        (
            "jwk",
            serde_json::to_value(&kind.public).unwrap(),
            HeaderEmbeddedKey,
        ),
        ("jku", json!("https://evil.example/jwks"), HeaderKeyUrl),
        ("jku", json!(format!("{ISSUER}/jwks")), HeaderKeyUrl),
        ("x5u", json!("https://evil.example/cert"), HeaderKeyUrl),
        ("x5c", json!(["MIIB"]), HeaderCertificate),
        ("crit", json!(["b64"]), HeaderCritical),
        ("crit", json!(["exp"]), HeaderCritical),
        ("crit", json!([]), HeaderCritical),
        ("crit", Value::Null, HeaderCritical),
    ] {
        let header = kind.with(name, value.clone());
        corpus.add(format!("{n} {name} {value:.20}"), own(&header), expected);
        corpus.add(
            format!("{n} {name} {value:.20}, foreign"),
            forge(&kind.foreign, &header, &body),
            expected,
        );
    }
    for kid in ["", "unknown", "../../etc/passwd", "' OR 1=1 --", "K", "\u{0}"] {
        corpus.add(
            format!("{n} kid {kid:?}"),
            own(&kind.with("kid", kid.into())),
            UnknownKey,
        );
    }
    for kid in [json!(1), Value::Null, json!(["k"]), json!({"k": 1})] {
        corpus.add(
            format!("{n} kid {kid}"),
            own(&kind.with("kid", kid)),
            HeaderMissing,
        );
    }
    corpus.add(
        format!("{n} kid too long"),
        own(&kind.with("kid", "k".repeat(2000).into())),
        TooLong,
    );
    corpus.add(
        format!("{n} other key under our kid"),
        forge(&kind.foreign, &kind.header().to_string(), &body),
        BadSignature,
    );
    for typ in [
        "at+jwt",
        "logout+jwt",
        "dpop+jwt",
        "secevent+jwt",
        "jwt ",
        "",
        "JWE",
    ] {
        corpus.add(
            format!("{n} typ {typ:?}"),
            own(&kind.with("typ", typ.into())),
            WrongType,
        );
    }
    corpus.add(
        format!("{n} typ a number"),
        own(&kind.with("typ", json!(7))),
        HeaderMissing,
    );
    let text = kind.header().to_string();
    let doubled = text.replacen('{', &format!(r#"{{"alg":"{}","#, kind.alg()), 1);
    corpus.add(format!("{n} alg twice"), own(&doubled), DuplicateMember);
    corpus.add(
        format!("{n} kid twice"),
        own(&text.replacen('{', r#"{"kid":"x","#, 1)),
        DuplicateMember,
    );
    for (what, header, expected) in [
        ("a list", "[]".to_owned(), Json),
        ("null", "null".to_owned(), Json),
        ("a text", r#""alg""#.to_owned(), Json),
        ("cut", text[..text.len() - 1].to_owned(), Json),
        ("followed by more", format!("{text}{{}}"), Json),
        ("with a mark in front", format!("\u{feff}{text}"), Json),
        ("with a comment", text.replacen('{', "{/*x*/", 1), Json),
        (
            "deep",
            text.replacen('{', &format!(r#"{{"z":{}{},"#, "[".repeat(20), "]".repeat(20)), 1),
            TooDeep,
        ),
        ("empty", "{}".to_owned(), HeaderMissing),
    ] {
        corpus.add(format!("{n} header {what}"), own(&header), expected);
    }
}

fn forms(corpus: &mut Corpus, kind: &Kind) {
    let n = kind.name;
    let good = forge(
        &kind.key,
        &kind.header().to_string(),
        claims(kind.alg()).to_string().as_bytes(),
    );
    let parts: Vec<&str> = good.split('.').collect();
    for (what, token, expected) in [
        ("empty", String::new(), NotCompact),
        ("dots", "..".to_owned(), NotCompact),
        ("one part", parts[0].to_owned(), NotCompact),
        ("four parts", format!("{good}.x"), NotCompact),
        ("five parts", format!("{good}.x.y"), NotCompact),
        ("no header", format!(".{}.{}", parts[1], parts[2]), NotCompact),
        ("no claims", format!("{}..{}", parts[0], parts[2]), NotCompact),
        ("no signature", format!("{}.{}.", parts[0], parts[1]), NotCompact),
        ("space before", format!(" {good}"), Base64),
        ("line end after", format!("{good}\n"), Base64),
        ("padding", format!("{good}="), Base64),
        (
            "padded header",
            format!("{}==.{}.{}", parts[0], parts[1], parts[2]),
            Base64,
        ),
        (
            "other alphabet",
            format!("{}.{}+/.{}", parts[0], parts[1], parts[2]),
            Base64,
        ),
        (
            "a sign of another script",
            format!("{}.{}é.{}", parts[0], parts[1], parts[2]),
            Base64,
        ),
        ("percent", good.replacen('.', "%2E", 1), NotCompact),
        (
            "JSON form",
            json!({"payload": parts[1], "signature": parts[2]}).to_string(),
            NotCompact,
        ),
        ("huge", format!("{good}{}", "A".repeat(20_000)), TooLong),
        (
            "parts changed about",
            format!("{}.{}.{}", parts[1], parts[0], parts[2]),
            HeaderMissing,
        ),
    ] {
        corpus.add(format!("{n} {what}"), token, expected);
    }
    // A second spelling of the same bytes: the last character's unused bits.
    let last = parts[2].chars().next_back().unwrap();
    let twin = char::from(u8::try_from(last).unwrap() + 1);
    corpus.add(
        format!("{n} second spelling"),
        format!("{}{twin}", &good[..good.len() - 1]),
        Base64,
    );
    for cut in 1..=12 {
        let token = &good[..good.len() - cut];
        // Four characters are three bytes; one left over is no base64.
        let expected = match signature_shape(token) {
            Some(_) => BadSignature,
            None => Base64,
        };
        corpus.add(format!("{n} cut by {cut}"), token.to_owned(), expected);
    }
}

fn signature_shape(token: &str) -> Option<Vec<u8>> {
    base64url::decode(token.rsplit_once('.')?.1).ok()
}

fn signatures(corpus: &mut Corpus, kind: &Kind) {
    let n = kind.name;
    let header = kind.header().to_string();
    let good = forge(&kind.key, &header, claims(kind.alg()).to_string().as_bytes());
    let bytes = signature(&good);
    let mut add = |what: &str, signature: &[u8]| {
        corpus.add(format!("{n} {what}"), resign(&good, signature), BadSignature)
    };
    for bit in [0, 7, 100, 255, 256, 300, 511] {
        let mut turned = bytes.clone();
        turned[bit / 8] ^= 1 << (bit % 8);
        add(&format!("bit {bit} turned"), &turned);
    }
    add("all zero", &vec![0; bytes.len()]);
    add("all ones", &vec![0xff; bytes.len()]);
    add("a byte more", &[&bytes[..], &[0]].concat());
    add("a byte in front", &[&[0], &bytes[..]].concat());
    add("a byte less", &bytes[1..]);
    add(
        "halves changed about",
        &[&bytes[bytes.len() / 2..], &bytes[..bytes.len() / 2]].concat(),
    );
    add("of other claims", &signature(&forge(&kind.key, &header, b"{}")));
    let half = bytes.len() / 2;
    match n {
        "ES256" => {
            let (r, s) = bytes.split_at(half);
            add("r zero", &[&[0; 32], s].concat());
            add("s zero", &[r, &[0; 32]].concat());
            add("r the group's order", &[&hex(N)[..], s].concat());
            add("s the group's order", &[r, &hex(N)].concat());
            let integer = |v: &[u8]| [&[2, 33, 0], v].concat();
            add("as DER", &[vec![0x30, 70], integer(r), integer(s)].concat());
        }
        "EdDSA" => {
            // s + L is the same number in the group, and no signature (RFC 8032 §5.1.7).
            let mut carry = 0;
            let s: Vec<u8> = bytes[32..]
                .iter()
                .zip(hex(L))
                .map(|(a, b)| {
                    let sum = u16::from(*a) + u16::from(b) + carry;
                    carry = sum >> 8;
                    sum.to_le_bytes()[0]
                })
                .collect();
            add("s beyond the order", &[&bytes[..32], &s].concat());
            add("the neutral point", &[&[1][..], &[0; 63]].concat());
        }
        _ => {
            let signed = good.rsplit_once('.').unwrap().0;
            add(
                "with the other padding",
                &kind.foreign.sign_bytes(signed.as_bytes()).unwrap(),
            );
            add("one", &[&[0; 255][..], &[1]].concat());
        }
    }
}

fn contents(corpus: &mut Corpus, kind: &Kind) {
    let n = kind.name;
    let header = kind.header().to_string();
    let own = |claims: &[u8]| forge(&kind.key, &header, claims);
    let text = claims(kind.alg()).to_string();
    for name in ["iss", "sub", "aud", "exp", "iat"] {
        let mut all = claims(kind.alg());
        all.as_object_mut().unwrap().remove(name);
        corpus.add(
            format!("{n} without {name}"),
            own(all.to_string().as_bytes()),
            Claims,
        );
    }
    let mut without = claims(kind.alg());
    without.as_object_mut().unwrap().remove("nonce");
    corpus.add(
        format!("{n} without nonce"),
        own(without.to_string().as_bytes()),
        Nonce,
    );
    for name in [
        "iss", "sub", "aud", "exp", "iat", "nonce", "at_hash", "name", "age_band",
    ] {
        let twice = text.replacen('{', &format!(r#"{{"{name}":"x","#), 1);
        corpus.add(
            format!("{n} {name} twice"),
            own(twice.as_bytes()),
            DuplicateMember,
        );
    }
    let nested = text.replacen('{', r#"{"x":{"y":1,"y":2},"#, 1);
    corpus.add(
        format!("{n} a member twice inside"),
        own(nested.as_bytes()),
        DuplicateMember,
    );
    let odd = [json!(7), json!(true), json!({"a": 1}), json!([[1]])];
    for name in [
        "iss",
        "sub",
        "aud",
        "exp",
        "iat",
        "nbf",
        "nonce",
        "at_hash",
        "azp",
        "name",
        "account_type",
        "age_band",
        "acr",
    ] {
        for value in &odd {
            if ["exp", "iat", "nbf"].contains(&name) && value.is_number() {
                continue;
            }
            let mut all = claims(kind.alg());
            all[name] = value.clone();
            corpus.add(
                format!("{n} {name} {value}"),
                own(all.to_string().as_bytes()),
                Claims,
            );
        }
    }
    for (name, value, expected) in [
        ("iss", json!("https://id.tinh.example/"), Issuer),
        ("iss", json!("https://ID.tinh.example"), Issuer),
        ("iss", json!("http://id.tinh.example"), Issuer),
        ("iss", json!("https://id.tinh.example.evil.example"), Issuer),
        ("iss", json!("https://id.tinh.exampIe"), Issuer),
        ("iss", json!(" https://id.tinh.example"), Issuer),
        ("iss", json!(""), Issuer),
        ("aud", json!("other-app"), Audience),
        ("aud", json!("citizen-app "), Audience),
        ("aud", json!("Citizen-App"), Audience),
        ("aud", json!(""), Audience),
        ("aud", json!([]), Audience),
        ("aud", json!(["a", "b"]), Audience),
        ("aud", json!(["citizen-app", "other-app"]), Audience),
        ("azp", json!("other-app"), Audience),
        ("azp", json!(""), Audience),
        ("nonce", json!("n-2"), Nonce),
        ("nonce", json!(""), Nonce),
        ("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA"), AccessTokenHash),
        (
            "at_hash",
            json!(base64url::encode(sha256(b"access"))),
            AccessTokenHash,
        ),
        ("at_hash", json!(""), AccessTokenHash),
        ("exp", json!(NOW - 300), Time),
        ("exp", json!(NOW - 86_400), Time),
        ("exp", json!(0), Time),
        ("iat", json!(NOW + 301), Time),
        ("iat", json!(NOW + 700), Time),
        ("nbf", json!(NOW + 301), Time),
        ("nbf", json!(NOW + 86_400), Time),
        ("exp", json!(-1), IdToken(Claims)),
        ("exp", json!(u64::MAX), IdToken(Claims)),
        ("exp", json!(i64::MIN), IdToken(Claims)),
        ("exp", json!(1e300), IdToken(Claims)),
        ("exp", json!(253_402_300_800_i64), IdToken(Claims)),
        ("exp", json!("1770000600"), IdToken(Claims)),
        ("iat", json!(-1e9), IdToken(Claims)),
        ("sub", json!(""), IdToken(Claims)),
        ("sub", json!("s".repeat(256)), IdToken(Claims)),
        ("id_last4", json!("01234"), IdentityError::Claims),
        ("id_last4", json!("000000000123"), IdentityError::Claims),
        ("name", json!("a\u{7}"), IdentityError::Claims),
        ("name", json!("a".repeat(201)), IdentityError::Claims),
        ("acr", json!("a\nb"), IdentityError::Claims),
        ("age_band", json!("6-13"), Under14),
        ("age_band", json!("under-6"), Under14),
        ("age_band", json!("12"), IdToken(Claims)),
        ("account_type", json!("official"), IdToken(Claims)),
    ] {
        let mut all = claims(kind.alg());
        all[name] = value.clone();
        corpus.add(
            format!("{n} {name} {value:.60}"),
            own(all.to_string().as_bytes()),
            expected,
        );
    }
    let huge = text.replace(&(NOW + 600).to_string(), "1e999");
    corpus.add(format!("{n} exp 1e999"), own(huge.as_bytes()), Json);
    for (what, body, expected) in [
        ("a list", b"[]".to_vec(), Json),
        ("null", b"null".to_vec(), Json),
        ("a number", b"1".to_vec(), Json),
        ("cut", text.as_bytes()[..text.len() - 1].to_vec(), Json),
        ("followed by more", format!("{text}{text}").into_bytes(), Json),
        ("no UTF-8", [text.as_bytes(), b"\xff"].concat(), Json),
        ("a mark in front", format!("\u{feff}{text}").into_bytes(), Json),
        (
            "deep",
            text.replacen('{', &format!(r#"{{"z":{}{},"#, "[".repeat(20), "]".repeat(20)), 1)
                .into_bytes(),
            TooDeep,
        ),
        ("empty", b"{}".to_vec(), Claims),
    ] {
        corpus.add(format!("{n} claims {what}"), own(&body), expected);
    }
    // Well signed, changed afterwards.
    let good = own(text.as_bytes());
    let parts: Vec<&str> = good.split('.').collect();
    let other = base64url::encode(text.replace("resident-1", "resident-2"));
    corpus.add(
        format!("{n} claims changed"),
        format!("{}.{other}.{}", parts[0], parts[2]),
        BadSignature,
    );
    let same = base64url::encode(text.replacen('{', "{ ", 1));
    corpus.add(
        format!("{n} claims written anew"),
        format!("{}.{same}.{}", parts[0], parts[2]),
        BadSignature,
    );
    let head = base64url::encode(header.replacen('{', "{ ", 1));
    corpus.add(
        format!("{n} header written anew"),
        format!("{head}.{}.{}", parts[1], parts[2]),
        BadSignature,
    );
}

#[test]
fn none_is_accepted_and_each_is_refused_for_its_own_reason() {
    let kinds = kinds();
    let keys = KeySet::new(kinds.iter().map(|k| k.public.clone()).collect()).unwrap();
    let rules = IdTokenRules {
        issuer: ISSUER,
        client_id: "citizen-app",
        algs: &[Alg::Es256, Alg::EdDsa, Alg::Rs256, Alg::Ps256],
        nonce: Some("n-1"),
        access_token: "access",
        subject_hash: None,
        now: Timestamp::from_secs(NOW),
    };
    let mut corpus = Corpus::default();
    for kind in &kinds {
        // What all of them are made from is good.
        let good = forge(
            &kind.key,
            &kind.header().to_string(),
            claims(kind.alg()).to_string().as_bytes(),
        );
        let (person, _) = verify_id_token(&good, &keys, &rules).unwrap();
        assert_eq!(person.id_last4.as_deref(), Some("0123"), "{}", kind.name);
        headers(&mut corpus, kind);
        forms(&mut corpus, kind);
        signatures(&mut corpus, kind);
        contents(&mut corpus, kind);
    }
    let names: BTreeSet<&String> = corpus.0.iter().map(|(name, ..)| name).collect();
    let tokens: BTreeSet<&String> = corpus.0.iter().map(|(_, token, _)| token).collect();
    assert!(tokens.len() >= 200, "{} tokens", tokens.len());
    assert_eq!(names.len(), corpus.0.len(), "each has a name of its own");
    let wrong: Vec<String> = corpus
        .0
        .iter()
        .filter_map(
            |(name, token, expected)| match verify_id_token(token, &keys, &rules) {
                Ok(_) => Some(format!("{name}: ACCEPTED")),
                Err(found) if found != *expected => Some(format!("{name}: {found:?}, not {expected:?}")),
                Err(_) => None,
            },
        )
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        corpus.0.len(),
        wrong.join("\n")
    );
}

/// What a standard provider may write beyond our own headers is no reason to refuse it.
#[test]
fn what_the_standards_allow_is_taken() {
    let kinds = kinds();
    let rules = IdTokenRules {
        issuer: ISSUER,
        client_id: "citizen-app",
        algs: &[Alg::Es256],
        nonce: Some("n-1"),
        access_token: "access",
        subject_hash: None,
        now: Timestamp::from_secs(NOW),
    };
    let kind = &kinds[0];
    let keys = KeySet::new(vec![kind.public.clone()]).unwrap();
    let body = claims("ES256");
    let check = |header: &Value, body: &Value, keys: &KeySet| {
        verify_id_token(
            &forge(&kind.key, &header.to_string(), body.to_string().as_bytes()),
            keys,
            &rules,
        )
        .err()
    };
    let without = |name: &str| {
        let mut header = kind.header();
        header.as_object_mut().unwrap().remove(name);
        header
    };
    for header in [
        json!({"alg": "ES256", "kid": kind.key.kid(), "x5t": "abc", "x5t#S256": "def"}),
        json!({"alg": "ES256", "kid": kind.key.kid(), "org.example.tenant": 7}),
        without("typ"),
        without("kid"),
    ] {
        assert_eq!(check(&header, &body, &keys), None, "{header}");
    }
    let mut fraction = body.clone();
    fraction["exp"] = json!(NOW as f64 + 60.5);
    assert_eq!(check(&kind.header(), &fraction, &keys), None);
    // With two keys a token has to say which.
    let two = KeySet::new(vec![kind.public.clone(), kind.foreign.public(&[], None, None)]).unwrap();
    assert_eq!(check(&without("kid"), &body, &two), Some(IdToken(UnknownKey)));
}
