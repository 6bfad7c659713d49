//! Of each page, only the newest counts: the table of pages (`FORMAT.md` §3).

use crate::common::{OsRandom, database, generations, get, key, open, options, set};
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_store::vfs::{CipherDisk, Disk as _, DiskError, DiskFile, FileKind, IndexLock, LockLevel};
use citizen_store::{OpenOptions, Store, StoreError};
use citizen_testkit::PowerLossDisk;
use std::collections::BTreeMap;
use std::io::{Seek as _, Write as _};
use std::path::Path;
use std::sync::{Arc, mpsc};

const PAGE: usize = 4096;
const HEADER: usize = 4 * PAGE;
const ROWS: usize = 40;

type Files = BTreeMap<String, Vec<u8>>;

/// The vault's files, without the index.
fn files(dir: &Path) -> Files {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
        .filter(|(name, _)| name.starts_with("vault-") && !name.ends_with("-shm"))
        .map(|(name, path)| (name, std::fs::read(path).unwrap()))
        .collect()
}

fn put(dir: &Path, files: &Files) {
    for (name, bytes) in files {
        std::fs::write(dir.join(name), bytes).unwrap();
    }
}

fn value(n: usize, version: u32) -> String {
    format!("{n} in version {version}, ").repeat(40)
}

fn write_all(store: &Store, version: u32) {
    let write = store
        .write(|tx| (0..ROWS).try_for_each(|n| tx.set_setting(&n.to_string(), Some(&value(n, version)))));
    write.unwrap_or_else(|e: RepositoryError| panic!("{e}"));
}

/// Every row in its second version; anything else that is read is other data.
fn read_all(options: OpenOptions) -> Result<bool, StoreError> {
    let store = Store::open(options)?;
    let mut same = true;
    for n in 0..ROWS {
        let read: Result<_, RepositoryError> = store.read(|tx| tx.setting(&n.to_string()));
        same &= read? == Some(value(n, 2));
    }
    store.check()?;
    Ok(same)
}

/// A vault at two moments of one opening, both with an empty log.
fn two_moments(dir: &Path) -> (Files, Files) {
    let store = open(dir).unwrap();
    write_all(&store, 1);
    store.suspend().unwrap();
    let before = files(dir);
    store.resume().unwrap();
    write_all(&store, 2);
    store.shutdown().unwrap();
    (before, files(dir))
}

#[test]
fn an_older_page_at_its_own_place_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let (before, after) = two_moments(dir.path());
    let pages = before["vault-1.db"].len() / PAGE;
    let (mut tried, mut believed) = (0, 0);
    for at in (HEADER / PAGE..pages).map(|n| n * PAGE..(n + 1) * PAGE) {
        let (old, new) = (
            &before["vault-1.db"][at.clone()],
            &after["vault-1.db"][at.clone()],
        );
        if old == new {
            continue;
        }
        tried += 1;
        let mut mixed = after.clone();
        mixed.get_mut("vault-1.db").unwrap()[at].copy_from_slice(old);
        put(dir.path(), &mixed);
        let read = read_all(options(dir.path()));
        assert!(
            matches!(
                read,
                Err(StoreError::Damaged | StoreError::Repository(RepositoryError::Damaged))
            ),
            "{read:?}"
        );
        assert_eq!(files(dir.path()), mixed, "nothing is touched");
        // The control: the page is authentic. Without the table, other data would be read from some of these mixtures.
        let accepted = OpenOptions {
            accept_loss: true,
            ..options(dir.path())
        };
        believed += u32::from(read_all(accepted) == Ok(false));
    }
    assert!(tried > 3 && believed > 0, "{tried} {believed}");
    put(dir.path(), &after);
    assert_eq!(read_all(options(dir.path())), Ok(true));
}

#[test]
fn older_pages_with_their_own_table_are_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let (before, after) = two_moments(dir.path());
    // All but the header, which says what generation it is and which table counts.
    let mut mixed = before;
    mixed.get_mut("vault-1.db").unwrap()[..HEADER].copy_from_slice(&after["vault-1.db"][..HEADER]);
    put(dir.path(), &mixed);
    assert_eq!(read_all(options(dir.path())), Err(StoreError::Damaged));
    // No table at all is no vault of an earlier kind.
    put(dir.path(), &after);
    for table in ["vault-1.db-pages0", "vault-1.db-pages1"] {
        std::fs::remove_file(dir.path().join(table)).unwrap();
    }
    assert_eq!(read_all(options(dir.path())), Err(StoreError::Damaged));
    let accepted = OpenOptions {
        accept_loss: true,
        ..options(dir.path())
    };
    assert_eq!(read_all(accepted), Ok(true));
    assert_eq!(
        read_all(options(dir.path())),
        Ok(true),
        "accepted once and for all"
    );
}

/// More frames than a log may have before it is moved.
fn write_much(store: &Store, with: &str) {
    for n in 0..5 {
        set(store, &format!("much-{n}"), &with.repeat(1_200_000)).unwrap();
    }
}

#[test]
fn a_checkpoint_waits_until_nobody_reads_an_earlier_state() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    set(&store, "a", "1").unwrap();
    let size = || std::fs::metadata(database(dir.path())).unwrap().len();
    let (reading, begun) = mpsc::channel();
    let (go_on, waits) = mpsc::channel();
    std::thread::scope(|scope| {
        let (store, size) = (&store, &size);
        let reader = scope.spawn(move || {
            store.read(move |tx| {
                let before = tx.setting("a")?;
                reading.send(size()).unwrap();
                waits.recv().unwrap();
                Ok::<_, RepositoryError>((before, tx.setting("a")?))
            })
        });
        let before = begun.recv().unwrap();
        write_much(store, "x");
        set(store, "a", "2").unwrap();
        assert_eq!(size(), before, "somebody reads");
        go_on.send(()).unwrap();
        let read = reader.join().unwrap().unwrap();
        assert_eq!(read, (Some("1".to_owned()), Some("1".to_owned())));
        // Not with the very next transaction, which would try in vain most of the time.
        write_much(store, "y");
        assert!(size() > before + 4_000_000, "now it is moved");
    });
    assert_eq!(get(&store, "a").as_deref(), Some("2"));
    store.check().unwrap();
}

/// It is moved once, after the last; but it never grows without bound.
#[test]
fn what_is_written_in_a_row_leaves_the_log_for_the_end() {
    const LONG: u64 = 8;
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(OpenOptions {
        long_log: LONG,
        ..options(dir.path())
    })
    .unwrap();
    let size = || std::fs::metadata(database(dir.path())).unwrap().len();
    // Four pages at least, each time in other words, so that the file has to grow.
    let row = |n: u32| {
        let text = n.to_string().repeat(16_000);
        store
            .write_in_a_row(|tx| tx.set_setting(&format!("row-{n}"), Some(&text)))
            .unwrap();
    };
    store.tidy().unwrap();
    let before = size();
    (0..4).for_each(row);
    assert_eq!(size(), before, "sixteen pages or more, and more is said to come");
    set(&store, "a", "1").unwrap();
    let moved = size();
    assert!(moved > before + 4 * 16_000, "the last of the row moves it");
    let mut rows = 0;
    while size() == moved {
        row(10 + rows);
        rows += 1;
        assert!(rows < 64, "it is never moved");
    }
    assert!(
        rows > 4,
        "it was moved after {rows}, as if nothing more were to come"
    );
    assert_eq!(get(&store, "row-3"), Some("3".repeat(16_000)));
    store.check().unwrap();
}

/// A disk that fails says so to who asks; what was written is there all the same, and is moved once the disk works.
#[test]
fn a_log_that_cannot_be_moved_is_told_and_loses_nothing() {
    use citizen_testkit::Fault;
    let disk = PowerLossDisk::new();
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(OpenOptions {
        disk: Arc::new(disk.clone()),
        ..options(dir.path())
    })
    .unwrap();
    let mut refused = 0;
    for at in 1..40 {
        write_all(&store, at);
        disk.set_fault(Some(Fault::Full(at.into())));
        let said = store.tidy();
        disk.set_fault(None);
        if let Err(error) = said {
            assert_eq!(error, RepositoryError::NoSpace.into(), "at call {at}");
            refused += 1;
        }
        assert_eq!(get(&store, "7"), Some(value(7, at)), "at call {at}");
        assert_eq!(store.tidy(), Ok(()), "with room again, after call {at}");
    }
    assert!(refused > 10, "{refused} of 39 met the full disk");
    store.check().unwrap();
    store.suspend().unwrap();
    assert_eq!(store.tidy(), Err(RepositoryError::Closed.into()));
}

/// Also for a program that has it open and has read the newer table.
#[test]
fn an_older_page_is_noticed_while_the_vault_is_open() {
    let dir = tempfile::tempdir().unwrap();
    let (before, after) = two_moments(dir.path());
    let at = (HEADER / PAGE + 1..before["vault-1.db"].len() / PAGE)
        .map(|n| n * PAGE)
        .filter(|at| before["vault-1.db"][*at..at + PAGE] != after["vault-1.db"][*at..at + PAGE]);
    let same = generations();
    let one = || OpenOptions {
        generations: same.clone(),
        ..options(dir.path())
    };
    let (a, b) = (Store::open(one()).unwrap(), Store::open(one()).unwrap());
    a.check().unwrap();
    b.check().unwrap();
    // What one program has moved to the main file, the other one has not looked at yet.
    write_all(&a, 3);
    write_much(&a, "x");
    let mut main = std::fs::OpenOptions::new()
        .write(true)
        .open(database(dir.path()))
        .unwrap();
    for at in at {
        main.seek(std::io::SeekFrom::Start(at as u64)).unwrap();
        main.write_all(&after["vault-1.db"][at..at + PAGE]).unwrap();
    }
    for store in [&a, &b] {
        let mut refused = 0;
        for n in 0..ROWS {
            match store.read(|tx| tx.setting(&n.to_string())) {
                Ok(read) => assert_eq!(read, Some(value(n, 3)), "other data"),
                Err(RepositoryError::Damaged) => refused += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
        assert!(
            refused > 0 || std::ptr::eq(store, &raw const a),
            "nothing was read from the file"
        );
    }
}

/// A program that has a vault open which was erased under it, while a new one stands in its place.
#[test]
fn a_program_with_an_erased_vault_touches_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let (a, b) = (open(dir.path()).unwrap(), open(dir.path()).unwrap());
    set(&b, "old", "1").unwrap();
    a.wipe().unwrap();
    let c = open(dir.path()).unwrap();
    set(&c, "new", "1").unwrap();
    c.shutdown().unwrap();
    let c = open(dir.path()).unwrap();
    set(&c, "new", "2").unwrap();
    for round in ["p", "q", "r"] {
        // It has nowhere to move its log to, and may say so or not.
        for n in 0..5 {
            let _ = set(&b, &format!("old-{n}"), &round.repeat(1_200_000));
        }
    }
    let _ = b.suspend();
    drop(b);
    assert_eq!(get(&c, "new").as_deref(), Some("2"));
    write_much(&c, "x");
    drop(c);
    let c = open(dir.path()).unwrap();
    c.check().unwrap();
    assert_eq!((get(&c, "new").as_deref(), get(&c, "old")), (Some("2"), None));
}

/// When a page may be written into the main file, lock by lock (sqlite.org/walformat.html §2.3: 0 writes, 1 makes a checkpoint, 4 to 7 are
/// readers' marks).
#[test]
fn a_checkpoint_is_whole_or_put_off() {
    use IndexLock::{Exclusive, FreeExclusive, FreeShared, Shared};
    let disk = PowerLossDisk::new();
    let path = Path::new("/vault-1.db");
    let random = Arc::new(OsRandom);
    let cipher = CipherDisk::create(Arc::new(disk), path, &key(1), random, 1).unwrap();
    let open = || cipher.open(path, FileKind::Main, false).unwrap();
    let (mut file, mut reader) = (open(), open());
    let mut page = [0; PAGE];
    file.read_at(&mut page, 0).unwrap();
    let write = |file: &mut Box<dyn DiskFile>| file.write_at(&page, 0);
    // Without a lock: a mistake. SQLite would take `Busy` for a checkpoint that has come to its end.
    assert_eq!(write(&mut file), Err(DiskError::Io));
    file.lock_index(1, 1, Exclusive).unwrap();
    assert_eq!(write(&mut file), Err(DiskError::Busy), "somebody may write");
    file.lock_index(0, 1, Exclusive).unwrap();
    assert_eq!(write(&mut file), Ok(()));
    file.sync().unwrap();
    reader.lock_index(4, 1, Shared).unwrap();
    assert_eq!(file.lock_index(4, 1, Exclusive), Err(DiskError::Busy));
    assert_eq!(
        write(&mut file),
        Err(DiskError::Busy),
        "somebody reads an earlier state"
    );
    reader.lock_index(4, 1, FreeShared).unwrap();
    file.lock_index(4, 1, Exclusive).unwrap();
    assert_eq!(write(&mut file), Ok(()), "he was waited for");
    file.sync().unwrap();
    for slot in [0, 1, 4] {
        file.lock_index(slot, 1, FreeExclusive).unwrap();
    }
    assert_eq!(write(&mut file), Err(DiskError::Io));
    drop(reader);
    file.lock(LockLevel::Shared).unwrap();
    file.lock(LockLevel::Exclusive).unwrap();
    assert_eq!(write(&mut file), Ok(()), "alone");
    file.unlock(LockLevel::Shared).unwrap();
    assert_eq!(write(&mut file), Err(DiskError::Io));
}

/// Two programs, each with its own idea of the pages.
#[test]
fn another_programs_checkpoint_is_seen() {
    let dir = tempfile::tempdir().unwrap();
    let same = generations();
    let one = || OpenOptions {
        generations: same.clone(),
        ..options(dir.path())
    };
    let (a, b) = (Store::open(one()).unwrap(), Store::open(one()).unwrap());
    for round in 0..3_usize {
        let name = format!("round-{round}");
        set(&a, &name, "a").unwrap();
        assert_eq!(get(&b, &name).as_deref(), Some("a"));
        write_much(&a, ["p", "q", "r"][round]);
        b.check().unwrap();
        assert_eq!(get(&b, "much-4").map(|text| text.len()), Some(1_200_000));
        set(&b, &name, "b").unwrap();
        write_much(&b, ["s", "t", "u"][round]);
        a.check().unwrap();
        assert_eq!(get(&a, &name).as_deref(), Some("b"));
    }
    // Its log was moved and begun anew by the other one.
    let left = a.shutdown();
    assert!(matches!(left, Ok(()) | Err(StoreError::InUse { .. })), "{left:?}");
    b.shutdown().unwrap();
    open(dir.path()).unwrap().check().unwrap();
}
