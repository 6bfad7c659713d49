//! Tokens that somebody made to be let in: each is refused, and each for the reason that its maker hoped to get around.
//! Keys, claims and clock are fixed, so that a failure names one token.

mod contents;
mod forms;
mod headers;
mod make;
mod signatures;

use citizen_domain::Timestamp;
use citizen_identity::IdentityError::IdToken;
use citizen_identity::{AgeBand, IdTokenRules, verify_id_token};
use citizen_proof::ProofError::UnknownKey;
use citizen_proof::{Alg, KeySet, Signer};
use contents::contents;
use forms::forms;
use headers::headers;
use make::*;
use serde_json::{Value, json};
use signatures::signatures;
use std::collections::BTreeSet;

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
    // Another provider's own words for claims of ours: of the kind of account nothing is known, of the age the safer half.
    for foreign in [json!("18+"), json!(3), json!(["x"]), json!({"a": 1})] {
        let mut words = body.clone();
        words["account_type"] = foreign.clone();
        words["age_band"] = foreign;
        let token = forge(
            &kind.key,
            &kind.header().to_string(),
            words.to_string().as_bytes(),
        );
        let (person, _) = verify_id_token(&token, &keys, &rules).unwrap();
        assert_eq!(person.account_type, None);
        assert_eq!(person.age_band, Some(AgeBand::From14To15));
    }
    // Of an ECDSA signature (r, s) the twin (r, n − s) is one too, and anybody can make it (FIPS 186-5 §6.4.2 does not forbid
    // it): it says the same of the same person, and nothing here takes a token's bytes for the only ones.
    let good = forge(&kind.key, &kind.header().to_string(), body.to_string().as_bytes());
    let twin = resign(&good, &ecdsa_twin(&signature(&good)));
    assert_ne!(twin, good);
    assert!(verify_id_token(&twin, &keys, &rules).is_ok());
    // With two keys a token has to say which.
    let two = KeySet::new(vec![kind.public.clone(), kind.foreign.public(&[], None, None)]).unwrap();
    assert_eq!(check(&without("kid"), &body, &two), Some(IdToken(UnknownKey)));
}
