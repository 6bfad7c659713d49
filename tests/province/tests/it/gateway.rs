//! A gateway on loopback with demonstration data, and people who are signed in to it.

use citizen_domain::Timestamp;
use citizen_domain::keys::KeyUse;
use citizen_domain::wire::{ReceiptClaims, ReceiptReply, TYP_RECEIPT, UploadGrant};
use citizen_proof::{Alg, KeySet, Rule, sha256, verify};
use citizen_province::demo::{DemoCodes, DemoResident};
use citizen_province::{Clock, Config, Officials, Running, start};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

/// Wed 2026-11-25, 10:00 in Vietnam.
pub(crate) const START: &str = "2026-11-25T10:00:00+07:00";
pub(crate) const DAY: i64 = 86_400_000;

pub(crate) struct Gateway {
    pub(crate) running: Option<Running>,
    pub(crate) http: reqwest::Client,
    now: Arc<AtomicI64>,
    dir: tempfile::TempDir,
    ids: AtomicU32,
}

pub(crate) fn base_pack() -> PathBuf {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/pack/assets/79.json").into()
}

impl Gateway {
    pub(crate) async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut gateway = Self {
            running: None,
            http: reqwest::Client::builder().build().unwrap(),
            now: Arc::new(AtomicI64::new(Timestamp::parse(START).unwrap().millis())),
            dir: tempfile::tempdir().unwrap(),
            ids: AtomicU32::new(0),
        };
        gateway.running = Some(start(gateway.config()).await.unwrap());
        gateway
    }

    pub(crate) fn config(&self) -> Config {
        let mut config = Config::new(self.dir.path().join("data"), base_pack());
        config.demo = true;
        config.clock = self.clock();
        config
    }

    pub(crate) fn clock(&self) -> Clock {
        let now = Arc::clone(&self.now);
        Clock::new(move || Timestamp::from_millis(now.load(Ordering::SeqCst)))
    }

    /// Ends the gateway cleanly and starts it again on the same data and port.
    pub(crate) async fn restart(&mut self) {
        self.restart_after(|_| {}).await;
    }

    /// The same, and what `meanwhile` does to the data folder in between.
    pub(crate) async fn restart_after(&mut self, meanwhile: impl FnOnce(&Path)) {
        let running = self.running.take().unwrap();
        let mut config = self.config();
        config.listen = running.addr;
        running.stop().await.unwrap();
        meanwhile(&self.data());
        self.http = reqwest::Client::builder().build().unwrap();
        self.running = Some(start(config).await.unwrap());
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub(crate) fn state(&self) -> &citizen_province::AppState {
        self.running.as_ref().unwrap().state()
    }

    pub(crate) fn officials(&self) -> Officials {
        Officials::of(self.state())
    }

    pub(crate) fn codes(&self) -> DemoCodes {
        DemoCodes::of(self.state()).unwrap()
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let base = &self.running.as_ref().unwrap().base_url;
        self.http.request(method, format!("{base}{path}"))
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    pub(crate) fn put(&self, path: &str) -> RequestBuilder {
        self.request(Method::PUT, path)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        json_body(self.request(Method::POST, path), body)
    }

    /// An access token, as the OpenID provider would give it.
    pub(crate) fn sign_in(&self, resident: &DemoResident) -> String {
        let n = self.ids.fetch_add(1, Ordering::SeqCst);
        let token = format!("test-token-{}-{n}", resident.sub);
        let (hash, sub, now) = (
            sha256(token.as_bytes()),
            resident.sub,
            self.now.load(Ordering::SeqCst),
        );
        self.state()
            .db()
            .write(|tx| {
                tx.execute(
                    "INSERT INTO access_tokens (token_hash, sub, issued_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
                    rusqlite::params![hash, sub, now, now + 365 * DAY],
                )?;
                Ok(())
            })
            .unwrap();
        token
    }

    /// A new UUIDv7.
    pub(crate) fn id(&self) -> String {
        let n = self.ids.fetch_add(1, Ordering::SeqCst);
        format!("019abcde-0000-7000-8000-{n:012x}")
    }

    /// Takes a report as this person and gives leave to bring its pictures, in the body's order.
    pub(crate) async fn announce(&self, token: &str, id: &str, body: &Value) -> Vec<UploadGrant> {
        let reply = json_body(self.put(&format!("/v1/items/{id}")), body)
            .bearer_auth(token)
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), StatusCode::OK);
        serde_json::from_slice::<ReceiptReply>(&reply.bytes().await.unwrap())
            .unwrap()
            .uploads
    }

    /// A request about uploads, with the grant's token.
    pub(crate) fn tus(&self, method: Method, url: &str, grant: &UploadGrant) -> RequestBuilder {
        self.http
            .request(method, url)
            .header("tus-resumable", "1.0.0")
            .bearer_auth(&grant.token)
    }

    /// Brings a picture whole, in one request.
    pub(crate) async fn bring(&self, grant: &UploadGrant, bytes: &[u8]) -> Response {
        self.tus(Method::POST, &grant.url, grant)
            .header("upload-length", bytes.len())
            .header("content-type", "application/offset+octet-stream")
            .body(bytes.to_vec())
            .send()
            .await
            .unwrap()
    }

    /// The claims of a receipt whose signature the pack's key vouches for.
    pub(crate) async fn receipt(&self, response: Response) -> ReceiptClaims {
        assert_eq!(response.status(), StatusCode::OK);
        let reply: ReceiptReply = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        self.claims(&reply.receipt)
    }

    pub(crate) fn claims(&self, receipt: &str) -> ReceiptClaims {
        let keys = KeySet::new(self.state().pack().keys.clone()).unwrap();
        let rule = Rule {
            typ: TYP_RECEIPT,
            purpose: Some(KeyUse::Receipt),
            algs: &[Alg::EdDsa],
            max_len: 16 * 1024,
        };
        verify(receipt, &keys, &rule).unwrap().claims
    }
}

pub(crate) fn json_body(request: RequestBuilder, body: &Value) -> RequestBuilder {
    request
        .header("content-type", "application/json")
        .body(body.to_string())
}

/// A picture as far as the gateway looks: JPEG's first bytes and something more.
pub(crate) fn jpeg(seed: u8) -> Vec<u8> {
    [vec![0xff, 0xd8, 0xff, 0xe0], vec![seed; 3000]].concat()
}

pub(crate) fn report(pictures: &[Vec<u8>]) -> Value {
    let attachments: Vec<Value> = pictures
        .iter()
        .map(|bytes| json!({"sha256": citizen_proof::sha256_hex(bytes), "bytes": bytes.len(), "media_type": "image/jpeg"}))
        .collect();
    json!({
        "kind": "report", "category": "giao_thong", "severity": 2, "text": "Ổ gà giữa đường", "captured_at": START,
        "location": {"lat": 10.98, "lon": 106.65, "accuracy_m": 12.0, "source": "gps"},
        "visibility": "public", "attachments": attachments
    })
}

/// Status and code of an error reply, whose sentence is there too.
pub(crate) async fn error(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let body: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    assert!(!body["error"]["message"].as_str().unwrap().is_empty());
    (status, body["error"]["code"].as_str().unwrap().to_owned())
}

pub(crate) async fn json_of(response: Response) -> Value {
    assert!(response.status().is_success(), "{}", response.status());
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}
