//! The log's index holds SQLite's checksum of the log's frames: what a thief who has it can do with it (`FORMAT.md` §7).

use crate::common::{OsRandom, database, item, key, options, rating, set};
use crate::workload::report;
use citizen_domain::codes::DossierCode;
use citizen_domain::ports::{PortError, Random};
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_dossier::{Followed, Repository as _, Trust};
use citizen_incident::{Draft, DraftRepository as _, ReportRepository as _};
use citizen_mscore::Repository as _;
use citizen_outbox::Repository as _;
use citizen_pack::PackRepository as _;
use citizen_store::vfs::{CipherDisk, Disk as _, FileKind, RealDisk};
use citizen_store::{OpenOptions, Store, Tx};
use citizen_testkit::SeededRandom;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex};

const SECRET: &str = "ở số 12, con gái tôi học lớp 3A";

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

/// Where in `written`, to a byte, eight bytes of `noise` stand, and which of its eights.
fn places(written: &[u8], noise: &[u8; 32]) -> Vec<(usize, usize)> {
    let eights: HashMap<&[u8], usize> = noise.windows(8).zip(0..).collect();
    let mut first = [false; 256];
    noise.iter().for_each(|byte| first[usize::from(*byte)] = true);
    written
        .windows(8)
        .enumerate()
        .filter(|(_, eight)| first[usize::from(eight[0])])
        .filter_map(|(place, eight)| eights.get(eight).map(|number| (place, *number)))
        .collect()
}

/// The system's randomness, and what was drawn of the length of a noise.
#[derive(Default)]
struct Drawn(Mutex<Vec<[u8; 32]>>);

impl Random for Drawn {
    fn fill(&self, buf: &mut [u8]) -> Result<(), PortError> {
        OsRandom.fill(buf)?;
        if let Ok(noise) = <[u8; 32]>::try_from(&*buf) {
            self.0.lock().unwrap().push(noise);
        }
        Ok(())
    }
}

struct Watched {
    dir: tempfile::TempDir,
    store: Store,
    drawn: Arc<Drawn>,
}

/// What one transaction put into the log, between which sums, and its noise.
#[derive(Clone)]
struct Written {
    before: Sum,
    words: Vec<u8>,
    after: Sum,
    noise: [u8; 32],
}

impl Watched {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let drawn = Arc::new(Drawn::default());
        let store = Store::open(OpenOptions {
            random: Arc::clone(&drawn) as _,
            // The log does not begin anew meanwhile.
            long_log: 1 << 20,
            ..options(dir.path())
        })
        .unwrap();
        set(&store, "first", "1").unwrap();
        Self { dir, store, drawn }
    }

    fn write(&self, work: impl FnOnce(&Tx<'_>) -> Result<(), RepositoryError> + Send) -> Written {
        self.drawn.0.lock().unwrap().clear();
        let (first, before) = told(self.dir.path());
        self.store.write(work).unwrap();
        let (last, after) = told(self.dir.path());
        let words = frames(self.dir.path(), first, last);
        assert_eq!(on(before, &pairs(&words)), after);
        let drawn = self.drawn.0.lock().unwrap();
        // One that was drawn and not used is in no frame; one that was written over leaves copies that mean nothing.
        let held: Vec<_> = drawn
            .iter()
            .filter(|noise| !places(&words, noise).is_empty())
            .collect();
        let noise = **held
            .last()
            .unwrap_or_else(|| panic!("{} drawn, none written", drawn.len()));
        Written {
            before,
            words,
            after,
            noise,
        }
    }
}

fn dossier(n: u32) -> Followed {
    let code = DossierCode::parse(&format!("000.00.01.H29-260212-{n:04}")).unwrap();
    Followed::from_code(code, Trust::Typed, crate::common::now())
}

fn draft(n: u32, text: &str) -> Draft {
    Draft {
        text: text.to_owned(),
        ..Draft::new(item(n).id, crate::common::now())
    }
}

/// Even one who has the index before and after a transaction, and knows all that was written but the noise, learns nothing: whatever
/// is guessed, there is exactly one noise that fits, and each is as likely. That is so if the noise stands in the log once, with eight bytes at
/// an even place: one step of the sum, which is a bijection of the sum before for any step, and of the step for any sum before.
fn confirms_no_guess(written: &Written) -> Result<(), String> {
    let places = places(&written.words, &written.noise);
    let eights: HashSet<usize> = places.iter().map(|(_, eight)| *eight).collect();
    if eights.len() != places.len() {
        return Err(format!("a part of the noise stands in the log twice: {places:?}"));
    }
    let Some((place, _)) = places.iter().find(|(place, _)| place % 8 == 0) else {
        return Err("the noise is no step of the sum".to_owned());
    };
    let place = place / 8;
    let right = pairs(&written.words);
    let wrong = if right.len() / 2 == place {
        0
    } else {
        right.len() / 2
    };
    let mut guess = right.clone();
    guess[wrong][0] ^= 1;
    // Were the noise known, the sum would tell a right guess from a wrong one; and another noise makes up for it.
    assert_ne!(on(written.before, &guess), written.after);
    guess[place] = fitting(written.before, &guess, place, written.after);
    assert_eq!(on(written.before, &guess), written.after);
    Ok(())
}

#[test]
fn the_indexs_checksum_confirms_no_guess() {
    type Work = fn(&Tx<'_>) -> Result<(), RepositoryError>;
    let works: [(&str, Work); 23] = [
        ("a setting", |tx| tx.set_setting("a", Some(SECRET))),
        ("the same again", |tx| tx.set_setting("a", Some(SECRET))),
        ("a draft", |tx| tx.save_draft(&draft(1, SECRET))),
        ("the draft again", |tx| tx.save_draft(&draft(1, SECRET))),
        ("an item", |tx| tx.insert_item(&item(1))),
        ("an item that changes", |tx| {
            let held = tx.item(&item(1).id)?.unwrap();
            tx.update_item(&held).map(drop)
        }),
        ("an item that changed before", |tx| {
            tx.update_item(&item(1)).map(drop)?;
            tx.set_setting("a", Some("1"))
        }),
        ("an item and the end of its draft", |tx| {
            tx.insert_item(&item(2))?;
            tx.remove_draft(&item(1).id)
        }),
        ("an item that goes", |tx| tx.remove_item(&item(2).id)),
        ("a draft that is gone at once", |tx| {
            tx.save_draft(&draft(3, SECRET))?;
            tx.remove_draft(&item(3).id)
        }),
        ("a draft and a setting", |tx| {
            tx.save_draft(&draft(4, SECRET))?;
            tx.set_setting("a", None)
        }),
        ("a report", |tx| tx.save_report(&report(5, None))),
        ("a report that grows", |tx| tx.save_report(&report(5, Some(1)))),
        ("a report that goes", |tx| tx.remove_report(&item(5).id)),
        ("a rating", |tx| tx.put_rating(&rating())),
        ("what the key store sealed", |tx| {
            tx.set_sealed("session", Some(&[7; 9000]))
        }),
        ("a fingerprint", |tx| tx.put_accepted_key("00", "fingerprint")),
        ("a dossier", |tx| tx.put_dossier(&dossier(1))),
        ("a dossier that is written twice", |tx| {
            tx.put_dossier(&dossier(1))?;
            tx.put_dossier(&dossier(1))
        }),
        ("a dossier that goes", |tx| {
            tx.remove_dossier("000.00.01.H29-260212-0001").map(drop)
        }),
        ("many dossiers, which divide pages", |tx| {
            (1..300).try_for_each(|n| tx.put_dossier(&dossier(n)))
        }),
        ("a dossier and all others", |tx| {
            tx.put_dossier(&dossier(301))?;
            tx.doubt_records()
        }),
        ("more than the cache holds", |tx| {
            (400..2_700).try_for_each(|n| tx.save_draft(&draft(n, &SECRET.repeat(100))))
        }),
    ];
    let watched = Watched::new();
    let mut noises = HashSet::new();
    for (of, work) in works {
        let written = watched.write(work);
        confirms_no_guess(&written).unwrap_or_else(|e| panic!("{of}: {e}"));
        // Fresh each time, or the difference of two transactions would speak.
        assert!(noises.insert(written.noise), "{of}");
    }
}

/// Noise that stands in the log a second time, at whatever place, or only in pieces, is not taken for enough.
#[test]
fn noise_that_is_there_twice_is_noticed() {
    let watched = Watched::new();
    let written = watched.write(|tx| tx.save_draft(&draft(1, SECRET)));
    let (there, _) = places(&written.words, &written.noise)[0];
    for by in 1..=8 {
        let mut twice = written.clone();
        let copy = there + 2_000 + by;
        let copy = if copy + 32 > twice.words.len() { by } else { copy };
        twice.words[copy..copy + 32].copy_from_slice(&written.noise);
        assert!(confirms_no_guess(&twice).is_err(), "{by}");
    }
    let mut pieces = written.clone();
    for every_fourth in (there..there + 32).step_by(4) {
        pieces.words[every_fourth] ^= 1;
    }
    assert!(confirms_no_guess(&pieces).is_err());
}

/// Rows that grow and shrink among others, in pages full of gaps: SQLite packs and divides pages in every way it has.
#[test]
fn no_page_that_is_packed_or_divided_leaves_a_copy() {
    let watched = Watched::new();
    let random = SeededRandom::new(20_261_128);
    for round in 0..1_500 {
        let n = u32::try_from(random.below(40)).unwrap();
        let length = usize::try_from(random.below(if round % 7 == 0 { 5_000 } else { 900 })).unwrap();
        let written = watched.write(|tx| match random.below(5) {
            // Never nothing: one that is not there is made.
            0 if tx.draft(&item(n).id)?.is_some() => tx.remove_draft(&item(n).id),
            _ => tx.save_draft(&draft(n, &"x".repeat(length))),
        });
        confirms_no_guess(&written).unwrap_or_else(|e| panic!("round {round}: {e}"));
    }
}

/// A row that is longer than a page goes on in others, and its noise with it.
#[test]
fn a_row_of_any_length_has_noise_enough() {
    let watched = Watched::new();
    for length in (3600..4800).step_by(7) {
        let written = watched.write(|tx| tx.save_draft(&draft(1, &"x".repeat(length))));
        confirms_no_guess(&written).unwrap_or_else(|e| panic!("{length}: {e}"));
    }
}

/// A room's row bears the noise: no page is written for it alone.
#[test]
fn what_a_person_writes_takes_no_page_more() {
    let watched = Watched::new();
    watched.write(|tx| tx.save_draft(&draft(1, SECRET)));
    let pages = |written: &Written| written.words.len() / (8 + 4096);
    let again = watched.write(|tx| tx.save_draft(&draft(1, SECRET)));
    assert_eq!(pages(&again), 2, "its row, and its index by time");
    // The control: what has no room for it takes a page for it.
    let setting = watched.write(|tx| tx.set_setting("first", Some("2")));
    assert_eq!(pages(&setting), 2, "its row, and the noise");
}

#[test]
fn what_writes_nothing_leaves_no_trace() {
    let watched = Watched::new();
    let frames = told(watched.dir.path()).0;
    watched.store.write(|tx| tx.remove_draft("none")).unwrap();
    assert_eq!(told(watched.dir.path()).0, frames);
}
