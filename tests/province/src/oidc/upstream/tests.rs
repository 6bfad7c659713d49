//! A scripted national identity server behind the gateway, over real sockets.

use crate::oidc::upstream::Upstream;
use crate::{Config, Running, start};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use citizen_domain::Secret;
use citizen_proof::{SigningKey, base64url, sha256};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use url::Url;

const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-1";
const APP: &str = "http://127.0.0.1:4711/callback";
const BORN: &str = "19900102";

struct Script {
    base: String,
    key: SigningKey,
    claims: Value,
    nonce: String,
    /// Changes of the ID token.
    id_token: Value,
    away: bool,
    seen: Vec<(String, String)>,
}

type Shared = Arc<Mutex<Script>>;

async fn serve(State(script): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 10_000).await.unwrap();
    let mut script = script.lock().unwrap();
    let path = parts.uri.path().to_owned();
    let header = parts
        .headers
        .get("authorization")
        .map(|v| v.to_str().unwrap().to_owned());
    script
        .seen
        .push((path.clone(), String::from_utf8_lossy(&body).into_owned()));
    if script.away {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    match (path.as_str(), header.as_deref()) {
        // The person signs in at once.
        ("/oauth2/authorize", _) => {
            let url = Url::parse(&format!("http://x{}", parts.uri)).unwrap();
            let get = |name: &str| url.query_pairs().find(|(n, _)| n == name).unwrap().1.into_owned();
            assert_eq!(
                (get("scope").as_str(), get("acr_values").as_str()),
                ("openid", "LoA1")
            );
            script.nonce = get("nonce");
            let mut to = Url::parse(&get("redirect_uri")).unwrap();
            to.query_pairs_mut()
                .append_pair("code", "up-code")
                .append_pair("state", &get("state"));
            (StatusCode::FOUND, [(header::LOCATION, to.to_string())]).into_response()
        }
        // `tinh` and `hush`.
        ("/oauth2/token", Some("Basic dGluaDpodXNo"))
            if body.starts_with(b"grant_type=authorization_code&code=up-code&") =>
        {
            let mut claims = json!({
                "iss": script.base, "sub": "u1", "aud": "tinh", "exp": 4_000_000_000_i64, "nonce": script.nonce
            });
            for (name, value) in script.id_token.as_object().unwrap() {
                claims[name] = value.clone();
            }
            let id_token = script.key.sign("JWT", &claims).unwrap();
            axum::Json(json!({"access_token": "up-token", "token_type": "Bearer", "expires_in": 1800, "id_token": id_token}))
                .into_response()
        }
        ("/oauth2/userinfo", Some("Bearer up-token")) => axum::Json(script.claims.clone()).into_response(),
        ("/oauth2/jwks", _) => {
            let k = script.key.public(&[], None, None);
            axum::Json(json!({"keys": [{"kid": k.kid, "kty": "EC", "crv": "P-256", "x": k.x, "y": k.y}]}))
                .into_response()
        }
        _ => StatusCode::UNAUTHORIZED.into_response(),
    }
}

struct World {
    script: Shared,
    gateway: Running,
    http: reqwest::Client,
    _dir: tempfile::TempDir,
}

impl World {
    async fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let script = Arc::new(Mutex::new(Script {
            base: base.clone(),
            key: SigningKey::generate_es256().unwrap(),
            claims: json!({
                "sub": "u1", "TechID": "t-1", "LoaiTaiKhoan": "1", "HoVaTen": "Nguyễn Văn Thử", "SoDinhDanh": "000000000001",
                "NgayThangNamSinh": BORN, "loginIdp": "BCA", "loAs": "2",
                "userProfileUri": "https://idp.example/profile?token=secret-profile",
                "logoutUri": "https://idp.example/logout?token=secret-logout"
            }),
            nonce: String::new(),
            id_token: json!({}),
            away: false,
            seen: Vec::new(),
        }));
        let app = axum::Router::new()
            .fallback(serve)
            .with_state(Arc::clone(&script));
        let server = axum_server::from_tcp(listener.into_std().unwrap()).unwrap();
        tokio::spawn(async move { server.serve(app.into_make_service()).await });
        let dir = tempfile::tempdir().unwrap();
        let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/pack/assets/79.json");
        let mut config = Config::new(dir.path().join("data"), pack.into());
        config.require_dpop = false;
        config.upstream = Some(Upstream {
            issuer: base.clone(),
            authorization_endpoint: format!("{base}/oauth2/authorize"),
            token_endpoint: format!("{base}/oauth2/token"),
            userinfo_endpoint: format!("{base}/oauth2/userinfo"),
            jwks_uri: Some(format!("{base}/oauth2/jwks")),
            client_id: "tinh".to_owned(),
            client_secret: Secret::new("hush".to_owned()),
            acr_values: Some("LoA1".to_owned()),
        });
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            script,
            gateway: start(config).await.unwrap(),
            http,
            _dir: dir,
        }
    }

    fn change(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.script.lock().unwrap());
    }

    async fn open(&self, url: &Url) -> (u16, Option<Url>, String) {
        let reply = self.http.get(url.clone()).send().await.unwrap();
        let to = reply
            .headers()
            .get("location")
            .map(|v| Url::parse(v.to_str().unwrap()).unwrap());
        (reply.status().as_u16(), to, reply.text().await.unwrap())
    }

    fn authorize(&self) -> Url {
        let mut url = Url::parse(&format!("{}/oauth/authorize", self.gateway.base_url)).unwrap();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", "citizen")
            .append_pair("redirect_uri", APP)
            .append_pair("scope", "openid")
            .append_pair("state", "app-state")
            .append_pair("nonce", "app-nonce")
            .append_pair("code_challenge", &base64url::encode(sha256(VERIFIER.as_bytes())))
            .append_pair("code_challenge_method", "S256");
        url
    }

    /// From the app to the upstream and back to where the app is told.
    async fn walk(&self) -> (u16, Option<Url>, String) {
        let (status, upstream, _) = self.open(&self.authorize()).await;
        assert_eq!(status, 303);
        let (_, callback, _) = self.open(&upstream.unwrap()).await;
        match callback {
            Some(callback) => self.open(&callback).await,
            None => (0, None, String::new()),
        }
    }

    /// What the app was told, `code` or `error`.
    async fn told(&self) -> (String, String) {
        let (_, to, _) = self.walk().await;
        let to = to.unwrap();
        assert!(to.as_str().starts_with(APP), "{to}");
        let find = |name: &str| {
            to.query_pairs()
                .find(|(n, _)| n == name)
                .map(|(_, v)| v.into_owned())
        };
        assert_eq!(
            find("state").as_deref(),
            Some("app-state"),
            "never the upstream's state"
        );
        assert_eq!(find("iss").as_deref(), Some(self.gateway.issuer.as_str()));
        match find("code") {
            Some(code) => ("code".to_owned(), code),
            None => ("error".to_owned(), find("error").unwrap()),
        }
    }

    async fn tokens(&self, code: &str) -> Value {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("grant_type", "authorization_code"),
                ("client_id", "citizen"),
                ("code", code),
                ("redirect_uri", APP),
                ("code_verifier", VERIFIER),
            ])
            .finish();
        let reply = self
            .http
            .post(format!("{}/oauth/token", self.gateway.base_url))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 200);
        serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap()
    }
}

#[tokio::test]
async fn the_app_gets_the_provinces_tokens_and_nothing_of_the_upstreams() {
    let world = World::new().await;
    let (what, code) = world.told().await;
    assert_eq!(what, "code");
    assert_ne!(code, "up-code");
    let tokens = world.tokens(&code).await;
    let claims = tokens["id_token"]
        .as_str()
        .unwrap()
        .split('.')
        .nth(1)
        .unwrap()
        .to_owned();
    let claims = String::from_utf8(base64url::decode(&claims).unwrap()).unwrap();
    let read: Value = serde_json::from_str(&claims).unwrap();
    assert_eq!(read["iss"], world.gateway.issuer.as_str());
    assert_eq!(
        (
            &read["name"],
            &read["id_last4"],
            &read["acr"],
            &read["account_type"],
            &read["age_band"]
        ),
        (
            &json!("Nguyễn Văn Thử"),
            &json!("0001"),
            &json!("LoA2"),
            &json!("citizen"),
            &json!("adult")
        )
    );
    assert_eq!(read["nonce"], "app-nonce");
    for secret in [
        "1990",
        "0102",
        "000000000001",
        "up-token",
        "hush",
        "secret-profile",
        "secret-logout",
        "t-1",
    ] {
        assert!(!claims.contains(secret), "{secret} left");
        assert!(!tokens.to_string().contains(secret), "{secret} left");
    }
    // Neither does the province keep what it does not need.
    let db = world.gateway.state().db();
    db.checkpoint().unwrap();
    let bytes = std::fs::read(world.gateway.state().config().data.join("province.db")).unwrap();
    for secret in [BORN, "up-token", "up-code", "secret-profile", "secret-logout"] {
        let there = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!there, "{secret} was kept");
    }
    let found = "000000000001".as_bytes();
    assert!(
        bytes.windows(found.len()).any(|part| part == found),
        "this search finds what is kept"
    );

    // The same person again is the same resident.
    let (_, code) = world.told().await;
    let again = world.tokens(&code).await;
    let sub = |tokens: &Value| {
        let part = tokens["id_token"]
            .as_str()
            .unwrap()
            .split('.')
            .nth(1)
            .unwrap()
            .to_owned();
        let claims: Value = serde_json::from_slice(&base64url::decode(&part).unwrap()).unwrap();
        claims["sub"].clone()
    };
    assert_eq!(sub(&tokens), sub(&again));
}

#[tokio::test]
async fn a_child_is_sent_to_the_guardian_and_an_organisation_has_neither_level_nor_age() {
    let world = World::new().await;
    world.change(|script| script.claims["NgayThangNamSinh"] = "20200101".into());
    let (status, _, page) = world.walk().await;
    assert_eq!(status, 403);
    assert!(page.contains("14 tuổi"), "{page}");
    world.change(|script| {
        script.claims = json!({"sub": "u2", "HoVaTen": "Công ty Thử", "MaSoThue": "0000000005", "loAs": "1"});
        script.id_token = json!({"sub": "u2"});
    });
    let (_, code) = world.told().await;
    let token = world.tokens(&code).await["id_token"].as_str().unwrap().to_owned();
    let claims: Value =
        serde_json::from_slice(&base64url::decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap();
    assert_eq!(claims["account_type"], "organisation");
    assert!(
        claims["acr"].is_null() && claims["age_band"].is_null(),
        "{claims}"
    );
}

#[tokio::test]
async fn whatever_is_wrong_upstream_is_told_to_the_app_in_its_own_words() {
    let world = World::new().await;
    for (why, id_token) in [
        ("another issuer", json!({"iss": "https://evil.example"})),
        ("another audience", json!({"aud": "others"})),
        ("over", json!({"exp": 1_000_000_000})),
        ("another nonce", json!({"nonce": "old"})),
        ("another person than userinfo says", json!({"sub": "u2"})),
    ] {
        world.change(|script| script.id_token = id_token);
        assert_eq!(
            world.told().await,
            ("error".to_owned(), "access_denied".to_owned()),
            "{why}"
        );
    }
    world.change(|script| script.id_token = json!({}));
    let (_, upstream, _) = world.open(&world.authorize()).await;
    let (_, callback, _) = world.open(&upstream.unwrap()).await;
    world.change(|script| script.away = true);
    let (_, to, _) = world.open(&callback.clone().unwrap()).await;
    assert!(to.unwrap().as_str().contains("error=temporarily_unavailable"));
    world.change(|script| script.away = false);
    assert_eq!(world.open(&callback.unwrap()).await.0, 400, "answered once");

    let made_up = format!(
        "{}/oauth/upstream?code=up-code&state=made-up",
        world.gateway.base_url
    );
    assert_eq!(world.open(&Url::parse(&made_up).unwrap()).await.0, 400);
    // The secret went to the token endpoint's header and nowhere else.
    assert!(
        world
            .script
            .lock()
            .unwrap()
            .seen
            .iter()
            .all(|(_, body)| !body.contains("hush"))
    );
}
