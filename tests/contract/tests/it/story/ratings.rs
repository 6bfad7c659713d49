//! A finished dossier is rated.

use crate::gateway::Gateway;
use citizen_proof::{sha256, sha256_hex};
use citizen_province::demo::DemoCodes;
use serde_json::json;

pub(super) async fn ratings(gateway: &Gateway, codes: &DemoCodes, token: &str) {
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
