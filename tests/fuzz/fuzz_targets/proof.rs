//! A token and a key set as anybody may send them.
#![no_main]

use citizen_domain::keys::KeyUse;
use citizen_proof::{Alg, KeySet, Rule, peek_kid, thumbprint, verify, verify_possession};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

const JWKS: &[u8] = include_bytes!("../corpus/proof/jwks");

fuzz_target!(|input: &[u8]| {
    if let Ok(keys) = KeySet::from_jwks_json(input) {
        assert!(keys.keys().all(|k| thumbprint(k).is_ok()));
    }
    let _ = citizen_proof::check_json(input);
    let (Ok(token), Ok(keys)) = (std::str::from_utf8(input), KeySet::from_jwks_json(JWKS)) else {
        return;
    };
    let _ = peek_kid(token, 4096);
    let proof = Rule {
        typ: "dpop+jwt",
        purpose: None,
        algs: Alg::ALL,
        max_len: 4096,
    };
    if let Ok(shown) = verify_possession::<Value>(token, &proof) {
        // Whoever holds a key may say so; it is known by its thumbprint alone.
        assert_eq!(shown.thumbprint.len(), 43);
        assert!(verify::<Value>(token, &keys, &proof).is_err());
    }
    // The private halves were thrown away, so only what stands in the corpus could ever be signed.
    for purpose in [None, Some(KeyUse::Receipt)] {
        let rule = Rule {
            typ: "JWT",
            purpose,
            algs: Alg::ALL,
            max_len: 4096,
        };
        assert!(verify::<Value>(token, &keys, &rule).is_err());
    }
});
