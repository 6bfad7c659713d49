//! The gateway before a provider that others run: a scripted one, over real sockets.

use crate::{Clock, Config, Running, start};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use citizen_domain::{Secret, Timestamp};
use citizen_proof::{Signer, SigningKey, base64url, sha256};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

/// What the scripted provider does; changed between requests.
struct Script {
    keys: Vec<SigningKey>,
    introspects: bool,
    to_anyone: bool,
    answer: Value,
    away: bool,
    asked: Vec<String>,
}

type Shared = Arc<Mutex<Script>>;

struct World {
    provider: String,
    script: Shared,
    gateway: Running,
    http: reqwest::Client,
    now: Arc<AtomicI64>,
    _dir: tempfile::TempDir,
}

const START: i64 = 1_780_000_000;

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
    async fn new(change: impl FnOnce(&mut Config, &mut Script)) -> Self {
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

    fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    /// A good token's claims.
    fn claims(&self) -> Value {
        let now = self.now.load(Ordering::SeqCst);
        json!({
            "iss": self.provider, "sub": "u1", "aud": self.gateway.base_url, "exp": now + 300, "iat": now,
            "client_id": "phones", "jti": "1", "scope": "openid", "name": "Nguyễn Văn Thử"
        })
    }

    fn sign(&self, typ: &str, claims: &Value) -> String {
        self.script.lock().unwrap().keys[0].sign(typ, claims).unwrap()
    }

    fn token(&self, changes: &[(&str, Value)]) -> String {
        let mut claims = self.claims();
        for (name, value) in changes {
            claims[*name] = value.clone();
        }
        self.sign("at+jwt", &claims)
    }

    async fn call(&self, authorization: &str, proof: Option<&str>) -> (u16, Vec<String>, Option<String>) {
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

    async fn bearer(&self, token: &str) -> u16 {
        self.call(&format!("Bearer {token}"), None).await.0
    }

    fn asked(&self, path: &str) -> usize {
        self.script
            .lock()
            .unwrap()
            .asked
            .iter()
            .filter(|p| *p == path)
            .count()
    }

    fn residents(&self) -> Vec<(String, String, Option<String>)> {
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
async fn opaque_tokens_are_introspected_with_the_gateways_own_secret() {
    let world = World::new(|config, script| {
        config.resource_id = Some("resource".into());
        config.client_secret = Some(Secret::new("s&cret".to_owned()));
        script.introspects = true;
    })
    .await;
    let good = json!({
        "active": true, "sub": "u2", "client_id": "phones", "id_number": "000000000009", "name": "Trần Thị Mẫu",
        "acr": "LoA2", "age_band": "adult"
    });
    for (n, (change, status)) in [
        (json!({}), 200),
        (json!({"active": false}), 401),
        (json!({"client_id": "others"}), 401),
        (json!({"client_id": "others", "aud": "resource"}), 200),
        (json!({"aud": "somebody else"}), 401),
        (json!({"exp": START - 1}), 401),
        (json!({"iss": "https://evil.example"}), 401),
        (json!({"token_type": "DPoP"}), 401),
        (json!({"cnf": {"jkt": "a"}}), 401),
        (json!({"sub": null}), 401),
    ]
    .into_iter()
    .enumerate()
    {
        let mut answer = good.clone();
        for (name, value) in change.as_object().unwrap() {
            answer[name] = value.clone();
        }
        world.script.lock().unwrap().answer = answer;
        assert_eq!(world.bearer(&format!("opaque-{n}")).await, status, "{change}");
    }
    assert_eq!(world.residents()[0].2.as_deref(), Some("000000000009"));
    // What was said is believed for half a minute, so that a sync does not ask a dozen times.
    let before = world.asked("/introspect");
    world.script.lock().unwrap().answer = json!({"active": false});
    assert_eq!(world.bearer("opaque-0").await, 200);
    assert_eq!(world.asked("/introspect"), before);
    world.pass(31);
    assert_eq!(world.bearer("opaque-0").await, 401, "revoked in the meantime");
}

#[tokio::test]
async fn without_a_secret_userinfo_is_the_last_resort() {
    let world = World::new(|_, script| script.introspects = true).await;
    assert_eq!(world.bearer("opaque").await, 200);
    assert_eq!(world.bearer("made-up").await, 401);
    assert_eq!((world.asked("/userinfo"), world.asked("/introspect")), (2, 0));
}

/// A token that is bound to a key can only be judged by who knows the key: a provider that tells the phones' client does.
#[tokio::test]
async fn without_a_secret_the_provider_is_asked_in_the_clients_name_where_it_answers() {
    let world = World::new(|_, script| {
        script.introspects = true;
        script.to_anyone = true;
    })
    .await;
    world.script.lock().unwrap().answer = json!({"active": true, "sub": "u3", "client_id": "phones"});
    assert_eq!(world.bearer("opaque").await, 200);
    world.script.lock().unwrap().answer = json!({"active": true, "sub": "u3", "client_id": "phones", "cnf": {"jkt": "a"}, "token_type": "DPoP"});
    assert_eq!(world.bearer("bound").await, 401, "not without the key");
    // The unbound one also says by itself who it is about.
    assert_eq!((world.asked("/userinfo"), world.asked("/introspect")), (1, 2));
}

#[tokio::test]
async fn somebody_whose_number_the_province_knows_is_that_resident() {
    let world = World::new(|config, _| config.demo = true).await;
    let number = crate::demo::MAIN_RESIDENT.id_number;
    let before = world.residents().len();
    let token = world.token(&[("id_number", json!(number))]);
    assert_eq!(world.bearer(&token).await, 200);
    assert_eq!(world.residents().len(), before, "nobody new");
    // A second subject with another's number gets no more than its own account.
    let other = world.token(&[("sub", json!("u9")), ("id_number", json!("000000000077"))]);
    assert_eq!(world.bearer(&other).await, 200);
    assert_eq!(world.residents().len(), before + 1);
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

#[tokio::test]
async fn the_gateway_starts_without_its_provider_and_says_so() {
    let world = World::new(|_, script| script.away = true).await;
    assert_eq!(world.bearer(&world.token(&[])).await, 503);
    let own = reqwest::get(format!("{}/oauth/jwks", world.gateway.base_url))
        .await
        .unwrap();
    assert_eq!(own.status(), 404, "its own provider is off");
    let dir = tempfile::tempdir().unwrap();
    let mut config: Config = world.gateway.state().config().clone();
    config.data = dir.path().to_owned();
    config.issuer = Some("http://idp.example".into());
    assert!(start(config).await.is_err(), "secrets would travel in the clear");
}
