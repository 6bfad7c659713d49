use crate::signing_key;
use citizen_domain::Timestamp;
use citizen_domain::keys::KeyUse;
use citizen_proof::{
    Alg, KeySet, ProofError, Rule, Signer, SigningKey, sha256, sign_with, thumbprint, verify,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const RULE: Rule<'_> = Rule {
    typ: "receipt+jws",
    purpose: Some(KeyUse::Receipt),
    algs: Alg::ALL,
    max_len: 4096,
};

#[test]
fn what_is_signed_is_verified_with_every_algorithm() {
    for alg in Alg::ALL {
        let key = signing_key(*alg);
        let again = SigningKey::from_pkcs8(*alg, Some("named"), key.to_pkcs8().reveal()).unwrap();
        let claims = json!({"name": "Nguyễn Văn Ấn", "list": [1, 2.5, null, true]});
        for key in [&key, &again] {
            let public = key.public(&[KeyUse::Receipt], None, None);
            assert_eq!(thumbprint(&public).unwrap(), key.thumbprint());
            let keys = KeySet::new(vec![public]).unwrap();
            let token = key.sign(RULE.typ, &claims).unwrap();
            let verified = verify::<Value>(&token, &keys, &RULE).unwrap();
            assert_eq!(verified.claims, claims);
            assert_eq!(verified.alg, *alg);
            assert_eq!(verified.key.kid, key.kid());
        }
        assert_eq!(again.kid(), "named");
        assert_eq!(key.kid(), key.thumbprint());
    }
}

#[test]
fn a_keys_dates_are_judged_at_the_moment_asked() {
    let (from, to) = (Timestamp::from_secs(1000), Timestamp::from_secs(2000));
    let key = signing_key(Alg::EdDsa);
    let keys = KeySet::new(vec![key.public(&[KeyUse::Receipt], Some(from), Some(to))]).unwrap();
    let token = key.sign(RULE.typ, &json!({})).unwrap();
    let verified = verify::<Value>(&token, &keys, &RULE).unwrap();
    for (at, expected) in [
        (999, Err(ProofError::KeyNotYetValid)),
        (1000, Ok(())),
        (1999, Ok(())),
        (2000, Err(ProofError::KeyExpired)),
    ] {
        assert_eq!(verified.key_valid_at(Timestamp::from_secs(at)), expected, "{at}");
    }
}

/// A key that lives elsewhere, as in a phone's key store.
struct Elsewhere(SigningKey);

impl Signer for Elsewhere {
    fn alg(&self) -> Alg {
        self.0.alg()
    }
    fn kid(&self) -> &str {
        "device"
    }
    fn sign_bytes(&self, message: &[u8]) -> Result<Vec<u8>, ProofError> {
        self.0.sign_bytes(message)
    }
}

#[test]
fn a_key_that_lives_elsewhere_signs_the_same_way() {
    let device = Elsewhere(signing_key(Alg::Es256));
    let mut public = device.0.public(&[KeyUse::Receipt], None, None);
    "device".clone_into(&mut public.kid);
    let token = sign_with(&device, RULE.typ, &json!({"a": 1})).unwrap();
    assert!(verify::<Value>(&token, &KeySet::new(vec![public]).unwrap(), &RULE).is_ok());
}

#[test]
fn only_objects_are_signed_and_secrets_stay_out_of_debug() {
    let key = signing_key(Alg::EdDsa);
    for bad in [json!([1]), json!("text"), json!(null)] {
        assert_eq!(key.sign("t", &bad), Err(ProofError::Claims));
    }
    let keys = KeySet::new(vec![key.public(&[KeyUse::Receipt], None, None)]).unwrap();
    let token = key.sign(RULE.typ, &json!({"name": "Nguyễn"})).unwrap();
    let shown = format!("{:?} {:?}", verify::<Value>(&token, &keys, &RULE).unwrap(), key);
    assert!(!shown.contains("Nguyễn") && !shown.contains(key.public(&[], None, None).x.unwrap().as_str()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn one_changed_character_is_never_accepted(at in 0usize..200, with in "[A-Za-z0-9_.-]") {
        // Made from fixed bytes, so that a failure is found again.
        let key = SigningKey::from_pkcs8(Alg::Rs256, None, crate::RSA).unwrap();
        let keys = KeySet::new(vec![key.public(&[KeyUse::Receipt], None, None)]).unwrap();
        let token = key.sign(RULE.typ, &json!({"h": sha256(b"x").to_vec()})).unwrap();
        let mut changed = token.clone();
        let at = at * token.len() / 200;
        changed.replace_range(at..=at, &with);
        prop_assume!(changed != token);
        prop_assert!(verify::<Value>(&changed, &keys, &RULE).is_err());
    }

    #[test]
    fn rubbish_never_panics(token in "[A-Za-z0-9_.=-]{0,80}", jwks in "[\\{\\}\\[\\]\":,a-z0-9]{0,60}") {
        prop_assert!(verify::<Value>(&token, &KeySet::default(), &RULE).is_err());
        let _ = KeySet::from_jwks_json(jwks.as_bytes());
    }
}
