use crate::world::{ISSUER, Phone, Provider};
use citizen_identity::{IdTokenRules, IdentityError, StateName, verify_id_token};
use citizen_proof::{Alg, KeySet, ProofError, SigningKey, base64url, sha256, sha512};
use serde_json::{Value, json};

/// Seconds from now that a number stands for in the cases below.
fn shifted(value: &Value, now: i64) -> Value {
    match value {
        Value::Array(pair) if pair.first() == Some(&json!("now")) => json!(now + pair[1].as_i64().unwrap()),
        other => other.clone(),
    }
}

#[test]
fn each_claim_is_checked() {
    let shape = IdentityError::IdToken(ProofError::Claims);
    let cases = [
        ("iss", json!("https://evil.example"), Some(IdentityError::Issuer)),
        ("iss", json!(format!("{ISSUER}/")), Some(IdentityError::Issuer)),
        ("iss", Value::Null, Some(shape)),
        ("aud", json!("other-app"), Some(IdentityError::Audience)),
        ("aud", json!([]), Some(IdentityError::Audience)),
        ("aud", json!(["citizen-app"]), None),
        (
            "aud",
            json!(["citizen-app", "other-app"]),
            Some(IdentityError::Audience),
        ),
        ("aud", json!({"a": 1}), Some(shape)),
        ("azp", json!("citizen-app"), None),
        ("azp", json!("other-app"), Some(IdentityError::Audience)),
        ("sub", json!(""), Some(shape)),
        ("sub", json!("a".repeat(300)), Some(shape)),
        ("sub", json!(7), Some(shape)),
        ("exp", json!(["now", -299]), Some(IdentityError::Time)),
        ("exp", json!(["now", 1]), None),
        ("exp", json!(["now", -301]), Some(IdentityError::Time)),
        ("exp", json!("tomorrow"), Some(shape)),
        ("exp", json!(1e300), Some(shape)),
        ("exp", json!(i64::MIN), Some(shape)),
        ("exp", json!(i64::MAX), Some(shape)),
        ("exp", json!(253_402_300_799_i64), None),
        ("iat", json!(["now", 299]), None),
        ("iat", json!(["now", 301]), Some(IdentityError::Time)),
        ("iat", json!(["now", 99999]), Some(IdentityError::Time)),
        ("iat", Value::Null, Some(shape)),
        ("nbf", json!(["now", 299]), None),
        ("nbf", json!(["now", 301]), Some(IdentityError::Time)),
        ("nonce", json!("another"), Some(IdentityError::Nonce)),
        ("nonce", json!(1), Some(shape)),
        ("at_hash", json!("AAAA"), Some(IdentityError::AccessTokenHash)),
        ("at_hash", json!(""), Some(IdentityError::AccessTokenHash)),
        ("id_last4", json!("012345678901"), Some(IdentityError::Claims)),
        ("id_last4", json!("01 3"), Some(IdentityError::Claims)),
        ("account_type", json!("robot"), None),
        ("account_type", json!("organisation"), None),
        ("age_band", json!("14-15"), None),
        ("age_band", json!("6-13"), Some(IdentityError::Under14)),
        ("age_band", json!("under-6"), Some(IdentityError::Under14)),
        ("age_band", json!("40"), None),
        ("name", json!("a\u{1b}[31m"), Some(IdentityError::Claims)),
        ("name", json!("a".repeat(201)), Some(IdentityError::Claims)),
        ("birthdate", json!("1990-01-01"), None),
    ];
    for (name, value, expected) in cases {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        provider.claims[name] = shifted(&value, phone.now.secs());
        phone.sign_in(&mut provider);
        assert_eq!(phone.told.first().copied(), expected, "{name} {value:.60}");
        let end = if expected.is_none() {
            StateName::SignedIn
        } else {
            StateName::SignedOut
        };
        assert_eq!(phone.state(), end, "{name}");
        if expected.is_some() {
            assert_eq!(provider.revoked.len(), 1, "{name}: the tokens go back");
        } else {
            let kept = String::from_utf8(phone.kept.unwrap().reveal().clone()).unwrap();
            assert!(!kept.contains("1990"), "a birth date is not kept");
        }
    }
}

#[test]
fn a_foreign_signature_or_algorithm_is_refused() {
    let (own, foreign, ed) = (
        SigningKey::generate_es256().unwrap(),
        SigningKey::generate_es256().unwrap(),
        SigningKey::generate_ed25519().unwrap(),
    );
    let keys = KeySet::new(vec![own.public(&[], None, None), ed.public(&[], None, None)]).unwrap();
    let now = Phone::new().now;
    let rules = IdTokenRules {
        issuer: ISSUER,
        client_id: "c",
        algs: &[Alg::Es256],
        nonce: None,
        access_token: "t",
        subject_hash: None,
        now,
    };
    let claims = |at_hash: Option<String>| json!({"iss": ISSUER, "sub": "s", "aud": "c", "exp": now.secs() + 60, "iat": now.secs(), "at_hash": at_hash});
    let plain = claims(None);
    let check =
        |token: &str, algs: &[Alg]| verify_id_token(token, &keys, &IdTokenRules { algs, ..rules }).err();
    let good = own.sign("JWT", &plain).unwrap();
    let refused = |reason| Some(IdentityError::IdToken(reason));
    assert_eq!(check(&good, &[Alg::Es256]), None);
    for (what, token, algs, expected) in [
        (
            "stranger",
            foreign.sign("JWT", &plain).unwrap(),
            vec![Alg::Es256],
            refused(ProofError::UnknownKey),
        ),
        (
            "not announced",
            good.clone(),
            vec![Alg::Rs256],
            refused(ProofError::Algorithm),
        ),
        (
            "EdDSA not announced",
            ed.sign("JWT", &plain).unwrap(),
            vec![Alg::Es256],
            refused(ProofError::Algorithm),
        ),
        (
            "access token",
            own.sign("at+jwt", &plain).unwrap(),
            vec![Alg::Es256],
            refused(ProofError::WrongType),
        ),
        (
            "logout token",
            own.sign("logout+jwt", &plain).unwrap(),
            vec![Alg::Es256],
            refused(ProofError::WrongType),
        ),
        (
            "cut",
            good[..good.len() - 2].to_owned(),
            vec![Alg::Es256],
            refused(ProofError::BadSignature),
        ),
        (
            "huge",
            format!("{good}{}", "A".repeat(20_000)),
            vec![Alg::Es256],
            refused(ProofError::TooLong),
        ),
    ] {
        assert_eq!(check(&token, &algs), expected, "{what}");
    }
    // at_hash beside EdDSA: both customs are known, a wrong value is not.
    let halves = [
        sha256(b"t")[..16].to_vec(),
        sha512(b"t")[..32].to_vec(),
        vec![0; 16],
    ];
    for (half, fits) in halves.iter().zip([true, true, false]) {
        let token = ed.sign("JWT", &claims(Some(base64url::encode(half)))).unwrap();
        assert_eq!(check(&token, &[Alg::EdDsa]).is_none(), fits);
    }
}

/// A token that was good before is not verified again, but everything that can change is looked at.
#[test]
fn a_remembered_token_is_judged_anew() {
    let own = SigningKey::generate_es256().unwrap();
    let keys = KeySet::new(vec![own.public(&[], None, None)]).unwrap();
    let now = Phone::new().now;
    let rules = IdTokenRules {
        issuer: ISSUER,
        client_id: "c",
        algs: &[Alg::Es256],
        nonce: Some("n"),
        access_token: "t",
        subject_hash: None,
        now,
    };
    let claims = json!({"iss": ISSUER, "sub": "s", "aud": "c", "exp": now.secs() + 60, "iat": now.secs(), "nonce": "n",
        "at_hash": base64url::encode(&sha256(b"t")[..16])});
    let token = own.sign("JWT", &claims).unwrap();
    let memory = citizen_identity::IdTokenMemory::default();
    let first = memory.verify(&token, &keys, &rules).unwrap();
    assert_eq!(first, verify_id_token(&token, &keys, &rules).unwrap());
    assert_eq!(memory.verify(&token, &keys, &rules).unwrap(), first);
    let other_keys = KeySet::new(vec![SigningKey::generate_es256().unwrap().public(
        &[],
        None,
        None,
    )])
    .unwrap();
    for (what, keys, rules, expected) in [
        (
            "late",
            &keys,
            IdTokenRules {
                now: now.plus_millis(360_001),
                ..rules
            },
            IdentityError::Time,
        ),
        (
            "early",
            &keys,
            IdTokenRules {
                now: now.plus_millis(-360_001),
                ..rules
            },
            IdentityError::Time,
        ),
        (
            "issuer",
            &keys,
            IdTokenRules {
                issuer: "https://other.example",
                ..rules
            },
            IdentityError::Issuer,
        ),
        (
            "client",
            &keys,
            IdTokenRules {
                client_id: "d",
                ..rules
            },
            IdentityError::Audience,
        ),
        (
            "nonce",
            &keys,
            IdTokenRules {
                nonce: Some("m"),
                ..rules
            },
            IdentityError::Nonce,
        ),
        (
            "access token",
            &keys,
            IdTokenRules {
                access_token: "u",
                ..rules
            },
            IdentityError::AccessTokenHash,
        ),
        (
            "person",
            &keys,
            IdTokenRules {
                subject_hash: Some("x"),
                ..rules
            },
            IdentityError::Subject,
        ),
        (
            "algorithm",
            &keys,
            IdTokenRules {
                algs: &[Alg::Rs256],
                ..rules
            },
            IdentityError::IdToken(ProofError::Algorithm),
        ),
        (
            "key taken back",
            &other_keys,
            rules,
            IdentityError::IdToken(ProofError::UnknownKey),
        ),
    ] {
        assert_eq!(
            memory.verify(&token, keys, &rules).err(),
            Some(expected),
            "{what}"
        );
    }
    let turned = format!("{}{}", &token[..token.len() - 4], "AAAA");
    assert!(memory.verify(&turned, &keys, &rules).is_err());
    assert!(
        memory.verify(&token, &keys, &rules).is_ok(),
        "and it is still good"
    );
}
