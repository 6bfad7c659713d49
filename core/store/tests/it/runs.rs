//! What a transaction writes before it ends, when it does not end.

use crate::common::{OsRandom, as_left_behind, database, get, key, now, open, raw, set};
use citizen_store::vfs::{CipherDisk, Disk as _, FileKind, Registered};
use citizen_testkit::{FakeClock, Fault, PowerLossDisk, SeededRandom};
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;

/// Pages leave the cache for the log before the transaction ends; the next program writes where they would have been.
const FEW_PAGES: &str = "PRAGMA temp_store = MEMORY; PRAGMA cache_size = 4; PRAGMA wal_autocheckpoint = 0";
const TAKEN_BACK: &str = "BEGIN IMMEDIATE; UPDATE junk SET x = zeroblob(1500)";

/// `count` rows of about a third of a page.
fn fill(count: u32) -> String {
    format!(
        "CREATE TABLE IF NOT EXISTS junk (n INTEGER PRIMARY KEY, x);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
         INSERT OR REPLACE INTO junk SELECT i, randomblob(1500) FROM n"
    )
}

fn vault(dir: &Path, rows: u32) {
    let store = open(dir).unwrap();
    set(&store, "a", "1").unwrap();
    store.shutdown().unwrap();
    let (db, vfs) = raw(dir);
    db.execute_batch(&fill(rows)).unwrap();
    drop((db, vfs));
}

/// Frames of a transaction that was taken back are not written later: what stands at their place is somebody else's then.
#[test]
fn frames_of_a_transaction_that_was_taken_back_are_not_written_over_anothers() {
    // As many frames as are kept back, and more; the other one in this program, and as if in another.
    for (rows, same) in [(8, false), (20, false), (20, true), (200, false), (200, true)] {
        let dir = tempfile::tempdir().unwrap();
        vault(dir.path(), rows);
        let (one, vfs) = raw(dir.path());
        let (other, other_vfs) = if same {
            (vfs.connect(&database(dir.path())).unwrap(), None)
        } else {
            let (other, vfs) = raw(dir.path());
            (other, Some(vfs))
        };
        for db in [&one, &other] {
            db.execute_batch(FEW_PAGES).unwrap();
        }
        for round in 0..3 {
            one.execute_batch(TAKEN_BACK).unwrap();
            one.execute_batch("ROLLBACK").unwrap();
            let say = format!(
                "UPDATE setting SET value = '{round}' WHERE name = 'a'; UPDATE junk SET x = zeroblob(1200)"
            );
            other.execute_batch(&say).unwrap();
            // Reads what the other one has written, and writes behind it.
            let value: String = one
                .query_row("SELECT value FROM setting WHERE name = 'a'", [], |row| row.get(0))
                .unwrap();
            assert_eq!(value, round.to_string(), "{rows} rows");
            one.execute_batch("UPDATE junk SET x = zeroblob(900)").unwrap();
            if round == 1 {
                // The log begins anew.
                one.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
            }
            for db in [&one, &other] {
                let sound: String = db
                    .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                    .unwrap();
                assert_eq!(sound, "ok", "{rows} rows, round {round}");
            }
            // As whoever comes after a crash finds it.
            let crashed = as_left_behind(dir.path());
            let store = open(crashed.path()).unwrap();
            assert_eq!(get(&store, "a"), Some(round.to_string()), "{rows} rows");
        }
        drop((one, other, vfs, other_vfs));
    }
}

/// Another program's transaction is durable, and that program dies before it can show it: whoever writes in its place says first that what
/// was durable there counts no more, also if it has begun, and taken back, a transaction at that place before.
#[test]
fn a_transaction_that_was_taken_back_is_not_the_beginning_of_the_next_one() {
    let dir = tempfile::tempdir().unwrap();
    vault(dir.path(), 200);
    let ((one, vfs), (other, other_vfs)) = (raw(dir.path()), raw(dir.path()));
    for db in [&one, &other] {
        db.execute_batch(FEW_PAGES).unwrap();
    }
    one.execute_batch("UPDATE setting SET value = '2' WHERE name = 'a'")
        .unwrap();
    one.execute_batch(TAKEN_BACK).unwrap();
    one.execute_batch("ROLLBACK").unwrap();
    // What the index says is put back to before the transaction that was not shown.
    let index = dir.path().join("vault-1.db-shm");
    let shown = std::fs::read(&index).unwrap()[..96].to_vec();
    other
        .execute_batch("UPDATE setting SET value = '3' WHERE name = 'a'; UPDATE junk SET x = zeroblob(1200)")
        .unwrap();
    let mut file = std::fs::OpenOptions::new().write(true).open(&index).unwrap();
    std::io::Write::write_all(&mut file, &shown).unwrap();
    one.execute_batch(TAKEN_BACK).unwrap();
    // The power goes while it writes.
    let crashed = as_left_behind(dir.path());
    let store = open(crashed.path()).unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("2"));
    drop((one, other, vfs, other_vfs));
}

/// A program that has looked at the table of pages looks again when another one has moved its log: what were the newest pages then are older ones
/// now, and it is noticed if somebody puts them back.
#[cfg(unix)]
#[test]
fn pages_from_before_anothers_checkpoint_are_refused_by_a_running_program() {
    const SUM: &str = "SELECT sum(length(x)) FROM junk";
    let dir = tempfile::tempdir().unwrap();
    vault(dir.path(), 60);
    let ((one, vfs), (other, other_vfs)) = (raw(dir.path()), raw(dir.path()));
    let sum = || one.query_row(SUM, [], |row| row.get::<_, i64>(0));
    one.execute_batch(FEW_PAGES).unwrap();
    assert_eq!(sum(), Ok(60 * 1500));
    let main = database(dir.path());
    let before = std::fs::read(&main).unwrap();
    other
        .execute_batch("UPDATE junk SET x = zeroblob(1501); PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    // All pages, and nothing else of the file.
    let file = std::fs::OpenOptions::new().write(true).open(&main).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&file, &before[4 * 4096..], 4 * 4096).unwrap();
    assert!(sum().is_err());
    drop((one, other, vfs, other_vfs));
}

/// What stays in a page cache of four pages, on a disk that can be full.
fn on(disk: &PowerLossDisk) -> rusqlite::Result<(Connection, Registered)> {
    let path = Path::new("/vault-1.db");
    let random = Arc::new(OsRandom);
    let cipher = CipherDisk::open(Arc::new(disk.clone()), path, &key(1), random.clone()).unwrap();
    let clock = Arc::new(FakeClock::at(now()));
    let vfs = Registered::new(Arc::new(cipher), random, clock).unwrap();
    let db = vfs.connect(path).unwrap();
    db.execute_batch(FEW_PAGES)?;
    Ok((db, vfs))
}

fn rows(db: &Connection) -> rusqlite::Result<(i64, i64, String)> {
    db.query_row(
        "SELECT count(*), coalesce(sum(length(x)), 0), (SELECT group_concat(integrity_check, ';') FROM pragma_integrity_check) FROM junk",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// A transaction of which a part could not be written is not committed, also by a program that goes on after the error: SQLite may
/// meet it while it reads, and then takes back less than everything.
#[test]
fn what_could_not_be_written_is_not_committed_by_going_on() {
    let mut failed = 0;
    // Also where this transaction begins the log.
    for (fault, fresh) in [
        (Fault::Full as fn(u64) -> Fault, false),
        (Fault::Error, false),
        (Fault::Error, true),
    ] {
        for at in 1..200 {
            let fault = fault(at);
            let disk = PowerLossDisk::new();
            CipherDisk::create(
                Arc::new(disk.clone()),
                Path::new("/vault-1.db"),
                &key(1),
                Arc::new(OsRandom),
                1,
            )
            .unwrap();
            let (mut db, mut vfs) = on(&disk).unwrap();
            db.execute_batch(&fill(30)).unwrap();
            if fresh {
                drop((db, vfs));
                (db, vfs) = on(&disk).unwrap();
            }
            let before = rows(&db).unwrap();
            disk.set_fault(Some(fault));
            if db.execute_batch("BEGIN IMMEDIATE").is_err() {
                continue;
            }
            let mut all = true;
            for statement in [
                "UPDATE junk SET x = zeroblob(700)",
                "INSERT INTO junk SELECT n + 100, x FROM junk",
                "UPDATE junk SET x = zeroblob(800)",
            ] {
                all = db.execute_batch(statement).is_ok();
                if !all {
                    // There is room again, and the program does not care.
                    let mut other = disk.open(Path::new("/other"), FileKind::Other, true).unwrap();
                    while other.write_at(b"1", 0).is_err() {}
                    break;
                }
            }
            // Where SQLite has taken all of it back, there is nothing to commit.
            let committed = !db.is_autocommit() && db.execute_batch("COMMIT").is_ok();
            failed += u32::from(!committed);
            disk.set_fault(None);
            db.execute_batch("ROLLBACK").ok();
            let held = rows(&db).unwrap_or_else(|e| panic!("{fault:?}: {e}"));
            assert_eq!(held.2, "ok", "{fault:?}");
            // Where only the answer of the COMMIT was lost, all of it may be there.
            assert!(all || committed || held == before, "{fault:?}: {held:?}");
            assert!(!committed || !all || held.0 == 60, "{fault:?}: {held:?}");
            // Work goes on, on the same connection.
            for more in [
                "UPDATE junk SET x = zeroblob(5) WHERE n = 1",
                "UPDATE junk SET x = zeroblob(600)",
            ] {
                db.execute_batch(more)
                    .unwrap_or_else(|e| panic!("{fault:?}: {e}"));
            }
            let last = rows(&db).unwrap();
            assert_eq!((last.0, last.1), (held.0, held.0 * 600), "{fault:?}");
            drop((db, vfs));
            disk.restart(&SeededRandom::new(at));
            let (db, _vfs) = on(&disk).unwrap();
            assert_eq!(rows(&db), Ok(last), "{fault:?}");
        }
    }
    assert!(failed > 20, "{failed} failed");
}
