//! The power goes, the disk errs, the disk is full: at every call in turn.

use crate::common::{OsRandom, key, now};
use crate::workload::{Device, Done, steps_held};
use citizen_store::vfs::{CipherDisk, Registered};
use citizen_testkit::{FakeClock, Fault, PowerLossDisk, SeededRandom};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

/// Fault points of a run in CI, all kinds together; `cargo xtask crash` sets its own.
const POINTS: u64 = 10_400;
const SEED: u64 = 20_261_125;

type Kind = fn(u64, u64) -> Fault;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

/// Calls of the whole work without a fault.
fn calls(dir: &Path, seed: u64) -> u64 {
    let device = Device::new(dir, seed);
    let mut done = Done::default();
    device.work(&mut done);
    assert_eq!(done.steps, crate::workload::STEPS);
    device.disk.calls()
}

/// One fault, a restart, and what is there then. `Err` says what is wrong.
fn point(dir: &Path, seed: u64, fault: Fault, lies: bool) -> Result<(), String> {
    let device = Device::new(dir, seed);
    device.disk.set_lying(lies);
    device.disk.set_fault(Some(fault));
    let mut done = Done::default();
    device.work(&mut done);
    let (Fault::PowerLoss(at) | Fault::Error(at) | Fault::Full(at) | Fault::ErrorThenPowerLoss(at, _)) =
        fault;
    // Whatever came first, the power goes in the end.
    device.disk.restart(&SeededRandom::new(seed ^ at.rotate_left(32)));
    device.disk.set_lying(false);
    let store = device.open().map_err(|e| format!("unreadable: {e:?}"))?;
    let held = steps_held(&store).map_err(|e| format!("unreadable: {e:?}"))?;
    match held {
        None => Err("torn".to_owned()),
        Some(held) if held < done.steps => Err(format!("lost: {} acknowledged, {held} there", done.steps)),
        Some(held) if held > done.steps + 1 => Err(format!("{held} there of {}", done.steps)),
        Some(held) => {
            // And work goes on from there.
            let mut rest = Done { steps: held };
            drop(store);
            device.work(&mut rest);
            if rest.steps == crate::workload::STEPS {
                Ok(())
            } else {
                Err(format!("stuck at step {}", rest.steps))
            }
        }
    }
}

/// Every call in turn, seed after seed, until there were enough points; or the one that `CRASH_AT` names.
fn campaign(kind: Kind, share: u64) {
    let dir = tempfile::tempdir().unwrap();
    let (first, points) = (number("CRASH_SEED", SEED), number("CRASH_POINTS", POINTS) / share);
    let only = number("CRASH_AT", 0);
    let mut left = points;
    let try_at = |seed, at| {
        let fault = kind(seed, at);
        if let Err(wrong) = point(dir.path(), seed, fault, false) {
            panic!("{fault:?}: {wrong}. Again: cargo xtask crash --seed {seed} --at {at}");
        }
    };
    if only > 0 {
        return try_at(first, only);
    }
    for seed in first.. {
        for at in 1..=calls(dir.path(), seed) {
            if left == 0 {
                let mut out = std::io::stdout();
                writeln!(
                    out,
                    "{points} points of {:?}, seeds {first} to {seed}: nothing lost",
                    kind(0, 0)
                )
                .unwrap();
                return;
            }
            left -= 1;
            try_at(seed, at);
        }
    }
}

/// What a seed and a call have brought out once, they bring out again.
#[test]
fn a_failure_is_the_same_when_it_is_replayed() {
    let dir = tempfile::tempdir().unwrap();
    let failing = (30..).find_map(|at| {
        let wrong = point(dir.path(), SEED, Fault::PowerLoss(at), true).err()?;
        Some((at, wrong))
    });
    let (at, wrong) = failing.unwrap();
    for _ in 0..3 {
        assert_eq!(
            point(dir.path(), SEED, Fault::PowerLoss(at), true),
            Err(wrong.clone())
        );
    }
}

#[test]
fn no_power_cut_loses_what_was_acknowledged() {
    campaign(|_, at| Fault::PowerLoss(at), 2);
}

#[test]
fn no_error_of_the_disk_loses_what_was_acknowledged() {
    campaign(|_, at| Fault::Error(at), 4);
}

#[test]
fn no_full_disk_loses_what_was_acknowledged() {
    campaign(|_, at| Fault::Full(at), 4);
}

/// What an error leaves half done meets a power cut some calls later.
#[test]
fn no_error_and_then_a_power_cut_loses_what_was_acknowledged() {
    campaign(
        |seed, at| {
            let gap = SeededRandom::new(seed.rotate_left(17) ^ at).below(120);
            Fault::ErrorThenPowerLoss(at, at + 1 + gap)
        },
        4,
    );
}

/// The harness must notice a disk on which nothing is ever synced.
#[test]
fn a_missing_sync_is_caught() {
    let dir = tempfile::tempdir().unwrap();
    let calls = calls(dir.path(), SEED);
    let caught = (1..=calls)
        .step_by(7)
        .filter(|at| point(dir.path(), SEED, Fault::PowerLoss(*at), true).is_err())
        .count();
    assert!(caught as u64 > calls / 7 / 4, "{caught} of {}", calls / 7);
}

/// Rows that were acknowledged and are not there after a power cut, with a setting of `synchronous`.
fn lost_rows(synchronous: &str) -> usize {
    let path = Path::new("/vault-1.db");
    let mut lost = 0;
    for at in (5..200).step_by(3) {
        let disk = PowerLossDisk::new();
        let random = Arc::new(OsRandom);
        let connect = || {
            let cipher = CipherDisk::open(Arc::new(disk.clone()), path, &key(1), random.clone()).ok()?;
            let clock = Arc::new(FakeClock::at(now()));
            let vfs = Registered::new(Arc::new(cipher), random.clone(), clock).ok()?;
            let db = vfs.connect(path).ok()?;
            db.pragma_update(None, "synchronous", synchronous).ok()?;
            Some((db, vfs))
        };
        CipherDisk::create(Arc::new(disk.clone()), path, &key(1), random.clone(), 1).unwrap();
        let (db, vfs) = connect().unwrap();
        db.execute_batch("CREATE TABLE t (n INTEGER PRIMARY KEY, x BLOB)")
            .unwrap();
        disk.set_fault(Some(Fault::PowerLoss(at)));
        let mut acknowledged = 0;
        for n in 1..40 {
            if db
                .execute("INSERT INTO t VALUES (?1, zeroblob(1500))", [n])
                .is_err()
            {
                break;
            }
            acknowledged = n;
        }
        drop((db, vfs));
        disk.restart(&SeededRandom::new(at));
        let held = connect().and_then(|(db, _vfs)| {
            db.query_row("SELECT coalesce(max(n), 0) FROM t", [], |row| {
                row.get::<_, i64>(0)
            })
            .ok()
        });
        lost += usize::from(held.is_none_or(|held| held < acknowledged));
    }
    lost
}

/// The harness must notice the setting that is faster and loses the last reports.
#[test]
fn synchronous_normal_is_caught_and_full_is_not() {
    assert_eq!(lost_rows("FULL"), 0);
    assert!(lost_rows("NORMAL") > 5);
}
