//! `cargo xtask crash`: the power-loss harness for as long as wanted.

use crate::command::{cargo, succeed};
use crate::tally::{PartResult, Report};

const USAGE: &str = "usage: cargo xtask crash [--points N] [--seed S] [--at CALL]";

/// `[--points N] [--seed S]`. A failure prints seed and call; with `--at` the same shows it again.
pub(crate) fn by_hand(args: &[&str]) -> PartResult {
    let (mut points, mut seed, mut at) = ("200000", "1", "0");
    let mut rest = args;
    while let [name, value, after @ ..] = rest {
        let whole = value.parse::<u64>().is_ok();
        match *name {
            "--points" if whole => points = value,
            "--seed" if whole => seed = value,
            "--at" if whole => at = value,
            _ => return Err(USAGE.to_owned()),
        }
        rest = after;
    }
    if !rest.is_empty() {
        return Err(USAGE.to_owned());
    }
    let mut command = cargo(&[
        "test",
        "--package",
        "citizen-store",
        "--test",
        "it",
        "crash::",
        "--",
        "--nocapture",
    ]);
    command
        .env("CRASH_POINTS", points)
        .env("CRASH_SEED", seed)
        .env("CRASH_AT", at);
    succeed(command).map(|()| Report::passed())
}
