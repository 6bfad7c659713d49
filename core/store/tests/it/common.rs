use citizen_domain::ports::{KeyName, PortError, Random};
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_domain::wire::{ItemBody, ReportAction};
use citizen_domain::{Secret, Timestamp};
use citizen_mscore::{Rating, RatingState};
use citizen_outbox::{Item, item_id};
use citizen_store::vfs::{CipherDisk, Disk, RealDisk, Registered};
use citizen_store::{Generations, KeySource, KeyStoreGenerations, OpenOptions, Store, StoreError, VaultKey};
use citizen_testkit::{FakeClock, MemoryKeyStore};
use ring::rand::SecureRandom as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

pub(crate) fn now() -> Timestamp {
    Timestamp::parse("2026-11-25T09:00:00+07:00").unwrap()
}

pub(crate) struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, buf: &mut [u8]) -> Result<(), PortError> {
        ring::rand::SystemRandom::new()
            .fill(buf)
            .map_err(|_| PortError::Unavailable("randomness"))
    }
}

/// The key of every vault in these tests, the fixtures' too.
pub(crate) fn key(epoch: u32) -> VaultKey {
    let byte = 0x40 + u8::try_from(epoch).unwrap();
    VaultKey::new([0x17; 16], epoch, Zeroizing::new([byte; 32]))
}

/// Knows the keys of all epochs; new vaults get the first.
pub(crate) struct Keys;

impl KeySource for Keys {
    fn key(&self, epoch: Option<u32>) -> Result<VaultKey, StoreError> {
        Ok(key(epoch.unwrap_or(1)))
    }
}

/// A counter that forgets with this process.
pub(crate) fn generations() -> Arc<dyn Generations> {
    Arc::new(KeyStoreGenerations {
        keys: Arc::new(MemoryKeyStore::new()),
        name: KeyName("vault".into()),
    })
}

pub(crate) fn options(dir: &Path) -> OpenOptions {
    OpenOptions::new(
        dir,
        Arc::new(Keys),
        generations(),
        Arc::new(OsRandom),
        Arc::new(FakeClock::at(now())),
    )
}

pub(crate) fn open(dir: &Path) -> Result<Store, StoreError> {
    Store::open(options(dir))
}

pub(crate) fn database(dir: &Path) -> PathBuf {
    dir.join("vault-1.db")
}

/// The database of a closed store, past everything that the store would say. The folder must stay for as long.
pub(crate) fn raw(dir: &Path) -> (rusqlite::Connection, Registered) {
    connect(Arc::new(RealDisk), dir)
}

/// The same on another disk, on which it may be open elsewhere.
pub(crate) fn connect(disk: Arc<dyn Disk>, dir: &Path) -> (rusqlite::Connection, Registered) {
    let disk = CipherDisk::open(disk, &database(dir), &key(1), Arc::new(OsRandom)).unwrap();
    let clock = Arc::new(FakeClock::at(now()));
    let vfs = Registered::new(Arc::new(disk), Arc::new(OsRandom), clock).unwrap();
    (vfs.connect(&database(dir)).unwrap(), vfs)
}

/// The folder as a program that died leaves it to the next one, which makes the log's index anew.
pub(crate) fn as_left_behind(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), to.path().join(entry.file_name())).unwrap();
        }
    }
    to
}

/// Does not wait for others.
pub(crate) fn impatient(dir: &Path) -> OpenOptions {
    OpenOptions {
        busy_timeout: Duration::ZERO,
        ..options(dir)
    }
}

pub(crate) fn set(store: &Store, name: &str, value: &str) -> Result<(), RepositoryError> {
    store.write(|tx| tx.set_setting(name, Some(value)))
}

pub(crate) fn get(store: &Store, name: &str) -> Option<String> {
    store.read(|tx| tx.setting(name)).unwrap()
}

/// An outbox item, the `n`th of its kind.
pub(crate) fn item(n: u32) -> Item {
    let made = now().plus_millis(i64::from(n));
    let body = ItemBody::ReportAction(ReportAction {
        report: format!("report-{n}"),
        action: "confirm".into(),
        text: None,
        at: made,
        acting_for: None,
    });
    let mut random = [0; 10];
    random[6..].copy_from_slice(&n.to_be_bytes());
    Item::draft(item_id(made, random), &body, made).unwrap()
}

/// The right to rate a dossier that the fixtures follow.
pub(crate) fn rating() -> Rating {
    Rating {
        code: "000.00.01.H29-260212-0001".to_owned(),
        state: RatingState::TokenHeld,
        token: Some(Secret::new("one-time".to_owned())),
        unit: "79.01".to_owned(),
        questionnaires: vec!["tt01".to_owned()],
        questionnaire_id: None,
        item_id: None,
    }
}

pub(crate) fn unhex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
        .collect()
}
