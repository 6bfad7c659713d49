//! `cargo xtask test`: the parts in order, each counted, the sum on the last line.

use crate::parts;
use crate::tally::{PartResult, Report, Tally};
use std::process::ExitCode;
use std::time::Instant;

struct Part {
    name: &'static str,
    run: fn() -> PartResult,
    /// Too long for every day: only with `--all`.
    only_all: bool,
    /// Needs what is made ready ahead of it.
    waits: bool,
}

const fn part(name: &'static str, run: fn() -> PartResult) -> Part {
    Part {
        name,
        run,
        only_all: false,
        waits: false,
    }
}

const fn waiting(name: &'static str, run: fn() -> PartResult) -> Part {
    Part {
        waits: true,
        ..part(name, run)
    }
}

const fn long(name: &'static str, run: fn() -> PartResult) -> Part {
    Part {
        only_all: true,
        ..waiting(name, run)
    }
}

/// Quick and telling first.
const PARTS: &[Part] = &[
    part("format", parts::cargo::format),
    part("layers", parts::layers::run),
    part("bans, licences, keys", parts::bans::run),
    part("message catalogues", parts::catalogues::run),
    part("lints", parts::cargo::lints),
    part("documentation", parts::cargo::documentation),
    part("tests", parts::cargo::tests),
    part("generated pages", parts::docs::check),
    part("openapi", parts::openapi::run),
    waiting("interop", parts::interop::run),
    waiting("android", parts::android::run),
    waiting("ios", parts::ios::run),
    long("built without pictures", parts::cargo::without_pictures),
    long("clients that others wrote", parts::clients::run),
    long("providers that others wrote", parts::providers::run),
    long("servers of photos that others wrote", parts::tus_servers::run),
    long("fuzz targets, 10 s each", parts::fuzz::briefly),
];

/// Runs every part, whatever the others did.
pub(crate) fn run(all: bool) -> ExitCode {
    let mut total = Tally::default();
    let mut summary = Vec::new();
    let mut ahead = Some(parts::ahead::begin(all));
    for part in PARTS.iter().filter(|p| all || !p.only_all) {
        println!("\n== {} ==", part.name);
        let started = Instant::now();
        if part.waits
            && let Some(ahead) = ahead.take()
        {
            // A thread that broke down has made nothing ready: the part does it itself.
            let _ = ahead.join();
        }
        let caught = std::panic::catch_unwind(part.run);
        let report = settle(
            caught.unwrap_or_else(|_| Err("the check itself broke down".to_owned())),
            all,
        );
        for note in &report.notes {
            println!("{note}");
        }
        println!(
            "{}: {} ({:.0} s)",
            part.name,
            report.tally,
            started.elapsed().as_secs_f32()
        );
        total += report.tally;
        summary.push((part.name, report));
    }
    println!("\n== summary ==");
    for (name, report) in &summary {
        println!("{:<26} {}", name, report.tally);
        if report.tally.failed > 0 || report.tally.not_run() > 0 {
            for note in &report.notes {
                println!("    {}", note.replace('\n', "\n    "));
            }
        }
    }
    if total.elsewhere > 0 {
        println!(
            "of the skipped, {} can be run on another operating system only",
            total.elsewhere
        );
    }
    println!("{total}");
    if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A part that died or counted nothing has failed. With `--all` so has every piece that was skipped, and a part of which nothing ran
/// at all; what only another operating system can run stays as it is.
fn settle(result: PartResult, all: bool) -> Report {
    let mut report = result.unwrap_or_else(|why| Report {
        tally: Tally::FAILED,
        notes: vec![why],
    });
    if report.tally.is_empty() {
        report.tally = Tally::FAILED;
        report.notes.push("nothing was counted".to_owned());
    }
    if !all {
        return report;
    }
    let left_out = report.tally.skipped;
    if left_out > 0 {
        report.tally.skipped = 0;
        report.tally.failed += left_out;
        report.notes.push(format!(
            "{left_out} not run, and --all allows nothing to be left out that could run here"
        ));
    }
    if report.tally.passed == 0 && report.tally.failed == 0 {
        report.tally.failed = 1;
        report
            .notes
            .push("nothing of it ran, and --all allows no part to be left out".to_owned());
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_dies_or_counts_nothing_has_failed() {
        assert_eq!(settle(Err("gone".to_owned()), false).tally, Tally::FAILED);
        assert_eq!(settle(Ok(Report::default()), false).tally, Tally::FAILED);
        assert_eq!(settle(Ok(Report::passed()), true).tally, Tally::PASSED);
    }

    #[test]
    fn a_part_left_out_is_a_failure_only_with_all() {
        let tally = |all| settle(Ok(Report::skipped("no python")), all).tally;
        assert_eq!(tally(false), Tally::SKIPPED);
        assert_eq!(tally(true), Tally::FAILED);
    }

    /// One client of several, one test of many: what ran beside it does not make up for it.
    #[test]
    fn a_piece_left_out_beside_others_is_a_failure_only_with_all() {
        let beside = || {
            let mut report = Report {
                tally: Tally::of(70, 1, 0),
                notes: Vec::new(),
            };
            report += Report::skipped("npm tus-js-client: by hand: npm ci");
            report += Report::skipped("PyPI three: by hand: pip install");
            Ok(report)
        };
        assert_eq!(settle(beside(), false).tally, Tally::of(70, 1, 2));
        let strict = settle(beside(), true);
        assert_eq!(strict.tally, Tally::of(70, 3, 0));
        // What would bring them is still said, and that they count now.
        assert!(strict.notes.iter().any(|note| note.contains("npm ci")));
        assert!(strict.notes.iter().any(|note| note.starts_with("2 not run")));
    }

    #[test]
    fn what_only_another_system_can_run_is_no_failure_beside_what_ran_here() {
        let beside = || {
            let mut report = Report::passed();
            report += Report::elsewhere("on a Mac: xcodebuild");
            Ok(report)
        };
        let settled = settle(beside(), true);
        assert_eq!((settled.tally.failed, settled.tally.elsewhere), (0, 1));
        assert_eq!(settled.notes, ["on a Mac: xcodebuild"]);
        // A part of which nothing at all ran is not covered by that.
        let alone = || Ok(Report::elsewhere("on a Mac: xcodebuild"));
        assert_eq!(settle(alone(), true).tally.failed, 1);
        assert_eq!(settle(alone(), false).tally.failed, 0);
    }
}
