//! Many vaults in one home, one open at a time.

use crate::child::start;
use crate::common::{get, impatient, open, set};
use citizen_store::{OpenOptions, Store, StoreError};
use std::io::{BufRead as _, BufReader};
use std::path::Path;

fn one_of_many(dir: &Path) -> Result<Store, StoreError> {
    Store::open(OpenOptions {
        one_of_many: true,
        ..impatient(dir)
    })
}

#[test]
fn one_profile_of_a_home_is_open_at_a_time() {
    let home = tempfile::tempdir().unwrap();
    let (mother, child) = (home.path().join("mother"), home.path().join("child"));
    let hers = one_of_many(&mother).unwrap();
    set(&hers, "a", "1").unwrap();
    assert_eq!(one_of_many(&child).unwrap_err(), StoreError::OtherOpen);
    // The same profile as often as wanted: an app and its extension.
    let again = one_of_many(&mother).unwrap();
    assert_eq!(get(&again, "a").as_deref(), Some("1"));
    drop(again);
    assert_eq!(one_of_many(&child).unwrap_err(), StoreError::OtherOpen);

    hers.suspend().unwrap();
    let theirs = one_of_many(&child).unwrap();
    assert_eq!(get(&theirs, "a"), None);
    assert_eq!(hers.resume(), Err(StoreError::OtherOpen));
    assert_eq!(
        hers.resume(),
        Err(StoreError::OtherOpen),
        "asking changes nothing"
    );
    theirs.shutdown().unwrap();
    hers.resume().unwrap();
    hers.wipe().unwrap();
    drop(one_of_many(&child).unwrap());
    // The control: what is none of many has no such neighbours.
    let (_one, _two) = (open(&mother).unwrap(), open(&child).unwrap());
}

#[test]
fn another_process_counts_and_a_dead_one_does_not() {
    let home = tempfile::tempdir().unwrap();
    let (mother, child) = (home.path().join("mother"), home.path().join("child"));
    let mut other = start("seat", &mother);
    let mut lines = BufReader::new(other.stdout.take().unwrap()).lines();
    while lines.next().unwrap().unwrap() != "holding" {}
    assert_eq!(one_of_many(&child).unwrap_err(), StoreError::OtherOpen);
    one_of_many(&mother).unwrap();
    other.kill().unwrap();
    other.wait().unwrap();
    one_of_many(&child).unwrap();
}
