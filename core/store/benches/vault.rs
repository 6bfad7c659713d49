//! The vault beside plain SQLite: the same SQLite with the same settings, rounds in turn in one process, and plain beside plain
//! to show how far two equal things differ here. `cargo bench -p citizen-store`; medians.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a program that prints a table and may fail loudly"
)]

use citizen_domain::Timestamp;
use citizen_domain::ports::{KeyName, KeyStore, PortError, Random};
use citizen_store::vfs::{CipherDisk, RealDisk, Registered, settings};
use citizen_store::{KeySource, KeyStoreGenerations, OpenOptions, Store, StoreError, VaultKey};
use citizen_testkit::{FakeClock, MemoryKeyStore};
use ring::rand::SecureRandom as _;
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

const ROWS: i64 = 10_000;
const SCHEMA: &str = include_str!("../migrations/0001_first.sql");
const UPSERT: &str = "INSERT INTO dossier (code, raw, followed_at, source, as_of, secret, data)
    VALUES (?1, ?1, ?2, 'province', ?2, NULL, ?3)
    ON CONFLICT (code) DO UPDATE SET followed_at = excluded.followed_at, data = excluded.data";
const NEWEST: &str = "SELECT data FROM dossier ORDER BY followed_at DESC, code LIMIT 50";
const POINT: &str = "SELECT data FROM dossier WHERE code = ?1";

struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, buf: &mut [u8]) -> Result<(), PortError> {
        ring::rand::SystemRandom::new()
            .fill(buf)
            .map_err(|_| PortError::Unavailable("randomness"))
    }
}

/// One of the sides.
struct Side {
    path: PathBuf,
    vault: bool,
}

struct Db {
    db: Connection,
    _vfs: Option<Registered>,
}

fn key() -> VaultKey {
    VaultKey::new([1; 16], 1, Zeroizing::new([7; 32]))
}

impl Side {
    fn open(&self) -> Db {
        let (db, vfs) = if self.vault {
            let disk = Arc::new(RealDisk);
            let cipher = if self.path.exists() {
                CipherDisk::open(disk, &self.path, &key(), Arc::new(OsRandom))
            } else {
                CipherDisk::create(disk, &self.path, &key(), Arc::new(OsRandom), 1)
            };
            let clock = Arc::new(FakeClock::at(Timestamp::from_secs(0)));
            let vfs = Registered::new(Arc::new(cipher.unwrap()), Arc::new(OsRandom), clock).unwrap();
            (vfs.connect(&self.path).unwrap(), Some(vfs))
        } else {
            let db = Connection::open(&self.path).unwrap();
            db.pragma_update(None, "journal_mode", "WAL").unwrap();
            (db, None)
        };
        settings(&db).unwrap();
        Db { db, _vfs: vfs }
    }

    fn bulk(&self) -> Duration {
        for suffix in ["", "-wal", "-shm"] {
            let mut name = self.path.clone().into_os_string();
            name.push(suffix);
            let _ = std::fs::remove_file(name);
        }
        let Db { mut db, _vfs } = self.open();
        db.execute_batch(SCHEMA).unwrap();
        let start = Instant::now();
        let tx = db.transaction().unwrap();
        {
            let mut upsert = tx.prepare(UPSERT).unwrap();
            for n in 0..ROWS {
                upsert
                    .execute(params![code(n), n * 7919 % ROWS, json(n)])
                    .unwrap();
            }
        }
        tx.commit().unwrap();
        start.elapsed()
    }
}

fn code(n: i64) -> String {
    format!("000.00.01.H29-260212-{n:06}")
}

/// About 600 bytes of what a province says of a dossier.
fn json(n: i64) -> String {
    format!(
        "{{\"code\":\"{}\",\"status\":\"processing\",\"note\":\"{}\"}}",
        code(n),
        "Hồ sơ đang được thụ lý tại bộ phận một cửa. ".repeat(10)
    )
}

fn newest(db: &Connection) -> usize {
    let mut statement = db.prepare_cached(NEWEST).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|row| row.unwrap().len()).sum()
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Runs all sides in turn, beginning with another one each round, and prints plain, vault ÷ plain, plain ÷ plain.
fn row(name: &str, at_most: &str, rounds: usize, mut run: impl FnMut(usize, usize) -> Duration) {
    let mut times = vec![Vec::new(), Vec::new(), Vec::new()];
    for round in 0..rounds {
        for turn in 0..3 {
            let side = (round + turn) % 3;
            times[side].push(run(side, round));
        }
    }
    let [plain, vault, again]: [Duration; 3] = times
        .into_iter()
        .map(median)
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    let ratio = |of: Duration| of.as_secs_f64() / plain.as_secs_f64();
    println!(
        "| {name} | {rounds} | {:.1} µs | **{:.2}** | {:.2} | {at_most} |",
        plain.as_secs_f64() * 1e6,
        ratio(vault),
        ratio(again)
    );
}

/// A key that a key store has to open first.
struct Sealed(Arc<MemoryKeyStore>, Vec<u8>);

impl KeySource for Sealed {
    fn key(&self, _: Option<u32>) -> Result<VaultKey, StoreError> {
        let opened = self
            .0
            .open(&KeyName("vault".into()), b"bench", &self.1)
            .map_err(|_| StoreError::WrongKey)?;
        let bytes = opened.try_into().map_err(|_| StoreError::WrongKey)?;
        Ok(VaultKey::new([1; 16], 1, Zeroizing::new(bytes)))
    }
}

fn whole_opening(dir: &Path) {
    let keys = Arc::new(MemoryKeyStore::new());
    let sealed = keys.seal(&KeyName("vault".into()), b"bench", &[7; 32]).unwrap();
    let generations = KeyStoreGenerations {
        keys: Arc::clone(&keys) as _,
        name: KeyName("vault".into()),
    };
    let options = OpenOptions::new(
        dir.join("whole"),
        Arc::new(Sealed(keys, sealed)),
        Arc::new(generations),
        Arc::new(OsRandom),
        Arc::new(FakeClock::at(Timestamp::from_secs(0))),
    );
    drop(Store::open(options.clone()).unwrap());
    let times = (0..101)
        .map(|_| timed(|| Store::open(options.clone()).unwrap()))
        .collect();
    println!(
        "\nopen of an existing vault with unsealing, all checks, and closing: {:.0} µs",
        median(times).as_secs_f64() * 1e6
    );
}

fn main() {
    let dir = tempfile::tempdir_in(std::env::var_os("BENCH_DIR").unwrap_or_else(|| ".".into())).unwrap();
    let sides = [("plain.db", false), ("vault-1.db", true), ("again.db", false)].map(|(name, vault)| Side {
        path: dir.path().join(name),
        vault,
    });
    println!("SQLite {}, {ROWS} rows\n", rusqlite::version());
    println!("| work | rounds | plain | vault ÷ plain | plain ÷ plain | at most |");
    println!("| --- | --- | --- | --- | --- | --- |");
    row("bulk upsert of 10,000, one transaction", "1.10", 9, |side, _| {
        sides[side].bulk()
    });

    row("cold open to the newest 50", "1.25", 101, |side, _| {
        timed(|| newest(&sides[side].open().db))
    });
    let open: Vec<Db> = sides.iter().map(Side::open).collect();
    row("newest 50, warm", "1.05", 2001, |side, _| {
        timed(|| newest(&open[side].db))
    });
    row("point read, 20 at random", "1.05", 2001, |side, round| {
        let mut statement = open[side].db.prepare_cached(POINT).unwrap();
        timed(|| {
            for n in 0..20 {
                let n = (round as i64 * 20 + n) * 7919 % ROWS;
                let json: String = statement.query_row([code(n)], |row| row.get(0)).unwrap();
                std::hint::black_box(json);
            }
        })
    });
    row("durable insert of one", "1.05", 601, |side, round| {
        let mut upsert = open[side].db.prepare_cached(UPSERT).unwrap();
        let n = ROWS + round as i64;
        timed(|| upsert.execute(params![code(n), n, json(n)]).unwrap())
    });
    whole_opening(dir.path());
}
