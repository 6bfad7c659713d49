//! A new key, an older copy, and whose thread does the work.

use crate::child::start;
use crate::common::{database, get, impatient, key, open, options, set};
use citizen_domain::ports::KeyName;
use citizen_domain::repository::RepositoryError;
use citizen_store::{Generations as _, KeyStoreGenerations, OpenOptions, Store, StoreError};
use citizen_testkit::MemoryKeyStore;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::sync::Arc;

#[test]
fn a_new_key_keeps_everything_and_the_old_one_opens_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    set(&store, "a", "1").unwrap();
    store.rekey(2).unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("1"));
    set(&store, "b", "2").unwrap();
    assert_eq!(store.rekey(2), Err(StoreError::WrongKey), "an epoch comes once");
    drop(store);
    let mut left: Vec<_> = std::fs::read_dir(dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".db"))
        .collect();
    left.sort_unstable();
    assert_eq!(left, ["vault-2.db", "vault-2.db-pages0", "vault-2.db-pages1"]);
    let only_old = OpenOptions {
        key: Arc::new(key(1)),
        ..options(dir.path())
    };
    assert_eq!(Store::open(only_old).unwrap_err(), StoreError::MissingKey);
    let store = open(dir.path()).unwrap();
    store.check().unwrap();
    assert_eq!(get(&store, "b").as_deref(), Some("2"));
}

#[test]
fn another_opening_goes_on_with_the_new_key() {
    let dir = tempfile::tempdir().unwrap();
    let (here, there) = (open(dir.path()).unwrap(), open(dir.path()).unwrap());
    set(&here, "a", "1").unwrap();
    assert_eq!(get(&there, "a").as_deref(), Some("1"));
    here.rekey(2).unwrap();
    set(&here, "a", "2").unwrap();
    assert_eq!(get(&there, "a").as_deref(), Some("2"), "nothing stale is read");
    // By either, whether or not it has seen the other's.
    there.rekey(3).unwrap();
    here.rekey(4).unwrap();
    set(&there, "a", "3").unwrap();
    assert_eq!(
        get(&here, "a").as_deref(),
        Some("3"),
        "nothing went into the old file"
    );
}

/// Two processes count while a third gives the vault new keys. A count that went into a file that is no more would be missing.
#[test]
fn no_write_lands_in_a_file_that_was_given_up() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    let mut children: Vec<_> = (0..2).map(|_| start("count", dir.path())).collect();
    for epoch in 2..8 {
        // Somebody is at it by now.
        while get(&store, "n").and_then(|n| n.parse().ok()).unwrap_or(0) < epoch * 10 {
            std::thread::yield_now();
        }
        while store.rekey(epoch) == Err(StoreError::Locked) {}
    }
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(get(&store, "n").as_deref(), Some("200"));
    assert!(dir.path().join("vault-7.db").exists());
}

fn recorded(dir: &Path, keys: &Arc<MemoryKeyStore>) -> OpenOptions {
    OpenOptions {
        generations: Arc::new(counter(keys)),
        ..options(dir)
    }
}

fn counter(keys: &Arc<MemoryKeyStore>) -> KeyStoreGenerations {
    KeyStoreGenerations {
        keys: Arc::clone(keys) as _,
        name: KeyName("vault".into()),
    }
}

#[test]
fn an_older_copy_is_noticed_and_may_be_accepted() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Arc::new(MemoryKeyStore::new());
    let store = Store::open(recorded(dir.path(), &keys)).unwrap();
    set(&store, "a", "old").unwrap();
    store.shutdown().unwrap();
    let copy = std::fs::read(database(dir.path())).unwrap();

    let before = counter(&keys).recorded().unwrap();
    let store = Store::open(recorded(dir.path(), &keys)).unwrap();
    for n in 0..20 {
        set(&store, "a", &n.to_string()).unwrap();
    }
    let during = counter(&keys).recorded().unwrap();
    assert_eq!(during, before + 1, "once for the opening, never for a commit");
    store.shutdown().unwrap();
    let after = counter(&keys).recorded().unwrap();
    assert_eq!(after, during + 1, "once for the checkpoint");
    // Reading alone raises nothing.
    let store = Store::open(recorded(dir.path(), &keys)).unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("19"));
    store.shutdown().unwrap();
    assert_eq!(counter(&keys).recorded().unwrap(), after);

    let newest = std::fs::read(database(dir.path())).unwrap();
    std::fs::write(database(dir.path()), &copy).unwrap();
    let refused = Store::open(recorded(dir.path(), &keys)).unwrap_err();
    assert!(matches!(refused, StoreError::RolledBack { .. }), "{refused:?}");
    assert_eq!(std::fs::read(database(dir.path())).unwrap(), copy, "untouched");
    // Put back, or a record that a crash left one behind: both normal.
    std::fs::write(database(dir.path()), &newest).unwrap();
    let behind = Arc::new(MemoryKeyStore::new());
    counter(&behind)
        .record(after - 1)
        .map_err(|e| e.to_string())
        .unwrap();
    Store::open(recorded(dir.path(), &behind)).unwrap();
    assert_eq!(counter(&behind).recorded().unwrap(), after);

    std::fs::write(database(dir.path()), &copy).unwrap();
    let accepted = OpenOptions {
        accept_loss: true,
        ..recorded(dir.path(), &keys)
    };
    let store = Store::open(accepted).unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("old"));
    store.shutdown().unwrap();
    Store::open(recorded(dir.path(), &keys)).unwrap();
    // A vault that was recorded and is gone is not made anew.
    std::fs::remove_file(database(dir.path())).unwrap();
    assert_eq!(
        Store::open(recorded(dir.path(), &keys)).unwrap_err(),
        StoreError::Damaged
    );
}

#[test]
fn sqlite_runs_on_the_stores_own_threads() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    let name = || Ok::<_, RepositoryError>(std::thread::current().name().map(str::to_owned));
    for _ in 0..2 {
        assert_eq!(
            store.write(|_| name()).unwrap().as_deref(),
            Some("citizen-writer")
        );
        assert_eq!(store.read(|_| name()).unwrap().as_deref(), Some("citizen-reader"));
    }
}

/// Locks that the kernel counts as ours on files of the vault.
#[cfg(target_os = "linux")]
fn locks(dir: &Path) -> usize {
    use std::os::unix::fs::MetadataExt as _;
    let inodes: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| format!(":{} ", entry.unwrap().metadata().unwrap().ino()))
        .collect();
    let own = format!(" {} ", std::process::id());
    std::fs::read_to_string("/proc/locks")
        .unwrap()
        .lines()
        .filter(|line| line.contains(&own) && inodes.iter().any(|inode| line.contains(inode)))
        .count()
}

#[cfg(target_os = "linux")]
#[test]
fn suspended_holds_no_lock_or_names_the_process_in_the_way() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(impatient(dir.path())).unwrap();
    set(&store, "a", "1").unwrap();
    assert!(
        locks(dir.path()) > 0,
        "an open vault is locked against being taken away"
    );
    store.suspend().unwrap();
    assert_eq!(locks(dir.path()), 0);

    store.resume().unwrap();
    set(&store, "a", "2").unwrap();
    let mut child = start("read", dir.path());
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while lines.next().unwrap().unwrap() != "holding" {}
    set(&store, "a", "3").unwrap();
    assert_eq!(
        store.suspend(),
        Err(StoreError::InUse {
            process: Some(child.id())
        })
    );
    assert_eq!(locks(dir.path()), 0);
    child.kill().unwrap();
    child.wait().unwrap();
    store.resume().unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("3"));
    store.suspend().unwrap();
}
