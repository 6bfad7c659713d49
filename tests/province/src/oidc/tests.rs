//! The provider over real sockets.

use super::robot::{self, RobotError};
use crate::{Clock, Config, Running, start};
use citizen_domain::Timestamp;
use citizen_proof::{Alg, KeySet, Rule, base64url, sha256, verify};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use url::Url;

const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-1";
const ADULT: &str = "demo-adult";

struct Fixture {
    running: Running,
    http: reqwest::Client,
    now: Arc<AtomicI64>,
    _dir: tempfile::TempDir,
}

impl Fixture {
    async fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let dir = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(1_780_000_000_000));
        let turned = Arc::clone(&now);
        let mut config = Config::new(
            dir.path().to_owned(),
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/pack/assets/79.json").into(),
        );
        config.clock = Clock::new(move || Timestamp::from_millis(turned.load(Ordering::SeqCst)));
        config.app_links = vec!["https://app.tinh.example/callback".into()];
        let running = start(config).await.unwrap();
        running
            .state()
            .db()
            .write(|tx| {
                tx.execute_batch(
                    "INSERT INTO residents VALUES
                     ('demo-adult', 'Nguyễn Thị <Mẫu>', '079190000123', 'citizen', 2, 'adult'),
                     ('demo-child', 'Trần Bé Thử', '079218000001', 'citizen', 1, '6-13'),
                     ('demo-firm', 'Công ty Ví Dụ', '0300000000', 'organisation', NULL, NULL)",
                )?;
                Ok(())
            })
            .unwrap();
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            running,
            http,
            now,
            _dir: dir,
        }
    }

    fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.running.base_url)
    }

    fn authorize(&self, redirect_uri: &str) -> Url {
        let mut url = Url::parse(&self.url("/oauth/authorize")).unwrap();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", self.running.state().client_id())
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("scope", "openid profile")
            .append_pair("state", "st-\"&1")
            .append_pair("nonce", "n-1")
            .append_pair("code_challenge", &base64url::encode(sha256(VERIFIER.as_bytes())))
            .append_pair("code_challenge_method", "S256");
        url
    }

    /// Signs in through a real listener; gives the redirect address and the query of the answer.
    async fn answer(&self, sub: &str) -> Result<(String, Vec<(String, String)>), RobotError> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let redirect = format!("http://{}/callback", listener.local_addr().unwrap());
        let waiting = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = vec![0; 4096];
            let n = stream.read(&mut request).await.unwrap();
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .await
                .unwrap();
            String::from_utf8_lossy(&request[..n])
                .split(' ')
                .nth(1)
                .unwrap()
                .to_owned()
        });
        let shown = match robot::sign_in(self.authorize(&redirect).as_str(), sub).await {
            Ok(shown) => shown,
            Err(error) => {
                waiting.abort();
                return Err(error);
            }
        };
        let got = waiting.await.unwrap();
        assert!(
            shown.ends_with(&got),
            "the listener got what the robot was sent to"
        );
        let url = Url::parse(&shown).unwrap();
        Ok((redirect, url.query_pairs().into_owned().collect()))
    }

    async fn code(&self) -> (String, String) {
        let (redirect, query) = self.answer(ADULT).await.unwrap();
        (redirect, find(&query, "code").unwrap())
    }

    async fn token(&self, form: &[(&str, &str)]) -> (u16, Value) {
        let client = self.running.state().client_id().to_owned();
        let mut all = vec![("client_id", client.as_str())];
        all.extend(form);
        self.post("/oauth/token", &all).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let reply = self
            .http
            .post(self.url(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(reply.headers()["cache-control"], "no-store");
        let status = reply.status().as_u16();
        let bytes = reply.bytes().await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    async fn redeem(&self, redirect: &str, code: &str, verifier: &str) -> (u16, Value) {
        self.token(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ])
        .await
    }

    async fn refresh(&self, token: &str) -> (u16, Value) {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)])
            .await
    }

    async fn userinfo(&self, token: &str) -> (u16, Value) {
        let reply = self
            .http
            .get(self.url("/oauth/userinfo"))
            .bearer_auth(token)
            .send()
            .await
            .unwrap();
        let status = reply.status().as_u16();
        (
            status,
            serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap(),
        )
    }

    async fn tokens(&self) -> Value {
        let (redirect, code) = self.code().await;
        let (status, tokens) = self.redeem(&redirect, &code, VERIFIER).await;
        assert_eq!(status, 200, "{tokens}");
        tokens
    }
}

fn find(query: &[(String, String)], name: &str) -> Option<String> {
    query.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone())
}

fn str_of<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

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
async fn a_code_is_good_once_for_its_own_request_for_a_minute() {
    let fixture = Fixture::new().await;
    let other = "another-verifier-of-at-least-forty-three-chars";
    let (redirect, code) = fixture.code().await;
    let (status, error) = fixture.redeem(&redirect, &code, other).await;
    assert_eq!(
        (status, str_of(&error, "error")),
        (400, "invalid_grant"),
        "wrong verifier"
    );
    assert_eq!(
        fixture.redeem(&redirect, &code, VERIFIER).await.0,
        400,
        "used up by the wrong one"
    );

    let (_, code) = fixture.code().await;
    assert_eq!(
        fixture
            .redeem("http://127.0.0.1:1/callback", &code, VERIFIER)
            .await
            .0,
        400,
        "other address"
    );

    let (redirect, code) = fixture.code().await;
    fixture.pass(61);
    assert_eq!(
        fixture.redeem(&redirect, &code, VERIFIER).await.0,
        400,
        "after a minute"
    );

    let (redirect, code) = fixture.code().await;
    let (_, tokens) = fixture.redeem(&redirect, &code, VERIFIER).await;
    assert_eq!(fixture.userinfo(str_of(&tokens, "access_token")).await.0, 200);
    assert_eq!(
        fixture.redeem(&redirect, &code, VERIFIER).await.0,
        400,
        "replayed"
    );
    assert_eq!(
        fixture.userinfo(str_of(&tokens, "access_token")).await.0,
        401,
        "the replay revoked it"
    );
    assert_eq!(fixture.refresh(str_of(&tokens, "refresh_token")).await.0, 400);
}

#[tokio::test]
async fn what_was_issued_to_another_client_opens_nothing() {
    let fixture = Fixture::new().await;
    // As after the province has changed the name of its client.
    let rename = || {
        fixture
            .running
            .state()
            .db()
            .write(|tx| {
                tx.execute("UPDATE grants SET client_id = 'former'", [])?;
                Ok(())
            })
            .unwrap();
    };
    let (redirect, code) = fixture.code().await;
    rename();
    let (status, error) = fixture.redeem(&redirect, &code, VERIFIER).await;
    assert_eq!((status, str_of(&error, "error")), (400, "invalid_grant"));

    let tokens = fixture.tokens().await;
    rename();
    let (status, error) = fixture.refresh(str_of(&tokens, "refresh_token")).await;
    assert_eq!((status, str_of(&error, "error")), (400, "invalid_grant"));
}

#[tokio::test]
async fn refresh_tokens_rotate_and_a_used_one_ends_the_grant() {
    let fixture = Fixture::new().await;
    let first = fixture.tokens().await;
    fixture.pass(3600);
    let (status, second) = fixture.refresh(str_of(&first, "refresh_token")).await;
    assert_eq!(status, 200);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert_eq!(fixture.userinfo(str_of(&second, "access_token")).await.0, 200);
    assert_eq!(
        fixture.refresh(str_of(&first, "refresh_token")).await.0,
        400,
        "used"
    );
    assert_eq!(fixture.userinfo(str_of(&second, "access_token")).await.0, 401);
    assert_eq!(
        fixture.refresh(str_of(&second, "refresh_token")).await.0,
        400,
        "the whole family"
    );

    let third = fixture.tokens().await;
    fixture.pass(31 * 24 * 3600);
    assert_eq!(
        fixture.refresh(str_of(&third, "refresh_token")).await.0,
        400,
        "after a month"
    );
}

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
async fn unsound_requests_are_answered_by_page_or_redirect() {
    let fixture = Fixture::new().await;
    let loopback = "http://127.0.0.1:4711/callback";
    let good = fixture.authorize(loopback);
    let changed = |name: &str, value: Option<&str>| {
        let mut url = good.clone();
        let pairs: Vec<_> = good
            .query_pairs()
            .into_owned()
            .filter(|(n, _)| n != name)
            .collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
        if let Some(value) = value {
            url.query_pairs_mut().append_pair(name, value);
        }
        url
    };
    for bad in [
        changed("redirect_uri", Some("https://evil.example/")),
        changed("redirect_uri", Some("http://localhost:4711/callback")),
        changed("client_id", Some("other")),
        changed("client_id", None),
    ] {
        let reply = fixture.http.get(bad.clone()).send().await.unwrap();
        assert_eq!(reply.status(), 400, "{bad}");
        assert!(reply.headers().get("location").is_none(), "{bad}");
    }
    let repeated = format!("{good}&state=again");
    assert_eq!(fixture.http.get(repeated).send().await.unwrap().status(), 400);
    for (name, value, error) in [
        ("response_type", Some("token"), "unsupported_response_type"),
        ("scope", Some("profile"), "invalid_scope"),
        ("code_challenge", None, "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("prompt", Some("none"), "login_required"),
        ("request", Some("e30.e30."), "request_not_supported"),
    ] {
        let reply = fixture.http.get(changed(name, value)).send().await.unwrap();
        assert_eq!(reply.status(), 303, "{name}");
        let to = Url::parse(reply.headers()["location"].to_str().unwrap()).unwrap();
        let query: Vec<_> = to.query_pairs().into_owned().collect();
        assert_eq!(find(&query, "error").as_deref(), Some(error), "{name}");
        assert_eq!(find(&query, "state").as_deref(), Some("st-\"&1"));
    }
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
    let (_, query) = fixture.answer("demo-firm").await.unwrap();
    assert!(find(&query, "code").is_some());
    let (_, query) = fixture.answer("nobody").await.unwrap();
    assert_eq!(find(&query, "error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn token_requests_that_are_no_form_or_no_client_get_oauth_errors() {
    let fixture = Fixture::new().await;
    let reply = fixture
        .http
        .post(fixture.url("/oauth/token"))
        .body("{}")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 400);
    for (form, status, error) in [
        (vec![("grant_type", "authorization_code")], 400, "invalid_request"),
        (vec![("client_id", "other")], 401, "invalid_client"),
        (
            vec![
                ("client_id", fixture.running.state().client_id()),
                ("grant_type", "password"),
            ],
            400,
            "unsupported_grant_type",
        ),
    ] {
        let (got, body) = fixture.post("/oauth/token", &form).await;
        assert_eq!((got, str_of(&body, "error")), (status, error), "{form:?}");
    }
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
