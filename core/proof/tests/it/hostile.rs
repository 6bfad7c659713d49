//! Tokens that somebody made to be let in. Each is refused for its own reason.

use crate::signing_key;
use citizen_domain::keys::KeyUse;
use citizen_proof::ProofError::{self, *};
use citizen_proof::{Alg, KeySet, Rule, Signer, SigningKey, base64url, verify};
use serde::Deserialize;

#[derive(Deserialize)]
#[expect(dead_code, reason = "read only to check the shape")]
struct Claims {
    id: String,
    at: i64,
}

const CLAIMS: &str = r#"{"id":"a","at":1}"#;
const RULE: Rule<'_> = Rule {
    typ: "receipt+jws",
    purpose: Some(KeyUse::Receipt),
    algs: &[Alg::Es256, Alg::EdDsa, Alg::Rs256],
    max_len: 4096,
};

struct World {
    ec: SigningKey,
    ed: SigningKey,
    rsa: SigningKey,
    slip: SigningKey,
    bare: SigningKey,
    stranger: SigningKey,
    keys: KeySet,
}

fn world() -> World {
    let [ec, slip, bare, stranger] = [0; 4].map(|_| signing_key(Alg::Es256));
    let (ed, rsa) = (signing_key(Alg::EdDsa), signing_key(Alg::Rs256));
    let receipt = [KeyUse::Receipt];
    let keys = KeySet::new(vec![
        ec.public(&receipt, None, None),
        ed.public(&receipt, None, None),
        rsa.public(&receipt, None, None),
        slip.public(&[KeyUse::Slip], None, None),
        bare.public(&[], None, None),
    ])
    .unwrap();
    World {
        ec,
        ed,
        rsa,
        slip,
        bare,
        stranger,
        keys,
    }
}

/// Signs any header and claims, however wrong.
fn forge(key: &SigningKey, header: &str, claims: &[u8]) -> String {
    let signed = format!("{}.{}", base64url::encode(header), base64url::encode(claims));
    let signature = key.sign_bytes(signed.as_bytes()).unwrap();
    format!("{signed}.{}", base64url::encode(signature))
}

fn header(key: &SigningKey, more: &str) -> String {
    let alg = key.alg().as_str();
    format!(
        r#"{{"alg":"{alg}","typ":"receipt+jws","kid":"{}"{more}}}"#,
        key.kid()
    )
}

fn headers(w: &World) -> Vec<(String, ProofError)> {
    let kid = w.ec.kid();
    let f = |header: &str| forge(&w.ec, header, CLAIMS.as_bytes());
    let h = |more: &str| f(&header(&w.ec, more));
    let alg = |name: &str| {
        f(&format!(
            r#"{{"alg":"{name}","typ":"receipt+jws","kid":"{kid}"}}"#
        ))
    };
    let mut all = vec![
        (h(r#","crit":["exp"]"#), HeaderCritical),
        (h(r#","crit":[]"#), HeaderCritical),
        (h(r#","jwk":{"kty":"EC"}"#), HeaderEmbeddedKey),
        (
            h(r#","jku":"https://evil.example/jwks"#.to_owned().as_str()),
            Json,
        ),
        (h(r#","jku":"https://evil.example/jwks""#), HeaderKeyUrl),
        (h(r#","x5u":"https://evil.example/c""#), HeaderKeyUrl),
        (h(r#","x5c":["AA"]"#), HeaderCertificate),
        (h(r#","x5t":"AA""#), HeaderCertificate),
        (h(r#","x5t#S256":"AA""#), HeaderCertificate),
        (h(r#","b64":false"#), HeaderUnknown),
        (h(r#","zip":"DEF""#), HeaderUnknown),
        (h(r#","cty":"JWT""#), HeaderUnknown),
        (h(r#","nonce":"a""#), HeaderUnknown),
        (h(r#","ALG":"none""#), HeaderUnknown),
        (h(r#","alg":"ES256""#), DuplicateMember),
        (h(r#","\u0061lg":"none""#), DuplicateMember),
        (h(r#","kid":"x""#), DuplicateMember),
        (h(r#","typ":"receipt+jws""#), DuplicateMember),
        (
            h(&format!(r#","x":{}{}"#, "[".repeat(40), "]".repeat(40))),
            TooDeep,
        ),
        (h(&format!(r#","x":"{}""#, "a".repeat(2000))), TooLong),
        (f(&format!(r#"{{"alg":"ES256","kid":"{kid}"}}"#)), WrongType),
        (f(r#"{"alg":"ES256","typ":"receipt+jws"}"#), HeaderMissing),
        (
            f(&format!(r#"{{"typ":"receipt+jws","kid":"{kid}"}}"#)),
            HeaderMissing,
        ),
        (
            f(&format!(r#"{{"alg":null,"typ":"receipt+jws","kid":"{kid}"}}"#)),
            HeaderMissing,
        ),
        (
            f(&format!(
                r#"{{"alg":["ES256"],"typ":"receipt+jws","kid":"{kid}"}}"#
            )),
            HeaderMissing,
        ),
        (f(r#"{"alg":"ES256","typ":"receipt+jws","kid":1}"#), HeaderMissing),
        (f(r#"{"alg":"ES256","typ":"receipt+jws","kid":""}"#), UnknownKey),
        (
            f(r#"{"alg":"ES256","typ":"receipt+jws","kid":"../../etc/passwd"}"#),
            UnknownKey,
        ),
        (
            f(r#"{"alg":"ES256","typ":"receipt+jws","kid":"x' OR '1'='1"}"#),
            UnknownKey,
        ),
        (f("{}"), HeaderMissing),
        (f("[]"), Json),
        (f("null"), Json),
        (f("{"), Json),
        (f(&format!("{} x", header(&w.ec, ""))), Json),
    ];
    for typ in [
        "RECEIPT+JWS",
        "JWT",
        "dossier-slip+jws",
        "application/receipt+jws",
        "receipt+jws ",
        "",
    ] {
        all.push((
            f(&format!(r#"{{"alg":"ES256","typ":"{typ}","kid":"{kid}"}}"#)),
            WrongType,
        ));
    }
    for name in [
        "none", "None", "NONE", "", "HS256", "HS512", "ES384", "ES256K", "es256", "RS1", "PS256", "EdDSA ",
    ] {
        all.push((alg(name), Algorithm));
    }
    for name in ["RS256", "EdDSA"] {
        all.push((alg(name), KeyAlgorithm));
    }
    all
}

fn parts(w: &World) -> Vec<(String, ProofError)> {
    let good = forge(&w.ec, &header(&w.ec, ""), CLAIMS.as_bytes());
    let [head, claims, signature] = good.split('.').collect::<Vec<_>>().try_into().unwrap();
    let join = |parts: &[&str]| parts.join(".");
    let raw = base64url::decode(signature).unwrap();
    let changed = |f: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = raw.clone();
        f(&mut bytes);
        join(&[head, claims, &base64url::encode(bytes)])
    };
    // The same bytes in another spelling: the last character of 64 bytes carries four spare bits.
    let last = signature.chars().last().unwrap();
    let twin = char::from(last as u8 + 1);
    let respelt = format!("{}{twin}", &signature[..signature.len() - 1]);
    let der = [&[0x30, 68, 2, 32][..], &raw[..32], &[2, 32], &raw[32..]].concat();
    vec![
        (String::new(), NotCompact),
        (".".into(), NotCompact),
        ("..".into(), NotCompact),
        (head.into(), NotCompact),
        (join(&[head, claims]), NotCompact),
        (join(&[head, claims, ""]), NotCompact),
        (join(&["", claims, signature]), NotCompact),
        (join(&[head, "", signature]), NotCompact),
        (join(&[head, claims, signature, ""]), NotCompact),
        (join(&[head, claims, signature, signature, signature]), NotCompact),
        (format!("{good}="), Base64),
        (format!("{good}\n"), Base64),
        (format!(" {good}"), Base64),
        (format!("{good} "), Base64),
        (join(&[head, claims, &respelt]), Base64),
        (join(&[head, &format!("{claims}="), signature]), Base64),
        (format!("{}é", join(&[head, claims, signature])), Base64),
        (good[..good.len() - 1].to_owned(), Base64),
        (good[..good.len() - 2].to_owned(), BadSignature),
        (format!("{good}AAAA"), BadSignature),
        (changed(&|b| b[0] ^= 1), BadSignature),
        (changed(&|b| b[63] ^= 1), BadSignature),
        (changed(&|b| b.rotate_left(32)), BadSignature),
        (changed(&|b| b.fill(0)), BadSignature),
        (changed(&|b| b[..32].fill(0)), BadSignature),
        (changed(&|b| b.fill(255)), BadSignature),
        (changed(&|b| b.extend_from_slice(&[0; 32])), BadSignature),
        (changed(&|b| b.insert(0, 0)), BadSignature),
        (changed(&|b| *b = der.clone()), BadSignature),
        (
            join(&[head, &base64url::encode(r#"{"id":"b","at":1}"#), signature]),
            BadSignature,
        ),
        (format!("{}.{}.{}", head, claims, "A".repeat(5000)), TooLong),
    ]
}

fn keys_and_claims(w: &World) -> Vec<(String, ProofError)> {
    let by = |key: &SigningKey| forge(key, &header(key, ""), CLAIMS.as_bytes());
    let says = |claims: &[u8]| forge(&w.ec, &header(&w.ec, ""), claims);
    let own_name =
        |signer: &SigningKey, named: &SigningKey| forge(signer, &header(named, ""), CLAIMS.as_bytes());
    // HS256 with the public key as its secret is the classic; there is no HMAC here to be confused.
    let confused = format!(r#"{{"alg":"HS256","typ":"receipt+jws","kid":"{}"}}"#, w.rsa.kid());
    vec![
        (by(&w.slip), WrongUse),
        (by(&w.bare), WrongUse),
        (by(&w.stranger), UnknownKey),
        (own_name(&w.stranger, &w.ec), BadSignature),
        (own_name(&w.slip, &w.ec), BadSignature),
        (own_name(&signing_key(Alg::EdDsa), &w.ed), BadSignature),
        (own_name(&signing_key(Alg::Ps256), &w.rsa), BadSignature),
        (forge(&w.rsa, &confused, CLAIMS.as_bytes()), Algorithm),
        (says(br#"{"id":"a","id":"b","at":1}"#), DuplicateMember),
        (says(br#"{"id":"a","\u0069d":"b","at":1}"#), DuplicateMember),
        (says(br#"{"id":"a","at":1,"x":{"y":1,"y":2}}"#), DuplicateMember),
        (says(b"[]"), Json),
        (says(b"\"text\""), Json),
        (says(b"{\"id\":\"\xff\",\"at\":1}"), Json),
        (says(br#"{"id":"a","at":1}{}"#), Json),
        (says(br#"{"id":"a","at":1e999}"#), Json),
        (says(br#"{"id":"a"}"#), Claims),
        (says(br#"{"id":1,"at":1}"#), Claims),
        (says(br#"{"id":"a","at":"1"}"#), Claims),
        (says(br#"{"id":"a","at":1.5}"#), Claims),
        (says(br#"{"id":"a","at":99999999999999999999999}"#), Claims),
        (says(br#"{"id":null,"at":1}"#), Claims),
        (
            says(format!(r#"{{"id":"a","at":1,"x":{}{}}}"#, "[".repeat(30), "]".repeat(30)).as_bytes()),
            TooDeep,
        ),
    ]
}

#[test]
fn none_is_let_in_and_each_has_its_reason() {
    let w = world();
    for key in [&w.ec, &w.ed, &w.rsa] {
        let good = forge(key, &header(key, ""), CLAIMS.as_bytes());
        assert!(
            verify::<Claims>(&good, &w.keys, &RULE).is_ok(),
            "control {:?}",
            key.alg()
        );
    }
    let corpus: Vec<_> = [headers(&w), parts(&w), keys_and_claims(&w)].concat();
    assert!(corpus.len() >= 60, "{}", corpus.len());
    for (n, (token, expected)) in corpus.iter().enumerate() {
        let found = verify::<Claims>(token, &w.keys, &RULE).err();
        assert_eq!(found, Some(*expected), "number {n}: {token:.120}");
    }
}

#[test]
fn a_providers_rule_takes_no_province_key_and_leaves_typ_open() {
    let w = world();
    let rule = Rule {
        typ: "JWT",
        purpose: None,
        ..RULE
    };
    let with = |key: &SigningKey, typ: &str| {
        let head = format!(r#"{{"alg":"ES256",{typ}"kid":"{}"}}"#, key.kid());
        verify::<Claims>(&forge(key, &head, CLAIMS.as_bytes()), &w.keys, &rule).err()
    };
    for (typ, expected) in [
        ("", None),
        (r#""typ":"JWT","#, None),
        (r#""typ":"at+jwt","#, Some(WrongType)),
    ] {
        assert_eq!(with(&w.bare, typ), expected, "{typ}");
    }
    assert_eq!(with(&w.ec, ""), Some(WrongUse));
}
