//! What calls through the door cost in another language, beside the same in Rust: both are programs that measure when they are asked, so
//! that they take turns, and whatever else the machine does meets both. What is measured is written in `tests/conformance/src/side/mod.rs`.

use crate::command::{cargo, shown, succeed, target_dir};
use crate::tally::{PartResult, Report, Tally};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Turns that count; one before them, which warms up, does not.
const TURNS: usize = 9;

/// What is measured, and how often in each turn.
const FIGURES: [(&str, &str, u64); 6] = [
    ("sign_in", "sign-in to home, 100 dossiers", 2),
    ("page", "page of 100 dossiers", 40),
    ("session", "who is signed in, asked for", 100),
    ("event", "one event of 100", 10),
    ("found", "frame of 960 × 720 with a slip", 10),
    ("empty", "frame of 960 × 720 without", 10),
];

/// What both sides are made of.
pub(crate) struct Built {
    /// Folder of the library as the apps get it.
    pub(crate) library: PathBuf,
    /// The world around a phone.
    pub(crate) world: PathBuf,
    rust: PathBuf,
}

/// Builds them: the programs in release mode, and the library alone in the profile of the apps, which differs from it in name only. Beside the
/// programs, in one folder with them, it would not be optimised as one.
pub(crate) fn build() -> Result<Built, String> {
    let sides = ["--package", "citizen-conformance", "--bins", "--examples"];
    succeed(cargo(
        &[["build", "--release", "--locked"].as_slice(), &sides].concat(),
    ))?;
    let programs = target_dir().join("release");
    let program = |name: &str| programs.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    Ok(Built {
        library: library("cdylib")?,
        world: program("citizen-world"),
        rust: program("examples/side"),
    })
}

/// Builds the library as one kind, and gives its folder.
pub(crate) fn library(kind: &str) -> Result<PathBuf, String> {
    let alone = [
        "--package",
        "citizen-ffi",
        "--profile",
        "mobile",
        "--crate-type",
        kind,
    ];
    succeed(cargo(&[["rustc", "--locked"].as_slice(), &alone].concat()))?;
    Ok(target_dir().join("mobile"))
}

/// Measures Rust and the program that `other` starts, in turns, and prints the medians.
pub(crate) fn compare(built: &Built, name: &str, other: Command) -> PartResult {
    let mut rust = Command::new(&built.rust);
    rust.arg(&built.world);
    let mut sides = [Side::start(rust)?, Side::start(other)?];
    let mut taken = [[(); 2]; FIGURES.len()].map(|pair| pair.map(|()| Vec::new()));
    for turn in 0..=TURNS {
        for ((what, _, times), taken) in FIGURES.iter().zip(&mut taken) {
            let mut pairs: Vec<_> = sides.iter_mut().zip(taken).collect();
            // Nobody always goes first.
            if turn % 2 == 1 {
                pairs.reverse();
            }
            for (side, taken) in pairs {
                let ns = side.measure(what, *times)?;
                if turn > 0 {
                    taken.extend(ns);
                }
            }
        }
    }
    let mut report = Report {
        tally: Tally::PASSED,
        notes: vec![format!("median, µs{:>24} {name:>10}  ratio     n", "Rust")],
    };
    for ((_, said, _), [ours, theirs]) in FIGURES.iter().zip(taken) {
        let n = ours.len();
        let (ours, theirs) = (median(ours), median(theirs));
        report.notes.push(format!(
            "{said:<30} {:>8.1} {:>10.1} {:>6.2} {n:>5}",
            ours / 1e3,
            theirs / 1e3,
            theirs / ours
        ));
    }
    Ok(report)
}

fn median(mut taken: Vec<f64>) -> f64 {
    taken.sort_by(f64::total_cmp);
    taken.get(taken.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A program that measures.
struct Side {
    shown: String,
    child: Child,
    /// Nothing once it was told to end.
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Side {
    fn start(mut command: Command) -> Result<Self, String> {
        let shown = shown(&command);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| format!("{shown} does not start: {e}"))?;
        let piped = || format!("{shown} has no pipes");
        let to = child.stdin.take().ok_or_else(piped)?;
        let from = BufReader::new(child.stdout.take().ok_or_else(piped)?);
        let mut side = Self {
            shown,
            child,
            to: Some(to),
            from,
        };
        match side.line()?.as_str() {
            "ready" => Ok(side),
            other => Err(format!("{} is not ready: {other:?}", side.shown)),
        }
    }

    /// Nanoseconds, one number a time.
    fn measure(&mut self, what: &str, times: u64) -> Result<Vec<f64>, String> {
        let to = self.to.as_mut().ok_or("it has ended")?;
        writeln!(to, "{what} {times}")
            .and_then(|()| to.flush())
            .map_err(|e| format!("{} does not listen: {e}", self.shown))?;
        let answer = self.line()?;
        let ns: Result<Vec<f64>, _> = answer.split_whitespace().map(str::parse).collect();
        ns.ok()
            .filter(|ns| u64::try_from(ns.len()) == Ok(times))
            .ok_or_else(|| format!("{} said {answer:?} when asked for {times} of {what}", self.shown))
    }

    fn line(&mut self) -> Result<String, String> {
        let mut line = String::new();
        let read = self.from.read_line(&mut line);
        read.map_err(|e| format!("{} answers nothing: {e}", self.shown))?;
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        // At the end of its input it ends, and its world with it.
        drop(self.to.take());
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one_in_any_order() {
        assert!((median(vec![9.0, 1.0, 5.0]) - 5.0).abs() < f64::EPSILON);
        assert!(median(Vec::new()).is_nan());
    }

    #[test]
    #[cfg(unix)]
    fn a_side_that_measures_nothing_is_an_error_and_not_a_figure() {
        let program = |script: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            command
        };
        let mut good = Side::start(program("echo ready; read what times; echo 3 $times")).unwrap();
        assert_eq!(good.measure("page", 2).unwrap(), [3.0, 2.0]);
        for answer in ["echo 3", "echo 3 x", "true"] {
            let mut bad = Side::start(program(&format!("echo ready; read _; {answer}"))).unwrap();
            assert!(
                bad.measure("page", 2).unwrap_err().contains("2 of page"),
                "{answer}"
            );
        }
        assert!(Side::start(program("true")).is_err());
    }
}
