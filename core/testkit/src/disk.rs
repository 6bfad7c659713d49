use crate::{SeededRandom, lock};
use citizen_store::vfs::{
    Disk, DiskError, DiskFile, FileKind, HeapFile, Heaps, IndexLock, LockLevel, Region,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// What goes wrong, at the call with a given number (from 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The power is cut: this call and all later ones fail until [`PowerLossDisk::restart`].
    PowerLoss(u64),
    /// This call fails and does nothing, and the next ones work.
    Error(u64),
    /// From this call on there is no room for a number of writes.
    Full(u64),
    /// The first call fails, and the power is cut at the second.
    ErrorThenPowerLoss(u64, u64),
}

/// A disk in memory that keeps apart what is written and what is durable. When the power is cut, each sector of 512 bytes
/// that was written and not synced is kept, lost or torn by itself, and of names that were changed and not synced a first part of each
/// folder's is kept. The same seed gives the same outcome. Clones are the same disk.
#[derive(Clone, Default)]
pub struct PowerLossDisk {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    files: Vec<Content>,
    names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    /// Changes of names since they were durable.
    changes: Vec<Change>,
    heaps: Heaps,
    calls: u64,
    fault: Option<Fault>,
    dead: bool,
    lies: bool,
    seen: Option<Vec<SeenWrite>>,
}

/// The file's name, the place in it, and what was written.
pub type SeenWrite = (PathBuf, usize, Vec<u8>);

#[derive(Default)]
struct Content {
    durable: Vec<u8>,
    now: Vec<u8>,
    written: Vec<Written>,
}

enum Written {
    Bytes(usize, Vec<u8>),
    Cut(usize),
}

enum Change {
    Made(PathBuf, usize),
    Removed(PathBuf),
    Renamed(PathBuf, PathBuf),
}

const SECTOR: usize = 512;
/// How many writes find no room.
const FULL_FOR: u64 = 3;

struct OpenFile {
    state: Arc<Mutex<State>>,
    file: usize,
    path: PathBuf,
    heap: HeapFile,
}

impl PowerLossDisk {
    /// An empty disk.
    pub fn new() -> Self {
        Self::default()
    }

    /// A disk that holds `files`, all durable.
    pub fn holding(files: &BTreeMap<PathBuf, Vec<u8>>) -> Self {
        let disk = Self::new();
        let mut state = lock(&disk.state);
        for (path, bytes) in files {
            let file = state.files.len();
            state.files.push(Content {
                durable: bytes.clone(),
                now: bytes.clone(),
                written: Vec::new(),
            });
            state.names.insert(path.clone(), file);
            state.durable_names.insert(path.clone(), file);
        }
        drop(state);
        disk
    }

    /// What programs see on the disk now.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let state = lock(&self.state);
        let content = |file: &usize| state.files.get(*file).map(|f| f.now.clone());
        state
            .names
            .iter()
            .filter_map(|(path, file)| Some((path.clone(), content(file)?)))
            .collect()
    }

    /// What goes wrong from now on; calls are counted from here.
    pub fn set_fault(&self, fault: Option<Fault>) {
        let mut state = lock(&self.state);
        state.fault = fault;
        state.calls = 0;
    }

    /// Says that all is durable and makes nothing durable: a disk, or a program, that leaves out the sync.
    pub fn set_lying(&self, lies: bool) {
        lock(&self.state).lies = lies;
    }

    /// From now on, every write is kept for [`PowerLossDisk::seen`].
    pub fn watch(&self) {
        lock(&self.state).seen = Some(Vec::new());
    }

    /// Every write since [`PowerLossDisk::watch`], in order, also those that were written over or lost.
    pub fn seen(&self) -> Vec<SeenWrite> {
        lock(&self.state).seen.clone().unwrap_or_default()
    }

    /// Calls since the start or the last [`PowerLossDisk::set_fault`].
    pub fn calls(&self) -> u64 {
        lock(&self.state).calls
    }

    /// Whether the power is off.
    pub fn is_dead(&self) -> bool {
        lock(&self.state).dead
    }

    /// Cuts the power if that has not happened, and starts again with what has survived. Every file must be closed.
    pub fn restart(&self, random: &SeededRandom) {
        let mut state = lock(&self.state);
        let mut names = std::mem::take(&mut state.durable_names);
        // Of each folder a first part by itself: nothing orders those of two.
        let mut folders: BTreeMap<Option<PathBuf>, Vec<Change>> = BTreeMap::new();
        for change in std::mem::take(&mut state.changes) {
            let folder = change.path().parent().map(Path::to_owned);
            folders.entry(folder).or_default().push(change);
        }
        for changes in folders.into_values() {
            let kept = usize::try_from(random.below(changes.len() as u64 + 1)).unwrap_or(0);
            for change in changes.into_iter().take(kept) {
                change.apply(&mut names);
            }
        }
        state.durable_names.clone_from(&names);
        state.names = names;
        for file in &mut state.files {
            file.lose_power(random);
        }
        state.heaps = Heaps::new();
        state.dead = false;
        state.fault = None;
        state.calls = 0;
    }
}

impl Change {
    fn path(&self) -> &Path {
        match self {
            Self::Made(path, _) | Self::Removed(path) | Self::Renamed(path, _) => path,
        }
    }

    fn apply(self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Made(path, file) => {
                names.insert(path, file);
            }
            Self::Removed(path) => {
                names.remove(&path);
            }
            Self::Renamed(from, to) => {
                if let Some(file) = names.remove(&from) {
                    names.insert(to, file);
                }
            }
        }
    }
}

impl Content {
    fn lose_power(&mut self, random: &SeededRandom) {
        for written in std::mem::take(&mut self.written) {
            match written {
                Written::Cut(size) => {
                    if random.below(2) == 0 {
                        self.durable.resize(size, 0);
                    }
                }
                Written::Bytes(at, bytes) => {
                    let mut from = 0;
                    while from < bytes.len() {
                        let length = (SECTOR - (at + from) % SECTOR).min(bytes.len() - from);
                        let survives = match random.below(5) {
                            0 | 1 => length,
                            2 | 3 => 0,
                            _ => usize::try_from(random.below(length as u64)).unwrap_or(0),
                        };
                        if let Some(part) = bytes.get(from..from + survives) {
                            put(&mut self.durable, at + from, part);
                        }
                        from += length;
                    }
                }
            }
        }
        self.now.clone_from(&self.durable);
    }
}

fn put(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    if content.len() < at + bytes.len() {
        content.resize(at + bytes.len(), 0);
    }
    if let Some(place) = content.get_mut(at..at + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

impl State {
    /// Counts a call, which may be the one that fails.
    fn call(&mut self, writes: bool) -> Result<(), DiskError> {
        if self.dead {
            return Err(DiskError::Io);
        }
        self.calls += 1;
        match self.fault {
            Some(Fault::PowerLoss(at) | Fault::ErrorThenPowerLoss(_, at)) if self.calls >= at => {
                self.dead = true;
                Err(DiskError::Io)
            }
            Some(Fault::Error(at) | Fault::ErrorThenPowerLoss(at, _)) if self.calls == at => {
                Err(DiskError::Io)
            }
            Some(Fault::Full(at)) if writes && self.calls >= at && self.calls < at + FULL_FOR => {
                Err(DiskError::Full)
            }
            _ => Ok(()),
        }
    }

    fn file(&mut self, file: usize) -> Result<&mut Content, DiskError> {
        self.files.get_mut(file).ok_or(DiskError::Io)
    }

    /// The names in `dir`, as they are now; those of other folders stay as unsure as they were.
    fn names_are_durable(&mut self, dir: Option<&Path>) {
        if self.lies {
            return;
        }
        for change in std::mem::take(&mut self.changes) {
            if change.path().parent() == dir {
                change.apply(&mut self.durable_names);
            } else {
                self.changes.push(change);
            }
        }
    }
}

impl Disk for PowerLossDisk {
    fn open(&self, path: &Path, _: FileKind, create: bool) -> Result<Box<dyn DiskFile>, DiskError> {
        let mut state = lock(&self.state);
        state.call(false)?;
        let file = match state.names.get(path) {
            Some(file) => *file,
            None if !create => return Err(DiskError::NotFound),
            None => {
                let file = state.files.len();
                state.files.push(Content::default());
                state.names.insert(path.to_owned(), file);
                state.changes.push(Change::Made(path.to_owned(), file));
                file
            }
        };
        let heap = state.heaps.file(path);
        Ok(Box::new(OpenFile {
            state: Arc::clone(&self.state),
            file,
            path: path.to_owned(),
            heap,
        }))
    }

    fn delete(&self, path: &Path, durable: bool) -> Result<(), DiskError> {
        let mut state = lock(&self.state);
        state.call(true)?;
        if state.names.remove(path).is_none() {
            return Err(DiskError::NotFound);
        }
        state.changes.push(Change::Removed(path.to_owned()));
        if durable {
            state.names_are_durable(path.parent());
        }
        Ok(())
    }

    fn exists(&self, path: &Path) -> Result<bool, DiskError> {
        let mut state = lock(&self.state);
        state.call(false)?;
        Ok(state.names.contains_key(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        let mut state = lock(&self.state);
        state.call(true)?;
        let file = state.names.remove(from).ok_or(DiskError::NotFound)?;
        state.names.insert(to.to_owned(), file);
        state
            .changes
            .push(Change::Renamed(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn sync_dir(&self, dir: &Path) -> Result<(), DiskError> {
        let mut state = lock(&self.state);
        state.call(false)?;
        state.names_are_durable(Some(dir));
        Ok(())
    }

    fn list(&self, dir: &Path) -> Result<Vec<PathBuf>, DiskError> {
        let mut state = lock(&self.state);
        state.call(false)?;
        let inside = |path: &&PathBuf| path.parent() == Some(dir);
        Ok(state.names.keys().filter(inside).cloned().collect())
    }
}

impl DiskFile for OpenFile {
    fn read_at(&mut self, buf: &mut [u8], offset: u64) -> Result<usize, DiskError> {
        let mut state = lock(&self.state);
        state.call(false)?;
        let from = usize::try_from(offset).map_err(|_| DiskError::Io)?;
        let there = state.file(self.file)?.now.get(from..).unwrap_or_default();
        let count = there.len().min(buf.len());
        buf.iter_mut().zip(there).for_each(|(to, from)| *to = *from);
        Ok(count)
    }

    fn write_at(&mut self, bytes: &[u8], offset: u64) -> Result<(), DiskError> {
        let at = usize::try_from(offset).map_err(|_| DiskError::Io)?;
        let mut state = lock(&self.state);
        let was_alive = !state.dead;
        let called = state.call(true);
        let cut = was_alive && state.dead;
        let file = state.file(self.file)?;
        if called.is_ok() {
            put(&mut file.now, at, bytes);
        }
        // The write during which the power went may have reached the disk in part.
        if called.is_ok() || cut {
            file.written.push(Written::Bytes(at, bytes.to_vec()));
            if let Some(seen) = &mut state.seen {
                seen.push((self.path.clone(), at, bytes.to_vec()));
            }
        }
        called
    }

    fn truncate(&mut self, size: u64) -> Result<(), DiskError> {
        let size = usize::try_from(size).map_err(|_| DiskError::Io)?;
        let mut state = lock(&self.state);
        state.call(true)?;
        let file = state.file(self.file)?;
        file.now.resize(size, 0);
        file.written.push(Written::Cut(size));
        Ok(())
    }

    fn size(&mut self) -> Result<u64, DiskError> {
        let mut state = lock(&self.state);
        state.call(false)?;
        Ok(state.file(self.file)?.now.len() as u64)
    }

    fn sync(&mut self) -> Result<(), DiskError> {
        let mut state = lock(&self.state);
        state.call(false)?;
        if state.lies {
            return Ok(());
        }
        let id = self.file;
        let file = state.file(id)?;
        for written in std::mem::take(&mut file.written) {
            match written {
                Written::Cut(size) => file.durable.resize(size, 0),
                Written::Bytes(at, bytes) => put(&mut file.durable, at, &bytes),
            }
        }
        // A file that was made here has its name from now on; what happened to names in its folder before has happened before.
        let made = |change: &Change| matches!(change, Change::Made(_, file) if *file == id);
        if let Some(index) = state.changes.iter().position(made) {
            let later = state.changes.split_off(index + 1);
            state.names_are_durable(self.path.parent());
            state.changes.extend(later);
        }
        Ok(())
    }

    fn lock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        self.heap.lock(level)
    }

    fn unlock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        self.heap.unlock(level);
        Ok(())
    }

    fn is_reserved(&mut self) -> Result<bool, DiskError> {
        Ok(self.heap.is_reserved())
    }

    fn index(&mut self, number: u32, size: u32, extend: bool) -> Result<Option<Region>, DiskError> {
        Ok(self.heap.index(number, size, extend))
    }

    fn index_word(&self, at: usize) -> Option<u32> {
        self.heap.index_word(at)
    }

    fn lock_index(&mut self, first: u8, count: u8, how: IndexLock) -> Result<(), DiskError> {
        self.heap.lock_index(first, count, how)
    }

    fn close_index(&mut self, _: bool) -> Result<(), DiskError> {
        self.heap.close_index();
        Ok(())
    }
}
