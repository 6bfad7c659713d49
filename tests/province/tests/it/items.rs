use crate::gateway::{DAY, Gateway, error, jpeg, json_body, report};
use citizen_domain::wire::ReceiptReply;
use citizen_proof::sha256_hex;
use citizen_province::demo::{MAIN_RESIDENT, OTHER_RESIDENT};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

#[tokio::test]
async fn an_item_is_taken_once_and_always_answered_with_the_first_receipt() {
    let mut gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let (id, body) = (gateway.id(), report(&[]));
    let send = |gateway: &Gateway, body: &Value| {
        json_body(gateway.put(&format!("/v1/items/{id}")), body)
            .bearer_auth(&token)
            .send()
    };
    let first = send(&gateway, &body).await.unwrap().bytes().await.unwrap();
    let claims = gateway.claims(&serde_json::from_slice::<ReceiptReply>(&first).unwrap().receipt);
    assert_eq!(claims.body_sha256, sha256_hex(body.to_string().as_bytes()));
    assert!(claims.complete && claims.missing.is_empty());
    assert_eq!(claims.reference.as_deref(), Some("PA-261125-0001"));

    gateway.pass(DAY);
    gateway.restart().await;
    let again = send(&gateway, &body).await.unwrap().bytes().await.unwrap();
    assert_eq!(first, again);
    let got = gateway
        .get(&format!("/v1/items/{id}"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(first, got.bytes().await.unwrap());
    assert_eq!(gateway.officials().reports().unwrap().len(), 1);

    let mut other = body.clone();
    other["text"] = json!("Nội dung khác");
    let conflict = send(&gateway, &other).await.unwrap();
    assert_eq!(error(conflict).await, (409, "id_conflict".into()));
}

/// A body that is not what its sender hashed never becomes the item, and makes no conflict of the right one.
#[tokio::test]
async fn a_body_changed_on_the_way_is_not_taken() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let (id, body) = (gateway.id(), report(&[]));
    let digest = |body: &Value| {
        let hash = citizen_proof::sha256(body.to_string().as_bytes());
        let base64 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, hash);
        format!("sha-256=:{base64}:")
    };
    let send = |body: &Value, hashed: &Value| {
        json_body(gateway.put(&format!("/v1/items/{id}")), body)
            .header("content-digest", digest(hashed))
            .bearer_auth(&token)
            .send()
    };
    let mut other = body.clone();
    other["text"] = json!("Nội dung khác");
    let refused = send(&other, &body).await.unwrap();
    assert_eq!(error(refused).await, (400, "content_digest".into()));
    assert!(gateway.officials().reports().unwrap().is_empty());
    let taken = gateway.receipt(send(&body, &body).await.unwrap()).await;
    assert_eq!(taken.body_sha256, sha256_hex(body.to_string().as_bytes()));
    // Once the right one is there, a changed repeat is no conflict either: it is not what its sender says.
    let late = send(&other, &body).await.unwrap();
    assert_eq!(error(late).await, (400, "content_digest".into()));
    let conflict = send(&other, &other).await.unwrap();
    assert_eq!(error(conflict).await, (409, "id_conflict".into()));
}

#[tokio::test]
async fn the_receipt_is_complete_only_when_every_picture_is_there() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let (id, pictures) = (gateway.id(), [jpeg(1), jpeg(2)]);
    let body = report(&pictures);
    let item = format!("/v1/items/{id}");
    let claims = |response| gateway.receipt(response);
    let grants = gateway.announce(&token, &id, &body).await;
    let ask = || gateway.get(&item).bearer_auth(&token).send();
    let first = claims(ask().await.unwrap()).await;
    assert!(!first.complete);
    assert_eq!(first.missing.len(), 2);
    let named: Vec<&String> = grants.iter().map(|grant| &grant.sha256).collect();
    assert_eq!(named, first.missing.iter().collect::<Vec<_>>());
    let official = &gateway.officials().reports().unwrap()[0];
    assert!(!official.complete && official.missing.len() == 2 && official.parts.is_empty());

    for (n, (picture, grant)) in pictures.iter().zip(&grants).enumerate() {
        // Twice: what is here already is taken as brought.
        for _ in 0..2 {
            assert_eq!(gateway.bring(grant, picture).await.status(), 201);
            let reply = claims(ask().await.unwrap()).await;
            assert_eq!(reply.missing.len(), 1 - n);
            assert_eq!(reply.complete, n == 1);
            assert_eq!(reply.accepted_at, first.accepted_at);
        }
    }
    let replay = json_body(gateway.put(&item), &body)
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert!(claims(replay).await.complete);
    let officials = gateway.officials();
    assert!(officials.reports().unwrap()[0].complete);
    assert_eq!(
        officials.report_part(&id, &sha256_hex(&pictures[1])).unwrap(),
        pictures[1]
    );
}

#[tokio::test]
async fn what_the_province_does_not_take_is_said_by_name() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let change = |name: &str, value: Value| {
        let mut body = report(&[]);
        body[name] = value;
        body
    };
    let place = |lat: f64| change("location", json!({"lat": lat, "lon": 0.0, "source": "gps"}));
    let six: Vec<Vec<u8>> = (0..6).map(jpeg).collect();
    for (body, status, code) in [
        (change("category", json!("khong_co")), 422, "category"),
        (change("severity", json!(4)), 422, "severity"),
        (change("text", json!(" ")), 422, "text_missing"),
        (change("text", json!("x".repeat(2001))), 422, "text_too_long"),
        (change("text", json!("O\u{302}")), 422, "text_form"),
        (place(91.0), 422, "place"),
        (change("anonymous", json!(true)), 422, "anonymous_not_taken"),
        (change("replaces", json!("x")), 422, "replaces"),
        (report(&six), 422, "attachments"),
        (change("severity", json!("x")), 400, "malformed"),
        (
            json!({"kind": "report_action", "report": gateway.id(), "action": "confirm", "at": "2026-11-25T10:00:00Z"}),
            422,
            "report_unknown",
        ),
        (
            json!({"kind": "rating", "token": "x", "unit": "x", "questionnaire": "x", "answers": {}}),
            422,
            "item_kind",
        ),
        (json!({"kind": "odd"}), 400, "malformed"),
        (json!([]), 400, "malformed"),
    ] {
        let reply = json_body(gateway.put(&format!("/v1/items/{}", gateway.id())), &body)
            .bearer_auth(&token)
            .send()
            .await
            .unwrap();
        assert_eq!(error(reply).await, (status, code.into()));
    }
    for id in [
        "1",
        "019ABCDE-0000-7000-8000-000000000001",
        "019abcde-0000-4000-8000-000000000001",
    ] {
        let reply = json_body(gateway.put(&format!("/v1/items/{id}")), &report(&[]))
            .bearer_auth(&token)
            .send()
            .await
            .unwrap();
        assert_eq!(error(reply).await, (422, "item_id".into()));
    }
    assert!(gateway.officials().reports().unwrap().is_empty());
}

#[tokio::test]
async fn a_reply_that_never_arrives_costs_nothing() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let (id, body) = (gateway.id(), report(&[]).to_string());
    let item = format!("/v1/items/{id}");
    // The phone sends everything and is gone before it reads a byte.
    let mut socket = tokio::net::TcpStream::connect(gateway.running.as_ref().unwrap().addr)
        .await
        .unwrap();
    let head = format!(
        "PUT {item} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    drop(socket);
    // "Do you have it?", then the same again: whichever comes first, there is one report and one receipt.
    let ask = || gateway.get(&item).bearer_auth(&token).send();
    let before = ask().await.unwrap();
    let send = || {
        gateway
            .put(&item)
            .header("content-type", "application/json")
            .bearer_auth(&token)
            .body(body.clone())
            .send()
    };
    let second = send().await.unwrap().bytes().await.unwrap();
    if before.status().is_success() {
        assert_eq!(before.bytes().await.unwrap(), second);
    }
    assert_eq!(send().await.unwrap().bytes().await.unwrap(), second);
    assert_eq!(ask().await.unwrap().bytes().await.unwrap(), second);
    assert_eq!(gateway.officials().reports().unwrap().len(), 1);
}

#[tokio::test]
async fn one_person_never_learns_of_anothers_items() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let stranger = gateway.sign_in(&OTHER_RESIDENT);
    let item = format!("/v1/items/{}", gateway.id());
    let body = report(&[]);
    json_body(gateway.put(&item), &body)
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();

    let seen = gateway.get(&item).bearer_auth(&stranger).send().await.unwrap();
    assert_eq!(error(seen).await, (404, "not_found".into()));
    // Even the very same body does not bring out the receipt.
    let taken = json_body(gateway.put(&item), &body)
        .bearer_auth(&stranger)
        .send()
        .await
        .unwrap();
    assert_eq!(error(taken).await, (409, "id_conflict".into()));
    for reply in [
        gateway.get(&item).send().await.unwrap(),
        json_body(gateway.put(&item), &body).send().await.unwrap(),
        gateway.get(&item).bearer_auth("wrong").send().await.unwrap(),
    ] {
        assert_eq!(error(reply).await, (401, "unauthorized".into()));
    }
    gateway.pass(400 * DAY);
    let late = gateway.get(&item).bearer_auth(&token).send().await.unwrap();
    assert_eq!(error(late).await, (401, "unauthorized".into()));
}
