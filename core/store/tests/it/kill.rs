//! Other processes: several at once, and killed ones.

use crate::child::start;
use crate::common::{get, impatient, item, open, set};
use citizen_domain::repository::RepositoryError;
use citizen_outbox::{Page, Repository as _, Update};
use citizen_store::{Store, StoreError};
use citizen_testkit::SeededRandom;
use std::io::{BufRead as _, BufReader};

#[test]
fn two_processes_lose_no_update() {
    let dir = tempfile::tempdir().unwrap();
    let mut children: Vec<_> = (0..2).map(|_| start("count", dir.path())).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let store = open(dir.path()).unwrap();
    assert_eq!(get(&store, "n").as_deref(), Some("200"));
}

/// Each commit of one process is what the other reads next, through checkpoints and new keys.
#[test]
fn nothing_stale_is_read_after_the_others_commit() {
    use std::io::Write as _;
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    let mut child = start("echo", dir.path());
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for n in 1..=60 {
        match n % 20 {
            7 => store.rekey(2 + n / 20).unwrap(),
            // The other one may be reading: then the log is not emptied, which is no matter here.
            13 => {
                let _ = store.suspend();
                store.resume().unwrap();
            }
            _ => {}
        }
        set(&store, "a", &n.to_string()).unwrap();
        writeln!(stdin, "{n}").unwrap();
        let mut next = |wanted: &str| loop {
            let line = lines.next().unwrap().unwrap();
            if line.starts_with(wanted) {
                return line;
            }
        };
        assert_eq!(next("read "), format!("read {n}"));
        next("wrote");
        assert_eq!(get(&store, "b"), Some(n.to_string()));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_point() {
    let dir = tempfile::tempdir().unwrap();
    let random = SeededRandom::new(20_261_125);
    let mut safe = 0;
    for round in 0..200 {
        let mut child = start("file", dir.path());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let kills_after = 1 + random.below(12);
        let mut seen = 0;
        while seen < kills_after {
            let line = lines.next().unwrap().unwrap();
            if let Some(n) = line.strip_prefix("kept ") {
                safe = n.parse().unwrap();
                seen += 1;
            }
        }
        // Somewhere inside the next transaction.
        for _ in 0..random.below(30_000) {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let store = open(dir.path()).unwrap();
        let last: u32 = get(&store, "last").unwrap().parse().unwrap();
        assert!(
            last >= safe,
            "round {round}: {safe} was acknowledged, {last} is there"
        );
        store
            .read(|tx| {
                assert_eq!(tx.item(&item(safe).id)?.map(|i| i.id), Some(item(safe).id));
                // Both rows of a transaction, or none.
                assert!(tx.item(&item(last).id)?.is_some() && tx.item(&item(last + 1).id)?.is_none());
                Ok::<_, RepositoryError>(())
            })
            .unwrap();
        store.check().unwrap();
    }
}

#[test]
fn a_writer_elsewhere_is_waited_for_and_a_dead_one_holds_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(impatient(dir.path())).unwrap();
    set(&store, "before", "1").unwrap();
    let mut child = start("hold", dir.path());
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while lines.next().unwrap().unwrap() != "holding" {}
    assert_eq!(set(&store, "a", "1"), Err(RepositoryError::Busy));
    assert_eq!(get(&store, "before").as_deref(), Some("1"), "reading goes on");
    assert!(matches!(
        Store::open(impatient(dir.path())),
        Err(StoreError::Locked)
    ));
    child.kill().unwrap();
    child.wait().unwrap();
    set(&store, "a", "1").unwrap();
}

#[test]
fn the_slower_of_two_changes_to_an_item_is_told_so() {
    let dir = tempfile::tempdir().unwrap();
    let (here, there) = (open(dir.path()).unwrap(), open(dir.path()).unwrap());
    let new = item(1);
    here.write(|tx| tx.insert_item(&new)).unwrap();
    let read = |store: &Store| store.read(|tx| tx.item(&new.id)).unwrap().unwrap();
    let (mine, theirs) = (read(&here), read(&there));
    assert_eq!(there.write(|tx| tx.update_item(&theirs)), Ok(Update::Stored(1)));
    assert_eq!(here.write(|tx| tx.update_item(&mine)), Ok(Update::Stale));
    assert_eq!(
        here.write(|tx| tx.update_item(&read(&here))),
        Ok(Update::Stored(2))
    );
    here.write(|tx| tx.remove_item(&new.id)).unwrap();
    assert_eq!(there.write(|tx| tx.update_item(&theirs)), Ok(Update::Stale));
    assert!(there.read(|tx| tx.items(&Page::default())).unwrap().is_empty());
}
