//! SQLCipher's side of the store's benchmark. It is told in a line what to do (`sealed point 17`: side, work, round) and answers in a
//! line with the nanoseconds it took; the argument is the folder for its databases. `cargo xtask bench --sqlcipher` runs it.
//!
//! The sealed side has SQLCipher's own defaults (AES-256-CBC, HMAC-SHA-512) with a raw key, so that no passphrase is stretched, and the
//! settings that the store gives every connection, 8 MB of cache among them. The plain side is this same SQLite without a key.

#[path = "../../../core/store/src/settings.rs"]
mod settings;
#[path = "../../../core/store/benches/vault/workload.rs"]
mod workload;

use rusqlite::Connection;
use settings::settings;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use workload::{Db, Side, Work};

type Failure = Box<dyn std::error::Error>;

const KEY: &str = "PRAGMA key = \"x'0707070707070707070707070707070707070707070707070707070707070707'\"";

fn main() -> Result<(), Failure> {
    let dir = PathBuf::from(std::env::args_os().nth(1).ok_or("which folder?")?);
    let mut plain = Side::new(dir.join("other-plain.db"), open_plain);
    let mut sealed = Side::new(dir.join("sqlcipher.db"), open_sealed);
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        let answer = match words.as_slice() {
            ["version"] => version()?,
            [side, work, round] => {
                let side = match *side {
                    "plain" => &mut plain,
                    "sealed" => &mut sealed,
                    _ => return Err("no such side".into()),
                };
                let (work, _) = Work::ALL
                    .into_iter()
                    .find(|(_, name)| name == work)
                    .ok_or("no such work")?;
                side.run(work, round.parse()?).as_nanos().to_string()
            }
            _ => return Err("no such line".into()),
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn version() -> Result<String, Failure> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(KEY)?;
    let cipher: String = db.pragma_query_value(None, "cipher_version", |row| row.get(0))?;
    Ok(format!("SQLCipher {cipher}, SQLite {}", rusqlite::version()))
}

fn open_plain(path: &Path) -> Db {
    open(path, None)
}

fn open_sealed(path: &Path) -> Db {
    open(path, Some(KEY))
}

fn open(path: &Path, key: Option<&str>) -> Db {
    let made = !path.exists();
    let connection = Connection::open(path).unwrap();
    if let Some(key) = key {
        connection.execute_batch(key).unwrap();
    }
    if made {
        connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    }
    settings(&connection).unwrap();
    Db {
        connection,
        _under: None,
        after: Box::new(|_| {}),
    }
}
