//! `cargo xtask simulate`: whole lives of phones and a province, for as many seeds as wanted.

use crate::command::{cargo, succeed};
use crate::tally::{PartResult, Report};

const USAGE: &str = "usage: cargo xtask simulate [--seeds N] [--seed S] [--items N] [--tell]";

/// A failure prints its seed; `--seeds 1 --seed S --tell` shows what happened in it.
pub(crate) fn by_hand(args: &[&str]) -> PartResult {
    let (mut seeds, mut seed, mut items, mut tell) = ("1000", "1", "30", "0");
    let mut rest = args;
    loop {
        rest = match rest {
            [] => break,
            ["--tell", after @ ..] => {
                tell = "1";
                after
            }
            [name, value, after @ ..] if value.parse::<u64>().is_ok() => {
                match *name {
                    "--seeds" => seeds = value,
                    "--seed" => seed = value,
                    "--items" => items = value,
                    _ => return Err(USAGE.to_owned()),
                }
                after
            }
            _ => return Err(USAGE.to_owned()),
        };
    }
    let mut command = cargo(&[
        "test",
        "--package",
        "citizen-simulation",
        "--test",
        "it",
        "campaign::",
        "--",
        "--nocapture",
    ]);
    command
        .env("SIMULATE_SEEDS", seeds)
        .env("SIMULATE_SEED", seed)
        .env("SIMULATE_ITEMS", items)
        .env("SIMULATE_TELL", tell);
    succeed(command).map(|()| Report::passed())
}
