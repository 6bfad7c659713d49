//! What cargo itself checks.

use crate::command::{build_program, cargo, succeed, tee};
use crate::tally::{PartResult, Report, Tally, ignored, of_cargo_test};
use std::path::Path;

/// What stands outside the workspace, for the reason that its manifest gives.
const OUTSIDE: &[&str] = &["tests/bench-sqlcipher"];

/// Tells the journeys where the program is, so that they do not build one of other features.
const PROGRAM: &str = "CITIZEN_PROGRAM";

/// The module of the tests that want a key ring.
const KEY_RING: &str = "key_ring::";

/// It is one line, and what it needs takes a minute and a half to check: `cargo test` compiles both anyway.
const UNCHECKED: &str = "citizen-bindgen";

/// `cargo fmt --check`, outside the workspace too.
pub(crate) fn format() -> PartResult {
    succeed(cargo(&["fmt", "--all", "--check"]))?;
    for folder in OUTSIDE {
        let manifest = format!("{folder}/Cargo.toml");
        succeed(cargo(&["fmt", "--manifest-path", &manifest, "--check"]))?;
    }
    Ok(Report::passed())
}

/// Clippy over everything, warnings denied.
pub(crate) fn lints() -> PartResult {
    let args = [
        "clippy",
        "--workspace",
        "--exclude",
        UNCHECKED,
        "--all-targets",
        "--locked",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ];
    succeed(cargo(&args)).map(|()| Report::passed())
}

/// The documentation of every crate of ours, warnings denied.
pub(crate) fn documentation() -> PartResult {
    let args = [
        "doc",
        "--workspace",
        "--exclude",
        UNCHECKED,
        "--no-deps",
        "--locked",
        "--quiet",
    ];
    let mut command = cargo(&args);
    command.env("RUSTDOCFLAGS", "-D warnings");
    succeed(command).map(|()| Report::passed())
}

/// What is otherwise in a library without pictures: that it has no lints, and that what is refused then is refused in words.
pub(crate) fn without_pictures() -> PartResult {
    const ROOMS: [&str; 3] = ["citizen-scan", "citizen-incident", "citizen-ffi"];
    let of_rooms = |first: &str| {
        let mut command = cargo(&[first, "--locked", "--no-default-features"]);
        for room in ROOMS {
            command.args(["--package", room]);
        }
        command
    };
    let mut lints = of_rooms("clippy");
    lints.args(["--all-targets", "--quiet", "--", "-D", "warnings"]);
    succeed(lints)?;
    let (output, succeeded) = tee(of_rooms("test"))?;
    Ok(Report {
        tally: of_cargo_test(&output, succeeded),
        notes: Vec::new(),
    })
}

/// Every test of the workspace, those in documentation too.
pub(crate) fn tests() -> PartResult {
    let program = build_program("citizen")?;
    let mut command = cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]);
    command.env(PROGRAM, &program);
    let (output, succeeded) = tee(command)?;
    let tally = of_cargo_test(&output, succeeded);
    let mut left_out = ignored(&output);
    let failed = output
        .lines()
        .filter(|l| l.starts_with("test ") && l.ends_with("... FAILED"));
    let mut notes: Vec<String> = failed.map(str::to_owned).collect();
    if !succeeded && notes.is_empty() {
        notes.push("cargo test ended badly: something does not compile, or was killed".to_owned());
    }
    let mut report = Report { tally, notes };
    let before = left_out.len();
    report += key_ring(&program, &mut left_out);
    // From the count and not from the names: one that could not be read must not be forgotten.
    let taken = (before - left_out.len()) as u64;
    report.tally.skipped = report.tally.skipped.saturating_sub(taken);
    report.notes.extend(left_out.iter().map(by_hand));
    Ok(report)
}

/// How a test that is marked as left out is run all the same.
fn by_hand((name, reason): &(String, String)) -> String {
    let filter = name.split(' ').next().unwrap_or(name);
    format!("left out: {name} ({reason}); by hand: cargo test --workspace -- --ignored {filter}")
}

/// The tests that want the key ring of a Linux desktop, which `cargo test` leaves out: taken from `left_out` and run where there is
/// one, and left there with what is wanting where there is none. Other systems' rings cannot be started for a test.
fn key_ring(program: &Path, left_out: &mut Vec<(String, String)>) -> Report {
    if !cfg!(target_os = "linux") {
        return Report::elsewhere(
            "left out: keys in the system's key ring; on Linux, with dbus and gnome-keyring: cargo xtask test",
        );
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |program: &&str| std::env::split_paths(&path).any(|dir| dir.join(program).is_file());
    if !["dbus-run-session", "gnome-keyring-daemon"].iter().all(is_there) {
        return Report::default();
    }
    let args = [
        "test",
        // The whole workspace again: one package alone has other features of its dependencies, and all would be built anew.
        "--workspace",
        "--locked",
        "--test",
        "it",
        "--",
        "--ignored",
        KEY_RING,
    ];
    let mut command = cargo(&args);
    command.env(PROGRAM, program);
    let mut report = match tee(command) {
        Ok((output, succeeded)) => Report {
            tally: of_cargo_test(&output, succeeded),
            notes: Vec::new(),
        },
        Err(why) => Report::of_faults(vec![why]),
    };
    let before = left_out.len();
    left_out.retain(|(name, _)| !name.starts_with(KEY_RING));
    let wanted = (before - left_out.len()) as u64;
    report += unless_all_ran(report.tally, wanted);
    report
}

/// A fault if a second run took fewer tests than the first had left for it.
fn unless_all_ran(tally: Tally, wanted: u64) -> Report {
    if tally.passed + tally.failed >= wanted {
        return Report::default();
    }
    Report::of_faults(vec![format!(
        "{wanted} tests were left for the run with a key ring, and it took {}",
        tally.passed + tally.failed
    )])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_named_with_the_command_that_runs_it() {
        let named = by_hand(&("key_ring::lives".to_owned(), "needs a key ring".to_owned()));
        assert!(named.contains("needs a key ring"), "{named}");
        assert!(named.ends_with("-- --ignored key_ring::lives"), "{named}");
    }

    #[test]
    fn a_second_run_that_takes_fewer_than_were_left_for_it_is_a_failure() {
        assert_eq!(unless_all_ran(Tally::of(1, 1, 0), 2).tally, Tally::default());
        assert_eq!(unless_all_ran(Tally::of(1, 0, 0), 2).tally, Tally::FAILED);
    }
}
