//! Tokens that are bound to a client's key (RFC 9449), and replies that were lost.

use super::*;

#[tokio::test]
async fn tokens_of_a_client_with_a_key_open_nothing_without_it() {
    let fixture = Fixture::new().await;
    let (device, thief) = (Device::new(), Device::new());
    let tokens = device.tokens(&fixture).await;
    assert_eq!(str_of(&tokens, "token_type"), "DPoP");
    let (access, refresh) = (str_of(&tokens, "access_token"), str_of(&tokens, "refresh_token"));
    assert_eq!(device.userinfo(&fixture, access).await, 200);
    assert_eq!(thief.userinfo(&fixture, access).await, 401);
    assert_eq!(fixture.userinfo(access).await.0, 401, "as a bearer token");
    for (status, error) in [
        fixture.refresh(refresh).await,
        thief.refresh(&fixture, refresh).await,
    ] {
        assert_eq!((status, str_of(&error, "error")), (400, "invalid_grant"));
    }
    // Whoever has the token but not the key ends nothing, either.
    let (status, next) = device.refresh(&fixture, refresh).await;
    assert_eq!((status, str_of(&next, "token_type")), (200, "DPoP"));
    assert_eq!(
        device.userinfo(&fixture, str_of(&next, "access_token")).await,
        200
    );
}

#[tokio::test]
async fn a_proof_without_nonce_costs_neither_code_nor_token() {
    let fixture = Fixture::new().await;
    let device = Device::new();
    let (redirect, code) = fixture.code().await;
    let bare = json!({"jti": "x", "htm": "POST", "htu": fixture.url("/oauth/token"), "iat": 1});
    let form = [
        ("client_id", fixture.running.state().client_id()),
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", &redirect),
        ("code_verifier", VERIFIER),
    ];
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    let reply = fixture
        .http
        .post(fixture.url("/oauth/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("dpop", crate::dpop::proof_of(&device.key, &bare))
        .body(body)
        .send()
        .await
        .unwrap();
    let nonce = reply.headers()["dpop-nonce"].to_str().unwrap().to_owned();
    assert_eq!(reply.status(), 400);
    let error: Value = serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap();
    assert_eq!(str_of(&error, "error"), "use_dpop_nonce");
    let state = fixture.running.state();
    assert_eq!(nonce, state.dpop().nonce(state.now()));
    assert_eq!(
        device.redeem(&fixture, &redirect, &code).await.0,
        200,
        "the code is still good"
    );

    let wrong = device.proof(&fixture, "GET", "/oauth/token", None);
    let (status, error) = fixture
        .post_with("/oauth/token", &form, &[("dpop", &wrong)])
        .await;
    assert_eq!((status, str_of(&error, "error")), (400, "invalid_dpop_proof"));
}

#[tokio::test]
async fn a_lost_reply_costs_nothing_until_its_successor_is_used() {
    let fixture = Fixture::new().await;
    let description = reqwest::get(fixture.url("/.well-known/openid-configuration"))
        .await
        .unwrap();
    let description: Value = serde_json::from_slice(&description.bytes().await.unwrap()).unwrap();
    assert!(description["refresh_replay_window"].as_i64().unwrap() > 0);
    let device = Device::new();
    let first = device.tokens(&fixture).await;
    let first = str_of(&first, "refresh_token");
    let (_, lost) = device.refresh(&fixture, first).await;
    fixture.pass(24 * 3600);
    let (status, again) = device.refresh(&fixture, first).await;
    assert_eq!(status, 200, "the next day");
    assert_eq!(
        lost["refresh_token"], again["refresh_token"],
        "the same successor"
    );
    assert_ne!(lost["access_token"], again["access_token"]);
    assert_eq!(fixture.refresh(first).await.0, 400, "not without the key");
    assert_eq!(
        device.refresh(&fixture, first).await.0,
        200,
        "which ended nothing"
    );

    let (status, third) = device.refresh(&fixture, str_of(&again, "refresh_token")).await;
    assert_eq!(status, 200);
    assert_eq!(
        device.refresh(&fixture, first).await.0,
        400,
        "its successor was used"
    );
    assert_eq!(
        device.refresh(&fixture, str_of(&third, "refresh_token")).await.0,
        400,
        "the whole family ended"
    );
    assert_eq!(
        device.userinfo(&fixture, str_of(&third, "access_token")).await,
        401
    );
}

#[tokio::test]
async fn a_code_may_be_bound_before_it_is_issued() {
    let fixture = Fixture::new().await;
    let (device, thief) = (Device::new(), Device::new());
    for (who, status) in [(&device, 200), (&thief, 400)] {
        let (redirect, query) = fixture
            .answer_to(ADULT, async |redirect| {
                let mut url = fixture.authorize(&redirect);
                url.query_pairs_mut()
                    .append_pair("dpop_jkt", &device.key.thumbprint());
                url
            })
            .await
            .unwrap();
        let code = find(&query, "code").unwrap();
        assert_eq!(who.redeem(&fixture, &redirect, &code).await.0, status);
    }
    let (redirect, query) = fixture
        .answer_to(ADULT, async |redirect| {
            let mut url = fixture.authorize(&redirect);
            url.query_pairs_mut()
                .append_pair("dpop_jkt", &device.key.thumbprint());
            url
        })
        .await
        .unwrap();
    let code = find(&query, "code").unwrap();
    assert_eq!(
        fixture.redeem(&redirect, &code, VERIFIER).await.0,
        400,
        "without a proof"
    );
}

#[tokio::test]
async fn a_province_may_ask_for_a_key_of_every_client() {
    let fixture = Fixture::with(|config| config.require_dpop = true).await;
    let (redirect, code) = fixture.code().await;
    let (status, error) = fixture.redeem(&redirect, &code, VERIFIER).await;
    assert_eq!((status, str_of(&error, "error")), (400, "invalid_dpop_proof"));
    assert_eq!(Device::new().redeem(&fixture, &redirect, &code).await.0, 200);
}

#[tokio::test]
async fn a_session_from_before_the_key_is_bound_at_its_next_renewal() {
    let fixture = Fixture::new().await;
    let device = Device::new();
    let old = fixture.tokens().await;
    let (status, new) = device.refresh(&fixture, str_of(&old, "refresh_token")).await;
    assert_eq!((status, str_of(&new, "token_type")), (200, "DPoP"));
    assert_eq!(fixture.refresh(str_of(&new, "refresh_token")).await.0, 400);
    assert_eq!(
        device.refresh(&fixture, str_of(&new, "refresh_token")).await.0,
        200
    );
}
