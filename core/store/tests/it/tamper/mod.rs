//! Somebody changes the files: seeded mutations of a whole profile (main file, log, envelope, sealed files), none of which may
//! ever be read as other data, break the program or make it delete something.

mod beside;
mod database;
mod target;

use citizen_testkit::SeededRandom;
use std::collections::BTreeMap;
use target::Target;

const MUTATIONS: u64 = 6_400;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

/// A number below `n`, or 0.
fn pick(random: &SeededRandom, n: usize) -> usize {
    usize::try_from(random.below(n.max(1) as u64)).unwrap()
}

/// Copies `length` bytes of `from` into `to`, where both are that long.
fn copy(to: &mut [u8], at: usize, from: &[u8], place: usize, length: usize) {
    if let (Some(to), Some(from)) = (to.get_mut(at..at + length), from.get(place..place + length)) {
        to.copy_from_slice(from);
    }
}

#[test]
fn no_change_of_the_files_is_read_as_other_data() {
    let dir = tempfile::tempdir().unwrap();
    let target = Target::new(dir.path());
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    let first = number("TAMPER_SEED", 0);
    for seed in first..first + number("TAMPER_MUTATIONS", MUTATIONS) {
        let random = SeededRandom::new(seed);
        let mut moment = target.now.clone();
        let what = match random.below(8) {
            0 | 1 => beside::envelope(&target, &mut moment, &random),
            2 => beside::sealed_file(&target, &mut moment, &random),
            _ => database::mutate(&target, &mut moment, &random),
        };
        *kinds.entry(what).or_default() += 1;
        let outcome = target
            .judge(&moment)
            .unwrap_or_else(|wrong| panic!("seed {seed}, {what}: {wrong}"));
        *seen.entry(outcome).or_default() += 1;
    }
    for expected in [
        "Damaged",
        "DamagedEnvelope",
        "MissingKey",
        "Newer",
        "OtherKeyStore",
        "RolledBack",
        "WrongKey",
        "as it was",
    ] {
        assert!(seen.contains_key(expected), "{expected}: {seen:?}");
    }
    assert_eq!(kinds.len(), database::KINDS + beside::KINDS, "{kinds:?}");
    let untouched = seen.get("as it was").copied().unwrap_or_default();
    assert!(untouched < seen.values().sum::<u32>() / 4, "{seen:?}");
}

/// What `FORMAT.md` §9 grants (a rollback inside one generation), and no more: who destroys the mark and cuts the log gets an
/// earlier moment, whole, or an error; never a mixture, and never one before the generation.
#[test]
fn without_the_mark_a_cut_log_is_an_earlier_moment_and_nothing_else() {
    let outcomes = |long_log: u64, marked: bool, accepted: bool| {
        let dir = tempfile::tempdir().unwrap();
        let target = Target::with_log(dir.path(), long_log);
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for seed in 0..200 {
            let mut moment = target.now.clone();
            database::lose_the_mark(&target, &mut moment, &SeededRandom::new(seed));
            if marked {
                let whole = &target.now.disk[&target.main];
                moment.disk.insert(target.main.clone(), whole.clone());
            }
            let outcome = match target.steps(&moment, accepted) {
                Ok(held) => format!(
                    "{} steps",
                    held.unwrap_or_else(|| panic!("seed {seed}: a mixture"))
                ),
                Err(error) => error,
            };
            *seen.entry(outcome).or_default() += 1;
        }
        seen.into_keys().collect::<Vec<_>>()
    };
    // Nothing was moved since the new key, which came after the third step.
    assert_eq!(outcomes(1_000, false, false), ["3 steps", "4 steps"]);
    // Here all was moved by the fifth step, and the log is still there: what is left of it would lay older pages over newer ones.
    assert_eq!(outcomes(8, false, false), ["5 steps", "Damaged"]);
    // With the mark, whatever is missing is noticed.
    assert_eq!(outcomes(1_000, true, false), ["Damaged"]);
    assert_eq!(outcomes(8, true, false), ["Damaged"]);
    // The person accepts what is left: an earlier moment too, or where all was moved, all of it.
    assert_eq!(outcomes(1_000, false, true), ["3 steps", "4 steps"]);
    assert_eq!(outcomes(8, false, true), ["5 steps"]);
}
