use crate::gateway::{DAY, Gateway, error, json_body, report};
use citizen_domain::wire::Change;
use citizen_province::demo::{MAIN_RESIDENT, OTHER_RESIDENT};
use citizen_province::officials::{Advance, NewDossier};
use std::collections::BTreeSet;
use std::path::Path;

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
async fn what_officials_put_into_an_account_is_there_for_its_owner_alone_and_once() {
    let gateway = Gateway::start().await;
    let (token, codes, officials) = (
        gateway.sign_in(&MAIN_RESIDENT),
        gateway.codes(),
        gateway.officials(),
    );
    for code in [&codes.in_time, &codes.in_time, &codes.others] {
        officials.show_to_owner(code).unwrap();
    }
    assert_eq!(dossiers(&changes(&gateway, &token, None).await), [&codes.in_time]);
    assert!(officials.show_to_owner("000.00.12.H09-260212-9999").is_err());
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

async fn parts(gateway: &Gateway, token: &str, cursor: &str) -> Vec<Change> {
    let path = format!("/v1/changes?cursor={cursor}&parts=1");
    let reply = gateway.get(&path).bearer_auth(token).send().await.unwrap();
    let text = reply.text().await.unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn names(change: &Change) -> BTreeSet<&str> {
    match change {
        Change::DossierPart { patch, .. } => patch.keys().map(String::as_str).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn of_what_was_told_only_what_is_otherwise_is_told_to_who_asks_so() {
    let gateway = Gateway::start().await;
    let (token, codes) = (gateway.sign_in(&MAIN_RESIDENT), gateway.codes());
    follow(&gateway, &token, &codes.fresh).await;
    let first = cursor(&changes(&gateway, &token, None).await).to_owned();
    let step = |status| Advance {
        status: Some(status),
        ..Advance::default()
    };
    gateway.officials().advance(&codes.fresh, &step(4)).unwrap();
    // Followed after the cursor: whole.
    follow(&gateway, &token, &codes.in_time).await;
    let told = parts(&gateway, &token, &first).await;
    assert_eq!(names(&told[0]), BTreeSet::from(["ratable", "status"]));
    assert!(matches!(&told[0], Change::DossierPart { events, .. } if events.len() == 1));
    assert_eq!(dossiers(&told), [&codes.in_time]);
    // Who does not ask for parts is told the whole.
    assert_eq!(dossiers(&changes(&gateway, &token, Some(&first)).await).len(), 2);
    // Two steps since: each member as it is now, both events.
    gateway.officials().advance(&codes.fresh, &step(9)).unwrap();
    let told = parts(&gateway, &token, &first).await;
    let finished = told
        .iter()
        .find(|change| matches!(change, Change::DossierPart { .. }));
    let finished = finished.unwrap();
    assert_eq!(
        names(finished),
        BTreeSet::from(["finished_at", "needs", "ratable", "status"])
    );
    assert!(matches!(finished, Change::DossierPart { events, .. } if events.len() == 2));
    // No longer followed, and followed again: whole.
    let last = cursor(&told).to_owned();
    let path = format!("/v1/follows/{}", codes.fresh);
    let gone = gateway
        .request(reqwest::Method::DELETE, &path)
        .bearer_auth(&token);
    gone.send().await.unwrap();
    follow(&gateway, &token, &codes.fresh).await;
    assert_eq!(dossiers(&parts(&gateway, &token, &last).await), [&codes.fresh]);
}

/// Cut between two batches, a phone was not told what changed again later: that is told further on, with everything since the phone last
/// had the whole.
#[tokio::test]
async fn a_cut_feed_goes_on_without_losing_a_member() {
    let gateway = Gateway::start().await;
    let (token, codes) = (gateway.sign_in(&MAIN_RESIDENT), gateway.codes());
    let officials = gateway.officials();
    let procedure = gateway.state().pack().procedures[0].code.clone();
    follow(&gateway, &token, &codes.fresh).await;
    let mut many = Vec::new();
    for _ in 0..120 {
        let new = NewDossier {
            owner: MAIN_RESIDENT.id_number.into(),
            procedure: procedure.clone(),
            ..NewDossier::default()
        };
        many.push(officials.add_dossier(&new).unwrap().code);
        follow(&gateway, &token, many.last().unwrap()).await;
    }
    let start = cursor(&changes(&gateway, &token, None).await).to_owned();
    let step = |status, text: &str| Advance {
        status: Some(status),
        text: Some(text.to_owned()),
        ..Advance::default()
    };
    // It changes first and last of all, so that it is told after the cut; what came first must not be lost with the place.
    officials.advance(&codes.fresh, &step(9, "Có kết quả")).unwrap();
    for code in &many {
        officials.advance(code, &step(4, "Đang giải quyết")).unwrap();
    }
    officials.advance(&codes.fresh, &step(9, "Đã ký")).unwrap();
    let told = parts(&gateway, &token, &start).await;
    let cut = told
        .iter()
        .position(|change| matches!(change, Change::Cursor { .. }))
        .unwrap();
    let place = cursor(&told[..=cut]).to_owned();
    let rest = parts(&gateway, &token, &place).await;
    let fresh = rest
        .iter()
        .find(|change| matches!(change, Change::DossierPart { code, .. } if *code == codes.fresh));
    assert_eq!(
        names(fresh.unwrap()),
        BTreeSet::from(["finished_at", "needs", "ratable", "status"])
    );
    assert!(matches!(fresh, Some(Change::DossierPart { events, .. }) if events.len() == 2));
}

/// An operator puts the database back to last night's, and life goes on until its numbers are past those that were lost. A phone that was
/// told what is no longer so starts again; one that was told before goes on.
#[tokio::test]
async fn a_cursor_of_a_history_that_was_lost_starts_again() {
    let mut gateway = Gateway::start().await;
    let (token, codes) = (gateway.sign_in(&MAIN_RESIDENT), gateway.codes());
    follow(&gateway, &token, &codes.fresh).await;
    follow(&gateway, &token, &codes.in_time).await;
    let before = cursor(&changes(&gateway, &token, None).await).to_owned();
    let copy = tempfile::tempdir().unwrap();
    let carry = |from: &Path, to: &Path| {
        for name in ["province.db", "province.db-wal"] {
            let _ = std::fs::remove_file(to.join(name));
            if from.join(name).exists() {
                std::fs::copy(from.join(name), to.join(name)).unwrap();
            }
        }
    };
    gateway.restart_after(|data| carry(data, copy.path())).await;
    let step = |status| Advance {
        status: Some(status),
        ..Advance::default()
    };
    gateway.officials().advance(&codes.fresh, &step(9)).unwrap();
    let lost = cursor(&parts(&gateway, &token, &before).await).to_owned();
    gateway.restart_after(|data| carry(copy.path(), data)).await;
    for _ in 0..5 {
        gateway.officials().advance(&codes.in_time, &step(4)).unwrap();
    }
    let told = parts(&gateway, &token, &lost).await;
    assert_eq!(told[0], Change::Reset);
    assert_eq!(dossiers(&told).len(), 2);
    let told = parts(&gateway, &token, &before).await;
    assert!(
        matches!(&told[..], [Change::DossierPart { code, .. }, Change::Cursor { .. }] if *code == codes.in_time)
    );
    // Started again and again, what was told since is good.
    let since = cursor(&told).to_owned();
    gateway.restart().await;
    gateway.restart().await;
    assert_eq!(parts(&gateway, &token, &since).await.len(), 1);
}
