//! Rows go in and come out as they were, in the order that their room promises.

use crate::common::{item, now, open, raw};
use citizen_domain::Secret;
use citizen_domain::codes::DossierCode;
use citizen_domain::message::Lang;
use citizen_domain::repository::RepositoryError;
use citizen_domain::wire::Change;
use citizen_dossier::{Content, Followed, Line, Page as DossierPage, Repository as _, Trust, view};
use citizen_incident::{Draft, DraftRepository as _};
use citizen_outbox::{Page, Repository as _, State};

#[test]
fn items_come_in_order_of_creation_page_by_page() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    store
        .write(|tx| {
            for n in [3, 1, 5, 2, 4] {
                let mut item = item(n);
                if n == 2 {
                    item.state = State::Rejected {
                        code: "no".into(),
                        reason: "Không nhận.".into(),
                        editable: true,
                    };
                }
                tx.insert_item(&item)?;
            }
            Ok::<_, RepositoryError>(())
        })
        .unwrap();
    let ids = |after: Option<u32>, limit, open_only| -> Vec<String> {
        let page = Page {
            after: after.map(|n| item(n).id),
            limit,
            open_only,
        };
        let items = store.read(|tx| tx.items(&page)).unwrap();
        items.into_iter().map(|item| item.id).collect()
    };
    let expect = |numbers: &[u32]| numbers.iter().map(|n| item(*n).id).collect::<Vec<_>>();
    assert_eq!(ids(None, 500, false), expect(&[1, 2, 3, 4, 5]));
    assert_eq!(ids(None, 2, false), expect(&[1, 2]));
    assert_eq!(ids(Some(2), 2, false), expect(&[3, 4]));
    assert_eq!(ids(Some(4), 2, false), expect(&[5]));
    assert_eq!(ids(None, 500, true), expect(&[1, 3, 4, 5]));
}

#[test]
fn the_same_id_twice_is_refused_and_bytes_are_checked() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    store.write(|tx| tx.insert_item(&item(1))).unwrap();
    let again = store.write(|tx| tx.insert_item(&item(1)));
    assert_eq!(again, Err(RepositoryError::Failed("constraint")));
    store.shutdown().unwrap();
    let (db, vfs) = raw(dir.path());
    db.execute("UPDATE outbox_item SET body = X'7B7D'", []).unwrap();
    drop((db, vfs));
    let store = open(dir.path()).unwrap();
    let read = store.read(|tx| tx.item(&item(1).id));
    assert_eq!(read, Err(RepositoryError::Damaged));
}

#[test]
fn drafts_change_in_place_newest_first() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    let mut old = Draft::new("a", now());
    let new = Draft::new("b", now().plus_millis(1));
    store
        .write(|tx| {
            tx.save_draft(&old)?;
            tx.save_draft(&new)?;
            old.text = "Ổ gà".into();
            tx.save_draft(&old)
        })
        .unwrap();
    assert_eq!(store.read(|tx| tx.drafts()).unwrap(), [new, old.clone()]);
    assert_eq!(store.read(|tx| tx.draft("a")).unwrap(), Some(old));
    store.write(|tx| tx.remove_draft("a")).unwrap();
    assert_eq!(store.read(|tx| tx.draft("a")).unwrap(), None);
}

/// Everything that a row of dossiers holds, whatever columns there are.
fn rows(dir: &std::path::Path) -> Vec<Vec<rusqlite::types::Value>> {
    let (db, vfs) = raw(dir);
    // All but the noise.
    let mut all = db
        .prepare(
            "SELECT code, raw, followed_at, source, as_of, secret, unconfirmed, ratable, data, excerpt
             FROM dossier ORDER BY code",
        )
        .unwrap();
    let columns = all.column_count();
    let found = all
        .query_map([], |row| (0..columns).map(|n| row.get(n)).collect())
        .unwrap()
        .collect::<Result<Vec<Vec<_>>, _>>()
        .unwrap();
    drop(all);
    drop((db, vfs));
    found
}

fn news(code: &str, ratable: bool) -> Change {
    serde_json::from_value(serde_json::json!({"type": "dossier", "dossier": {
        "code": code, "procedure": {"code": "1.1", "name": "Thủ tục thử"}, "agency": {"id": "H29.12", "name": "Xã thử"},
        "unit": "H29.12", "status": {"code": 9}, "ratable": ratable, "appointment_at": "2026-03-01T08:00:00+07:00",
        "events": [{"id": 1, "at": "2026-02-12T10:00:00+07:00", "status": {"code": 2}, "unit": "Xã", "actor": "Một cửa", "text": "Nhận"}],
    }}))
    .unwrap()
}

/// A page of lines has the same dossiers in the same order, and says the same of each: also of one that the feed, begun anew, has not named.
#[test]
fn a_line_of_a_list_is_read_as_the_whole_dossier_is() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    store
        .write(|tx| {
            for n in 1..=4 {
                let code = format!("000.00.12.H09-260212-000{n}");
                citizen_dossier::apply(tx, news(&code, n == 2), now().plus_millis(n % 3))?;
            }
            tx.doubt_records()?;
            let named = news("000.00.12.H09-260212-0003", true);
            citizen_dossier::apply(tx, named, now().plus_millis(9))?;
            let code = DossierCode::parse("H29.12-260212-0009").unwrap();
            tx.put_dossier(&Followed::from_code(code, Trust::Typed, now()))
        })
        .unwrap();
    let content = Content {
        calendars: &[],
        statuses: &[],
        procedures: &[],
        agencies: &[],
        rule_sets: &[],
        lang: Lang::Vi,
        stale_after_ms: 1_000,
    };
    let (feed, at) = (Some(now().plus_millis(60_000)), now().plus_millis(60_500));
    let (mut read, mut old) = (0, 0);
    for (offset, limit) in [(0, 3), (3, 3), (6, 3), (0, 100)] {
        let page = DossierPage { offset, limit };
        let lines = store.read(|tx| tx.briefs(page)).unwrap();
        let whole = store.read(|tx| tx.dossiers(page)).unwrap();
        assert_eq!(lines.len(), whole.len());
        for (line, whole) in lines.into_iter().zip(whole) {
            let line = line.view(&content, feed, at);
            assert!(line == view(&whole.heard(feed, at), &content, at).brief());
            read += 1;
            old += usize::from(line.stale);
        }
    }
    // All twice; of five one is named, three are in doubt, and nothing was ever said of one.
    assert_eq!((read, old), (10, 8));
}

/// A dossier of the feed that was made ready beforehand leaves the row that the slow way leaves, and leaves one alone that is there.
#[test]
fn a_dossier_that_was_made_ready_is_the_same_row() {
    let codes = [("000.00.12.H09-260212-0001", true), ("H29.12-260212-0002", false)];
    let filled = |fast: bool| {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path()).unwrap();
        let followed = |code: &str| {
            let code = DossierCode::parse(code).unwrap();
            Followed::from_code(code, Trust::Typed, now()).with_secret(Some(Secret::new("4711".to_owned())))
        };
        store
            .write(|tx| {
                // Followed before, and in doubt since the feed began anew.
                tx.put_dossier(&followed("000.00.12.H09-260212-0003"))?;
                citizen_dossier::apply(tx, news("000.00.12.H09-260212-0003", false), now())?;
                tx.doubt_records()?;
                for (code, ratable) in codes.into_iter().chain([("000.00.12.H09-260212-0003", true)]) {
                    let as_of = now().plus_millis(5_000);
                    match Line::ready(news(code, ratable), as_of)? {
                        Line::Ready(ready) if fast => citizen_dossier::apply_ready(tx, ready, as_of)?,
                        _ => citizen_dossier::apply(tx, news(code, ratable), as_of)?,
                    };
                }
                Ok::<_, RepositoryError>(())
            })
            .unwrap();
        store.shutdown().unwrap();
        rows(dir.path())
    };
    let (slow, fast) = (filled(false), filled(true));
    assert_eq!(slow.len(), 3);
    assert_eq!(fast, slow);
    assert!(
        fast.iter()
            .flatten()
            .any(|value| *value == rusqlite::types::Value::Text("4711".to_owned()))
    );
}
