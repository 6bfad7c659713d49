//! One resident's and one official's day, so that every described operation is met once.

mod open311;
mod ratings;
mod sign_in;

use crate::gateway::{Gateway, Send};
use citizen_proof::{base64url, sha256_hex};
use citizen_province::demo::{DemoCodes, MAIN_RESIDENT};
use open311::open311;
use ratings::ratings;
use serde_json::{Value, json};
use sign_in::{in_front_of_an_identity_server, sign_in};

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
