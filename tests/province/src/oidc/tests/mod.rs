//! The provider over real sockets.

mod bound;
mod ending;
mod pushed;
mod requests;
mod sign_in;
mod tokens;

use super::robot::{self, RobotError};
use crate::{Clock, Config, Running, start};
use citizen_domain::Timestamp;
use citizen_proof::{SigningKey, base64url, sha256};
use serde_json::{Value, json};
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
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Config)) -> Self {
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
        // Most of what is tried here has no key; `bound` has.
        config.require_dpop = false;
        change(&mut config);
        let running = start(config).await.unwrap();
        running
            .state()
            .db()
            .write(|tx| {
                tx.execute_batch(
                    "INSERT INTO residents VALUES
                     ('demo-adult', 'Nguyễn Thị <Mẫu>', '079190000123', 'citizen', 2, 'adult'),
                     ('demo-child', 'Trần Bé Thử', '079218000001', 'citizen', 1, '6-13'),
                     ('demo-firm', 'Công ty Ví Dụ', '0300000000', 'organisation', NULL, NULL);
                     INSERT INTO guardians VALUES ('demo-child', 'demo-adult')",
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
        self.answer_to(sub, async |redirect| self.authorize(&redirect))
            .await
    }

    /// The same, with the address that `ask` makes for a redirect address.
    async fn answer_to(
        &self,
        sub: &str,
        ask: impl AsyncFnOnce(String) -> Url,
    ) -> Result<(String, Vec<(String, String)>), RobotError> {
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
        let shown = match robot::sign_in(ask(redirect.clone()).await.as_str(), sub).await {
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

    /// Opens a page and presses somebody's button; gives what is shown then.
    async fn press(&self, url: &Url, sub: &str) -> String {
        let page = self
            .http
            .get(url.clone())
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        let (_, rest) = page.split_once("name=\"request\" value=\"").unwrap();
        let form = [("request", rest.split_once('"').unwrap().0), ("sub", sub)];
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let reply = self
            .http
            .post(self.url("/oauth/authorize"))
            .body(body)
            .send()
            .await
            .unwrap();
        reply.text().await.unwrap()
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
        self.post_with(path, form, &[]).await
    }

    async fn post_with(&self, path: &str, form: &[(&str, &str)], headers: &[(&str, &str)]) -> (u16, Value) {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let mut request = self
            .http
            .post(self.url(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let reply = request.send().await.unwrap();
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

/// A client with a key of its own, as phones are.
struct Device {
    key: SigningKey,
    proofs: AtomicI64,
}

impl Device {
    fn new() -> Self {
        Self {
            key: SigningKey::generate_es256().unwrap(),
            proofs: AtomicI64::new(0),
        }
    }

    /// A proof with the gateway's current nonce.
    fn proof(&self, fixture: &Fixture, method: &str, path: &str, token: Option<&str>) -> String {
        let state = fixture.running.state();
        let mut claims = json!({
            "jti": self.proofs.fetch_add(1, Ordering::SeqCst).to_string(), "htm": method, "htu": fixture.url(path),
            // A clock that is years off.
            "iat": 1, "nonce": state.dpop().nonce(state.now())
        });
        if let Some(token) = token {
            claims["ath"] = base64url::encode(sha256(token.as_bytes())).into();
        }
        crate::dpop::proof_of(&self.key, &claims)
    }

    async fn token(&self, fixture: &Fixture, form: &[(&str, &str)]) -> (u16, Value) {
        let proof = self.proof(fixture, "POST", "/oauth/token", None);
        let mut all = vec![("client_id", fixture.running.state().client_id())];
        all.extend(form);
        fixture.post_with("/oauth/token", &all, &[("dpop", &proof)]).await
    }

    async fn redeem(&self, fixture: &Fixture, redirect: &str, code: &str) -> (u16, Value) {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("code_verifier", VERIFIER),
        ];
        self.token(fixture, &form).await
    }

    async fn refresh(&self, fixture: &Fixture, token: &str) -> (u16, Value) {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.token(fixture, &form).await
    }

    async fn tokens(&self, fixture: &Fixture) -> Value {
        let (redirect, code) = fixture.code().await;
        let (status, tokens) = self.redeem(fixture, &redirect, &code).await;
        assert_eq!(status, 200, "{tokens}");
        tokens
    }

    async fn userinfo(&self, fixture: &Fixture, token: &str) -> u16 {
        let proof = self.proof(fixture, "GET", "/oauth/userinfo", Some(token));
        let request = fixture.http.get(fixture.url("/oauth/userinfo"));
        let request = request
            .header("authorization", format!("DPoP {token}"))
            .header("dpop", proof);
        request.send().await.unwrap().status().as_u16()
    }
}
