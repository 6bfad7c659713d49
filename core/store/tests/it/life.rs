//! Transactions, and a store that is suspended, resumed, shut down or wiped.

use crate::common::{get, impatient, open, set};
use citizen_domain::ports::Files as _;
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_store::{FileStore, KeyBytes, Store, StoreError};
use std::sync::Arc;

#[test]
fn a_transaction_is_kept_whole_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    let refused = store.write(|tx| {
        tx.set_setting("a", Some("1"))?;
        Err::<(), _>(RepositoryError::Failed("test"))
    });
    assert_eq!(refused, Err(RepositoryError::Failed("test")));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _: Result<(), RepositoryError> = store.write(|tx| {
            tx.set_setting("a", Some("2"))?;
            panic!("in the middle")
        });
    }));
    assert!(panicked.is_err());
    assert_eq!(get(&store, "a"), None);
    set(&store, "a", "3").unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("3"));
    set(&store, "a", "4").unwrap();
    store.write(|tx| tx.set_setting("a", None)).unwrap();
    assert_eq!(get(&store, "a"), None);
}

#[test]
fn a_reader_sees_one_moment_and_cannot_write() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    set(&store, "a", "old").unwrap();
    store
        .read(|tx| {
            assert_eq!(tx.setting("a")?.as_deref(), Some("old"));
            set(&store, "a", "new")?;
            assert_eq!(
                tx.setting("a")?.as_deref(),
                Some("old"),
                "the same moment as before"
            );
            assert!(tx.set_setting("a", Some("x")).is_err());
            Ok::<_, RepositoryError>(())
        })
        .unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("new"));
}

#[test]
fn suspended_holds_no_file_and_resumes_where_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    set(&store, "a", "1").unwrap();
    store.suspend().unwrap();
    for suffix in ["-wal", "-shm"] {
        let left = dir.path().join(format!("vault-1.db{suffix}"));
        assert!(!left.exists(), "{suffix} is still there");
    }
    #[cfg(target_os = "linux")]
    assert_eq!(open_files(dir.path()), 0);
    assert_eq!(set(&store, "a", "2"), Err(RepositoryError::Closed));
    assert_eq!(store.read(|tx| tx.setting("a")), Err(RepositoryError::Closed));
    store.suspend().unwrap();
    store.resume().unwrap();
    store.resume().unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("1"));
    store.shutdown().unwrap();
    assert_eq!(
        store.resume(),
        Err(StoreError::Repository(RepositoryError::Closed))
    );
}

/// Files under `dir` that this process holds open.
#[cfg(target_os = "linux")]
fn open_files(dir: &std::path::Path) -> usize {
    std::fs::read_dir("/proc/self/fd")
        .unwrap()
        .filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok())
        .filter(|path| path.starts_with(dir))
        .count()
}

#[test]
fn dropped_from_any_thread_it_lets_go_of_everything() {
    for round in 0..20 {
        let dir = tempfile::tempdir().unwrap();
        let store = Arc::new(open(dir.path()).unwrap());
        std::thread::scope(|scope| {
            for n in 0..4 {
                let store = Arc::clone(&store);
                scope.spawn(move || {
                    set(&store, &format!("{n}"), "1").unwrap();
                    assert_eq!(get(&store, &format!("{n}")).as_deref(), Some("1"));
                    // Whoever is last closes it.
                    drop(store);
                });
            }
            drop(store);
        });
        assert!(!dir.path().join("vault-1.db-wal").exists(), "round {round}");
        #[cfg(target_os = "linux")]
        assert_eq!(open_files(dir.path()), 0);
        // While a panic goes up, too.
        let panicked = std::panic::catch_unwind(|| {
            let store = open(dir.path()).unwrap();
            let _: Result<(), RepositoryError> = store.read(|_| panic!("in the middle"));
        });
        assert!(panicked.is_err());
        assert_eq!(get(&open(dir.path()).unwrap(), "3").as_deref(), Some("1"));
    }
}

#[test]
fn suspending_says_when_another_one_keeps_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let here = Store::open(impatient(dir.path())).unwrap();
    let there = open(dir.path()).unwrap();
    set(&here, "a", "1").unwrap();
    there
        .read(|tx| {
            assert_eq!(tx.setting("a")?.as_deref(), Some("1"));
            set(&here, "a", "2")?;
            assert_eq!(here.suspend(), Err(StoreError::InUse { process: None }));
            Ok::<_, RepositoryError>(())
        })
        .unwrap();
    assert_eq!(
        set(&here, "a", "3"),
        Err(RepositoryError::Closed),
        "it is closed all the same"
    );
    assert_eq!(
        get(&there, "a").as_deref(),
        Some("2"),
        "nothing was lost for the other one"
    );
}

#[test]
fn wiped_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    set(&store, "a", "CANARY-4711").unwrap();
    FileStore::open(dir.path(), Arc::new(KeyBytes::new([7; 32])))
        .unwrap()
        .put(b"CANARY-4711")
        .unwrap();
    store.wipe().unwrap();
    assert_eq!(store.read(|tx| tx.setting("a")), Err(RepositoryError::Closed));
    let mut left = vec![dir.path().to_owned()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(
                std::fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(11).any(|w| w == b"CANARY-4711"), "{path:?}");
        }
    }
}
