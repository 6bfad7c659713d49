//! What a transaction writes before it ends, when it does not end.

use crate::common::{get, open, raw, set};
use std::path::Path;

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

fn copy(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), to.path().join(entry.file_name())).unwrap();
        }
    }
    to
}

/// Frames of a transaction that was taken back are not written later: what stands at their place is somebody else's then.
#[test]
fn frames_of_a_transaction_that_was_taken_back_are_not_written_over_anothers() {
    // As many frames as are kept back, and more.
    for rows in [8, 20, 200] {
        let dir = tempfile::tempdir().unwrap();
        vault(dir.path(), rows);
        let ((one, vfs), (other, other_vfs)) = (raw(dir.path()), raw(dir.path()));
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
            for db in [&one, &other] {
                let sound: String = db
                    .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                    .unwrap();
                assert_eq!(sound, "ok", "{rows} rows, round {round}");
            }
            // As whoever comes after a crash finds it.
            let crashed = copy(dir.path());
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
    let crashed = copy(dir.path());
    let store = open(crashed.path()).unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("2"));
    drop((one, other, vfs, other_vfs));
}
