//! The log's index holds SQLite's checksum of the log's frames: what a thief who has it can do with it (`FORMAT.md` §7).

use crate::common::{OsRandom, database, key, open, set};
use citizen_domain::repository::RepositoryError;
use citizen_store::vfs::{CipherDisk, Disk as _, FileKind, RealDisk};
use std::path::Path;
use std::sync::Arc;

const RIGHT: &str = "ở số 12, con gái tôi học lớp 3A";
const WRONG: &str = "ở số 14, con gái tôi học lớp 5B";

/// SQLite's header and frame in the log, as SQLite sees them (sqlite.org/fileformat2.html §4.1).
const LOG_HEADER: u64 = 32;
const FRAME: usize = 24 + 4096;

type Sum = [u32; 2];

/// Frames and sum that the index tells (`WalIndexHdr` of SQLite's `wal.c`).
fn told(dir: &Path) -> (u32, Sum) {
    let bytes = std::fs::read(dir.join("vault-1.db-shm")).unwrap();
    let word = |at: usize| u32::from_ne_bytes(bytes[at..at + 4].try_into().unwrap());
    (word(16), [word(24), word(28)])
}

/// The words that are summed of frames `from..to`.
fn frames(dir: &Path, from: u32, to: u32) -> Vec<u8> {
    let log = dir.join("vault-1.db-wal");
    let disk = CipherDisk::open(Arc::new(RealDisk), &database(dir), &key(1), Arc::new(OsRandom)).unwrap();
    let mut file = disk.open(&log, FileKind::Log, false).unwrap();
    let mut words = Vec::new();
    for n in from..to {
        let mut frame = vec![0; FRAME];
        file.read_at(&mut frame, LOG_HEADER + u64::from(n) * FRAME as u64)
            .unwrap();
        words.extend_from_slice(&frame[..8]);
        words.extend_from_slice(&frame[24..]);
    }
    words
}

fn pairs(words: &[u8]) -> Vec<Sum> {
    let word = |four: &[u8]| u32::from_ne_bytes(four.try_into().unwrap());
    words
        .chunks(8)
        .map(|eight| [word(&eight[..4]), word(&eight[4..])])
        .collect()
}

/// SQLite's `walChecksumBytes`, on from `sum`.
fn on([a, b]: Sum, pairs: &[Sum]) -> Sum {
    pairs.iter().fold([a, b], |[a, b], [x, y]| {
        let a = a.wrapping_add(*x).wrapping_add(b);
        [a, b.wrapping_add(*y).wrapping_add(a)]
    })
}

/// The same backwards.
fn back([a, b]: Sum, pairs: &[Sum]) -> Sum {
    pairs.iter().rev().fold([a, b], |[a, b], [x, y]| {
        let b = b.wrapping_sub(*y).wrapping_sub(a);
        [a.wrapping_sub(*x).wrapping_sub(b), b]
    })
}

/// The one pair at `place` with which `pairs` lead from one sum to the other.
fn fitting(from: Sum, pairs: &[Sum], place: usize, to: Sum) -> Sum {
    let [a, b] = on(from, &pairs[..place]);
    let [c, d] = back(to, &pairs[place + 1..]);
    [
        c.wrapping_sub(a).wrapping_sub(b),
        d.wrapping_sub(b).wrapping_sub(c),
    ]
}

fn find(bytes: &[u8], what: &[u8]) -> usize {
    bytes
        .windows(what.len())
        .position(|window| window == what)
        .unwrap()
}

/// Even one who has the index before and after a transaction, and knows all that was written but the noise, learns nothing: whatever
/// is guessed, there is exactly one noise that fits, and each is as likely.
#[test]
fn the_indexs_checksum_confirms_no_guess() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    set(&store, "a", "1").unwrap();
    let (first, before) = told(dir.path());
    set(&store, "a", RIGHT).unwrap();
    let (last, after) = told(dir.path());
    let written = frames(dir.path(), first, last);
    let noise = store
        .read(|tx| Ok::<_, RepositoryError>(tx.sealed("noise")?.unwrap()))
        .unwrap();
    let place = find(&written, &noise).div_ceil(8);
    assert!((place + 1) * 8 <= find(&written, &noise) + noise.len());
    for guess in [RIGHT, WRONG] {
        let mut guessed = written.clone();
        let at = find(&guessed, RIGHT.as_bytes());
        guessed[at..at + guess.len()].copy_from_slice(guess.as_bytes());
        let mut pairs = pairs(&guessed);
        // The control: without the noise, the sum tells a right guess from a wrong one.
        assert_eq!(on(before, &pairs) == after, guess == RIGHT);
        pairs[place] = fitting(before, &pairs, place, after);
        assert_eq!(on(before, &pairs), after, "{guess}");
    }
    // Fresh each time, or the difference of two transactions would speak.
    set(&store, "a", RIGHT).unwrap();
    let next = store.read(|tx| tx.sealed("noise")).unwrap().unwrap();
    assert_ne!(next, noise);
    // What writes nothing stays without a trace.
    let (frames, _) = told(dir.path());
    store.write(|_| Ok::<_, RepositoryError>(())).unwrap();
    assert_eq!(told(dir.path()).0, frames);
}
