//! Photos beside the database.

use crate::common::{now, open};
use citizen_domain::Timestamp;
use citizen_domain::ports::{Files as _, PortError};
use citizen_incident::{Draft, DraftRepository as _, PhotoRef};
use citizen_store::FileStore;
use std::collections::HashSet;
use std::time::{Duration, SystemTime};

fn real_now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap())
}

#[test]
fn a_photo_comes_back_as_it_was_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let files = FileStore::open(dir.path()).unwrap();
    let hash = files.put(b"a photo").unwrap();
    assert_eq!(files.put(b"a photo").unwrap(), hash);
    assert_eq!(files.get(&hash).unwrap(), b"a photo");
    assert_eq!(files.list().unwrap(), std::slice::from_ref(&hash));
    let path = dir.path().join("files").join(&hash);
    std::fs::write(&path, b"a phoTo").unwrap();
    assert_eq!(files.get(&hash), Err(PortError::Damaged("file")));
    files.put(b"a photo").unwrap();
    assert_eq!(files.get(&hash).unwrap(), b"a photo", "putting it again mends it");
    files.remove(&hash).unwrap();
    files.remove(&hash).unwrap();
    assert_eq!(files.get(&hash), Err(PortError::NotFound));
}

#[test]
fn a_name_from_outside_never_becomes_a_path() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("secret"), b"x").unwrap();
    let files = FileStore::open(dir.path()).unwrap();
    for name in [
        "../secret",
        "/etc/passwd",
        "",
        ".",
        &"A".repeat(64),
        &format!("{}x", "../".repeat(21)),
    ] {
        assert_eq!(files.get(name), Err(PortError::NotFound), "{name}");
        assert_eq!(files.remove(name), Err(PortError::NotFound), "{name}");
    }
}

#[test]
fn orphans_go_but_nothing_young_or_needed() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    let files = FileStore::open(dir.path()).unwrap();
    let (needed, orphan) = (files.put(b"needed").unwrap(), files.put(b"orphan").unwrap());
    let mut draft = Draft::new("d", now());
    draft
        .add_photo(PhotoRef {
            sha256: needed.clone(),
            bytes: 6,
            width: 1,
            height: 1,
        })
        .unwrap();
    store.write(|tx| tx.save_draft(&draft)).unwrap();
    // Left by a process that died while writing.
    std::fs::write(dir.path().join("files/.tmp-1-1"), b"half").unwrap();
    let rows: HashSet<String> = store.read(|tx| tx.needed_files()).unwrap();
    let day = Duration::from_secs(86_400);
    for (at, removed) in [
        (real_now(), 0),
        // The clock was set back: everything looks as if from the future.
        (Timestamp::from_secs(0), 0),
        (real_now().plus_millis(2 * 86_400_000), 2),
    ] {
        assert_eq!(files.collect(&rows, at, day).unwrap(), removed);
    }
    assert_eq!(files.list().unwrap(), [needed]);
    assert_eq!(files.get(&orphan), Err(PortError::NotFound));
}
