use crate::gateway::{DAY, Gateway, error, json_body, json_of};
use citizen_province::demo::{MAIN_RESIDENT, OTHER_RESIDENT};
use serde_json::{Value, json};

async fn token(gateway: &Gateway, session: &str, code: &str) -> reqwest::Response {
    gateway
        .post("/v1/rating-tokens", &json!({"code": code}))
        .bearer_auth(session)
        .send()
        .await
        .unwrap()
}

fn rating(token: &Value) -> Value {
    json!({
        "kind": "rating", "token": token["token"], "unit": token["unit"], "questionnaire": token["questionnaires"][0],
        "answers": {"1": "2", "3": "1", "e": "no", "text": "Nhanh, dễ hiểu"}
    })
}

fn path(token: &Value) -> String {
    let id = citizen_mscore::wire_item_id(token["token"].as_str().unwrap());
    format!("/v1/ratings/{id}")
}

#[tokio::test]
async fn a_finished_dossier_is_rated_once_without_a_session() {
    let mut gateway = Gateway::start().await;
    let session = gateway.sign_in(&MAIN_RESIDENT);
    let code = gateway.codes().finished_old;
    let issued = json_of(token(&gateway, &session, &code).await).await;
    assert_eq!(issued["questionnaires"], json!(["tt01-2018", "mscore-1"]));
    // The reply was lost: asking again gives the same.
    assert_eq!(json_of(token(&gateway, &session, &code).await).await, issued);
    let before = gateway.officials().ratings().unwrap().len();

    let (path, body) = (path(&issued), rating(&issued));
    let with_session = json_body(gateway.put(&path), &body)
        .bearer_auth(&session)
        .send()
        .await
        .unwrap();
    assert_eq!(error(with_session).await, (400, "session_not_wanted".into()));
    let first = json_body(gateway.put(&path), &body)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    let reply: citizen_domain::wire::ReceiptReply = serde_json::from_slice(&first).unwrap();
    let claims = gateway.claims(&reply.receipt);
    assert_eq!((claims.kind.as_str(), claims.complete), ("rating", true));
    assert_eq!(claims.accepted_at.rfc3339(), "2026-11-25T00:00:00+07:00");
    assert_eq!(claims.reference, None);

    gateway.pass(DAY);
    gateway.restart().await;
    let again = json_body(gateway.put(&path), &body)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    assert_eq!(again, first);
    let mut other = body.clone();
    other["answers"]["1"] = json!("0");
    let other = json_body(gateway.put(&path), &other).send().await.unwrap();
    assert_eq!(error(other).await, (409, "already_rated".into()));
    let another = token(&gateway, &session, &code).await;
    assert_eq!(error(another).await, (409, "already_rated".into()));
    assert_eq!(gateway.officials().ratings().unwrap().len(), before + 1);
    let shown = gateway
        .put(&format!("/v1/follows/{code}"))
        .bearer_auth(&session)
        .send()
        .await
        .unwrap();
    assert_eq!(json_of(shown).await["ratable"], false);
}

#[tokio::test]
async fn tokens_are_for_owners_of_finished_dossiers() {
    let gateway = Gateway::start().await;
    let codes = gateway.codes();
    let owner = gateway.sign_in(&MAIN_RESIDENT);
    let stranger = gateway.sign_in(&OTHER_RESIDENT);
    let reply = token(&gateway, &owner, &codes.in_time).await;
    assert_eq!(error(reply).await, (422, "not_finished".into()));
    let reply = token(&gateway, &stranger, &codes.finished_old).await;
    assert_eq!(error(reply).await, (404, "not_found".into()));
    let reply = gateway
        .post("/v1/rating-tokens", &json!({"code": codes.finished_old}))
        .send()
        .await
        .unwrap();
    assert_eq!(error(reply).await, (401, "unauthorized".into()));
}

#[tokio::test]
async fn ratings_that_do_not_fit_are_refused_and_cost_no_token() {
    let gateway = Gateway::start().await;
    let session = gateway.sign_in(&MAIN_RESIDENT);
    let issued = json_of(token(&gateway, &session, &gateway.codes().finished_old).await).await;
    let good = rating(&issued);
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    let invented = json!({"token": "invented"});
    for (path, body, code) in [
        ("/v1/ratings/x".to_owned(), good.clone(), "rating_id"),
        (path(&invented), with("token", json!("invented")), "rating_token"),
        (path(&issued), with("unit", json!("H29")), "rating_unit"),
        (
            path(&issued),
            with("questionnaire", json!("tt01-2018-u")),
            "rating_questionnaire",
        ),
        (path(&issued), with("answers", json!({})), "rating_answers"),
        (
            path(&issued),
            with("answers", json!({"1": "3"})),
            "rating_answers",
        ),
        (
            path(&issued),
            with("answers", json!({"2": "2"})),
            "rating_answers",
        ),
        (
            path(&issued),
            json!({"kind": "report_action", "report": "x", "action": "x", "at": "2026-11-25T10:00:00Z"}),
            "item_kind",
        ),
    ] {
        let reply = json_body(gateway.put(&path), &body).send().await.unwrap();
        assert_eq!(error(reply).await, (422, code.into()));
    }
    let taken = json_body(gateway.put(&path(&issued)), &good)
        .send()
        .await
        .unwrap();
    assert!(taken.status().is_success());
}

#[tokio::test]
async fn results_are_published_without_small_cells() {
    let gateway = Gateway::start().await;
    let all = json_of(gateway.get("/v1/results?period=2026Q4").send().await.unwrap()).await;
    let all = all.as_array().unwrap();
    let (suppressed, published): (Vec<_>, Vec<_>) = all.iter().partition(|r| r["suppressed"] == true);
    assert!(!suppressed.is_empty() && !published.is_empty());
    for result in suppressed {
        assert!(result["n"].as_u64().unwrap() < 5);
        assert!(
            result["distribution"].as_object().unwrap().is_empty() && result["score_hundredths"].is_null()
        );
    }
    for result in published {
        assert!(result["n"].as_u64().unwrap() >= 5 && !result["score_hundredths"].is_null());
        let unit = result["unit"].as_str().unwrap();
        let own = json_of(
            gateway
                .get(&format!("/v1/results?unit={unit}"))
                .send()
                .await
                .unwrap(),
        )
        .await;
        assert!(own.as_array().unwrap().contains(result));
    }
    let none = json_of(gateway.get("/v1/results?unit=nobody").send().await.unwrap()).await;
    assert_eq!(none, json!([]));
}

/// Neither table of a redeemed rating may name the dossier, the person or a time of day. Of acting for somebody the relation is kept
/// (a child, a relative, an organisation), which is nobody's name.
#[tokio::test]
async fn what_is_kept_of_a_rating_names_nobody() {
    let gateway = Gateway::start().await;
    let session = gateway.sign_in(&MAIN_RESIDENT);
    let code = gateway.codes().finished_old;
    let issued = json_of(token(&gateway, &session, &code).await).await;
    json_body(gateway.put(&path(&issued)), &rating(&issued))
        .send()
        .await
        .unwrap();
    let columns: Vec<String> = gateway
        .state()
        .db()
        .read(|tx| {
            let mut columns = tx.prepare(
                "SELECT m.name || '.' || c.name || ':' || c.type FROM sqlite_schema m, pragma_table_info(m.name) c
                 WHERE m.name IN ('issued_tokens', 'spent_tokens', 'rating_answers') ORDER BY 1",
            )?;
            let columns = columns.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(columns)
        })
        .unwrap();
    let expected = [
        "issued_tokens.day:TEXT",
        "issued_tokens.questionnaires:TEXT",
        "issued_tokens.token_hash:BLOB",
        "issued_tokens.unit:TEXT",
        "rating_answers.acting_relation:TEXT",
        "rating_answers.answers:TEXT",
        "rating_answers.day:TEXT",
        "rating_answers.id:BLOB",
        "rating_answers.period:TEXT",
        "rating_answers.questionnaire:TEXT",
        "rating_answers.unit:TEXT",
        "spent_tokens.body_sha256:TEXT",
        "spent_tokens.receipt:TEXT",
        "spent_tokens.token_hash:BLOB",
    ];
    assert_eq!(columns, expected);
}

#[tokio::test]
async fn answers_taken_back_never_count_and_others_may_follow() {
    let gateway = Gateway::start().await;
    let session = gateway.sign_in(&MAIN_RESIDENT);
    let issued = json_of(token(&gateway, &session, &gateway.codes().finished_old).await).await;
    let (path, body) = (path(&issued), rating(&issued));
    let take_back = |body: &Value| {
        let hash = citizen_proof::sha256_hex(body.to_string().as_bytes());
        gateway
            .post(&format!("{path}/withdrawal"), &json!({"body_sha256": hash}))
            .send()
    };
    let send = |body: &Value| json_body(gateway.put(&path), body).send();
    let before = gateway.officials().ratings().unwrap().len();
    let word = json_of(take_back(&body).await.unwrap()).await;
    assert!(word["withdrawal"].is_string());
    // The lost first try turns up after all.
    assert_eq!(json_of(send(&body).await.unwrap()).await, word);
    assert_eq!(gateway.officials().ratings().unwrap().len(), before);
    let mut better = body.clone();
    better["answers"]["1"] = json!("1");
    let counted = json_of(send(&better).await.unwrap()).await;
    assert!(counted["receipt"].is_string());
    // What was counted is not taken back: nobody can tell any more which answers they were.
    assert_eq!(json_of(take_back(&better).await.unwrap()).await, counted);
    assert_eq!(gateway.officials().ratings().unwrap().len(), before + 1);
}
