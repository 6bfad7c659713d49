//! Access tokens that are signed, and bound to a key.

use super::world::{START, World};
use citizen_proof::{Signer as _, SigningKey, base64url, sha256};
use serde_json::{Value, json};

#[tokio::test]
async fn signed_tokens_are_judged_as_rfc_9068_says() {
    let world = World::new(|config, _| config.required_scope = Some("openid".into())).await;
    assert_eq!(world.bearer(&world.token(&[])).await, 200);
    let expected = (
        format!("{}#u1", world.provider),
        "Nguyễn Văn Thử".to_owned(),
        None,
    );
    assert_eq!(world.residents(), [expected]);

    let now = START;
    for (why, changes, status) in [
        (
            "another issuer",
            vec![("iss", json!("https://evil.example"))],
            401,
        ),
        (
            "for somebody else",
            vec![("aud", json!("https://other.example"))],
            401,
        ),
        ("for nobody", vec![("aud", json!([]))], 401),
        (
            "among several",
            vec![("aud", json!(["https://other.example", "phones"]))],
            200,
        ),
        ("over", vec![("exp", json!(now - 61))], 401),
        ("over within the leeway", vec![("exp", json!(now - 59))], 200),
        ("without an end", vec![("exp", Value::Null)], 401),
        ("not yet", vec![("nbf", json!(now + 120))], 401),
        ("of tomorrow", vec![("iat", json!(now + 86_400))], 401),
        ("without the scope", vec![("scope", json!("profile"))], 401),
        ("without subject", vec![("sub", json!(""))], 401),
        (
            "bound to a certificate",
            vec![("cnf", json!({"x5t#S256": "a"}))],
            401,
        ),
        ("bound to a key", vec![("cnf", json!({"jkt": "a"}))], 401),
        (
            "of a child",
            vec![("sub", json!("kid")), ("birthdate", json!("2020-01-01"))],
            403,
        ),
    ] {
        assert_eq!(world.bearer(&world.token(&changes)).await, status, "{why}");
    }
    // An ID token is no access token; here it is an opaque one that userinfo does not know.
    assert_eq!(world.bearer(&world.sign("JWT", &world.claims())).await, 401);
    let stranger = SigningKey::generate_es256().unwrap();
    assert_eq!(
        world
            .bearer(&stranger.sign("at+jwt", &world.claims()).unwrap())
            .await,
        401
    );
    let mut bent = world.token(&[("jti", json!("2"))]);
    bent.truncate(bent.len() - 2);
    assert_eq!(world.bearer(&bent).await, 401);
    // The media type in full is the same type.
    assert_eq!(
        world
            .bearer(&world.sign("application/at+jwt", &world.claims()))
            .await,
        200
    );
}

#[tokio::test]
async fn keys_are_fetched_again_for_an_unknown_id_but_not_at_will() {
    let world = World::new(|_, _| {}).await;
    assert_eq!(world.bearer(&world.token(&[])).await, 200);
    assert_eq!(
        (
            world.asked("/jwks"),
            world.asked("/.well-known/openid-configuration")
        ),
        (1, 1)
    );
    world.pass(61);
    world.script.lock().unwrap().keys[0] = SigningKey::generate_es256().unwrap();
    assert_eq!(
        world.bearer(&world.token(&[])).await,
        200,
        "the provider changed its key"
    );
    assert_eq!(world.asked("/jwks"), 2);
    for _ in 0..5 {
        let stranger = SigningKey::generate_es256().unwrap();
        let token = stranger.sign("at+jwt", &world.claims()).unwrap();
        assert_eq!(world.bearer(&token).await, 401);
    }
    assert_eq!(
        world.asked("/jwks"),
        2,
        "whoever makes up key ids makes the gateway ask no more"
    );

    // The provider goes away: what is known serves on, a day at most, and nobody is told to sign in anew.
    world.script.lock().unwrap().away = true;
    world.pass(2 * 3600);
    assert_eq!(world.bearer(&world.token(&[])).await, 200);
    world.pass(30 * 3600);
    assert_eq!(world.bearer(&world.token(&[])).await, 503);
    world.script.lock().unwrap().away = false;
    world.pass(10);
    assert_eq!(world.bearer(&world.token(&[])).await, 200);
}

#[tokio::test]
async fn a_bound_token_opens_only_with_a_fresh_proof_of_its_key() {
    let world = World::new(|_, _| {}).await;
    let (key, thief) = (
        SigningKey::generate_es256().unwrap(),
        SigningKey::generate_es256().unwrap(),
    );
    let token = world.token(&[("cnf", json!({"jkt": key.thumbprint()}))]);
    let url = format!("{}/v1/changes", world.gateway.base_url);
    let proof = |key: &SigningKey, jti: &str, nonce: Option<&str>| {
        let mut claims = json!({
            "jti": jti, "htm": "GET", "htu": url, "iat": 1, "ath": base64url::encode(sha256(token.as_bytes()))
        });
        if let Some(nonce) = nonce {
            claims["nonce"] = nonce.into();
        }
        crate::dpop::proof_of(key, &claims)
    };
    let dpop = format!("DPoP {token}");
    let (status, challenges, nonce) = world.call(&dpop, Some(&proof(&key, "1", None))).await;
    assert_eq!(status, 401);
    assert!(
        challenges[0].starts_with("DPoP error=\"use_dpop_nonce\""),
        "{challenges:?}"
    );
    let nonce = nonce.expect("a nonce goes with the refusal");
    let good = proof(&key, "2", Some(&nonce));
    let (status, _, next) = world.call(&dpop, Some(&good)).await;
    assert_eq!(
        (status, next.is_some()),
        (200, true),
        "every reply brings the nonce for the next proof"
    );

    assert_eq!(world.call(&dpop, Some(&good)).await.0, 401, "used before");
    assert_eq!(
        world.call(&dpop, Some(&proof(&thief, "3", Some(&nonce)))).await.0,
        401,
        "another key"
    );
    assert_eq!(world.call(&dpop, None).await.0, 401, "no proof");
    assert_eq!(world.bearer(&token).await, 401, "as a bearer token");
    let unbound = world.token(&[]);
    let (status, ..) = world
        .call(&format!("DPoP {unbound}"), Some(&proof(&key, "4", Some(&nonce))))
        .await;
    assert_eq!(status, 401, "a token that is bound to no key");
    assert_eq!(
        world.call(&dpop, Some(&proof(&key, "5", Some(&nonce)))).await.0,
        200
    );
    assert_eq!(key.kid(), key.thumbprint());
}
