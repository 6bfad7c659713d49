//! `cargo xtask bench`.

use crate::command::{cargo, succeed};
use crate::graph::members;
use crate::tally::{PartResult, Report, Tally};

/// Runs the benchmarks of every crate that has some.
pub(crate) fn run() -> PartResult {
    let mut report = Report::default();
    for member in members()?.into_iter().filter(|m| m.benches) {
        println!("== {} ==", member.name);
        // `--benches` alone would run the unit tests of the library as if they were benchmarks.
        match succeed(cargo(&["bench", "--package", &member.name, "--bench", "*"])) {
            Ok(()) => report.tally += Tally::PASSED,
            Err(why) => {
                report.tally += Tally::FAILED;
                report.notes.push(why);
            }
        }
    }
    Ok(report)
}
