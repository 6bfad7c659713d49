//! A provider that does what its script says, and the gateway before it.

use crate::{Clock, Config, Running, start};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use citizen_domain::Timestamp;
use citizen_proof::SigningKey;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

/// What the provider does; changed between requests.
pub(super) struct Script {
    pub(super) keys: Vec<SigningKey>,
    pub(super) introspects: bool,
    pub(super) to_anyone: bool,
    pub(super) answer: Value,
    pub(super) away: bool,
    asked: Vec<String>,
}

type Shared = Arc<Mutex<Script>>;

pub(super) struct World {
    pub(super) provider: String,
    pub(super) script: Shared,
    pub(super) gateway: Running,
    http: reqwest::Client,
    now: Arc<AtomicI64>,
    _dir: tempfile::TempDir,
}

pub(super) const START: i64 = 1_780_000_000;

async fn provide(State((base, script)): State<(String, Shared)>, request: Request) -> Response {
    let mut script = script.lock().unwrap();
    let path = request.uri().path().to_owned();
    script.asked.push(path.clone());
    if script.away {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    let authorization = request
        .headers()
        .get("authorization")
        .map(|v| v.to_str().unwrap().to_owned())
        .unwrap_or_default();
    let body = match path.as_str() {
        "/.well-known/openid-configuration" => {
            let mut description = json!({
                "issuer": base,
                "jwks_uri": format!("{base}/jwks"),
                "userinfo_endpoint": format!("{base}/userinfo"),
            });
            if script.introspects {
                description["introspection_endpoint"] = format!("{base}/introspect").into();
                if script.to_anyone {
                    description["introspection_endpoint_auth_methods_supported"] = json!(["none"]);
                }
            }
            description
        }
        "/jwks" => {
            let keys: Vec<Value> = script
                .keys
                .iter()
                .map(|key| {
                    let k = key.public(&[], None, None);
                    json!({"kid": k.kid, "kty": "EC", "crv": "P-256", "x": k.x, "y": k.y, "alg": "ES256"})
                })
                .collect();
            json!({"keys": keys})
        }
        // `resource` and `s&cret`, each form-encoded (RFC 6749 §2.3.1).
        "/introspect" if authorization == "Basic cmVzb3VyY2U6cyUyNmNyZXQ=" => script.answer.clone(),
        "/introspect" if script.to_anyone && authorization.is_empty() => script.answer.clone(),
        "/userinfo" if authorization == "Bearer opaque" => script.answer.clone(),
        _ => return StatusCode::UNAUTHORIZED.into_response(),
    };
    axum::Json(body).into_response()
}

impl World {
    pub(super) async fn new(change: impl FnOnce(&mut Config, &mut Script)) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = format!("http://{}", listener.local_addr().unwrap());
        let mut script = Script {
            keys: vec![SigningKey::generate_es256().unwrap()],
            introspects: false,
            to_anyone: false,
            answer: json!({"sub": "u1", "name": "Nguyễn Văn Thử"}),
            away: false,
            asked: Vec::new(),
        };
        let dir = tempfile::tempdir().unwrap();
        let base = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/pack/assets/79.json");
        let mut config = Config::new(dir.path().to_owned(), base.into());
        let now = Arc::new(AtomicI64::new(START));
        let turned = Arc::clone(&now);
        config.clock = Clock::new(move || Timestamp::from_secs(turned.load(Ordering::SeqCst)));
        config.issuer = Some(provider.clone());
        config.client_id = Some("phones".into());
        change(&mut config, &mut script);
        let script = Arc::new(Mutex::new(script));
        let app = axum::Router::new()
            .fallback(provide)
            .with_state((provider.clone(), Arc::clone(&script)));
        tokio::spawn(async move {
            axum_server::from_tcp(listener.into_std().unwrap())
                .unwrap()
                .serve(app.into_make_service())
                .await
        });
        Self {
            provider,
            script,
            gateway: start(config).await.unwrap(),
            http: reqwest::Client::new(),
            now,
            _dir: dir,
        }
    }

    pub(super) fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    /// A good token's claims.
    pub(super) fn claims(&self) -> Value {
        let now = self.now.load(Ordering::SeqCst);
        json!({
            "iss": self.provider, "sub": "u1", "aud": self.gateway.base_url, "exp": now + 300, "iat": now,
            "client_id": "phones", "jti": "1", "scope": "openid", "name": "Nguyễn Văn Thử"
        })
    }

    pub(super) fn sign(&self, typ: &str, claims: &Value) -> String {
        self.script.lock().unwrap().keys[0].sign(typ, claims).unwrap()
    }

    pub(super) fn token(&self, changes: &[(&str, Value)]) -> String {
        let mut claims = self.claims();
        for (name, value) in changes {
            claims[*name] = value.clone();
        }
        self.sign("at+jwt", &claims)
    }

    pub(super) async fn call(
        &self,
        authorization: &str,
        proof: Option<&str>,
    ) -> (u16, Vec<String>, Option<String>) {
        let mut request = self
            .http
            .get(format!("{}/v1/changes", self.gateway.base_url))
            .header("authorization", authorization);
        if let Some(proof) = proof {
            request = request.header("dpop", proof);
        }
        let reply = request.send().await.unwrap();
        let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap().to_owned();
        let challenges = reply
            .headers()
            .get_all("www-authenticate")
            .iter()
            .map(text)
            .collect();
        let nonce = reply.headers().get("dpop-nonce").map(text);
        (reply.status().as_u16(), challenges, nonce)
    }

    pub(super) async fn bearer(&self, token: &str) -> u16 {
        self.call(&format!("Bearer {token}"), None).await.0
    }

    pub(super) fn asked(&self, path: &str) -> usize {
        self.script
            .lock()
            .unwrap()
            .asked
            .iter()
            .filter(|p| *p == path)
            .count()
    }

    pub(super) fn residents(&self) -> Vec<(String, String, Option<String>)> {
        self.gateway
            .state()
            .db()
            .read(|tx| {
                let mut rows =
                    tx.prepare("SELECT sub, display_name, id_number FROM residents ORDER BY sub")?;
                let all = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
                Ok(all.collect::<Result<_, _>>()?)
            })
            .unwrap()
    }
}
