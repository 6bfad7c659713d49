use super::*;
use citizen_proof::{Signer, SigningKey};
use serde_json::{Value, json};

const URL: &str = "https://tinh.example/oauth/token";

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(1_780_000_000_000 + ms)
}

pub(crate) fn proof_of(key: &SigningKey, claims: &Value) -> String {
    let public = key.public(&[], None, None);
    let jwk = json!({"kty": "EC", "crv": "P-256", "x": public.x, "y": public.y});
    let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": jwk});
    let text = format!(
        "{}.{}",
        base64url::encode(header.to_string()),
        base64url::encode(claims.to_string())
    );
    let signature = key.sign_bytes(text.as_bytes()).unwrap();
    format!("{text}.{}", base64url::encode(signature))
}

fn about(token: Option<&str>) -> Request<'_> {
    Request {
        method: "POST",
        url: URL,
        token,
    }
}

#[test]
fn a_good_proof_names_its_key_once() {
    let (dpop, key) = (Dpop::new().unwrap(), SigningKey::generate_es256().unwrap());
    let claims = |jti: &str, nonce: &str| json!({"jti": jti, "htm": "POST", "htu": format!("{URL}?a=b"), "iat": 1, "nonce": nonce});
    let nonce = dpop.nonce(at(0));
    let first = proof_of(&key, &claims("1", &nonce));
    assert_eq!(dpop.check(&first, &about(None), at(0)), Ok(key.thumbprint()));
    // Not only the same bytes: the same identifier of the same key.
    for again in [first, proof_of(&key, &claims("1", &nonce))] {
        assert!(matches!(
            dpop.check(&again, &about(None), at(1)),
            Err(DpopError::Invalid(_))
        ));
    }
    let other = SigningKey::generate_es256().unwrap();
    assert!(
        dpop.check(&proof_of(&other, &claims("1", &nonce)), &about(None), at(1))
            .is_ok()
    );

    // The clock of the phone plays no part, the age of the nonce does.
    let late = proof_of(&key, &claims("2", &nonce));
    assert!(dpop.check(&late, &about(None), at(5 * 60_000)).is_ok());
    let later = proof_of(&key, &claims("3", &nonce));
    assert_eq!(
        dpop.check(&later, &about(None), at(11 * 60_000)),
        Err(DpopError::UseNonce)
    );
    assert_ne!(dpop.nonce(at(11 * 60_000)), nonce, "nonces rotate");
    // Nonces of another gateway, or of this one before it was started again.
    let foreign = proof_of(&key, &claims("4", &Dpop::new().unwrap().nonce(at(0))));
    assert_eq!(
        dpop.check(&foreign, &about(None), at(0)),
        Err(DpopError::UseNonce)
    );
}

#[test]
fn a_proof_about_something_else_is_refused() {
    let (dpop, key) = (Dpop::new().unwrap(), SigningKey::generate_es256().unwrap());
    let ath = base64url::encode(sha256(b"token"));
    let good = json!({
        "jti": "1", "htm": "POST", "htu": URL, "iat": 1, "nonce": dpop.nonce(at(0)), "ath": ath
    });
    for (name, value) in [
        ("htm", json!("GET")),
        ("htm", json!("post")),
        ("htu", json!("https://tinh.example/oauth/other")),
        ("htu", json!("http://tinh.example/oauth/token")),
        ("htu", json!("https://tinh.example:444/oauth/token")),
        ("htu", json!("https://x@tinh.example/oauth/token")),
        ("htu", json!("/oauth/token")),
        ("ath", json!(base64url::encode(sha256(b"other")))),
        ("ath", Value::Null),
        ("jti", json!("")),
        ("jti", json!("x".repeat(300))),
        ("jti", json!(1)),
        ("iat", json!("now")),
    ] {
        let mut claims = good.clone();
        claims[name] = value.clone();
        assert!(
            matches!(
                dpop.check(&proof_of(&key, &claims), &about(Some("token")), at(0)),
                Err(DpopError::Invalid(_))
            ),
            "{name}: {value}"
        );
    }
    let mut without = good.clone();
    without.as_object_mut().unwrap().remove("nonce");
    assert_eq!(
        dpop.check(&proof_of(&key, &without), &about(Some("token")), at(0)),
        Err(DpopError::UseNonce)
    );
    assert!(
        dpop.check(&proof_of(&key, &good), &about(Some("token")), at(0))
            .is_ok()
    );
}

#[test]
fn two_proofs_in_one_request_are_none() {
    let mut headers = HeaderMap::new();
    assert_eq!(proof(&headers), Ok(None));
    headers.append(HEADER, "a".parse().unwrap());
    assert_eq!(proof(&headers), Ok(Some("a")));
    headers.append(HEADER, "a".parse().unwrap());
    assert!(proof(&headers).is_err());
}
