use crate::signing_key;
use citizen_proof::{Alg, KeySet, MAX_JWKS_BYTES, MAX_KEYS, ProofError, SigningKey};
use serde_json::{Value, json};

fn jwk(alg: Alg) -> Value {
    serde_json::to_value(signing_key(alg).public(&[], None, None)).unwrap()
}

fn with(mut key: Value, name: &str, value: Value) -> Value {
    key[name] = value;
    key
}

fn set(keys: &[Value]) -> Result<Vec<(String, String)>, ProofError> {
    KeySet::from_jwks_json(json!({ "keys": keys }).to_string().as_bytes())
        .map(|s| s.keys().map(|k| (k.kid.clone(), k.alg.clone())).collect())
}

#[test]
fn a_providers_set_keeps_what_can_verify_and_leaves_the_rest() {
    let ec = jwk(Alg::Es256);
    let strip = |mut key: Value, name: &str| {
        key.as_object_mut().unwrap().shift_remove(name);
        key
    };
    let kept = |key: Value| set(&[key]).map(|k| k.len());
    for (what, key, expected) in [
        ("as it is", ec.clone(), Ok(1)),
        ("no alg", strip(ec.clone(), "alg"), Ok(1)),
        ("no alg, RSA", strip(jwk(Alg::Ps256), "alg"), Ok(1)),
        ("use sig", with(ec.clone(), "use", json!("sig")), Ok(1)),
        ("use enc", with(ec.clone(), "use", json!("enc")), Ok(0)),
        ("ops sign", with(ec.clone(), "key_ops", json!(["sign"])), Ok(0)),
        (
            "ops verify",
            with(ec.clone(), "key_ops", json!(["verify"])),
            Ok(1),
        ),
        ("no kid", strip(ec.clone(), "kid"), Ok(1)),
        ("other curve", with(ec.clone(), "crv", json!("P-384")), Ok(0)),
        ("other type", with(ec.clone(), "kty", json!("AKP")), Ok(0)),
        ("other alg", with(ec.clone(), "alg", json!("ES512")), Ok(0)),
        ("short x", with(ec.clone(), "x", json!("AAAA")), Ok(0)),
        ("no y", strip(ec.clone(), "y"), Ok(0)),
        ("private part", with(ec.clone(), "d", json!("AAAA")), Ok(0)),
        ("symmetric", json!({"kty":"oct","kid":"s","k":"AAAA"}), Ok(0)),
        ("kid number", with(ec.clone(), "kid", json!(1)), Ok(0)),
        (
            "small modulus",
            json!({"kty":"RSA","kid":"r","n":"sXch","e":"AQAB"}),
            Ok(0),
        ),
        ("no key at all", json!("x"), Ok(0)),
    ] {
        assert_eq!(kept(key.clone()), expected, "{what}");
        // Whatever it is, it takes no other with it.
        let good = with(jwk(Alg::EdDsa), "kid", json!("good"));
        assert_eq!(
            set(&[key, good]).map(|k| k.len()),
            expected.map(|n| n + 1),
            "{what}"
        );
    }
    assert_eq!(set(&[ec.clone(), ec.clone()]).map(|k| k.len()), Ok(1));
    // Nobody could say which of two is meant; of two algorithms the token says it.
    let another = SigningKey::generate_es256().unwrap().public(&[], None, None);
    let other = with(serde_json::to_value(another).unwrap(), "kid", ec["kid"].clone());
    assert_eq!(set(&[ec.clone(), other]).map(|k| k.len()), Ok(0));
    let other = with(jwk(Alg::EdDsa), "kid", ec["kid"].clone());
    assert_eq!(set(&[ec, other]).map(|k| k.len()), Ok(2));
}

#[test]
fn uses_and_dates_of_a_providers_set_are_not_believed() {
    let key = with(jwk(Alg::EdDsa), "uses", json!(["receipt"]));
    let keys = KeySet::from_jwks_json(json!({ "keys": [key] }).to_string().as_bytes()).unwrap();
    assert!(keys.keys().all(|k| k.uses.is_empty() && k.valid_from.is_none()));
}

#[test]
fn sets_have_limits() {
    let many: Vec<Value> = (0..=MAX_KEYS)
        .map(|n| json!({"kty":"AKP","kid":n.to_string()}))
        .collect();
    assert_eq!(set(&many), Err(ProofError::TooManyKeys));
    let long = vec![b' '; MAX_JWKS_BYTES + 1];
    assert_eq!(KeySet::from_jwks_json(&long).unwrap_err(), ProofError::TooLong);
    for (json, expected) in [
        ("[]", ProofError::Json),
        ("{}", ProofError::Json),
        (r#"{"keys":[],"keys":[]}"#, ProofError::DuplicateMember),
    ] {
        assert_eq!(KeySet::from_jwks_json(json.as_bytes()).unwrap_err(), expected);
    }
}

#[test]
fn a_packs_key_must_fit_its_algorithm() {
    let mut key = signing_key(Alg::Es256).public(&[], None, None);
    for (alg, expected) in [
        ("ES256", None),
        ("EdDSA", Some(ProofError::KeyAlgorithm)),
        ("RS256", Some(ProofError::KeyAlgorithm)),
        ("HS256", Some(ProofError::Algorithm)),
        ("none", Some(ProofError::Algorithm)),
    ] {
        alg.clone_into(&mut key.alg);
        assert_eq!(KeySet::new(vec![key.clone()]).err(), expected, "{alg}");
    }
}
