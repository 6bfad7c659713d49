//! Locks and the log's index in memory, for disks whose files are not the device's: between the connections of one process.

use super::disk::{DiskError, IndexLock, LockLevel, Region};
use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const SLOTS: usize = 8;

/// The locks and indexes of all files of one disk. Clones share them.
#[derive(Clone, Default)]
pub struct Heaps {
    files: Arc<Mutex<HashMap<PathBuf, Arc<Mutex<Shared>>>>>,
    next: Arc<AtomicU64>,
}

#[derive(Default)]
struct Shared {
    readers: HashSet<u64>,
    reserved: Option<u64>,
    pending: Option<u64>,
    exclusive: Option<u64>,
    pieces: Vec<Arc<[AtomicU64]>>,
    using_index: HashSet<u64>,
    slots: [Slot; SLOTS],
}

#[derive(Default)]
struct Slot {
    shared: HashSet<u64>,
    exclusive: Option<u64>,
}

/// One open file's part in the locks; everything is given back when it is dropped.
pub struct HeapFile {
    shared: Arc<Mutex<Shared>>,
    me: u64,
    level: LockLevel,
}

impl Heaps {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// For a file that has just been opened.
    pub fn file(&self, path: &Path) -> HeapFile {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        HeapFile {
            shared: Arc::clone(files.entry(path.to_owned()).or_default()),
            me: self.next.fetch_add(1, Ordering::Relaxed),
            level: LockLevel::None,
        }
    }
}

impl HeapFile {
    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`super::DiskFile::lock`].
    ///
    /// # Errors
    /// [`DiskError::Busy`].
    pub fn lock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        if self.level >= level {
            return Ok(());
        }
        let me = self.me;
        let others = |holder: Option<u64>| holder.is_some_and(|id| id != me);
        let mut shared = self.shared();
        let reached = match level {
            LockLevel::None => Ok(LockLevel::None),
            LockLevel::Shared if others(shared.pending) || others(shared.exclusive) => Err(DiskError::Busy),
            LockLevel::Shared => {
                shared.readers.insert(me);
                Ok(level)
            }
            LockLevel::Reserved if others(shared.reserved) => Err(DiskError::Busy),
            LockLevel::Reserved => {
                shared.reserved = Some(me);
                Ok(level)
            }
            LockLevel::Pending | LockLevel::Exclusive
                if others(shared.pending) || others(shared.exclusive) || others(shared.reserved) =>
            {
                Err(DiskError::Busy)
            }
            LockLevel::Pending | LockLevel::Exclusive => {
                shared.pending = Some(me);
                if level == LockLevel::Pending {
                    Ok(level)
                } else if shared.readers.iter().any(|id| *id != me) {
                    // What was reached is kept, so that the readers run out.
                    Err(DiskError::Busy)
                } else {
                    shared.exclusive = Some(me);
                    Ok(level)
                }
            }
        };
        drop(shared);
        match reached {
            Ok(level) => {
                self.level = level;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// As [`super::DiskFile::unlock`].
    pub fn unlock(&mut self, level: LockLevel) {
        let me = self.me;
        let mut shared = self.shared();
        let free = |holder: &mut Option<u64>| {
            if *holder == Some(me) {
                *holder = None;
            }
        };
        free(&mut shared.reserved);
        free(&mut shared.pending);
        free(&mut shared.exclusive);
        if level == LockLevel::None {
            shared.readers.remove(&me);
        }
        drop(shared);
        self.level = self.level.min(level);
    }

    /// As [`super::DiskFile::is_reserved`].
    pub fn is_reserved(&self) -> bool {
        let shared = self.shared();
        shared.reserved.is_some() || shared.pending.is_some() || shared.exclusive.is_some()
    }

    /// As [`super::DiskFile::index`].
    pub fn index(&mut self, number: u32, size: u32, extend: bool) -> Option<Region> {
        let number = number as usize;
        let me = self.me;
        let mut shared = self.shared();
        shared.using_index.insert(me);
        while shared.pieces.len() <= number {
            if !extend {
                return None;
            }
            let words = size.div_ceil(8) as usize;
            shared
                .pieces
                .push((0..words).map(|_| AtomicU64::new(0)).collect());
        }
        let piece = Arc::clone(shared.pieces.get(number)?);
        // Atomics may change behind a shared reference: writing through this address is allowed while the owner lives.
        let start = NonNull::new(piece.first()?.as_ptr().cast::<u8>())?;
        let owner: Arc<dyn Any + Send + Sync> = Arc::new(piece);
        Some(Region::new(start, Some(owner)))
    }

    /// As [`super::DiskFile::index_word`].
    pub fn index_word(&self, at: usize) -> Option<u32> {
        let shared = self.shared();
        if !shared.using_index.contains(&self.me) {
            return None;
        }
        let word = shared.pieces.first()?.get(at / 8)?.load(Ordering::Acquire);
        let bytes = word.to_ne_bytes();
        let (halves, _) = bytes.as_chunks::<4>();
        at.is_multiple_of(4)
            .then(|| halves.get(at / 4 % 2).copied().map(u32::from_ne_bytes))?
    }

    /// As [`super::DiskFile::lock_index`].
    ///
    /// # Errors
    /// [`DiskError::Busy`].
    pub fn lock_index(&mut self, first: u8, count: u8, how: IndexLock) -> Result<(), DiskError> {
        let me = self.me;
        let mut shared = self.shared();
        let range = usize::from(first)..usize::from(first) + usize::from(count);
        let slots = shared.slots.get_mut(range).ok_or(DiskError::Io)?;
        let others = |holder: Option<u64>| holder.is_some_and(|id| id != me);
        let refused = slots.iter().any(|slot| match how {
            IndexLock::Shared => others(slot.exclusive),
            IndexLock::Exclusive => others(slot.exclusive) || slot.shared.iter().any(|id| *id != me),
            IndexLock::FreeShared | IndexLock::FreeExclusive => false,
        });
        if refused {
            return Err(DiskError::Busy);
        }
        for slot in slots {
            match how {
                IndexLock::Shared => {
                    slot.shared.insert(me);
                }
                IndexLock::Exclusive => slot.exclusive = Some(me),
                IndexLock::FreeShared | IndexLock::FreeExclusive => {
                    slot.shared.remove(&me);
                    if slot.exclusive == Some(me) {
                        slot.exclusive = None;
                    }
                }
            }
        }
        Ok(())
    }

    /// As [`super::DiskFile::close_index`].
    pub fn close_index(&mut self) {
        let me = self.me;
        let mut shared = self.shared();
        for slot in &mut shared.slots {
            slot.shared.remove(&me);
            if slot.exclusive == Some(me) {
                slot.exclusive = None;
            }
        }
        shared.using_index.remove(&me);
        if shared.using_index.is_empty() {
            // The next one begins anew, as with a file that was removed.
            shared.pieces.clear();
        }
    }
}

impl Drop for HeapFile {
    fn drop(&mut self) {
        self.unlock(LockLevel::None);
        self.close_index();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writes_many_read_and_the_index_is_common() {
        let heaps = Heaps::new();
        let path = Path::new("x");
        let (mut a, mut b) = (heaps.file(path), heaps.file(path));
        for level in [LockLevel::Shared, LockLevel::Reserved] {
            a.lock(level).unwrap();
        }
        b.lock(LockLevel::Shared).unwrap();
        assert!(b.is_reserved());
        assert_eq!(b.lock(LockLevel::Reserved), Err(DiskError::Busy));
        assert_eq!(a.lock(LockLevel::Exclusive), Err(DiskError::Busy));
        b.unlock(LockLevel::None);
        assert_eq!(
            b.lock(LockLevel::Shared),
            Err(DiskError::Busy),
            "the writer is waited for"
        );
        a.lock(LockLevel::Exclusive).unwrap();
        a.unlock(LockLevel::None);
        b.lock(LockLevel::Exclusive).unwrap();

        assert!(b.index(0, 64, false).is_none());
        let one = a.index(0, 64, true).unwrap();
        assert_eq!(one.start(), b.index(0, 64, false).unwrap().start());
        a.lock_index(3, 1, IndexLock::Shared).unwrap();
        b.lock_index(3, 1, IndexLock::Shared).unwrap();
        assert_eq!(b.lock_index(0, 8, IndexLock::Exclusive), Err(DiskError::Busy));
        drop(a);
        b.lock_index(0, 8, IndexLock::Exclusive).unwrap();
    }
}
