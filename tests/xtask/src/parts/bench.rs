//! `cargo xtask bench`.

use crate::command::{cargo, root, succeed, target_dir};
use crate::graph::members;
use crate::tally::{PartResult, Report, Tally};
use std::path::PathBuf;

/// `cargo xtask bench [--sqlcipher | --android | --ios | PACKAGE]`.
pub(crate) fn by_hand(args: &[&str]) -> PartResult {
    match args {
        [] => run(None, None),
        ["--android"] => super::android::bench(),
        ["--sqlcipher"] => run(Some("citizen-store"), Some(sqlcipher()?)),
        [package] if !package.starts_with('-') => run(Some(package), None),
        _ => Err("usage: cargo xtask bench [--sqlcipher | --android | --ios | PACKAGE]".to_owned()),
    }
}

/// Runs the benchmarks of every crate that has some, or of one.
fn run(only: Option<&str>, sqlcipher: Option<PathBuf>) -> PartResult {
    let mut report = Report::default();
    let wanted = |name: &str| only.is_none_or(|only| only == name);
    for member in members()?.into_iter().filter(|m| m.benches && wanted(&m.name)) {
        println!("== {} ==", member.name);
        // `--benches` alone would run the unit tests of the library as if they were benchmarks.
        let mut command = cargo(&["bench", "--package", &member.name, "--bench", "*"]);
        if let Some(program) = &sqlcipher {
            command.env("SQLCIPHER_SIDE", program);
        }
        match succeed(command) {
            Ok(()) => report.tally += Tally::PASSED,
            Err(why) => {
                report.tally += Tally::FAILED;
                report.notes.push(why);
            }
        }
    }
    if report.tally.is_empty() {
        return Err("there is no benchmark of that name".to_owned());
    }
    Ok(report)
}

/// Builds SQLCipher's side of the store's benchmark, OpenSSL included: some ten minutes the first time, and perl is needed.
fn sqlcipher() -> Result<PathBuf, String> {
    let into = target_dir().join("sqlcipher");
    let mut command = cargo(&["build", "--release", "--locked"]);
    command
        .current_dir(root().join("tests/bench-sqlcipher"))
        .env("CARGO_TARGET_DIR", &into);
    succeed(command)?;
    Ok(into
        .join("release")
        .join(format!("citizen-bench-sqlcipher{}", std::env::consts::EXE_SUFFIX)))
}
