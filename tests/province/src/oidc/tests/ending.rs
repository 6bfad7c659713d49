//! Tokens end: given back, signed out, asked about.

use super::*;
use crate::config::ResourceServer;
use citizen_domain::Secret;

#[tokio::test]
async fn revoked_tokens_open_nothing() {
    let fixture = Fixture::new().await;
    let client = fixture.running.state().client_id().to_owned();
    let tokens = fixture.tokens().await;
    for (name, after) in [("access_token", 200), ("refresh_token", 400)] {
        let form = [("client_id", client.as_str()), ("token", str_of(&tokens, name))];
        assert_eq!(fixture.post("/oauth/revoke", &form).await.0, 200);
        assert_eq!(
            fixture.userinfo(str_of(&tokens, "access_token")).await.0,
            401,
            "{name}"
        );
        if after == 400 {
            assert_eq!(fixture.refresh(str_of(&tokens, "refresh_token")).await.0, after);
        }
    }
    let form = [("client_id", client.as_str()), ("token", "unknown")];
    assert_eq!(
        fixture.post("/oauth/revoke", &form).await.0,
        200,
        "unknown tokens are answered alike"
    );
    let form = [("client_id", "other"), ("token", "unknown")];
    assert_eq!(fixture.post("/oauth/revoke", &form).await.0, 401);
}

#[tokio::test]
async fn signing_out_with_the_id_token_ends_that_sign_in_and_leads_back() {
    let fixture = Fixture::new().await;
    let (one, two) = (fixture.tokens().await, fixture.tokens().await);
    let back = "http://127.0.0.1:4711/out";
    let end = async |pairs: &[(&str, &str)]| {
        let mut url = Url::parse(&fixture.url("/oauth/end_session")).unwrap();
        url.query_pairs_mut().extend_pairs(pairs);
        let reply = fixture.http.get(url).send().await.unwrap();
        let to = reply
            .headers()
            .get("location")
            .map(|v| v.to_str().unwrap().to_owned());
        (reply.status().as_u16(), to)
    };
    // An ID token that has ended is as good a hint.
    fixture.pass(3600);
    let hint = str_of(&one, "id_token");
    let (status, to) = end(&[
        ("id_token_hint", hint),
        ("post_logout_redirect_uri", back),
        ("state", "s1"),
    ])
    .await;
    assert_eq!(
        (status, to.as_deref()),
        (303, Some("http://127.0.0.1:4711/out?state=s1"))
    );
    assert_eq!(fixture.refresh(str_of(&one, "refresh_token")).await.0, 400);
    assert_eq!(
        fixture.refresh(str_of(&two, "refresh_token")).await.0,
        200,
        "the other sign-in goes on"
    );

    let client = fixture.running.state().client_id().to_owned();
    let mut bent = hint.to_owned();
    bent.truncate(bent.len() - 2);
    for pairs in [
        vec![
            ("id_token_hint", bent.as_str()),
            ("client_id", &client),
            ("post_logout_redirect_uri", back),
        ],
        vec![
            ("id_token_hint", hint),
            ("client_id", "other"),
            ("post_logout_redirect_uri", back),
        ],
        vec![
            ("client_id", &client),
            ("post_logout_redirect_uri", "https://evil.example/"),
        ],
        vec![("post_logout_redirect_uri", back)],
    ] {
        assert_eq!(end(&pairs).await, (200, None), "{pairs:?}");
    }
    let (status, to) = end(&[("client_id", &client), ("post_logout_redirect_uri", back)]).await;
    assert_eq!((status, to.as_deref()), (303, Some(back)));
}

#[tokio::test]
async fn only_a_registered_resource_server_is_told_of_a_token() {
    let fixture = Fixture::with(|config| {
        config.resource_servers = vec![ResourceServer {
            id: "gateway".to_owned(),
            secret: Secret::new("s&cret".to_owned()),
        }];
    })
    .await;
    let tokens = fixture.tokens().await;
    let device = Device::new();
    let bound = device.tokens(&fixture).await;
    let ask = async |token: &str, secret: &str| {
        let basic = base64::Engine::encode(
            &base64::engine::general_purpose::STANDARD,
            format!("gateway:{secret}"),
        );
        let header = format!("Basic {basic}");
        fixture
            .post_with(
                "/oauth/introspect",
                &[("token", token)],
                &[("authorization", &header)],
            )
            .await
    };
    let (status, told) = ask(str_of(&tokens, "access_token"), "s%26cret").await;
    assert_eq!(
        (status, told["active"].as_bool(), str_of(&told, "sub")),
        (200, Some(true), ADULT)
    );
    assert_eq!(
        (str_of(&told, "id_number"), str_of(&told, "acr")),
        ("079190000123", "LoA2")
    );
    let (_, told) = ask(str_of(&bound, "access_token"), "s%26cret").await;
    assert_eq!(str_of(&told["cnf"], "jkt"), device.key.thumbprint());
    for token in ["made-up", str_of(&tokens, "refresh_token")] {
        assert_eq!(
            ask(token, "s%26cret").await,
            (200, json!({"active": false})),
            "{token}"
        );
    }
    assert_eq!(ask(str_of(&tokens, "access_token"), "wrong").await.0, 401);
    assert_eq!(fixture.post("/oauth/introspect", &[("token", "x")]).await.0, 401);
    // In the client's own name: which key it is bound to, and nothing that names anybody.
    let client_id = fixture.running.state().client_id();
    let own = [
        ("token", str_of(&bound, "access_token")),
        ("client_id", client_id),
    ];
    let (status, told) = fixture.post("/oauth/introspect", &own).await;
    assert_eq!(
        (status, str_of(&told["cnf"], "jkt")),
        (200, device.key.thumbprint().as_str())
    );
    assert_eq!((&told["name"], &told["id_number"]), (&Value::Null, &Value::Null));
    let others = [("token", str_of(&bound, "access_token")), ("client_id", "other")];
    assert_eq!(fixture.post("/oauth/introspect", &others).await.0, 401);
    fixture.pass(1801);
    assert_eq!(
        ask(str_of(&tokens, "access_token"), "s%26cret").await.1,
        json!({"active": false})
    );
}
