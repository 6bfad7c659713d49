//! A changed vault through the real shim under SQLite: sealed bytes that somebody changed, and pages and frames that were
//! changed before they were sealed, as a faulty program that has the key would leave them.

use crate::edits::{Input, edit, folder};
use crate::now;
use citizen_domain::ports::KeyName;
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_store::vfs::{CipherDisk, Disk, FileKind, LockLevel, Registered, settings};
use citizen_store::{KeyStoreGenerations, LaneKind, OpenOptions, Store, StoreError, VaultKey};
use citizen_testkit::{FakeClock, MemoryKeyStore, PowerLossDisk, SeededRandom};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use zeroize::Zeroizing;

const PAGE: usize = 4096;
/// SQLite's own sizes (sqlite.org/fileformat2.html §4.1).
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
const ROWS: u32 = 40;

type Files = BTreeMap<PathBuf, Vec<u8>>;

fn key() -> VaultKey {
    VaultKey::new([0x17; 16], 1, Zeroizing::new([0x41; 32]))
}

fn random() -> Arc<SeededRandom> {
    Arc::new(SeededRandom::new(7))
}

fn options(dir: &Path) -> OpenOptions {
    let generations = KeyStoreGenerations {
        keys: Arc::new(MemoryKeyStore::new()),
        name: KeyName("vault".into()),
    };
    OpenOptions {
        lanes: LaneKind::Inline,
        busy_timeout: std::time::Duration::ZERO,
        ..OpenOptions::new(
            dir,
            Arc::new(key()),
            Arc::new(generations),
            random(),
            Arc::new(FakeClock::at(now())),
        )
    }
}

fn value(n: u32) -> String {
    format!("value {n} ").repeat(1 + n as usize * 7)
}

/// A vault with pages in its main file and frames in its log, as a kill leaves it.
struct Base {
    dir: PathBuf,
    main: PathBuf,
    log: PathBuf,
    table: PathBuf,
    sealed: Files,
    /// The same as SQLite sees it.
    pages: Vec<u8>,
    frames: Vec<u8>,
}

fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(|| {
        let dir = folder("vault");
        let disk = PowerLossDisk::new();
        let store = Store::open(OpenOptions {
            disk: Arc::new(disk.clone()),
            ..options(&dir)
        })
        .unwrap();
        for n in 0..ROWS {
            store
                .write(|tx| tx.set_setting(&n.to_string(), Some(&value(n))))
                .unwrap_or_else(|e: RepositoryError| panic!("{e}"));
            if n == ROWS / 2 {
                store.suspend().unwrap();
                store.resume().unwrap();
            }
        }
        let (main, log) = (dir.join("vault-1.db"), dir.join("vault-1.db-wal"));
        let sealed = disk.files();
        // The one that was written last counts.
        let table = dir.join("vault-1.db-pages1");
        assert!(sealed.contains_key(&table));
        let cipher = CipherDisk::open(Arc::new(disk), &main, &key(), random()).unwrap();
        let all = |path: &Path, kind, unit: usize| {
            let mut file = cipher.open(path, kind, false).unwrap();
            let (size, mut bytes) = (file.size().unwrap(), Vec::new());
            if kind == FileKind::Log {
                bytes.resize(LOG_HEADER, 0);
                file.read_at(&mut bytes, 0).unwrap();
            }
            while (bytes.len() as u64) < size {
                let mut piece = vec![0; unit];
                file.read_at(&mut piece, bytes.len() as u64).unwrap();
                bytes.extend(piece);
            }
            bytes
        };
        let pages = all(&main, FileKind::Main, PAGE);
        let frames = all(&log, FileKind::Log, FRAME_HEADER + PAGE);
        Base {
            dir,
            main,
            log,
            table,
            sealed,
            pages,
            frames,
        }
    })
}

/// Any bytes as changes of a vault.
pub fn vault(input: &[u8]) {
    let mut input = Input(input);
    match input.byte() % 3 {
        0 => sealed(&mut input, false),
        1 => sealed(&mut input, true),
        _ => under_the_seal(&mut input),
    }
}

/// Changes of what lies on a disk, in memory or the device's own: an error, or nothing but rows that were written.
fn sealed(input: &mut Input<'_>, on_the_device: bool) {
    let base = base();
    let mut files = base.sealed.clone();
    while !input.is_empty() {
        let path = match input.byte() % 5 {
            0 | 2 => &base.main,
            1 | 3 => &base.log,
            _ => &base.table,
        };
        edit(files.get_mut(path).unwrap(), input);
    }
    let mut options = options(&base.dir).existing();
    if on_the_device {
        let _ = std::fs::remove_file(base.dir.join("vault-1.db-shm"));
        for (path, bytes) in &files {
            std::fs::write(path, bytes).unwrap();
        }
    } else {
        options.disk = Arc::new(PowerLossDisk::holding(&files));
    }
    let Ok(store) = Store::open(options) else {
        return;
    };
    for n in 0..ROWS {
        let read: Result<_, RepositoryError> = store.read(|tx| tx.setting(&n.to_string()));
        // A last transaction may be gone together with its mark (FORMAT.md §9); other words are never there.
        if let Ok(Some(read)) = read {
            assert_eq!(read, value(n));
        }
    }
    let _ = store.check();
    let _: Result<(), RepositoryError> = store.write(|tx| tx.set_setting("more", Some("1")));
    let _ = store.suspend();
}

/// Pages and frames that are not what they should be, and well sealed: SQLite has to cope, and the shim with SQLite.
fn under_the_seal(input: &mut Input<'_>) {
    let base = base();
    let (mut pages, mut frames) = (base.pages.clone(), base.frames.clone());
    while !input.is_empty() {
        edit(
            if input.byte() % 2 == 0 { &mut pages } else { &mut frames },
            input,
        );
    }
    let disk = PowerLossDisk::new();
    let Ok(cipher) = CipherDisk::create(Arc::new(disk.clone()), &base.main, &key(), random(), 1) else {
        return;
    };
    if put(&cipher, base, &pages, &frames).is_none() {
        return;
    }
    let opened: Result<Store, StoreError> = Store::open(OpenOptions {
        disk: Arc::new(disk),
        ..options(&base.dir).existing()
    });
    if let Ok(store) = opened {
        let _ = store.check();
        let _: Result<_, RepositoryError> = store.read(|tx| tx.setting("1"));
        let _: Result<(), RepositoryError> = store.write(|tx| tx.set_setting("1", Some("other")));
        let _ = store.shutdown();
    }
    // And without the checks that the store makes first.
    let Ok(vfs) = Registered::new(Arc::new(cipher), random(), Arc::new(FakeClock::at(now()))) else {
        return;
    };
    let Ok(db) = vfs.connect(&base.main) else {
        return;
    };
    let _ = settings(&db);
    for sql in [
        "PRAGMA integrity_check(3)",
        "PRAGMA journal_mode=DELETE",
        "SELECT * FROM setting ORDER BY value",
        "INSERT INTO setting VALUES ('new', 'new') RETURNING *",
        "DELETE FROM setting WHERE name < '2' RETURNING *",
        "VACUUM",
        "PRAGMA wal_checkpoint(TRUNCATE)",
    ] {
        let _ = db.prepare(sql).and_then(|mut statement| {
            let mut rows = statement.query([])?;
            while rows.next()?.is_some() {}
            Ok(())
        });
    }
}

/// Seals pages and frames as the cipher does for SQLite.
fn put(cipher: &CipherDisk, base: &Base, pages: &[u8], frames: &[u8]) -> Option<()> {
    let mut file = cipher.open(&base.main, FileKind::Main, false).ok()?;
    // As a checkpoint of the last to close.
    file.lock(LockLevel::Shared).ok()?;
    file.lock(LockLevel::Exclusive).ok()?;
    for (n, page) in pages.as_chunks::<PAGE>().0.iter().enumerate() {
        file.write_at(page, (n * PAGE) as u64).ok()?;
    }
    file.sync().ok()?;
    drop(file);
    let (header, frames) = frames.split_at_checked(LOG_HEADER)?;
    let mut log = cipher.open(&base.log, FileKind::Log, true).ok()?;
    log.write_at(header, 0).ok()?;
    let mut at = LOG_HEADER as u64;
    for frame in frames.as_chunks::<{ FRAME_HEADER + PAGE }>().0 {
        let (header, page) = frame.split_at(FRAME_HEADER);
        log.write_at(header, at).ok()?;
        log.write_at(page, at + FRAME_HEADER as u64).ok()?;
        at += frame.len() as u64;
    }
    log.sync().ok()
}
