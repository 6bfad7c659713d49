//! One resident's and one official's day, so that every described operation is met once.

use crate::gateway::{Gateway, Send};
use citizen_proof::{base64url, sha256, sha256_hex};
use citizen_province::demo::{DemoCodes, MAIN_RESIDENT};
use citizen_province::oidc::upstream::Upstream;
use serde_json::{Value, json};

const REPORT: &str = "01936d2e-5c00-7000-8000-0000000000a1";
const FORM: &str = "application/x-www-form-urlencoded";

/// Runs it and checks that nothing described was left out.
pub(crate) async fn run() {
    let gateway = Gateway::start().await;
    let codes = DemoCodes::of(gateway.running.state()).unwrap();
    discovery(&gateway).await;
    let token = sign_in(&gateway).await;
    dossiers(&gateway, &codes, &token).await;
    items(&gateway, &token).await;
    officials(&gateway, &codes).await;
    ratings(&gateway, &codes, &token).await;
    open311(&gateway, &token).await;
    gateway.join(&in_front_of_an_identity_server().await);
    assert_eq!(gateway.untried(), []);
}

/// The browser is sent to the identity server, where the person declines.
async fn in_front_of_an_identity_server() -> Gateway {
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

async fn discovery(gateway: &Gateway) {
    for path in [
        "/.well-known/citizen-province",
        "/v1/pack",
        "/v1/results",
        "/.well-known/openid-configuration",
        "/oauth/jwks",
        "/oauth/end_session",
    ] {
        gateway.get(path, path, None).await;
    }
    gateway.get("/v1/pack", "/v1/pack?have=999999", None).await;
    let bad = gateway
        .send("get", "/v1/pack", "/v1/pack?have=x", Send::default())
        .await;
    assert_eq!(bad.status, 400);
    gateway
        .form("/oauth/end_session", "/oauth/end_session", &[])
        .await;
}

async fn sign_in(gateway: &Gateway) -> String {
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

async fn dossiers(gateway: &Gateway, codes: &DemoCodes, token: &str) {
    let lookup = json!({"codes": [codes.fresh, "no code"]});
    gateway
        .json("post", "/v1/lookup", "/v1/lookup", None, &lookup)
        .await;
    let many = json!({"codes": vec!["x"; 51]});
    assert_eq!(
        gateway
            .json("post", "/v1/lookup", "/v1/lookup", None, &many)
            .await
            .status,
        422
    );
    let (template, path) = ("/v1/follows/{code}", format!("/v1/follows/{}", codes.fresh));
    let own = Send {
        token: Some(token),
        ..Send::default()
    };
    assert_eq!(gateway.send("put", template, &path, own).await.status, 200);
    let nobody = gateway.send("put", template, &path, Send::default()).await;
    assert_eq!(nobody.status, 401);
    let others = format!("/v1/follows/{}", codes.others);
    let secret = json!({"lookup_secret": "nope"});
    assert_eq!(
        gateway
            .json("put", template, &others, Some(token), &secret)
            .await
            .status,
        404
    );
    let changes = gateway.get("/v1/changes", "/v1/changes", Some(token)).await;
    assert!(
        changes.body.split(|b| *b == b'\n').count() > 2,
        "dossiers and a cursor"
    );
    let own = Send {
        token: Some(token),
        ..Send::default()
    };
    assert_eq!(gateway.send("delete", template, &path, own).await.status, 204);
}

async fn items(gateway: &Gateway, token: &str) {
    let picture = [&[0xff, 0xd8, 0xff][..], b"a picture"].concat();
    let hash = sha256_hex(&picture);
    let body = json!({
        "kind": "report", "category": "giao_thong", "severity": 2, "text": "Ổ gà",
        "captured_at": "2026-11-20T08:00:00+07:00", "visibility": "public",
        "location": {"lat": 10.98, "lon": 106.65, "source": "gps", "accuracy_m": 12.0},
        "attachments": [{"sha256": hash, "bytes": picture.len(), "media_type": "image/jpeg"}],
    });
    let (template, path) = ("/v1/items/{id}", format!("/v1/items/{REPORT}"));
    assert_eq!(
        gateway.json("put", template, &path, None, &body).await.status,
        401
    );
    assert_eq!(
        gateway
            .json("put", template, &path, Some(token), &body)
            .await
            .status,
        200
    );
    let mut other = body.clone();
    other["text"] = "khác".into();
    assert_eq!(
        gateway
            .json("put", template, &path, Some(token), &other)
            .await
            .status,
        409
    );
    other["severity"] = 9.into();
    let second = "/v1/items/01936d2e-5c00-7000-8000-0000000000a2";
    assert_eq!(
        gateway
            .json("put", template, second, Some(token), &other)
            .await
            .status,
        422
    );
    crate::uploads::run(gateway, token, &path, &picture).await;
    let asked = gateway.get(template, &path, Some(token)).await;
    let claims = asked.json()["receipt"]
        .as_str()
        .unwrap()
        .split('.')
        .nth(1)
        .unwrap()
        .to_owned();
    let claims: Value = serde_json::from_slice(&base64url::decode(&claims).unwrap()).unwrap();
    assert_eq!(claims["complete"], true);
    taken_back(gateway, token, &body).await;
    // The feed now carries a report too.
    gateway.get("/v1/changes", "/v1/changes", Some(token)).await;

    let operator = Some(gateway.operator.as_str());
    let part = format!("/officials/reports/{REPORT}/parts/{hash}");
    gateway
        .get("/officials/reports/{id}/parts/{sha256}", &part, operator)
        .await;
    gateway
        .get("/officials/reports", "/officials/reports", operator)
        .await;
    let (template, path) = ("/officials/reports/{id}", format!("/officials/reports/{REPORT}"));
    let resolved = json!({"status": "da_xu_ly", "text": "Đã lấp"});
    assert_eq!(
        gateway
            .json("patch", template, &path, operator, &resolved)
            .await
            .status,
        200
    );
    let unknown = json!({"status": "lost"});
    assert_eq!(
        gateway
            .json("patch", template, &path, operator, &unknown)
            .await
            .status,
        422
    );
}

/// A report of another id, thought better of before anybody knew whether it had arrived.
async fn taken_back(gateway: &Gateway, token: &str, body: &Value) {
    let template = "/v1/items/{id}/withdrawal";
    let path = "/v1/items/01936d2e-5c00-7000-8000-0000000000a3/withdrawal";
    let named = json!({"body_sha256": sha256_hex(body.to_string().as_bytes())});
    let word = gateway.json("post", template, path, Some(token), &named).await;
    assert!(word.json()["withdrawal"].is_string());
    let odd = json!({"body_sha256": "x"});
    assert_eq!(
        gateway
            .json("post", template, path, Some(token), &odd)
            .await
            .status,
        422
    );
}

async fn officials(gateway: &Gateway, codes: &DemoCodes) {
    let operator = Some(gateway.operator.as_str());
    let (template, path) = (
        "/officials/dossiers/{code}",
        format!("/officials/dossiers/{}", codes.in_time),
    );
    let dossier = gateway.get(template, &path, operator).await.json();
    let new = json!({"owner": MAIN_RESIDENT.sub, "procedure": dossier["procedure"]["code"]});
    let add = "/officials/dossiers";
    assert_eq!(gateway.json("post", add, add, operator, &new).await.status, 201);
    assert_eq!(gateway.json("post", add, add, None, &new).await.status, 401);
    let nobody = json!({"owner": "nobody", "procedure": "x"});
    assert_eq!(
        gateway.json("post", add, add, operator, &nobody).await.status,
        422
    );
    let steps = format!("{path}/steps");
    for status in [5, 9] {
        let step = json!({"status": status, "text": "Việc tiếp theo"});
        let reply = gateway
            .json(
                "post",
                "/officials/dossiers/{code}/steps",
                &steps,
                operator,
                &step,
            )
            .await;
        assert_eq!(reply.status, 200);
    }
    let keys = "/officials/provider-keys";
    for (operator, status) in [(operator, 201), (None, 401)] {
        let reply = gateway.json("post", keys, keys, operator, &json!({})).await;
        assert_eq!(reply.status, status);
    }
    let slip = format!("{path}/slip.jpg?kind=code");
    gateway
        .get("/officials/dossiers/{code}/slip.jpg", &slip, operator)
        .await;
}

async fn ratings(gateway: &Gateway, codes: &DemoCodes, token: &str) {
    let ask = json!({"code": codes.in_time});
    let path = "/v1/rating-tokens";
    let granted = gateway.json("post", path, path, Some(token), &ask).await.json();
    let unfinished = json!({"code": codes.overdue});
    assert_eq!(
        gateway
            .json("post", path, path, Some(token), &unfinished)
            .await
            .status,
        422
    );
    let secret = granted["token"].as_str().unwrap();
    let digest = sha256(format!("citizen-rating:{secret}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let id = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-");
    let (template, path) = ("/v1/ratings/{id}", format!("/v1/ratings/{id}"));
    let rating = json!({
        "kind": "rating", "token": secret, "unit": granted["unit"],
        "questionnaire": granted["questionnaires"][0], "answers": {},
    });
    let other = json!({"body_sha256": sha256_hex(b"answers that were never sent")});
    let withdrawal = ("/v1/ratings/{id}/withdrawal", format!("{path}/withdrawal"));
    let word = gateway
        .json("post", withdrawal.0, &withdrawal.1, None, &other)
        .await;
    assert_eq!(word.status, 200);
    assert_eq!(
        gateway
            .json("put", template, &path, Some(token), &rating)
            .await
            .status,
        400,
        "with a session"
    );
    let first = gateway.json("put", template, &path, None, &rating).await;
    // A questionnaire may want at least one answer: then its own questions say which.
    assert!(first.status == 200 || first.status == 422, "{}", first.status);
    if first.status == 422 {
        let pack = gateway.running.state().pack().clone();
        let id = granted["questionnaires"][0].as_str().unwrap();
        let questions = &pack.questionnaires.iter().find(|q| q.id == id).unwrap().items;
        let item = questions.iter().find(|i| !i.choices.is_empty()).unwrap();
        let mut answered = rating.clone();
        answered["answers"][&item.id] = item.choices[0].value.clone().into();
        assert_eq!(
            gateway.json("put", template, &path, None, &answered).await.status,
            200
        );
    }
    let mut again = rating;
    again["answers"]["x"] = "y".into();
    assert_eq!(
        gateway.json("put", template, &path, None, &again).await.status,
        409
    );
    gateway
        .get("/v1/results", "/v1/results?period=2026Q4", None)
        .await;
    gateway
        .get(
            "/officials/ratings",
            "/officials/ratings",
            Some(&gateway.operator),
        )
        .await;
}

async fn open311(gateway: &Gateway, token: &str) {
    let root = "/open311/v2";
    let client_id = "01936d2e-5c00-7000-8000-0000000000a4";
    let form = [
        ("service_code", "giao_thong"),
        ("address_string", "Đường Ví Dụ"),
        ("description", "Đèn hỏng"),
        ("client_id", client_id),
        ("api_key", token),
    ];
    let requests = "/open311/v2/requests.{format}";
    let created = gateway
        .form(requests, &format!("{root}/requests.json"), &form)
        .await
        .json();
    let id = created[0]["service_request_id"].as_str().unwrap();
    for format in ["json", "xml"] {
        let get = async |template: &str, path: String| {
            let send = Send {
                token: Some(token),
                ..Send::default()
            };
            gateway
                .send("get", template, &format!("{root}/{path}.{format}"), send)
                .await
                .status
        };
        assert_eq!(get("/open311/v2/services.{format}", "services".into()).await, 200);
        let service = "/open311/v2/services/{service_code}.{format}";
        assert_eq!(get(service, "services/giao_thong".into()).await, 200);
        assert_eq!(get(service, "services/nothing".into()).await, 404);
        assert_eq!(get(requests, "requests".into()).await, 200);
        assert_eq!(
            get(
                "/open311/v2/requests/{service_request_id}.{format}",
                format!("requests/{id}")
            )
            .await,
            200
        );
        assert_eq!(
            get(
                "/open311/v2/tokens/{token}.{format}",
                format!("tokens/{client_id}")
            )
            .await,
            200
        );
        let refused = gateway
            .form(requests, &format!("{root}/requests.{format}"), &[])
            .await;
        assert_eq!(refused.status, 400);
    }
}
