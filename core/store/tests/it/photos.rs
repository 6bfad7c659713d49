//! A photo and the row that names it, on one disk that loses its power: what was acknowledged is there with its photo.

use crate::common::{item, now};
use crate::workload::Device;
use citizen_domain::ports::Files as _;
use citizen_domain::repository::RepositoryError;
use citizen_incident::{Draft, DraftRepository as _, PhotoRef};
use citizen_store::{FileStore, KeyBytes, Store};
use citizen_testkit::{Fault, PowerLossDisk, PowerLossFolder, SeededRandom};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const DRAFTS: u32 = 6;
const SEED: u64 = 20_261_128;

/// Every third photo is the first one once more: its file is there, or should be.
fn photo(n: u32) -> Vec<u8> {
    let n = if n % 3 == 2 { 0 } else { n };
    format!("ảnh {n} ").repeat(400).into_bytes()
}

/// What a program does, and what it does wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Right,
    /// It keeps the row before the photo.
    RowFirst,
    /// It never makes names durable.
    NamesForgotten,
    /// Nothing is ever made durable.
    DiskLies,
}

struct Phone {
    device: Device,
    files: FileStore,
}

impl Phone {
    fn new(dir: &Path, disk: PowerLossDisk, way: Way) -> Self {
        let folder = PowerLossFolder {
            disk: disk.clone(),
            dir: dir.join("files"),
            forgets_names: way == Way::NamesForgotten,
        };
        std::fs::create_dir_all(&folder.dir).unwrap();
        Self {
            files: FileStore::over(dir, Arc::new(folder), Arc::new(KeyBytes::new([7; 32]))),
            device: Device::with(dir, SEED, disk),
        }
    }

    /// Keeps draft after draft, each with a photo; answers with those that were acknowledged and are not being thrown away. What goes wrong is
    /// tried again, by the same program, as a person would.
    fn work(&self, way: Way) -> Vec<u32> {
        let mut kept = Vec::new();
        for _ in 0..4 {
            let Ok(store) = self.device.open() else { continue };
            while let Some(n) = (0..DRAFTS).find(|n| !kept.contains(n)) {
                if self
                    .keep(&store, n, way)
                    .or_else(|| self.keep(&store, n, way))
                    .is_none()
                {
                    break;
                }
                kept.push(n);
            }
            // One of them goes, and then its photo if no other row names it.
            if kept.len() == DRAFTS as usize {
                kept.retain(|n| *n != 3);
                let _ = self.discard(&store, 3).or_else(|| self.discard(&store, 3));
                return kept;
            }
        }
        kept
    }

    fn keep(&self, store: &Store, n: u32, way: Way) -> Option<()> {
        let bytes = photo(n);
        let sha256 = citizen_proof::sha256_hex(&bytes);
        let mut draft = Draft::new(item(n).id, now());
        draft
            .add_photo(PhotoRef {
                sha256,
                bytes: bytes.len() as u64,
                width: 1,
                height: 1,
            })
            .ok()?;
        if way == Way::RowFirst {
            store.write(|tx| tx.save_draft(&draft)).ok()?;
            return self.files.put(&bytes).ok().map(drop);
        }
        let kept = store.write(|tx| {
            self.files
                .put(&bytes)
                .map_err(|_| RepositoryError::Failed("file"))?;
            tx.save_draft(&draft)
        });
        kept.ok()
    }

    fn discard(&self, store: &Store, n: u32) -> Option<()> {
        store.write(|tx| tx.remove_draft(&item(n).id)).ok()?;
        let needed = store.read(|tx| tx.needed_files()).ok()?;
        let sha256 = citizen_proof::sha256_hex(&photo(n));
        if needed.contains(&sha256) {
            return Some(());
        }
        self.files.remove(&sha256).ok()
    }

    /// Every draft that is there has its photo, and every one that was acknowledged is there.
    fn check(&self, kept: &[u32]) -> Result<(), String> {
        let store = self.device.open().map_err(|e| format!("unreadable: {e:?}"))?;
        let drafts = store.read(|tx| tx.drafts()).map_err(|e| format!("{e:?}"))?;
        for n in kept {
            if !drafts.iter().any(|draft| draft.id == item(*n).id) {
                return Err(format!("draft {n} is lost"));
            }
        }
        for draft in drafts {
            for photo in draft.photos {
                self.files
                    .get(&photo.sha256)
                    .map_err(|e| format!("the photo of {}: {e:?}", draft.id))?;
            }
        }
        Ok(())
    }
}

fn point(dir: &Path, fault: Option<Fault>, seed: u64, way: Way) -> (u64, Result<(), String>) {
    let disk = PowerLossDisk::holding(&BTreeMap::new());
    let phone = Phone::new(dir, disk.clone(), way);
    disk.set_lying(way == Way::DiskLies);
    disk.set_fault(fault);
    let kept = phone.work(way);
    let calls = disk.calls();
    disk.restart(&SeededRandom::new(seed));
    disk.set_lying(false);
    // Another program: it remembers nothing.
    let phone = Phone::new(dir, disk, Way::Right);
    (calls, phone.check(&kept))
}

fn wrong(way: Way, seeds: u64) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let (calls, calm) = point(dir.path(), None, 1, Way::Right);
    calm.unwrap();
    let kinds: [fn(u64, u64) -> Fault; 4] = [
        |at, _| Fault::PowerLoss(at),
        |at, _| Fault::Error(at),
        |at, _| Fault::Full(at),
        |at, gap| Fault::ErrorThenPowerLoss(at, at + gap),
    ];
    let mut wrong = Vec::new();
    for kind in kinds {
        for at in 1..=calls {
            for seed in 0..seeds {
                let seed = SEED ^ (at << 8) ^ seed;
                let gap = 1 + SeededRandom::new(seed).below(60);
                let fault = kind(at, gap);
                if let (_, Err(what)) = point(dir.path(), Some(fault), seed, way) {
                    wrong.push(format!("{fault:?}, seed {seed}: {what}"));
                }
            }
        }
    }
    wrong
}

#[test]
fn no_fault_parts_a_row_from_its_photo() {
    assert_eq!(wrong(Way::Right, 3), Vec::<String>::new());
}

/// Or nothing above would be proved.
#[test]
fn what_a_program_does_wrong_is_caught() {
    for way in [Way::RowFirst, Way::NamesForgotten, Way::DiskLies] {
        assert!(wrong(way, 1).len() > 20);
    }
}
