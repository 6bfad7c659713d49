//! Counting what ran.
//!
//! What did not run is of two kinds. *Skipped*: a tool could not be installed or started here, or a test is marked as left out; under
//! `cargo xtask test --all` each such piece is a failure. *Elsewhere*: this operating system can never run it (what only Apple's SDK
//! compiles); it is named with the command that runs it there, shown among the skipped, and fails nothing.

use std::fmt;

/// How many checks or tests passed, failed and were not run; shown, the last two kinds are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// Could have run here.
    pub(crate) skipped: u64,
    /// Could not, on this operating system.
    pub(crate) elsewhere: u64,
}

impl Tally {
    pub(crate) const PASSED: Self = Self::of(1, 0, 0);
    pub(crate) const FAILED: Self = Self::of(0, 1, 0);
    pub(crate) const SKIPPED: Self = Self::of(0, 0, 1);
    pub(crate) const ELSEWHERE: Self = Self {
        elsewhere: 1,
        ..Self::of(0, 0, 0)
    };

    pub(crate) const fn of(passed: u64, failed: u64, skipped: u64) -> Self {
        Self {
            passed,
            failed,
            skipped,
            elsewhere: 0,
        }
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.passed == 0 && self.failed == 0 && self.not_run() == 0
    }

    /// Of both kinds.
    pub(crate) const fn not_run(self) -> u64 {
        self.skipped + self.elsewhere
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.elsewhere += other.elsewhere;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed,
            self.failed,
            self.not_run()
        )
    }
}

/// What a part has to say for itself.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) tally: Tally,
    /// Lines worth reading again at the end.
    pub(crate) notes: Vec<String>,
}

impl Report {
    pub(crate) const fn passed() -> Self {
        Self {
            tally: Tally::PASSED,
            notes: Vec::new(),
        }
    }

    /// A piece that could have run here. `why` names what is wanting and the command that brings it.
    pub(crate) fn skipped(why: impl Into<String>) -> Self {
        Self {
            tally: Tally::SKIPPED,
            notes: vec![why.into()],
        }
    }

    /// A piece that this operating system can never run, whatever is installed. `why` names the command that runs it where it can.
    pub(crate) fn elsewhere(why: impl Into<String>) -> Self {
        Self {
            tally: Tally::ELSEWHERE,
            notes: vec![why.into()],
        }
    }

    /// One check that found `faults`.
    pub(crate) fn of_faults(faults: Vec<String>) -> Self {
        let tally = if faults.is_empty() {
            Tally::PASSED
        } else {
            Tally::FAILED
        };
        Self { tally, notes: faults }
    }
}

impl std::ops::AddAssign for Report {
    fn add_assign(&mut self, other: Self) {
        self.tally += other.tally;
        self.notes.extend(other.notes);
    }
}

/// A part's report, or why it died.
pub(crate) type PartResult = Result<Report, String>;

/// Adds up the `test result:` lines of `cargo test`. A run that ended badly without a failed test (it did not
/// compile, it was killed) and a run without a single such line are failures.
pub(crate) fn of_cargo_test(output: &str, succeeded: bool) -> Tally {
    let mut tally = Tally::default();
    let mut lines = 0;
    for line in output.lines() {
        if let Some(counted) = result_line(line.trim()) {
            tally += counted;
            lines += 1;
        }
    }
    if (!succeeded && tally.failed == 0) || lines == 0 {
        tally.failed += 1;
    }
    tally
}

/// The tests that a run of `cargo test` left out because they are marked so: their names, with the reason that each gives.
pub(crate) fn ignored(output: &str) -> Vec<(String, String)> {
    let left_out = |line: &str| {
        let (name, reason) = line.strip_prefix("test ")?.split_once(" ... ignored")?;
        let reason = reason.trim_start_matches([',', ' ']);
        Some((name.to_owned(), reason.to_owned()))
    };
    output.lines().filter_map(|line| left_out(line.trim())).collect()
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`
fn result_line(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut tally = Tally::default();
    for part in counts.split(';') {
        let mut words = part.split_whitespace();
        let (Some(number), Some(what)) = (words.next(), words.next()) else {
            continue;
        };
        let Ok(number) = number.parse::<u64>() else {
            continue;
        };
        match what {
            "passed" => tally.passed = number,
            "failed" => tally.failed = number,
            "ignored" => tally.skipped = number,
            _ => {}
        }
    }
    Some(tally)
}

/// Adds up the closing `Tests run:` line of each Maven module; the lines of single classes, which name them, count no test twice.
/// A run that ended badly without a failed test and a run without a single such line are failures.
pub(crate) fn of_surefire(output: &str, succeeded: bool) -> Tally {
    let mut tally = Tally::default();
    let mut lines = 0;
    for line in output.lines() {
        if let Some(counted) = surefire_line(line.trim()) {
            tally += counted;
            lines += 1;
        }
    }
    if (!succeeded && tally.failed == 0) || lines == 0 {
        tally.failed += 1;
    }
    tally
}

/// `[INFO] Tests run: 12, Failures: 0, Errors: 0, Skipped: 1`
fn surefire_line(line: &str) -> Option<Tally> {
    let (_, counts) = line.split_once("] Tests run: ")?;
    let numbers: Vec<u64> = format!("Tests run: {counts}")
        .split(", ")
        .map(|part| part.split_once(": ")?.1.parse().ok())
        .collect::<Option<_>>()?;
    let [run, failures, errors, skipped] = numbers.as_slice() else {
        return None;
    };
    let failed = failures + errors;
    Some(Tally::of(run.saturating_sub(failed + skipped), failed, *skipped))
}

/// Counts a run of `swift test`: the line that closes Swift Testing, and the last of `XCTest`'s. A run that ended badly without a failed
/// test and a run without either line are failures.
pub(crate) fn of_swift_test(output: &str, succeeded: bool) -> Tally {
    let mut tally = Tally::default();
    let mut lines = 0;
    let ends = |line: &str, how: &str| {
        line.contains(" Test ") && !line.contains("Test run with") && line.contains(how)
    };
    let count = |how: &str| output.lines().filter(|line| ends(line, how)).count() as u64;
    for line in output.lines() {
        if let Some(run) = number_between(line, "Test run with ", " test") {
            let (failed, skipped) = (count(" failed after "), count(" skipped"));
            tally += Tally::of(run.saturating_sub(failed + skipped), failed, skipped);
            lines += 1;
        }
    }
    if let Some(counted) = output.lines().filter_map(xctest_line).next_back() {
        tally += counted;
        lines += 1;
    }
    if (!succeeded && tally.failed == 0) || lines == 0 {
        tally.failed += 1;
    }
    tally
}

/// `Executed 3 tests, with 1 failure (1 unexpected) in …`, or `…, with 1 test skipped and 0 failures (0 unexpected) in …`
fn xctest_line(line: &str) -> Option<Tally> {
    let run = number_between(line, "Executed ", " test")?;
    let (_, rest) = line.split_once(", with ")?;
    let (skipped, rest) = match rest.split_once(" skipped and ") {
        Some((skipped, rest)) => (skipped.split(' ').next()?.parse().ok()?, rest),
        None => (0, rest),
    };
    let failed = rest.split_once(" failure")?.0.parse().ok()?;
    Some(Tally::of(run.saturating_sub(failed + skipped), failed, skipped))
}

fn number_between(line: &str, before: &str, after: &str) -> Option<u64> {
    let (number, _) = line.split_once(before)?.1.split_once(after)?;
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN: &str = "running 4 tests\n....\n\
        test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\n\
        \x20  Doc-tests citizen_domain\n\
        test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 2.00s\n";

    #[test]
    fn every_result_line_is_added_and_ignored_is_skipped() {
        assert_eq!(of_cargo_test(RUN, false), Tally::of(8, 2, 1));
    }

    #[test]
    fn what_is_marked_as_left_out_is_named_with_its_reason() {
        let run = "test key_ring::lives ... ignored, needs a key ring\ntest a::b ... ok\n\
            test src/lib.rs - page (line 4) ... ignored\ntest result: ok. 1 passed; 0 failed; 2 ignored\n";
        let named = |name: &str, why: &str| (name.to_owned(), why.to_owned());
        assert_eq!(
            ignored(run),
            [
                named("key_ring::lives", "needs a key ring"),
                named("src/lib.rs - page (line 4)", "")
            ]
        );
    }

    #[test]
    fn what_runs_only_elsewhere_is_shown_among_the_skipped_and_is_not_one_of_them() {
        let mut tally = Tally::of(3, 0, 1);
        tally += Report::elsewhere("on a Mac: make").tally;
        assert_eq!((tally.skipped, tally.not_run()), (1, 2));
        assert_eq!(tally.to_string(), "3 passed, 0 failed, 2 skipped");
        assert!(!Tally::ELSEWHERE.is_empty());
    }

    #[test]
    fn a_run_without_results_is_a_failure() {
        assert_eq!(of_cargo_test("", true).failed, 1);
        assert_eq!(of_cargo_test("running 3 tests\n...", true).failed, 1);
        assert_eq!(of_cargo_test("warning: test result: none", true).failed, 1);
    }

    #[test]
    fn a_run_that_dies_after_good_results_is_a_failure() {
        let good = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(of_cargo_test(good, true), Tally::of(3, 0, 0));
        assert_eq!(of_cargo_test(good, false), Tally::of(3, 1, 0));
    }

    #[test]
    fn of_maven_only_the_closing_lines_count() {
        let run = "[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.7 s -- in vn.citizen.ui.look.FontTest\n\
            [INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0\n\
            [ERROR] Tests run: 9, Failures: 1, Errors: 2, Skipped: 1\n";
        let expected = Tally::of(9, 3, 1);
        assert_eq!(of_surefire(run, false), expected);
        assert_eq!(of_surefire("[INFO] BUILD SUCCESS", true).failed, 1);
        assert_eq!(
            of_surefire("[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0", false).failed,
            1
        );
    }

    #[test]
    fn swift_tests_of_both_kinds_are_counted() {
        let run = "\t Executed 2 tests, with 1 failure (1 unexpected) in 0.0 (0.0) seconds\n\
            \t Executed 3 tests, with 1 failure (1 unexpected) in 0.0 (0.0) seconds\n\
            ➜ Test theStory() skipped: \"no world\"\n\
            ✘ Test one() recorded an issue at A.swift:1:2: Expectation failed\n\
            ✘ Test one() failed after 0.1 seconds with 1 issue.\n\
            ✘ Test run with 6 tests failed after 0.3 seconds with 1 issue.\n";
        let counted = Tally::of(6, 2, 1);
        assert_eq!(of_swift_test(run, false), counted);
        let left_out =
            "\t Executed 3 tests, with 1 test skipped and 0 failures (0 unexpected) in 0.0 (0.0) seconds";
        assert_eq!(of_swift_test(left_out, true), Tally::of(2, 0, 1));
        let fine = "✔ Test run with 1 test passed after 0.3 seconds.";
        assert_eq!(of_swift_test(fine, true), Tally::PASSED);
        assert_eq!(of_swift_test(fine, false).failed, 1);
        assert_eq!(of_swift_test("error: no such module", true).failed, 1);
    }
}
