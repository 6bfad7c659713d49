//! What a person takes back never counts, whether it had arrived, was on its way, or never came.

use crate::gateway::{DAY, Gateway, START, error, jpeg, json_body, json_of, report};
use citizen_proof::sha256_hex;
use citizen_province::demo::{MAIN_RESIDENT, OTHER_RESIDENT};
use citizen_province::officials::ReportChange;
use serde_json::{Value, json};

async fn take_back(gateway: &Gateway, token: &str, id: &str, body: &Value) -> reqwest::Response {
    let hash = sha256_hex(body.to_string().as_bytes());
    gateway
        .post(
            &format!("/v1/items/{id}/withdrawal"),
            &json!({"body_sha256": hash}),
        )
        .bearer_auth(token)
        .send()
        .await
        .unwrap()
}

async fn put(gateway: &Gateway, token: &str, id: &str, body: &Value) -> reqwest::Response {
    json_body(gateway.put(&format!("/v1/items/{id}")), body)
        .bearer_auth(token)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_report_that_arrives_after_its_withdrawal_does_not_count() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let (id, body) = (gateway.id(), report(&[]));
    let first = json_of(take_back(&gateway, &token, &id, &body).await).await;
    assert!(first["withdrawal"].is_string());
    // A year later the phone's first try comes out of some queue.
    gateway.pass(360 * DAY);
    let late = json_of(put(&gateway, &token, &id, &body).await).await;
    assert_eq!(late, first);
    assert_eq!(
        json_of(take_back(&gateway, &token, &id, &body).await).await,
        first
    );
    let other = put(&gateway, &token, &id, &report(&[jpeg(1)])).await;
    assert_eq!(error(other).await, (409, "id_conflict".into()));
    assert!(gateway.officials().reports().unwrap().is_empty());
}

#[tokio::test]
async fn what_was_withdrawn_by_word_is_signed_as_withdrawn_too() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let (id, body) = (gateway.id(), report(&[jpeg(1)]));
    put(&gateway, &token, &id, &body).await;
    let said = json!({"kind": "report_action", "report": id, "action": "withdraw", "at": START});
    assert_eq!(put(&gateway, &token, &gateway.id(), &said).await.status(), 200);
    let word = json_of(take_back(&gateway, &token, &id, &body).await).await;
    assert!(word["withdrawal"].is_string(), "{word}");
    let updates = &gateway.officials().reports().unwrap()[0].updates;
    assert_eq!(updates.iter().filter(|update| update.status == "rut").count(), 1);
}

#[tokio::test]
async fn a_report_that_had_arrived_is_withdrawn_unless_officials_have_finished() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let (id, body) = (gateway.id(), report(&[jpeg(1)]));
    let grant = gateway.announce(&token, &id, &body).await.remove(0);
    let word = json_of(take_back(&gateway, &token, &id, &body).await).await;
    assert!(word["withdrawal"].is_string());
    assert_eq!(gateway.officials().reports().unwrap()[0].status, "rut");
    let asked = gateway
        .get(&format!("/v1/items/{id}"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(json_of(asked).await, word);
    // Of its picture nothing more is taken.
    assert_eq!(gateway.bring(&grant, &jpeg(1)).await.status(), 404);
    let seen = &gateway.officials().reports().unwrap()[0];
    assert_eq!((seen.status.as_str(), seen.parts.len()), ("rut", 0));

    let (id, body) = (gateway.id(), report(&[]));
    put(&gateway, &token, &id, &body).await;
    let officials = gateway.officials();
    let done = ReportChange {
        status: "da_xu_ly".into(),
        text: None,
    };
    officials.update_report(&id, &done).unwrap();
    let told = json_of(take_back(&gateway, &token, &id, &body).await).await;
    assert!(told["receipt"].is_string(), "{told}");
}

#[tokio::test]
async fn nobody_takes_back_what_is_another_persons() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let stranger = gateway.sign_in(&OTHER_RESIDENT);
    let (id, body) = (gateway.id(), report(&[]));
    put(&gateway, &token, &id, &body).await;
    let reply = take_back(&gateway, &stranger, &id, &body).await;
    assert_eq!(error(reply).await, (404, "not_found".into()));
    let reply = take_back(&gateway, &token, &id, &json!({"other": 1})).await;
    assert_eq!(error(reply).await, (409, "id_conflict".into()));
    assert_eq!(gateway.officials().reports().unwrap()[0].status, "da_tiep_nhan");
}

/// Anybody can withdraw what never arrived, as often as they like, and every word is kept: there is a measure for a day.
#[tokio::test]
async fn strangers_cannot_fill_the_gateway_with_withdrawals() {
    let mut gateway = Gateway::start().await;
    let mut config = gateway.config();
    config.strangers_withdrawals = 2;
    gateway.running.take().unwrap().stop().await.unwrap();
    gateway.running = Some(citizen_province::start(config).await.unwrap());
    let stranger = |n: u32| {
        let path = format!("/v1/items/{}/withdrawal", gateway.id());
        let hash = sha256_hex(&n.to_be_bytes());
        gateway.post(&path, &json!({"body_sha256": hash})).send()
    };
    for n in 0..2 {
        assert_eq!(stranger(n).await.unwrap().status(), 200);
    }
    let refused = stranger(2).await.unwrap();
    let wait: i64 = refused.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(error(refused).await, (429, "too_many_withdrawals".into()));
    // Whoever is signed in is counted as who they are, and goes on.
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let word = take_back(&gateway, &token, &gateway.id(), &report(&[])).await;
    assert_eq!(word.status(), 200);
    // It began at ten in the morning: tomorrow is fourteen hours away.
    assert_eq!(wait, 14 * 3600 + 1);
    gateway.pass(wait * 1000);
    assert_eq!(stranger(3).await.unwrap().status(), 200);
}
