//! What is changed, and how it is judged what comes of it.

use crate::common::OsRandom;
use crate::workload::{Device, step, steps_held};
use citizen_domain::ports::{Files as _, KeyStore, PortError, Random};
use citizen_domain::repository::RepositoryError;
use citizen_store::{
    ENVELOPE, FileStore, Generations, KeySource, OpenOptions, Store, StoreError, VaultKey, VaultKeys,
};
use citizen_testkit::PowerLossDisk;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

pub(super) type Files = BTreeMap<PathBuf, Vec<u8>>;

const STEPS: u32 = 5;

/// What a key store had recorded, and is not told of what comes of a mutation.
struct Recorded(u64);

impl Generations for Recorded {
    fn recorded(&self) -> Result<u64, PortError> {
        Ok(self.0)
    }

    fn record(&self, _: u64) -> Result<(), PortError> {
        Ok(())
    }
}

/// Everything that lies on the disk.
#[derive(Clone)]
pub(super) struct Moment {
    /// Main file and log.
    pub(super) disk: Files,
    /// Envelope and sealed files.
    pub(super) beside: Files,
}

/// A profile in the middle of its work: some pages in the main file, some in the log, its second data key, two photos.
pub(super) struct Target {
    dir: PathBuf,
    device: Device,
    pub(super) main: PathBuf,
    pub(super) log: PathBuf,
    pub(super) tables: [PathBuf; 2],
    pub(super) envelope: PathBuf,
    pub(super) now: Moment,
    recorded: u64,
    /// The same profile before: oldest first, the first ones of earlier generations and under the first key.
    pub(super) earlier: Vec<Moment>,
    /// Pages and frames that are whole, but not here: of a twin (another vault under the same key bytes), of another epoch of
    /// the same key bytes, and of this vault with another history.
    pub(super) foreign: Vec<Files>,
    /// Another profile's envelope and files, sealed by the same key store.
    pub(super) other: Files,
    photos: Vec<(String, Vec<u8>)>,
}

pub(super) fn name(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(suffix);
    name.into()
}

fn keys(
    dir: &Path,
    store: &Arc<citizen_testkit::MemoryKeyStore>,
    create: bool,
) -> Result<VaultKeys, StoreError> {
    let (store, random) = (Arc::clone(store) as Arc<dyn KeyStore>, Arc::new(OsRandom));
    VaultKeys::open(dir, "default", create, store, random as Arc<dyn Random>)
}

/// Envelope and sealed files in `dir`.
fn beside(dir: &Path) -> Files {
    let sealed = std::fs::read_dir(dir.join("files")).unwrap();
    sealed
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().len() == 64)
        .chain([dir.join(ENVELOPE)])
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect()
}

fn photos() -> Vec<Vec<u8>> {
    let long = (0..2 * 65_536 + 100_u32).map(|n| u8::try_from(n % 251).unwrap());
    vec![long.collect(), b"a small photo".to_vec()]
}

impl Target {
    pub(super) fn new(dir: &Path) -> Self {
        Self::with_log(dir, 8)
    }

    /// One whose log is moved whenever it has so many frames.
    pub(super) fn with_log(dir: &Path, long_log: u64) -> Self {
        let mut device = Device::new(dir, 1);
        device.long_log = long_log;
        let vault = Arc::new(keys(dir, &device.key_store, true).unwrap());
        device.keys = Arc::clone(&vault) as _;
        let files = FileStore::open(dir, Arc::clone(&vault) as _).unwrap();
        let photos = photos()
            .into_iter()
            .map(|photo| (files.put(&photo).unwrap(), photo));
        let photos = photos.collect();
        let store = device.open().unwrap();
        let mut earlier = Vec::new();
        for n in 0..STEPS {
            store.write(|tx| step(tx, n)).unwrap();
            if n == 1 {
                store.suspend().unwrap();
                store.resume().unwrap();
            }
            if n == 2 {
                let epoch = vault.begin_rotation().unwrap();
                store.rekey(epoch).unwrap();
                vault.end_rotation(epoch).unwrap();
            }
            earlier.push(Moment {
                disk: device.disk.files(),
                beside: beside(dir),
            });
        }
        // Nothing is closed properly.
        std::mem::forget(store);
        let now = earlier.pop().unwrap();
        let recorded = device.options().generations.recorded().unwrap();
        let main = dir.join("vault-2.db");
        Self {
            foreign: foreign(dir, &main, &vault),
            other: other(&device.key_store),
            envelope: dir.join(ENVELOPE),
            log: name(&main, "-wal"),
            tables: ["-pages0", "-pages1"].map(|table| name(&main, table)),
            dir: dir.to_owned(),
            device,
            main,
            now,
            recorded,
            earlier,
            photos,
        }
    }

    /// Puts `moment` in place, opens and reads everything, and says what came of it; `Err` says what must never come of it.
    pub(super) fn judge(&self, moment: &Moment) -> Result<String, String> {
        for (path, bytes) in &moment.beside {
            if self.now.beside.get(path) != Some(bytes) {
                std::fs::write(path, bytes).unwrap();
            }
        }
        let disk = PowerLossDisk::holding(&moment.disk);
        let read = std::panic::AssertUnwindSafe(|| self.read(disk.clone()));
        let read = std::panic::catch_unwind(read).map_err(|_| "panicked".to_owned());
        for (path, bytes) in &moment.beside {
            if std::fs::read(path).ok().as_ref() != Some(bytes) {
                return Err(format!("{path:?} was touched"));
            }
            if let Some(now) = self.now.beside.get(path).filter(|now| *now != bytes) {
                std::fs::write(path, now).unwrap();
            }
        }
        let (outcome, left, closed) = read?;
        // Closing writes to what was good; it removes nothing but a log that is in the main file now.
        for path in moment.disk.keys().filter(|path| **path != self.log) {
            if !closed.contains_key(path) {
                return Err(format!("{path:?} is gone after closing"));
            }
        }
        for (path, bytes) in &moment.disk {
            let left = left.get(path).ok_or_else(|| format!("{path:?} is gone"))?;
            if outcome.is_err() && path.extension().is_some_and(|e| e == "db") && left != bytes {
                return Err(format!("{path:?} was touched"));
            }
        }
        match outcome {
            Ok(true) => Ok("as it was".to_owned()),
            Ok(false) => Err("other data was accepted".to_owned()),
            Err(name) => Ok(name),
        }
    }

    /// How many steps of the work a changed disk holds, if it is exactly so many and nothing else; or why it does not open.
    pub(super) fn steps(&self, moment: &Moment, accept_loss: bool) -> Result<Option<u32>, String> {
        let vault = Arc::new(keys(&self.dir, &self.device.key_store, false).map_err(said)?);
        let mut device = Device::like(&self.device, PowerLossDisk::holding(&moment.disk));
        device.keys = vault as _;
        let options = OpenOptions {
            generations: Arc::new(Recorded(self.recorded)),
            accept_loss,
            ..device.options()
        };
        let store = Store::open(options).map_err(said)?;
        let held = steps_held(&store).map_err(said_by_rows)?;
        if accept_loss {
            // The program dies before it has written anything: what it had accepted is what the next one finds.
            std::mem::forget(store);
            let after = PowerLossDisk::holding(&device.disk.files());
            let mut again = Device::like(&self.device, after);
            again.keys = Arc::clone(&device.keys);
            let next = Store::open(OpenOptions {
                generations: Arc::new(Recorded(self.recorded)),
                ..again.options()
            });
            assert_eq!(steps_held(&next.map_err(said)?).map_err(said_by_rows)?, held);
        }
        Ok(held)
    }

    /// Whether everything is there as it was; and what the disk holds before and after the store is closed.
    fn read(&self, disk: PowerLossDisk) -> (Result<bool, String>, Files, Files) {
        let mut opened: Option<Store> = None;
        let read = (|| {
            let vault = Arc::new(keys(&self.dir, &self.device.key_store, false).map_err(said)?);
            let mut device = Device::like(&self.device, disk.clone());
            device.keys = Arc::clone(&vault) as _;
            let options = OpenOptions {
                generations: Arc::new(Recorded(self.recorded)),
                ..device.options()
            };
            let store = opened.insert(Store::open(options).map_err(said)?);
            let mut same = steps_held(store).map_err(said_by_rows)? == Some(STEPS);
            let files = FileStore::open(&self.dir, vault).map_err(said_by_files)?;
            for (hash, photo) in &self.photos {
                same &= files.get(hash).map_err(said_by_files)? == *photo;
            }
            Ok(same)
        })();
        let left = disk.files();
        drop(opened);
        (read, left, disk.files())
    }
}

/// Another vault's, another epoch's and another history's files at the same place. That the key bytes are the same is the
/// hardest case: only what is bound tells them apart.
fn foreign(dir: &Path, main: &Path, vault: &Arc<VaultKeys>) -> Vec<Files> {
    let (id, epoch, bytes) = vault.of_epoch(None).unwrap();
    // They have done the same work, so that they have pages and frames at every place.
    let twin = |id: [u8; 16], epoch: u32, bytes: Zeroizing<[u8; 32]>| {
        let aside = tempfile::tempdir().unwrap();
        let mut device = Device::new(aside.path(), 3);
        device.keys = Arc::new(Same(id, epoch, bytes));
        let store = device.open().unwrap();
        for n in 0..STEPS {
            store.write(|tx| step(tx, n)).unwrap();
        }
        let files = device.disk.files();
        std::mem::forget(store);
        // Under the names of this vault.
        let suffix = |path: &Path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.split_once(".db").map(|(_, suffix)| suffix.to_owned())
        };
        let own = files
            .iter()
            .filter_map(|(path, bytes)| Some((name(main, &suffix(path)?), bytes.clone())));
        own.collect::<Files>()
    };
    let mut second = Device::new(dir, 2);
    second.keys = Arc::clone(vault) as _;
    let store = second.open().unwrap();
    for n in 0..STEPS + 2 {
        store.write(|tx| step(tx, n)).unwrap();
    }
    let history = second.disk.files();
    std::mem::forget(store);
    vec![
        twin([0x18; 16], epoch, bytes.clone()),
        twin(id, epoch + 1, bytes),
        history,
    ]
}

/// The same key bytes for whatever epoch is asked for, under an id and an epoch of its own.
struct Same([u8; 16], u32, Zeroizing<[u8; 32]>);

impl KeySource for Same {
    fn key(&self, _: Option<u32>) -> Result<VaultKey, StoreError> {
        Ok(VaultKey::new(self.0, self.1, self.2.clone()))
    }
}

/// Envelope and photos of another profile of the same name, keys by the same key store.
fn other(store: &Arc<citizen_testkit::MemoryKeyStore>) -> Files {
    let dir = tempfile::tempdir().unwrap();
    let vault = Arc::new(keys(dir.path(), store, true).unwrap());
    let files = FileStore::open(dir.path(), vault).unwrap();
    for photo in photos() {
        files.put(&photo).unwrap();
    }
    beside(dir.path())
}

/// The error's name, whatever room it is of.
fn first_word(debug: &str) -> String {
    debug.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}

fn said(error: StoreError) -> String {
    match error {
        StoreError::Repository(error) => said_by_rows(error),
        other => first_word(&format!("{other:?}")),
    }
}

fn said_by_rows(error: RepositoryError) -> String {
    first_word(&format!("{error:?}"))
}

fn said_by_files(error: PortError) -> String {
    first_word(&format!("{error:?}"))
}
