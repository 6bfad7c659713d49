//! Prints every column of every row of a vault whose keys are in files, as one JSON object `{table: [{column: value}]}`, bytes as
//! `{"hex": …}`: what the readers that others write are held against (`tests/interop/check_vault.py`).
//!
//!     cargo run -p citizen-store --example rows -- PROFILE_FOLDER
//!
//! SQLite moves the log of what it opens: give it a copy of the folder.

use citizen_domain::Timestamp;
use citizen_domain::ports::{PortError, Random};
use citizen_store::vfs::{CipherDisk, Header, RealDisk, Registered};
use citizen_store::{FileKeyStore, KeySource as _, VaultKeys};
use citizen_testkit::FakeClock;
use ring::rand::SecureRandom as _;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value, json};
use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, buf: &mut [u8]) -> Result<(), PortError> {
        let refused = |_| PortError::Unavailable("randomness");
        ring::rand::SystemRandom::new().fill(buf).map_err(refused)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("which profile's folder?")?;
    let folder = std::path::absolute(Path::new(&folder))?;
    let random: Arc<dyn Random> = Arc::new(OsRandom);
    let name = folder
        .file_name()
        .and_then(|name| name.to_str())
        .ok_or("a profile has a name")?;
    let keys = Arc::new(FileKeyStore::open(&folder)?);
    let vault = VaultKeys::open(&folder, name, false, keys, Arc::clone(&random))?;
    let main = newest(&folder)?;
    let epoch = Header::read(&RealDisk, &main)?.epoch;
    let disk = CipherDisk::open(
        Arc::new(RealDisk),
        &main,
        &vault.key(Some(epoch))?,
        Arc::clone(&random),
    )?;
    let clock = Arc::new(FakeClock::at(Timestamp::from_secs(0)));
    let vfs = Registered::new(Arc::new(disk), random, clock)?;
    let tables = rows(&vfs.connect(&main)?)?;
    writeln!(std::io::stdout().lock(), "{}", Value::Object(tables))?;
    Ok(())
}

/// The main file of the highest epoch (`FORMAT.md` §1).
fn newest(folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let epoch = name
            .strip_prefix("vault-")
            .and_then(|rest| rest.strip_suffix(".db"));
        found.extend(
            epoch
                .and_then(|epoch| epoch.parse().ok())
                .map(|epoch| (epoch, path.clone())),
        );
    }
    let newest = found.into_iter().max().ok_or("no vault there")?;
    Ok(newest.1)
}

fn rows(db: &rusqlite::Connection) -> rusqlite::Result<Map<String, Value>> {
    let mut named = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")?;
    let tables: Vec<String> = named.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut all = Map::new();
    for table in tables {
        let mut select = db.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let columns: Vec<String> = select.column_names().map(str::to_owned).collect();
        let row = |row: &rusqlite::Row<'_>| {
            let mut said = Map::new();
            for (n, column) in columns.iter().enumerate() {
                said.insert(column.clone(), value(row.get_ref(n)?));
            }
            Ok(Value::Object(said))
        };
        let found = select.query_map([], row)?.collect::<Result<Vec<Value>, _>>()?;
        all.insert(table, Value::Array(found));
    }
    Ok(all)
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
        ValueRef::Blob(bytes) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            json!({ "hex": hex })
        }
    }
}
