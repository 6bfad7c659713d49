//! Each way in which a store cannot be opened has its own name, and nothing is deleted.

use crate::common::{get, open, set};
use citizen_domain::message::knows;
use citizen_domain::repository::RepositoryError;
use citizen_domain::{Coded as _, Outcome};
use citizen_store::{OpenOptions, SCHEMA, Store, StoreError};
use std::path::Path;

/// A healthy store with something in it, closed.
fn healthy(dir: &Path) {
    let store = open(dir).unwrap();
    for n in 0..200 {
        set(&store, &format!("name{n}"), &"value".repeat(50)).unwrap();
    }
    store.shutdown().unwrap();
}

fn garbage(database: &Path) {
    std::fs::write(
        database,
        "this is no database, and is long enough to be read as one".repeat(40),
    )
    .unwrap();
}

fn newer(database: &Path) {
    let db = rusqlite::Connection::open(database).unwrap();
    db.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
}

fn foreign(database: &Path) {
    std::fs::remove_file(database).unwrap();
    let db = rusqlite::Connection::open(database).unwrap();
    db.execute_batch("CREATE TABLE other (x)").unwrap();
}

fn folder(database: &Path) {
    std::fs::remove_file(database).unwrap();
    std::fs::create_dir(database).unwrap();
}

fn header(database: &Path) {
    let mut bytes = std::fs::read(database).unwrap();
    bytes[..16].fill(0xAA);
    std::fs::write(database, bytes).unwrap();
}

#[test]
fn each_refusal_has_its_name_and_leaves_the_file_as_it_was() {
    type Spoil = fn(&Path);
    let cases: [(&str, Spoil, StoreError); 5] = [
        ("garbage", garbage, StoreError::Damaged),
        ("a broken header", header, StoreError::Damaged),
        (
            "a newer version's",
            newer,
            StoreError::Newer {
                found: SCHEMA + 1,
                known: SCHEMA,
            },
        ),
        ("another program's", foreign, StoreError::Damaged),
        ("a folder", folder, StoreError::Damaged),
    ];
    for (name, spoil, expected) in cases {
        let dir = tempfile::tempdir().unwrap();
        healthy(dir.path());
        let database = dir.path().join("profile.db");
        spoil(&database);
        let before = std::fs::read(&database).ok();
        let error = open(dir.path()).unwrap_err();
        assert_eq!(error, expected, "{name}");
        assert_eq!(error.outcome(), Outcome::Store);
        assert_eq!(
            std::fs::read(&database).ok(),
            before,
            "{name}: the file was touched"
        );
    }
}

#[test]
fn a_store_that_is_not_there_is_not_made_unless_wanted() {
    let dir = tempfile::tempdir().unwrap();
    for missing in [dir.path().to_owned(), dir.path().join("deeper")] {
        let error = Store::open(OpenOptions::new(&missing).existing()).unwrap_err();
        assert_eq!(error, StoreError::NotFound);
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    open(&dir.path().join("a").join("b")).unwrap();
    Store::open(OpenOptions::new(dir.path().join("a/b")).existing()).unwrap();
}

#[test]
fn a_place_that_cannot_be_written_says_so() {
    let dir = tempfile::tempdir().unwrap();
    // Also for an administrator, whom permissions do not stop: a file stands where the folder should be.
    let file = dir.path().join("file");
    std::fs::write(&file, "x").unwrap();
    for place in [file.clone(), file.join("below")] {
        assert_eq!(open(&place).unwrap_err(), StoreError::Unwritable);
    }
}

#[test]
fn damage_inside_is_an_error_and_never_other_data() {
    let dir = tempfile::tempdir().unwrap();
    healthy(dir.path());
    let database = dir.path().join("profile.db");
    let mut bytes = std::fs::read(&database).unwrap();
    let page = 4096;
    for n in 1..bytes.len() / page {
        bytes[n * page..n * page + 8].fill(0x55);
    }
    std::fs::write(&database, &bytes).unwrap();
    match open(dir.path()) {
        Err(error) => assert_eq!(error, StoreError::Damaged),
        Ok(store) => {
            assert_eq!(store.check(), Err(RepositoryError::Damaged));
            let read = store.read(|tx| citizen_domain::repository::Settings::setting(tx, "name1"));
            assert_eq!(read, Err(RepositoryError::Damaged));
        }
    }
}

#[test]
fn a_cut_in_the_log_loses_at_most_its_end() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    set(&store, "a", "1").unwrap();
    set(&store, "b", "2").unwrap();
    // As after a crash: the log is there, its last frame torn.
    let other = tempfile::tempdir().unwrap();
    for name in ["profile.db", "profile.db-wal"] {
        std::fs::copy(dir.path().join(name), other.path().join(name)).unwrap();
    }
    let wal = other.path().join("profile.db-wal");
    let length = std::fs::metadata(&wal).unwrap().len();
    std::fs::OpenOptions::new()
        .write(true)
        .open(&wal)
        .unwrap()
        .set_len(length - 100)
        .unwrap();
    let crashed = open(other.path()).unwrap();
    assert_eq!(
        (get(&crashed, "a").as_deref(), get(&crashed, "b")),
        (Some("1"), None)
    );
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    let store = open(&home).unwrap();
    set(&store, "a", "1").unwrap();
    assert_eq!(
        std::fs::metadata(&home).unwrap().permissions().mode() & 0o777,
        0o700
    );
    for entry in std::fs::read_dir(&home).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(
            entry.metadata().unwrap().permissions().mode() & 0o077,
            0,
            "{:?}",
            entry.path()
        );
    }
}

#[test]
fn every_error_has_its_words() {
    let codes = StoreError::ERRORS.iter().chain(RepositoryError::ERRORS);
    for error in codes {
        assert!(knows(&format!("error.{}", error.code)), "{}", error.code);
    }
}
