//! Databases of released schemas open in every later version.

use crate::common::{connect, get, item, open, rating, raw, set};
use crate::workload::Device;
use citizen_domain::Secret;
use citizen_domain::codes::DossierCode;
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_dossier::{Brief, Followed, Page, Repository as _, Trust};
use citizen_incident::{Draft, DraftRepository as _};
use citizen_mscore::Repository as _;
use citizen_outbox::Repository as _;
use citizen_store::{Store, StoreError};
use citizen_testkit::{Fault, PowerLossDisk, SeededRandom};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const CODE: &str = "000.00.01.H29-260212-0001";

/// The folder of a schema's fixture.
fn fixture(schema: u32) -> PathBuf {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/databases");
    all.join(format!("schema-{schema:04}"))
}

/// A closed vault: its main file and its tables of pages.
fn copy_vault(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap_or_else(|e| panic!("{from:?}: {e}")) {
        let name = entry.unwrap().file_name();
        if name.to_string_lossy().starts_with("vault-1.db") {
            std::fs::copy(from.join(&name), to.join(&name)).unwrap();
        }
    }
}

/// What each fixture holds at least.
fn fill(store: &Store) {
    set(store, "province", "79").unwrap();
    store
        .write(|tx| {
            tx.insert_item(&item(1))?;
            tx.save_draft(&Draft::new(item(2).id, crate::common::now()))?;
            let code = DossierCode::parse(CODE).unwrap();
            let secret = Some(Secret::new("4711".to_owned()));
            tx.put_dossier(
                &Followed::from_code(code, Trust::Typed, crate::common::now()).with_secret(secret),
            )?;
            tx.put_rating(&rating())?;
            tx.set_sealed("session", Some(b"sealed"))
        })
        .unwrap_or_else(|e: RepositoryError| panic!("{e}"));
}

fn expect_filled(store: &Store) {
    assert_eq!(get(store, "province").as_deref(), Some("79"));
    store
        .read(|tx| {
            assert_eq!(tx.item(&item(1).id)?, Some(item(1)));
            assert_eq!(tx.drafts()?, [Draft::new(item(2).id, crate::common::now())]);
            let dossier = tx.dossier(CODE)?.unwrap();
            assert_eq!(dossier.code.raw, CODE);
            assert_eq!(dossier.secret.unwrap().reveal(), "4711");
            // Also where no excerpt was kept yet.
            let lines = tx.briefs(Page { offset: 0, limit: 10 })?;
            let codes: Vec<&str> = lines.iter().map(Brief::code).collect();
            assert_eq!(codes, [dossier.code.normalized.as_str()]);
            let held = tx.rating(CODE)?.unwrap();
            assert_eq!(
                (held.unit, held.questionnaires),
                (rating().unit, rating().questionnaires)
            );
            assert_eq!(tx.sealed("session")?.as_deref(), Some(b"sealed".as_slice()));
            Ok::<_, RepositoryError>(())
        })
        .unwrap();
}

#[test]
fn every_released_schema_opens_and_keeps_its_rows() {
    for schema in 1..=citizen_store::SCHEMA {
        let dir = tempfile::tempdir().unwrap();
        copy_vault(&fixture(schema), dir.path());
        let store = open(dir.path()).unwrap();
        expect_filled(&store);
        set(&store, "more", "1").unwrap();
        store.check().unwrap();
        store.shutdown().unwrap();
        let fresh = tempfile::tempdir().unwrap();
        open(fresh.path()).unwrap().shutdown().unwrap();
        assert_eq!(
            layout(dir.path()),
            layout(fresh.path()),
            "a released step was edited: add a new one instead"
        );
    }
}

/// The power goes, the disk errs, the disk is full: at each call of the opening that brings a vault of an older schema to the newest one.
#[test]
fn no_fault_while_a_vault_is_migrated_loses_a_row() {
    let kinds: [fn(u64) -> Fault; 4] = [Fault::PowerLoss, Fault::Error, Fault::Full, |at| {
        Fault::ErrorThenPowerLoss(at, at + 7)
    }];
    for schema in 1..=citizen_store::SCHEMA {
        let dir = tempfile::tempdir().unwrap();
        let device = |fault| {
            let disk = PowerLossDisk::holding(&files(&fixture(schema), dir.path()));
            disk.set_fault(fault);
            Device::with(dir.path(), 1, disk)
        };
        let calm = device(None);
        expect_filled(&calm.open().unwrap());
        let calls = calm.disk.calls();
        assert!(calls > 20, "{calls}");
        for kind in kinds {
            for at in 1..=calls {
                let device = device(Some(kind(at)));
                // One that goes wrong is tried again, as a person would.
                let _ = device.open().or_else(|_| device.open());
                device.disk.restart(&SeededRandom::new(at));
                let store = device
                    .open()
                    .unwrap_or_else(|e| panic!("schema {schema}, {:?}: {e}", kind(at)));
                expect_filled(&store);
                store.check().unwrap();
            }
        }
    }
}

/// A fixture's files as they would lie in `dir`.
fn files(fixture: &Path, dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    std::fs::read_dir(fixture)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            (dir.join(entry.file_name()), std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Every table and index as it was made.
fn layout(dir: &Path) -> Vec<Option<String>> {
    let (db, _vfs) = raw(dir);
    let mut statement = db
        .prepare("SELECT sql FROM sqlite_schema ORDER BY type, name")
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// A newer program comes while this one has the vault open: what it does not know it no longer writes, nor reads.
#[test]
fn a_program_that_runs_stops_when_a_newer_one_has_migrated() {
    let dir = tempfile::tempdir().unwrap();
    let device = Device::new(dir.path(), 1);
    let running = device.open().unwrap();
    set(&running, "a", "1").unwrap();
    let (db, _vfs) = connect(Arc::new(device.disk.clone()), dir.path());
    db.pragma_update(None, "user_version", citizen_store::SCHEMA + 1)
        .unwrap();
    assert_eq!(set(&running, "a", "2"), Err(RepositoryError::Closed));
    let read = running.read(|tx| tx.setting("a"));
    assert_eq!(read, Err(RepositoryError::Closed));
    drop(running);
    assert!(matches!(device.open(), Err(StoreError::Newer { .. })));
}

#[test]
fn every_table_is_strict_and_foreign_keys_hold() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).unwrap().shutdown().unwrap();
    let (db, _vfs) = raw(dir.path());
    let of = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let tables = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'";
    assert!(of(tables) > 5);
    assert_eq!(of(&format!("{tables} AND NOT strict")), 0);
    citizen_store::vfs::settings(&db).unwrap();
    assert_eq!(of("PRAGMA foreign_keys"), 1);
    db.execute_batch("CREATE TEMP TABLE a (x INTEGER PRIMARY KEY); CREATE TEMP TABLE b (x REFERENCES a)")
        .unwrap();
    assert!(db.execute("INSERT INTO b VALUES (1)", []).is_err());
}

/// Makes the fixture of the newest schema where it is not there yet; never touches one that is.
#[test]
fn the_newest_schema_has_a_fixture() {
    let fixture = fixture(citizen_store::SCHEMA);
    if std::env::var_os("MAKE_FIXTURE").is_some() && !fixture.exists() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path()).unwrap();
        fill(&store);
        store.shutdown().unwrap();
        copy_vault(dir.path(), &fixture);
    }
    assert!(
        fixture.exists(),
        "run this test with MAKE_FIXTURE=1 before the schema is released"
    );
}

#[test]
fn what_is_written_today_is_read_today() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    fill(&store);
    expect_filled(&store);
}
