//! The sides in this process, and the other program's if there is one.

use crate::sqlcipher::Program;
use crate::table::Competitor;
use crate::workload::{Db, Noise, Side};
use citizen_domain::Timestamp;
use citizen_domain::ports::{PortError, Random};
use citizen_store::VaultKey;
use citizen_store::vfs::{CipherDisk, LONG_LOG, RealDisk, Registered, checkpoint, settings};
use citizen_testkit::FakeClock;
use ring::rand::SecureRandom as _;
use rusqlite::Connection;
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

pub(crate) struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, buf: &mut [u8]) -> Result<(), PortError> {
        ring::rand::SystemRandom::new()
            .fill(buf)
            .map_err(|_| PortError::Unavailable("randomness"))
    }
}

/// All that take part; the first is what the vault is compared with.
pub(crate) fn all(dir: &Path) -> Vec<Competitor> {
    println!("SQLite {}", rusqlite::version());
    let mut sealed = Side::new(dir.join("vault-1.db"), vault);
    sealed.noise = Some(Noise { for_row: draw, stir });
    let mut all = vec![
        here("plain", 0, Side::new(dir.join("plain.db"), plain)),
        here("vault", 0, sealed),
        here("plain again", 0, Side::new(dir.join("again.db"), plain)),
    ];
    if let Some(program) = std::env::var_os("SQLCIPHER_SIDE") {
        let program = Rc::new(RefCell::new(Program::start(Path::new(&program), dir)));
        println!("{}", program.borrow_mut().version());
        // Another program is switched to and from: what it does is compared with a plain database in it.
        let own = all.len();
        for (name, side) in [("plain in the other program", "plain"), ("SQLCipher", "sealed")] {
            let program = Rc::clone(&program);
            all.push(Competitor {
                name,
                beside: own,
                run: Box::new(move |work, round| program.borrow_mut().run(side, work, round)),
            });
        }
    }
    all
}

fn here(name: &'static str, beside: usize, mut side: Side) -> Competitor {
    Competitor {
        name,
        beside,
        run: Box::new(move |work, round| side.run(work, round)),
    }
}

fn plain(path: &Path) -> Db {
    let made = !path.exists();
    let db = Connection::open(path).unwrap();
    if made {
        db.pragma_update(None, "journal_mode", "WAL").unwrap();
    }
    settings(&db).unwrap();
    Db {
        connection: db,
        _under: None,
        after: Box::new(|_| {}),
    }
}

fn vault(path: &Path) -> Db {
    let key = VaultKey::new([1; 16], 1, Zeroizing::new([7; 32]));
    let disk = Arc::new(RealDisk);
    let cipher = if path.exists() {
        CipherDisk::open(disk, path, &key, Arc::new(OsRandom))
    } else {
        CipherDisk::create(disk, path, &key, Arc::new(OsRandom), 1)
    };
    let cipher = Arc::new(cipher.unwrap());
    let clock = Arc::new(FakeClock::at(Timestamp::from_secs(0)));
    let vfs = Registered::new(Arc::clone(&cipher) as _, Arc::new(OsRandom), clock).unwrap();
    let db = vfs.connect(path).unwrap();
    db.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    settings(&db).unwrap();
    Db {
        connection: db,
        _under: Some(Box::new(vfs)),
        // As `Store::write` does.
        after: Box::new(move |db| {
            if cipher.log_frames() >= LONG_LOG {
                checkpoint(db, Duration::ZERO, Duration::ZERO).unwrap();
            }
        }),
    }
}

fn draw() -> [u8; 32] {
    let mut bytes = [0; 32];
    OsRandom.fill(&mut bytes).unwrap();
    bytes
}

fn stir(db: &Connection) {
    let bytes = draw();
    let changed = db
        .prepare_cached("UPDATE sealed SET data = ?1 WHERE name = 'noise'")
        .and_then(|mut statement| statement.execute([bytes]))
        .unwrap();
    if changed == 0 {
        db.execute("INSERT INTO sealed (name, data) VALUES ('noise', ?1)", [bytes])
            .unwrap();
    }
}
