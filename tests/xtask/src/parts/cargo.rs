//! What cargo itself checks.

use crate::command::{build_program, cargo, succeed, tee};
use crate::tally::{PartResult, Report, of_cargo_test};
use std::path::Path;

/// What stands outside the workspace, for the reason that its manifest gives.
const OUTSIDE: &[&str] = &["tests/bench-sqlcipher"];

/// Tells the journeys where the program is, so that they do not build one of other features.
const PROGRAM: &str = "CITIZEN_PROGRAM";

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

/// Every test of the workspace, those in documentation too.
pub(crate) fn tests() -> PartResult {
    let program = build_program("citizen")?;
    let mut command = cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]);
    command.env(PROGRAM, &program);
    let (output, succeeded) = tee(command)?;
    let mut tally = of_cargo_test(&output, succeeded);
    let failed = output
        .lines()
        .filter(|l| l.starts_with("test ") && l.ends_with("... FAILED"));
    let mut notes: Vec<String> = failed.map(str::to_owned).collect();
    if !succeeded && notes.is_empty() {
        notes.push("cargo test ended badly: something does not compile, or was killed".to_owned());
    }
    match key_ring(&program) {
        Some(own) => {
            // Counted as left out above.
            tally.skipped = tally.skipped.saturating_sub(own.tally.passed + own.tally.failed);
            tally += own.tally;
            notes.extend(own.notes);
        }
        None => notes.push(
            "left out: keys in the system's key ring; with `apt-get install dbus gnome-keyring` it is run"
                .to_owned(),
        ),
    }
    Ok(Report { tally, notes })
}

/// The one test that `cargo test` leaves out, because it wants the key ring of a Linux desktop; `None` where there is none.
/// Other systems' rings cannot be started for a test, and it is not built there.
fn key_ring(program: &Path) -> Option<Report> {
    if !cfg!(target_os = "linux") {
        return Some(Report::default());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |program: &&str| std::env::split_paths(&path).any(|dir| dir.join(program).is_file());
    if !["dbus-run-session", "gnome-keyring-daemon"].iter().all(is_there) {
        return None;
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
        "key_ring::",
    ];
    let mut command = cargo(&args);
    command.env(PROGRAM, program);
    Some(match tee(command) {
        Ok((output, succeeded)) => Report {
            tally: of_cargo_test(&output, succeeded),
            notes: Vec::new(),
        },
        Err(why) => Report::of_faults(vec![why]),
    })
}
