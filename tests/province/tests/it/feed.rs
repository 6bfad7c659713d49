use crate::gateway::{DAY, Gateway, error, json_body, report};
use citizen_domain::wire::Change;
use citizen_province::demo::{MAIN_RESIDENT, OTHER_RESIDENT};
use citizen_province::officials::{Advance, NewDossier};

async fn changes(gateway: &Gateway, token: &str, cursor: Option<&str>) -> Vec<Change> {
    let path = cursor.map_or("/v1/changes".to_owned(), |c| format!("/v1/changes?cursor={c}"));
    let reply = gateway.get(&path).bearer_auth(token).send().await.unwrap();
    assert_eq!(reply.headers()["content-type"], "application/x-ndjson");
    let text = reply.text().await.unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn cursor(changes: &[Change]) -> &str {
    match changes.last() {
        Some(Change::Cursor { cursor }) => cursor,
        other => panic!("a batch ends with {other:?}"),
    }
}

fn dossiers(changes: &[Change]) -> Vec<&str> {
    changes
        .iter()
        .filter_map(|change| match change {
            Change::Dossier { dossier } => Some(dossier.code.as_str()),
            _ => None,
        })
        .collect()
}

async fn follow(gateway: &Gateway, token: &str, code: &str) {
    let reply = gateway
        .put(&format!("/v1/follows/{code}"))
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert!(reply.status().is_success());
}

#[tokio::test]
async fn only_what_changed_since_the_cursor_is_told() {
    let mut gateway = Gateway::start().await;
    let (token, codes) = (gateway.sign_in(&MAIN_RESIDENT), gateway.codes());
    assert!(dossiers(&changes(&gateway, &token, None).await).is_empty());
    follow(&gateway, &token, &codes.fresh).await;
    follow(&gateway, &token, &codes.in_time).await;
    let first = changes(&gateway, &token, None).await;
    assert_eq!(dossiers(&first), [&codes.fresh, &codes.in_time]);

    let at_first = cursor(&first).to_owned();
    let nothing = changes(&gateway, &token, Some(&at_first)).await;
    assert_eq!(nothing.len(), 1);

    let step = Advance {
        status: Some(4),
        ..Advance::default()
    };
    gateway.officials().advance(&codes.fresh, &step).unwrap();
    gateway.restart().await;
    let second = changes(&gateway, &token, Some(cursor(&nothing))).await;
    assert_eq!(dossiers(&second), [&codes.fresh]);
    // A phone that was cut off asks again from the old place and gets the same.
    assert_eq!(changes(&gateway, &token, Some(&at_first)).await, second);

    let path = format!("/v1/follows/{}", codes.fresh);
    gateway
        .request(reqwest::Method::DELETE, &path)
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    let third = changes(&gateway, &token, Some(cursor(&second))).await;
    assert!(
        matches!(&third[..], [Change::DossierGone { code }, Change::Cursor { .. }] if *code == codes.fresh)
    );
}

#[tokio::test]
async fn a_cursor_that_is_foreign_or_too_old_starts_again() {
    let mut gateway = Gateway::start().await;
    let (token, codes) = (gateway.sign_in(&MAIN_RESIDENT), gateway.codes());
    let stranger = gateway.sign_in(&OTHER_RESIDENT);
    follow(&gateway, &token, &codes.fresh).await;
    follow(&gateway, &token, &codes.in_time).await;
    let old = cursor(&changes(&gateway, &token, None).await).to_owned();
    let foreign = cursor(&changes(&gateway, &stranger, None).await).to_owned();
    for bad in ["x", "AAAA", &foreign, &old[..old.len() - 1], &"A".repeat(500)] {
        let all = changes(&gateway, &token, Some(bad)).await;
        assert_eq!(all[0], Change::Reset, "{bad}");
        assert_eq!(dossiers(&all).len(), 2);
    }
    // Half a year later nobody remembers what is gone.
    let path = format!("/v1/follows/{}", codes.fresh);
    gateway
        .request(reqwest::Method::DELETE, &path)
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    gateway.pass(181 * DAY);
    gateway.restart().await;
    let all = changes(&gateway, &token, Some(&old)).await;
    assert_eq!(all[0], Change::Reset);
    assert_eq!(dossiers(&all), [&codes.in_time]);
}

#[tokio::test]
async fn long_feeds_come_in_batches_that_can_be_continued() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let officials = gateway.officials();
    let procedure = gateway.state().pack().procedures[0].code.clone();
    for _ in 0..250 {
        let new = NewDossier {
            owner: MAIN_RESIDENT.id_number.into(),
            procedure: procedure.clone(),
            ..NewDossier::default()
        };
        let code = officials.add_dossier(&new).unwrap().code;
        follow(&gateway, &token, &code).await;
    }
    let all = changes(&gateway, &token, None).await;
    assert_eq!(dossiers(&all).len(), 250);
    let cursors: Vec<usize> = all
        .iter()
        .enumerate()
        .filter_map(|(n, c)| matches!(c, Change::Cursor { .. }).then_some(n))
        .collect();
    assert_eq!(cursors, [100, 201, 252]);
    // Cut after the first batch: the rest follows, nothing twice.
    let rest = changes(&gateway, &token, Some(cursor(&all[..=100]))).await;
    assert_eq!(rest, all[101..]);
}

#[tokio::test]
async fn the_feed_is_compressed_and_needs_a_session() {
    let gateway = Gateway::start().await;
    let (token, codes) = (gateway.sign_in(&MAIN_RESIDENT), gateway.codes());
    follow(&gateway, &token, &codes.in_time).await;
    for encoding in ["gzip", "zstd"] {
        let plain = reqwest::Client::builder().no_gzip().no_zstd().build().unwrap();
        let base = &gateway.running.as_ref().unwrap().base_url;
        let reply = plain
            .get(format!("{base}/v1/changes"))
            .bearer_auth(&token)
            .header("accept-encoding", encoding)
            .send()
            .await
            .unwrap();
        assert_eq!(reply.headers()["content-encoding"], encoding);
        assert_eq!(reply.headers()["cache-control"], "no-store");
    }
    let reply = gateway.get("/v1/changes").send().await.unwrap();
    assert_eq!(error(reply).await, (401, "unauthorized".into()));
}

#[tokio::test]
async fn nobody_sees_anothers_dossiers_or_reports() {
    let gateway = Gateway::start().await;
    let token = gateway.sign_in(&MAIN_RESIDENT);
    let stranger = gateway.sign_in(&OTHER_RESIDENT);
    follow(&gateway, &token, &gateway.codes().in_time).await;
    let item = format!("/v1/items/{}", gateway.id());
    json_body(gateway.put(&item), &report(&[]))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(changes(&gateway, &token, None).await.len(), 3);
    assert_eq!(changes(&gateway, &stranger, None).await.len(), 1);
}
