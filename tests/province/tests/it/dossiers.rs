use crate::gateway::{Gateway, error, json_body, json_of};
use citizen_domain::wire::DossierRecord;
use citizen_province::demo::{DemoCodes, MAIN_RESIDENT, OTHER_RESIDENT};
use serde_json::{Value, json};

#[tokio::test]
async fn without_sign_in_only_the_degree_of_completion_is_told() {
    let gateway = Gateway::start().await;
    let codes = gateway.codes();
    let asked = json!({"codes": [codes.in_time, codes.legacy.to_lowercase(), "H29.12-261125-9999", "?"]});
    let found = json_of(gateway.post("/v1/lookup", &asked).send().await.unwrap()).await;
    let expected = json!([
        {"code": codes.in_time, "known": true, "completion": 50},
        {"code": codes.legacy.to_lowercase(), "known": true, "completion": 100},
        {"code": "H29.12-261125-9999", "known": false},
        {"code": "?", "known": false}
    ]);
    assert_eq!(found, expected);
    let many = json!({"codes": vec!["H29.12-261125-9999"; 51]});
    let reply = gateway.post("/v1/lookup", &many).send().await.unwrap();
    assert_eq!(error(reply).await, (422, "too_many_codes".into()));
}

#[tokio::test]
async fn a_dossier_opens_to_its_owner_and_to_the_secret_on_its_slip() {
    let gateway = Gateway::start().await;
    let codes = gateway.codes();
    let owner = gateway.sign_in(&MAIN_RESIDENT);
    let other = gateway.sign_in(&OTHER_RESIDENT);
    let follow = |code: &str, token: &str, body: Option<Value>| {
        let request = gateway.put(&format!("/v1/follows/{code}")).bearer_auth(token);
        match body {
            Some(body) => json_body(request, &body),
            None => request,
        }
        .send()
    };
    let own = json_of(follow(&codes.finished_old, &owner, None).await.unwrap()).await;
    let own: DossierRecord = serde_json::from_value(own).unwrap();
    assert!(own.ratable && own.finished_at.is_some() && own.events.len() == 3);

    for (code, body, status, expected) in [
        (&codes.in_time, None, 404, "not_found"),
        (
            &codes.in_time,
            Some(json!({"lookup_secret": DemoCodes::SECRET})),
            404,
            "not_found",
        ),
        (
            &codes.overdue,
            Some(json!({"lookup_secret": "AAAA"})),
            404,
            "not_found",
        ),
        (&"H29.12-261125-9999".to_owned(), None, 404, "not_found"),
        (&"x".to_owned(), None, 422, "dossier_code"),
        (&codes.overdue, Some(json!([1])), 400, "malformed"),
    ] {
        let reply = follow(code, &other, body).await.unwrap();
        assert_eq!(error(reply).await, (status, expected.into()));
    }
    let secret = json!({"lookup_secret": DemoCodes::SECRET});
    let shown = json_of(
        follow(&codes.overdue, &other, Some(secret.clone()))
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(shown["code"], codes.overdue.as_str());

    for _ in 0..3 {
        follow(&codes.overdue, &other, Some(json!({"lookup_secret": "AAAB"})))
            .await
            .unwrap();
    }
    let blocked = follow(&codes.overdue, &other, Some(secret)).await.unwrap();
    assert!(blocked.headers().contains_key("retry-after"));
    assert_eq!(error(blocked).await, (429, "too_many_attempts".into()));
}
