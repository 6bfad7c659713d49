//! Signing in at the gateway's own provider, and at one that stands before an identity server.

use super::FORM;
use crate::gateway::{Gateway, Send};
use citizen_proof::{base64url, sha256};
use citizen_province::demo::MAIN_RESIDENT;
use citizen_province::oidc::upstream::Upstream;

/// The browser is sent to the identity server, where the person declines.
pub(super) async fn in_front_of_an_identity_server() -> Gateway {
    let gateway = Gateway::start_with(|config| {
        config.upstream = Some(Upstream {
            issuer: "https://idp.example".to_owned(),
            authorization_endpoint: "https://idp.example/authorize".to_owned(),
            token_endpoint: "https://idp.example/token".to_owned(),
            userinfo_endpoint: "https://idp.example/userinfo".to_owned(),
            jwks_uri: None,
            client_id: "tinh".to_owned(),
            client_secret: "hush".to_owned().into(),
            acr_values: None,
        });
    })
    .await;
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("response_type", "code")
        .append_pair("client_id", gateway.running.state().client_id())
        .append_pair("redirect_uri", "http://127.0.0.1:4711/")
        .append_pair("scope", "openid")
        .append_pair("code_challenge", &base64url::encode(sha256(b"verifier")))
        .append_pair("code_challenge_method", "S256")
        .finish();
    let asked = gateway
        .get("/oauth/authorize", &format!("/oauth/authorize?{query}"), None)
        .await;
    let there = url::Url::parse(&asked.location.unwrap()).unwrap();
    assert_eq!(there.host_str(), Some("idp.example"));
    let state = there.query_pairs().find(|(name, _)| name == "state").unwrap().1;
    let back = format!("/oauth/upstream?error=access_denied&state={state}");
    let told = gateway.get("/oauth/upstream", &back, None).await;
    assert!(told.location.unwrap().contains("error=access_denied"));
    gateway
        .send("get", "/oauth/upstream", &back, Send::default())
        .await;
    gateway
}

pub(super) async fn sign_in(gateway: &Gateway) -> String {
    let verifier = "a-verifier-of-at-least-forty-three-characters-1";
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let redirect = format!("http://127.0.0.1:{port}/");
    let client = gateway.running.state().client_id().to_owned();
    let challenge = base64url::encode(sha256(verifier.as_bytes()));
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("response_type", "code")
        .append_pair("client_id", &client)
        .append_pair("redirect_uri", &redirect)
        .append_pair("scope", "openid")
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .finish();
    let path = format!("/oauth/authorize?{query}");
    // The page as it is, refused and declined.
    let page = gateway.get("/oauth/authorize", &path, None).await;
    gateway
        .send(
            "get",
            "/oauth/authorize",
            "/oauth/authorize?client_id=other",
            Send::default(),
        )
        .await;
    let html = String::from_utf8(page.body).unwrap();
    let (_, rest) = html.split_once("name=\"request\" value=\"").unwrap();
    let request = rest.split_once('"').unwrap().0;
    let declined = gateway
        .form("/oauth/authorize", "/oauth/authorize", &[("request", request)])
        .await;
    assert!(declined.location.unwrap().contains("error=access_denied"));

    let url = format!("{}{path}", gateway.running.base_url);
    let code = gateway.code(&url, &redirect, MAIN_RESIDENT.sub).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", client.as_str()),
        ("code", &code),
        ("redirect_uri", &redirect),
        ("code_verifier", verifier),
    ];
    let tokens = gateway.form("/oauth/token", "/oauth/token", &form).await.json();
    let access = tokens["access_token"].as_str().unwrap().to_owned();
    gateway
        .get("/oauth/userinfo", "/oauth/userinfo", Some(&access))
        .await;
    let empty = Send {
        token: Some(&access),
        media: Some(FORM),
        ..Send::default()
    };
    gateway
        .send("post", "/oauth/userinfo", "/oauth/userinfo", empty)
        .await;
    let wrong = gateway
        .send("get", "/oauth/userinfo", "/oauth/userinfo", Send::default())
        .await;
    assert_eq!(wrong.status, 401);
    for basic in [Some(("other", "hush")), None] {
        let ask = Send {
            basic,
            media: Some(FORM),
            body: format!("token={access}").into_bytes(),
            ..Send::default()
        };
        gateway
            .send("post", "/oauth/introspect", "/oauth/introspect", ask)
            .await;
    }
    let pushed: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let pushed: Vec<(&str, &str)> = pushed.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let pushed = gateway.form("/oauth/par", "/oauth/par", &pushed).await;
    assert_eq!(pushed.status, 201);
    let refused = gateway
        .form("/oauth/token", "/oauth/token", &[("client_id", "other")])
        .await;
    assert_eq!(refused.status, 401);
    gateway
        .form(
            "/oauth/revoke",
            "/oauth/revoke",
            &[("client_id", &client), ("token", "unknown")],
        )
        .await;
    access
}
