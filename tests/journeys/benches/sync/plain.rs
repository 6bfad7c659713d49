//! The other side of a pull: the same rows into a plain database of the same schema and settings, in one transaction.

use citizen_client::ProfileDir;
use citizen_client::dossier::{Held, Page, Repository as _};
use citizen_client::system::{SystemClock, SystemRandom};
use citizen_domain::ports::{Clock, KeyStore, Random};
use citizen_store::{FileKeyStore, VaultKeys};
use rusqlite::{Connection, params};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The vault's own schema.
const STEPS: [&str; 2] = [
    include_str!("../../../../core/store/migrations/0001_first.sql"),
    include_str!("../../../../core/store/migrations/0002_asked_by_sync.sql"),
];

type Row = (String, String, i64, String, Option<i64>, bool, String);

pub(crate) struct Plain {
    rows: Vec<Row>,
}

impl Plain {
    /// The rows of a vault that has been filled.
    pub(crate) fn rows_of(home: &Path) -> Self {
        let dir = ProfileDir::new(home, "default").unwrap();
        let key_store: Arc<dyn KeyStore> = Arc::new(FileKeyStore::open(dir.root()).unwrap());
        let random: Arc<dyn Random> = Arc::new(SystemRandom::new());
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
        let keys = VaultKeys::open(
            dir.root(),
            "default",
            false,
            Arc::clone(&key_store),
            Arc::clone(&random),
        );
        let keys = Arc::new(keys.unwrap());
        let store = citizen_client::open_store(&dir, &keys, &key_store, &random, &clock, false).unwrap();
        let all = store
            .read(|tx| tx.dossiers(Page::ALL))
            .unwrap()
            .into_iter()
            .map(|followed| {
                let held = followed.held;
                (
                    followed.code.normalized,
                    followed.code.raw,
                    held.followed_at.millis(),
                    serde_json::to_string(&held.source()).unwrap(),
                    held.as_of.map(|as_of| as_of.millis()),
                    held.record.as_ref().is_some_and(|record| record.ratable),
                    serde_json::to_string(&held).unwrap(),
                )
            });
        let rows = all.collect();
        store.shutdown().unwrap();
        Self { rows }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.rows.iter().map(|row| row.6.len()).sum()
    }

    /// Each dossier as the province told it, as JSON.
    pub(crate) fn records(&self) -> impl Iterator<Item = String> {
        self.rows.iter().map(|row| {
            let held: Held = serde_json::from_str(&row.6).unwrap();
            serde_json::to_string(&held.record.unwrap()).unwrap()
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn insert(&self, dir: &Path) -> Duration {
        let mut db = Connection::open(dir.join("plain.db")).unwrap();
        db.pragma_update(None, "journal_mode", "WAL").unwrap();
        citizen_store::vfs::settings(&db).unwrap();
        for step in STEPS {
            db.execute_batch(step).unwrap();
        }
        let start = Instant::now();
        let tx = db.transaction().unwrap();
        {
            let mut insert = tx
                .prepare(
                    "INSERT INTO dossier (code, raw, followed_at, source, as_of, ratable, data)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )
                .unwrap();
            for (code, raw, followed_at, source, as_of, ratable, data) in &self.rows {
                insert
                    .execute(params![code, raw, followed_at, source, as_of, ratable, data])
                    .unwrap();
            }
        }
        tx.commit().unwrap();
        start.elapsed()
    }
}
