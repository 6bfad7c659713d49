//! A person chooses, and the client learns who it is.

use super::*;
use citizen_proof::{Alg, KeySet, Rule, verify};

#[tokio::test]
async fn a_resident_signs_in_and_the_id_token_says_only_what_it_may() {
    let fixture = Fixture::new().await;
    let (redirect, query) = fixture.answer(ADULT).await.unwrap();
    assert_eq!(find(&query, "state").as_deref(), Some("st-\"&1"));
    assert_eq!(
        find(&query, "iss").as_deref(),
        Some(fixture.running.issuer.as_str())
    );
    let code = find(&query, "code").unwrap();
    let (status, tokens) = fixture.redeem(&redirect, &code, VERIFIER).await;
    assert_eq!(status, 200);
    assert_eq!(
        (str_of(&tokens, "token_type"), tokens["expires_in"].as_i64()),
        ("Bearer", Some(1800))
    );

    let jwks = fixture
        .http
        .get(fixture.url("/oauth/jwks"))
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    let keys = KeySet::from_jwks_json(&jwks).unwrap();
    let rule = Rule {
        typ: "JWT",
        algs: &[Alg::Es256],
        purpose: None,
        max_len: 4096,
    };
    let claims: Value = verify(str_of(&tokens, "id_token"), &keys, &rule).unwrap().claims;
    let names: Vec<_> = claims.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "at_hash",
            "acr",
            "sid",
            "name",
            "id_last4",
            "account_type",
            "age_band"
        ]
    );
    assert_eq!(str_of(&claims, "iss"), fixture.running.issuer);
    assert_eq!(
        (
            str_of(&claims, "nonce"),
            str_of(&claims, "id_last4"),
            str_of(&claims, "acr")
        ),
        ("n-1", "0123", "LoA2")
    );
    let half = &sha256(str_of(&tokens, "access_token").as_bytes())[..16];
    assert_eq!(str_of(&claims, "at_hash"), base64url::encode(half));

    let (status, info) = fixture.userinfo(str_of(&tokens, "access_token")).await;
    assert_eq!(
        (status, str_of(&info, "sub"), str_of(&info, "name")),
        (200, ADULT, "Nguyễn Thị <Mẫu>")
    );
    fixture.pass(1801);
    assert_eq!(
        fixture.userinfo(str_of(&tokens, "access_token")).await.0,
        401,
        "after half an hour"
    );
}

#[tokio::test]
async fn the_page_is_plain_and_safe_and_children_are_told_why() {
    let fixture = Fixture::new().await;
    let page = fixture
        .http
        .get(fixture.authorize("https://app.tinh.example/callback"))
        .send()
        .await
        .unwrap();
    assert_eq!(page.status(), 200);
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.contains("frame-ancestors 'none'")
            && policy.contains("form-action 'self' https://app.tinh.example;")
    );
    let html = page.text().await.unwrap();
    assert!(html.contains("<html lang=\"vi\">") && html.contains("Công dân") && html.contains("Tổ chức"));
    assert!(html.contains("Nguyễn Thị &lt;Mẫu&gt;") && !html.contains("<Mẫu>"));
    assert!(!html.contains("<script") && !html.contains("079190000123"));

    assert_eq!(fixture.answer("demo-child").await, Err(RobotError::Refused(403)));
    let shown = fixture
        .press(
            &fixture.authorize("https://app.tinh.example/callback"),
            "demo-child",
        )
        .await;
    assert!(
        shown.contains("Nguyễn Thị &lt;Mẫu&gt;"),
        "the guardian is named: {shown}"
    );
    let (_, query) = fixture.answer("demo-firm").await.unwrap();
    assert!(find(&query, "code").is_some());
    let (_, query) = fixture.answer("nobody").await.unwrap();
    assert_eq!(find(&query, "error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn the_key_and_the_sessions_outlive_a_restart() {
    let fixture = Fixture::new().await;
    let tokens = fixture.tokens().await;
    let jwks = async |url: String| reqwest::get(url).await.unwrap().text().await.unwrap();
    let before = jwks(fixture.url("/oauth/jwks")).await;
    let config: Config = fixture.running.state().config().clone();
    fixture.running.stop().await.unwrap();
    let again = start(config).await.unwrap();
    assert_eq!(before, jwks(format!("{}/oauth/jwks", again.base_url)).await);
    let reply = fixture
        .http
        .get(format!("{}/oauth/userinfo", again.base_url))
        .bearer_auth(str_of(&tokens, "access_token"))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200);
}

#[tokio::test]
async fn whoever_came_from_another_provider_cannot_be_chosen_without_one() {
    let fixture = Fixture::new().await;
    fixture
        .running
        .state()
        .db()
        .write(|tx| {
            tx.execute_batch(
                "INSERT INTO residents VALUES ('https://idp.example#1', 'Người Thật', NULL, 'citizen', 2, 'adult');
                 INSERT INTO outside_accounts VALUES ('https://idp.example', '1', 'https://idp.example#1')",
            )?;
            Ok(())
        })
        .unwrap();
    let page = fixture
        .http
        .get(fixture.authorize("http://127.0.0.1:1/"))
        .send()
        .await
        .unwrap();
    assert!(!page.text().await.unwrap().contains("Người Thật"));
    let (_, query) = fixture.answer("https://idp.example#1").await.unwrap();
    assert_eq!(find(&query, "error").as_deref(), Some("access_denied"));
}
