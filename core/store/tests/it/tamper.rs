//! Somebody changes the files: seeded mutations, none of which may ever be read as other data.

use crate::common::{OsRandom, key};
use crate::workload::{Device, steps_held};
use citizen_store::StoreError;
use citizen_store::vfs::CipherDisk;
use citizen_testkit::{PowerLossDisk, SeededRandom};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const MUTATIONS: u64 = 5_200;
const PAGE: usize = 4096;
const HEADER: usize = 4 * PAGE;
const LOG_HEADER: usize = 64;
const FRAME: usize = 4160;

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A vault in the middle of its work: some pages in the main file, some in the log.
struct Target {
    device: Device,
    main: PathBuf,
    log: PathBuf,
    files: Files,
    /// The same vault at earlier moments, oldest first.
    earlier: Vec<Files>,
    /// Another vault, and this one under another key: pages and frames that are whole, but not here.
    foreign: Vec<Files>,
    steps: u32,
}

fn name(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(suffix);
    name.into()
}

/// Works `steps` steps and leaves the log as a power cut does.
fn worked(dir: &Path, seed: u64, steps: u32) -> (Device, Vec<Files>) {
    let device = Device::new(dir, seed);
    let store = device.open().unwrap();
    let mut moments = Vec::new();
    for n in 0..steps {
        store.write(|tx| crate::workload::step(tx, n)).unwrap();
        if n == 1 {
            store.suspend().unwrap();
            store.resume().unwrap();
        }
        moments.push(device.disk.files());
    }
    // Nothing is closed properly.
    std::mem::forget(store);
    (device, moments)
}

fn target(dir: &Path) -> Target {
    let (device, mut earlier) = worked(dir, 1, 5);
    let files = earlier.pop().unwrap();
    let main = dir.join("vault-1.db");
    let log = name(&main, "-wal");
    // The same key bytes in another vault would be the hardest case: only what is bound tells them apart.
    let other = PowerLossDisk::new();
    let twin = citizen_store::VaultKey::new([0x18; 16], 1, zeroize::Zeroizing::new([0x41; 32]));
    CipherDisk::create(Arc::new(other.clone()), &main, &twin, Arc::new(OsRandom), 9).unwrap();
    let epoch = PowerLossDisk::new();
    CipherDisk::create(Arc::new(epoch.clone()), &main, &key(2), Arc::new(OsRandom), 9).unwrap();
    let (second, _) = worked(dir, 2, 7);
    Target {
        foreign: vec![other.files(), epoch.files(), second.disk.files()],
        device,
        main,
        log,
        files,
        earlier,
        steps: 5,
    }
}

/// Copies `length` bytes inside a file or from another one.
fn copy(to: &mut [u8], at: usize, from: &[u8], place: usize, length: usize) {
    if let (Some(to), Some(from)) = (to.get_mut(at..at + length), from.get(place..place + length)) {
        to.copy_from_slice(from);
    }
}

/// The mutation that `random` chooses, and its name.
fn mutate(target: &Target, random: &SeededRandom) -> (&'static str, Files) {
    let mut files = target.files.clone();
    let pick = |n: usize| usize::try_from(random.below(n.max(1) as u64)).unwrap();
    let pages = (files[&target.main].len() - HEADER) / PAGE;
    let frames = (files[&target.log].len() - LOG_HEADER) / FRAME;
    let page = |n: usize| HEADER + n * PAGE;
    let frame = |n: usize| LOG_HEADER + n * FRAME;
    let (a, b) = (pick(pages), pick(pages));
    let (c, d) = (pick(frames), pick(frames));
    let foreign = &target.foreign[pick(3)];
    let earlier = &target.earlier[pick(target.earlier.len())];
    let main_before = files[&target.main].clone();
    let log_before = files[&target.log].clone();
    let what = match random.below(16) {
        0 | 1 => {
            let bytes = files.get_mut(&target.main).unwrap();
            let at = pick(bytes.len());
            bytes[at] ^= 1 << random.below(8);
            "a bit of the main file"
        }
        2 | 3 => {
            let bytes = files.get_mut(&target.log).unwrap();
            let at = pick(bytes.len());
            bytes[at] ^= 1 << random.below(8);
            "a bit of the log"
        }
        4 => {
            let bytes = files.get_mut(&target.main).unwrap();
            copy(bytes, page(a), &main_before, page(b), PAGE);
            copy(bytes, page(b), &main_before, page(a), PAGE);
            "pages swapped"
        }
        5 => {
            let bytes = files.get_mut(&target.log).unwrap();
            copy(bytes, frame(c), &log_before, frame(d), FRAME);
            copy(bytes, frame(d), &log_before, frame(c), FRAME);
            "frames swapped"
        }
        6 => {
            copy(
                files.get_mut(&target.main).unwrap(),
                page(a),
                &main_before,
                page(b),
                PAGE,
            );
            "a page repeated"
        }
        7 => {
            copy(
                files.get_mut(&target.log).unwrap(),
                frame(c),
                &log_before,
                frame(d),
                FRAME,
            );
            "a frame repeated"
        }
        8 => {
            let bytes = files.get_mut(&target.main).unwrap();
            bytes.truncate(pick(bytes.len()));
            "the main file cut"
        }
        9 => {
            let bytes = files.get_mut(&target.log).unwrap();
            bytes.truncate(pick(bytes.len()));
            "the log cut"
        }
        10 => {
            // The third is this vault with another history: its pages are authentic at their own places.
            let from = target.foreign[pick(2)].values().next().unwrap();
            copy(
                files.get_mut(&target.main).unwrap(),
                page(a),
                from,
                page(pick(2)),
                PAGE,
            );
            "a page of another vault or epoch"
        }
        11 => {
            // At another place: at its own an older page is authentic (FORMAT.md §9).
            let from = &earlier[&target.main];
            copy(
                files.get_mut(&target.main).unwrap(),
                page(a),
                from,
                page((a + 1) % pages),
                PAGE,
            );
            "an older page at another place"
        }
        12 => {
            let from = foreign
                .iter()
                .find(|(path, _)| path.to_string_lossy().ends_with("-wal"));
            if let Some((_, from)) = from {
                copy(
                    files.get_mut(&target.log).unwrap(),
                    frame(c),
                    from,
                    frame(c),
                    FRAME,
                );
            } else {
                files.insert(target.main.clone(), foreign[&target.main].clone());
            }
            "a frame, or the whole main file, of another vault or epoch"
        }
        13 => {
            files.clone_from(&target.earlier[0]);
            "everything put back to an earlier generation"
        }
        14 => {
            let bytes = files.get_mut(&target.main).unwrap();
            for _ in 0..=random.below(4) {
                bytes[pick(HEADER)] = u8::try_from(random.below(256)).unwrap();
            }
            "the header edited"
        }
        _ => {
            let at = pick(frames);
            copy(
                files.get_mut(&target.main).unwrap(),
                page(a),
                &log_before,
                frame(at),
                PAGE,
            );
            "a piece of the log in the main file"
        }
    };
    (what, files)
}

/// Opens and reads everything; and what the disk holds before the store is closed.
fn read(device: &Device) -> (Result<Option<u32>, StoreError>, Files) {
    match device.open() {
        Err(error) => (Err(error), device.disk.files()),
        Ok(store) => {
            let held = steps_held(&store).map_err(StoreError::from);
            (held, device.disk.files())
        }
    }
}

#[test]
fn no_change_of_the_files_is_read_as_other_data() {
    let dir = tempfile::tempdir().unwrap();
    let target = target(dir.path());
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for seed in 0..MUTATIONS {
        let random = SeededRandom::new(seed);
        let (what, files) = mutate(&target, &random);
        let device = Device::like(&target.device, PowerLossDisk::holding(&files));
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(&device)));
        let (outcome, left) = match read {
            Err(_) => panic!("seed {seed}, {what}: panicked"),
            Ok((Ok(Some(steps)), left)) if steps == target.steps => ("as it was".to_owned(), left),
            Ok((Ok(other), _)) => panic!("seed {seed}, {what}: {other:?} accepted"),
            Ok((Err(error), left)) => {
                let name = format!("{error:?}");
                (name.split([' ', '{']).next().unwrap().to_owned(), left)
            }
        };
        for path in files.keys() {
            assert!(left.contains_key(path), "seed {seed}, {what}: {path:?} is gone");
        }
        if outcome != "as it was" {
            assert_eq!(
                left[&target.main], files[&target.main],
                "seed {seed}, {what}: touched"
            );
        }
        *seen.entry(outcome).or_default() += 1;
    }
    for expected in ["Damaged", "WrongKey", "RolledBack", "as it was"] {
        assert!(seen.contains_key(expected), "{expected}: {seen:?}");
    }
    assert!(
        seen["as it was"] < u32::try_from(MUTATIONS / 4).unwrap(),
        "{seen:?}"
    );
}
