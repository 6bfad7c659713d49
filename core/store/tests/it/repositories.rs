//! Rows go in and come out as they were, in the order that their room promises.

use crate::common::{item, now, open, raw};
use citizen_domain::repository::RepositoryError;
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
