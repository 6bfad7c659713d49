//! What cargo itself checks.

use crate::command::{cargo, succeed, tee};
use crate::tally::{PartResult, Report, of_cargo_test};

/// `cargo fmt --check`.
pub(crate) fn format() -> PartResult {
    succeed(cargo(&["fmt", "--all", "--check"])).map(|()| Report::passed())
}

/// Clippy over everything, warnings denied.
pub(crate) fn lints() -> PartResult {
    let args = [
        "clippy",
        "--workspace",
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
    let mut command = cargo(&["doc", "--workspace", "--no-deps", "--locked", "--quiet"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    succeed(command).map(|()| Report::passed())
}

/// Every test of the workspace, those in documentation too.
pub(crate) fn tests() -> PartResult {
    let (output, succeeded) = tee(cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]))?;
    let tally = of_cargo_test(&output, succeeded);
    let failed = output
        .lines()
        .filter(|l| l.starts_with("test ") && l.ends_with("... FAILED"));
    let mut notes: Vec<String> = failed.map(str::to_owned).collect();
    if !succeeded && notes.is_empty() {
        notes.push("cargo test ended badly: something does not compile, or was killed".to_owned());
    }
    Ok(Report { tally, notes })
}
