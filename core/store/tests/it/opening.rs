//! Each way in which a store cannot be opened has its own name, and nothing is deleted.

use crate::common::{database, get, open, options, raw, set};
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
    let (db, _vfs) = raw(database.parent().unwrap());
    db.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
}

fn foreign(database: &Path) {
    let (db, _vfs) = raw(database.parent().unwrap());
    db.pragma_update(None, "application_id", 1).unwrap();
}

fn plain(database: &Path) {
    std::fs::remove_file(database).unwrap();
    let db = rusqlite::Connection::open(database).unwrap();
    db.execute_batch("CREATE TABLE other (x)").unwrap();
}

fn empty(database: &Path) {
    std::fs::write(database, b"").unwrap();
}

fn later_format(database: &Path) {
    let mut bytes = std::fs::read(database).unwrap();
    bytes[19] = 2;
    let sum = ring::digest::digest(&ring::digest::SHA256, &bytes[..76]);
    bytes[76..108].copy_from_slice(sum.as_ref());
    std::fs::write(database, bytes).unwrap();
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
    let cases: [(&str, Spoil, StoreError); 8] = [
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
        ("a plain database", plain, StoreError::Unencrypted),
        ("nothing left in it", empty, StoreError::Damaged),
        (
            "a later format",
            later_format,
            StoreError::Newer { found: 2, known: 1 },
        ),
        ("a folder", folder, StoreError::Damaged),
    ];
    for (name, spoil, expected) in cases {
        let dir = tempfile::tempdir().unwrap();
        healthy(dir.path());
        let database = database(dir.path());
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
        let error = Store::open(options(&missing).existing()).unwrap_err();
        assert_eq!(error, StoreError::NotFound);
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    open(&dir.path().join("a").join("b")).unwrap();
    Store::open(options(&dir.path().join("a/b")).existing()).unwrap();
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
    let database = database(dir.path());
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

/// A vault as a power cut leaves it: main file, log and table of pages, in a folder of their own.
fn crashed(dir: &Path) -> tempfile::TempDir {
    let other = tempfile::tempdir().unwrap();
    for name in ["vault-1.db", "vault-1.db-wal", "vault-1.db-pages0"] {
        std::fs::copy(dir.join(name), other.path().join(name)).unwrap();
    }
    other
}

#[test]
fn a_log_that_has_lost_what_was_durable_is_refused_until_the_person_accepts_it() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    set(&store, "a", "1").unwrap();
    set(&store, "b", "2").unwrap();
    let whole = crashed(dir.path());
    assert_eq!(get(&open(whole.path()).unwrap(), "b").as_deref(), Some("2"));
    for cut in [100, u64::MAX] {
        let other = crashed(dir.path());
        let log = other.path().join("vault-1.db-wal");
        let length = std::fs::metadata(&log).unwrap().len();
        let file = std::fs::OpenOptions::new().write(true).open(&log).unwrap();
        file.set_len(length.saturating_sub(cut)).unwrap();
        assert_eq!(open(other.path()).unwrap_err(), StoreError::Damaged);
        if cut == 100 {
            let accepted = Store::open(OpenOptions {
                accept_loss: true,
                ..options(other.path())
            })
            .unwrap();
            assert_eq!(
                (get(&accepted, "a").as_deref(), get(&accepted, "b")),
                (Some("1"), None)
            );
        }
    }
    let gone = crashed(dir.path());
    std::fs::remove_file(gone.path().join("vault-1.db-wal")).unwrap();
    assert_eq!(open(gone.path()).unwrap_err(), StoreError::Damaged);
    // What was never acknowledged may be torn.
    let torn = crashed(dir.path());
    let log = torn.path().join("vault-1.db-wal");
    let mut bytes = std::fs::read(&log).unwrap();
    bytes.extend([0xAB; 3000]);
    std::fs::write(&log, bytes).unwrap();
    assert_eq!(get(&open(torn.path()).unwrap(), "b").as_deref(), Some("2"));
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
