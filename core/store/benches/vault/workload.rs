//! What is done on each side, and to what. `tests/bench-sqlcipher` does the same to SQLCipher.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use std::any::Any;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub(crate) const ROWS: i64 = 10_000;
/// Enough that a turn is spent on reading, not on the processor's caches that the others have filled; few enough that most turns are
/// not interrupted.
const POINTS: i64 = 50;
const SCHEMA: &str = include_str!("../../migrations/0001_first.sql");
const ROOM_FOR_NOISE: &str = include_str!("../../migrations/0003_noise_in_rows.sql");
const UPSERT: &str = "INSERT INTO dossier (code, raw, followed_at, source, as_of, secret, data)
    VALUES (?1, ?1, ?2, 'province', ?2, NULL, ?3)
    ON CONFLICT (code) DO UPDATE SET followed_at = excluded.followed_at, data = excluded.data";
const NOISY_UPSERT: &str = "INSERT INTO dossier (code, raw, followed_at, source, as_of, secret, data, noise)
    VALUES (?1, ?1, ?2, 'province', ?2, NULL, ?3, ?4)
    ON CONFLICT (code) DO UPDATE SET followed_at = excluded.followed_at, data = excluded.data,
        noise = coalesce(excluded.noise, noise)";
const NEWEST: &str = "SELECT data FROM dossier ORDER BY followed_at DESC, code LIMIT 50";
const POINT: &str = "SELECT data FROM dossier WHERE code = ?1";

/// What one round does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// All rows into a new database, in one transaction.
    Bulk,
    /// From opening to the last of the newest 50.
    Cold,
    /// The newest 50 again, on a connection that is open.
    Newest,
    /// Rows at random, of somewhat more than the cache holds: about one in eight is read from the disk.
    Point,
    /// Rows in an order that comes back to a page just after the cache has given it up: four in five are read from the disk.
    Missed,
    /// One row, durable.
    Insert,
}

impl Work {
    pub(crate) const ALL: [(Self, &str); 6] = [
        (Self::Bulk, "bulk"),
        (Self::Cold, "cold"),
        (Self::Newest, "newest"),
        (Self::Point, "point"),
        (Self::Missed, "missed"),
        (Self::Insert, "insert"),
    ];
}

/// A connection, and what lies under it until it is closed.
pub(crate) struct Db {
    pub(crate) connection: Connection,
    pub(crate) _under: Option<Box<dyn Any>>,
    /// What is done after each transaction.
    pub(crate) after: Box<dyn Fn(&Connection)>,
}

/// What a side writes besides, so that the log's checksum says nothing (`core/store/FORMAT.md` §7).
pub(crate) struct Noise {
    /// In a row, where one alone is written.
    pub(crate) for_row: fn() -> [u8; 32],
    /// In a row of its own, where many are. (The store renews that of the first row then: as much work.)
    pub(crate) stir: fn(&Connection),
}

/// One database, how it is opened (and made, if it is not there), and whether it writes noise.
pub(crate) struct Side {
    path: PathBuf,
    open: fn(&Path) -> Db,
    pub(crate) noise: Option<Noise>,
    db: Option<Db>,
}

impl Side {
    pub(crate) fn new(path: PathBuf, open: fn(&Path) -> Db) -> Self {
        Self {
            path,
            open,
            noise: None,
            db: None,
        }
    }

    /// How long the work took.
    pub(crate) fn run(&mut self, work: Work, round: i64) -> Duration {
        if work == Work::Bulk {
            return self.bulk();
        }
        // Not looked at between rounds: a file whose times were asked for gets new ones at its next write, which is a write more.
        if self.db.is_none() && !self.path.exists() {
            self.bulk();
        }
        if work == Work::Cold {
            self.db = None;
            let start = Instant::now();
            let db = (self.open)(&self.path);
            std::hint::black_box(newest(&db.connection));
            return start.elapsed();
        }
        let open = self.open;
        let db = self.db.get_or_insert_with(|| open(&self.path));
        match work {
            Work::Newest => {
                let start = Instant::now();
                std::hint::black_box(newest(&db.connection));
                start.elapsed()
            }
            Work::Point => points(&db.connection, round, at_random),
            Work::Missed => points(&db.connection, round, |n| n * 7919),
            _ => {
                let n = ROWS + round;
                let (code, json) = (code(n), json(n));
                let start = Instant::now();
                let tx = immediate(&mut db.connection);
                match &self.noise {
                    Some(noise) => tx
                        .prepare_cached(NOISY_UPSERT)
                        .and_then(|mut upsert| upsert.execute(params![code, n, json, (noise.for_row)()])),
                    None => tx
                        .prepare_cached(UPSERT)
                        .and_then(|mut upsert| upsert.execute(params![code, n, json])),
                }
                .unwrap();
                tx.commit().unwrap();
                (db.after)(&db.connection);
                start.elapsed()
            }
        }
    }

    fn bulk(&mut self) -> Duration {
        self.db = None;
        for suffix in ["", "-wal", "-shm", "-pages0", "-pages1"] {
            let mut name = self.path.clone().into_os_string();
            name.push(suffix);
            let _ = std::fs::remove_file(name);
        }
        let db = self.db.insert((self.open)(&self.path));
        db.connection.execute_batch(SCHEMA).unwrap();
        if self.noise.is_some() {
            db.connection.execute_batch(ROOM_FOR_NOISE).unwrap();
        }
        let start = Instant::now();
        let tx = immediate(&mut db.connection);
        {
            let mut upsert = tx.prepare(UPSERT).unwrap();
            for n in 0..ROWS {
                upsert
                    .execute(params![code(n), n * 7919 % ROWS, json(n)])
                    .unwrap();
            }
        }
        if let Some(noise) = &self.noise {
            (noise.stir)(&tx);
        }
        tx.commit().unwrap();
        (db.after)(&db.connection);
        let took = start.elapsed();
        // Moves the log into the database, so that all sides read from there.
        self.db = None;
        took
    }
}

/// As the store begins what it writes.
fn immediate(db: &mut Connection) -> Transaction<'_> {
    db.transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap()
}

fn newest(db: &Connection) -> usize {
    let mut statement = db.prepare_cached(NEWEST).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|row| row.unwrap().len()).sum()
}

fn points(db: &Connection, round: i64, order: fn(i64) -> i64) -> Duration {
    let mut statement = db.prepare_cached(POINT).unwrap();
    let codes: Vec<String> = (0..POINTS)
        .map(|n| code(order(round * POINTS + n).rem_euclid(ROWS)))
        .collect();
    let start = Instant::now();
    for code in &codes {
        let json: String = statement.query_row([code], |row| row.get(0)).unwrap();
        std::hint::black_box(json);
    }
    start.elapsed()
}

/// Mixes the bits of a count (SplitMix64): the same order on every side.
pub(crate) fn at_random(n: i64) -> i64 {
    let mut z = n.wrapping_mul(-0x61c8_8646_80b5_83eb);
    z = (z ^ (z.cast_unsigned() >> 30).cast_signed()).wrapping_mul(-0x40a7_b892_e31b_1a47);
    z = (z ^ (z.cast_unsigned() >> 27).cast_signed()).wrapping_mul(-0x6b2f_b644_ecce_ee15);
    z ^ (z.cast_unsigned() >> 31).cast_signed()
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
