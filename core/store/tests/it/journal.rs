//! No journal but the log, and no temporary file.

use crate::common::{OsRandom, database, key, now, open, options, raw, set};
use citizen_store::vfs::{Disk as _, FileKind, Registered};
use citizen_store::{Store, StoreError};
use citizen_testkit::{FakeClock, PowerLossDisk};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const PAGE: usize = 4096;
const HEADER: usize = 4 * PAGE;
const TEXT: usize = PAGE - 32;

/// Names and bytes of the vault's folder.
fn all(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                std::fs::read(entry.path()).unwrap(),
            )
        })
        .collect()
}

#[test]
fn no_other_journal_can_be_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    set(&store, "a", "1").unwrap();
    store.shutdown().unwrap();
    for mode in ["DELETE", "TRUNCATE", "PERSIST", "MEMORY", "OFF"] {
        let (db, vfs) = raw(dir.path());
        for main in ["", "main."] {
            let ask = format!("PRAGMA {main}journal_mode={mode}");
            let asked: rusqlite::Result<String> = db.query_row(&ask, [], |row| row.get(0));
            assert!(asked.is_err(), "{ask}: {asked:?}");
        }
        let is = |ask: &str| db.query_row(ask, [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(is("PRAGMA journal_mode"), "wal", "{mode}");
        assert_eq!(is("PRAGMA journal_mode = WAL"), "wal");
        assert!(
            !all(dir.path()).keys().any(|name| name.contains("journal")),
            "{mode}"
        );
        drop((db, vfs));
        // Whatever was tried, it is the vault that it was.
        let store = open(dir.path()).unwrap();
        assert_eq!(crate::common::get(&store, "a").as_deref(), Some("1"), "{mode}");
        store.shutdown().unwrap();
    }
}

/// Page 1 as `FORMAT.md` §3 has it, opened or sealed under the tests' key.
fn sealed_with_key(bytes: &mut [u8], change: impl FnOnce(&mut [u8])) {
    let cipher = || LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &[0x41; 32]).unwrap());
    let mut associated = b"citizen vault 1\0P\0\0\0".to_vec();
    associated.extend(1_u32.to_be_bytes());
    associated.extend([0x17; 16]);
    associated.extend(1_u64.to_be_bytes());
    associated.extend([0; 8]);
    let page = &mut bytes[HEADER..HEADER + PAGE];
    let nonce: [u8; 12] = page[TEXT + 16..TEXT + 28].try_into().unwrap();
    let mut text = page[..TEXT + 16].to_vec();
    let nonce_of = || Nonce::assume_unique_for_key(nonce);
    let opened = cipher().open_in_place(nonce_of(), Aad::from(&associated), &mut text);
    assert_eq!(opened.unwrap().len(), TEXT);
    change(&mut text[..TEXT]);
    let tag = cipher()
        .seal_in_place_separate_tag(nonce_of(), Aad::from(&associated), &mut text[..TEXT])
        .unwrap();
    page[..TEXT].copy_from_slice(&text[..TEXT]);
    page[TEXT..TEXT + 16].copy_from_slice(tag.as_ref());
}

/// Somebody who has the key (a faulty program) leaves a first page that asks for a rollback journal.
#[test]
fn a_header_that_asks_for_another_journal_is_refused() {
    assert_eq!((key(1).vault_id(), key(1).epoch()), ([0x17; 16], 1));
    for (read, write, refused) in [(1, 1, true), (2, 1, true), (1, 2, true), (2, 2, false)] {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path()).unwrap();
        set(&store, "a", "1").unwrap();
        store.shutdown().unwrap();
        let mut bytes = std::fs::read(database(dir.path())).unwrap();
        sealed_with_key(&mut bytes, |text| {
            assert_eq!(text[18..20], [2, 2]);
            text[18..20].copy_from_slice(&[write, read]);
        });
        std::fs::write(database(dir.path()), &bytes).unwrap();
        let before = all(dir.path());
        let opened = Store::open(options(dir.path()));
        if refused {
            assert_eq!(
                opened.unwrap_err(),
                StoreError::Damaged,
                "read {read}, write {write}"
            );
            assert_eq!(all(dir.path()), before, "read {read}, write {write}");
        } else {
            opened.unwrap();
        }
    }
}

/// Sorts more than any cache holds.
const SORT: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
     SELECT i FROM n ORDER BY hex(randomblob(300))";
/// A temporary table and its index.
const TABLE: &str = "CREATE TEMP TABLE big AS
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
     SELECT i, hex(randomblob(300)) AS x FROM n;
     CREATE INDEX temp.big_x ON big (x);
     DROP TABLE big";

fn spill(db: &rusqlite::Connection) -> (rusqlite::Result<()>, rusqlite::Result<()>) {
    let sorted = db.prepare(SORT).and_then(|mut sort| {
        let mut rows = sort.query([])?;
        while rows.next()?.is_some() {}
        Ok(())
    });
    (sorted, db.execute_batch(TABLE))
}

#[test]
fn what_spills_stays_in_memory() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).unwrap().shutdown().unwrap();
    let (db, _vfs) = raw(dir.path());
    citizen_store::vfs::settings(&db).unwrap();
    assert_eq!(spill(&db), (Ok(()), Ok(())));
    let names: Vec<String> = all(dir.path()).into_keys().collect();
    assert_eq!(
        names,
        [
            "vault-1.db",
            "vault-1.db-pages0",
            "vault-1.db-pages1",
            "vault-1.db-shm",
            "vault-1.db-wal",
            "vault.lock"
        ]
    );
    for files in ["FILE", "1"] {
        let asked = db.execute_batch(&format!("PRAGMA temp_store={files}"));
        assert!(asked.is_err(), "{files}");
    }
    for never in ["OFF", "0"] {
        let asked = db.execute_batch(&format!("PRAGMA synchronous={never}"));
        assert!(asked.is_err(), "{never}");
    }
    // The control: over a disk that lets itself be told so, the same work asks for files, and is given none.
    let disk = PowerLossDisk::new();
    let path = Path::new("/plain.db");
    drop(disk.open(path, FileKind::Main, true).unwrap());
    let clock = Arc::new(FakeClock::at(now()));
    let vfs = Registered::new(Arc::new(disk.clone()), Arc::new(OsRandom), clock).unwrap();
    let db = vfs.connect(path).unwrap();
    db.execute_batch("PRAGMA temp_store=FILE").unwrap();
    let (sorted, made) = spill(&db);
    assert!(sorted.is_err() && made.is_err(), "{sorted:?} {made:?}");
    assert_eq!(disk.files().len(), 1);
}

/// Within a transaction SQLite may write a frame of the log twice: both sealings are authentic in their place. The one that was
/// written over is not taken for the newer one, nor for the end of the log.
#[test]
fn a_frame_that_was_written_over_does_not_come_back() {
    const FRAME: usize = 4160;
    let dir = tempfile::tempdir().unwrap();
    // A program has died: whoever comes next recovers its log, and writes behind it.
    let store = open(dir.path()).unwrap();
    set(&store, "a", "1").unwrap();
    let left = all(dir.path());
    drop(store);
    for (name, bytes) in left.iter().filter(|(name, _)| !name.ends_with("-shm")) {
        std::fs::write(dir.path().join(name), bytes).unwrap();
    }
    let log = || std::fs::read(dir.path().join("vault-1.db-wal")).unwrap();
    let (db, vfs) = raw(dir.path());
    // So few pages in memory that a transaction's go to the log before its end.
    db.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = 4; PRAGMA wal_autocheckpoint = 0; BEGIN; CREATE TABLE junk (n INTEGER PRIMARY KEY, x)")
        .unwrap();
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
         INSERT OR REPLACE INTO junk SELECT i, randomblob(1500) FROM n";
    db.execute_batch(fill).unwrap();
    let before = log();
    for sql in [fill, "COMMIT", "INSERT INTO junk VALUES (1000, 'later')"] {
        db.execute_batch(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
    }
    let files = all(dir.path());
    let after = log();
    drop((db, vfs));

    let opens = |log: &[u8]| {
        let copy = tempfile::tempdir().unwrap();
        for (name, bytes) in files.iter().filter(|(name, _)| !name.ends_with("-shm")) {
            let bytes = if name.ends_with("-wal") { log } else { bytes };
            std::fs::write(copy.path().join(name), bytes).unwrap();
        }
        Store::open(options(copy.path())).map(|store| crate::common::get(&store, "a"))
    };
    // Everything is there after the next recovery, not only in the memory of the one who wrote it.
    assert_eq!(opens(&after), Ok(Some("1".to_owned())));
    let place = |slot: usize| 64 + slot * FRAME..64 + (slot + 1) * FRAME;
    let twice: Vec<usize> = (0..(before.len() - 64) / FRAME)
        .filter(|slot| before[place(*slot)] != after[place(*slot)])
        .collect();
    assert!(!twice.is_empty(), "no frame was written over");
    for slot in twice {
        let mut bent = after.clone();
        bent[place(slot)].copy_from_slice(&before[place(slot)]);
        assert_eq!(opens(&bent), Err(StoreError::Damaged), "frame {slot}");
    }
}
