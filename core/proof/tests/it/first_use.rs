//! `jsonwebtoken` panics when it is used before a provider is installed. Each entry point is therefore called first
//! in a process of its own.

use crate::signing_key;
use citizen_proof::{
    Alg, KeySet, Rule, SigningKey, names_key_in, peek_kid, sign_with_jwk, thumbprint, verify,
    verify_possession,
};
use std::process::Command;

const WHICH: &str = "CITIZEN_PROOF_FIRST";

/// A token and key made elsewhere, so that nothing of this crate runs before the entry point under test.
const JWKS: &[u8] = br#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
const TOKEN: &str = "eyJhbGciOiJFZERTQSIsImtpZCI6ImsiLCJ0eXAiOiJ0In0.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// `{"alg":"EdDSA","typ":"t","jwk":{"kty":"OKP","crv":"Ed25519","x":"11qY…"}}`, an empty object, and no signature of it.
const POSSESSION: &str = "eyJhbGciOiJFZERTQSIsInR5cCI6InQiLCJqd2siOnsia3R5IjoiT0tQIiwiY3J2IjoiRWQyNTUxOSIsIngiOiIxMXFZQVlLeENyZlZTXzdUeVdRSE9nN2hjdlBhcGlNbHJ3SWFhUGNIVVJvIn19.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const ENTRIES: &[&str] = &[
    "verify",
    "generate",
    "rsa",
    "jwks",
    "peek",
    "thumbprint",
    "possession",
    "names key",
    "sign with jwk",
    "threads",
];

fn verify_unknown() {
    let keys = KeySet::from_jwks_json(JWKS).unwrap();
    let rule = Rule {
        typ: "t",
        purpose: None,
        algs: Alg::ALL,
        max_len: 1000,
    };
    assert!(verify::<serde_json::Value>(TOKEN, &keys, &rule).is_err());
}

fn run(entry: &str) {
    match entry {
        "verify" => verify_unknown(),
        "generate" => drop(
            SigningKey::generate_es256()
                .unwrap()
                .sign("t", &serde_json::json!({}))
                .unwrap(),
        ),
        "rsa" => drop(signing_key(Alg::Ps256).sign("t", &serde_json::json!({})).unwrap()),
        "jwks" => assert_eq!(KeySet::from_jwks_json(JWKS).unwrap().len(), 1),
        "peek" => assert_eq!(peek_kid(TOKEN, 1000).unwrap(), "k"),
        "thumbprint" => {
            let keys = KeySet::from_jwks_json(JWKS).unwrap();
            assert_eq!(thumbprint(keys.get("k").unwrap()).unwrap().len(), 43);
        }
        "possession" => {
            let rule = Rule {
                typ: "t",
                purpose: None,
                algs: Alg::ALL,
                max_len: 1000,
            };
            assert!(verify_possession::<serde_json::Value>(POSSESSION, &rule).is_err());
        }
        "names key" => {
            let keys = KeySet::from_jwks_json(JWKS).unwrap();
            assert!(names_key_in(TOKEN, &keys, 1000));
        }
        "sign with jwk" => {
            let key = SigningKey::generate_es256().unwrap();
            let public = key.public(&[], None, None);
            assert!(sign_with_jwk(&key, &public, "t", &serde_json::json!({})).is_ok());
        }
        "threads" => std::thread::scope(|s| {
            for _ in 0..8 {
                s.spawn(verify_unknown);
            }
        }),
        other => panic!("no entry point {other}"),
    }
}

#[test]
fn child() {
    if let Ok(entry) = std::env::var(WHICH) {
        run(&entry);
    }
}

#[test]
fn nothing_panics_when_any_entry_point_runs_first() {
    for entry in ENTRIES {
        let out = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "first_use::child"])
            .env(WHICH, entry)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&out.stdout);
        assert!(
            out.status.success() && text.contains("1 passed"),
            "{entry}: {text}"
        );
    }
}
