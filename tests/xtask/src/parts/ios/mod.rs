//! `ios/`: the Swift package over the real library, by `swift test`. With a Swift of the machine's own where there is one; on Debian
//! as root with one that is put into a tree of its own in the cache.

mod apple;
mod bench;
mod framework;
mod toolchain;
mod weight;

pub(crate) use bench::bench;
pub(crate) use framework::xcframework;

use crate::command::{output, root, tail, target_dir, tee};
use crate::parts::bindings::{self, Bindings};
use crate::tally::{PartResult, Report, Tally, of_swift_test};
use std::fs;
use std::path::Path;
use toolchain::Toolchain;

/// Swift, where the machine has none.
pub(crate) fn fetch() -> Result<(), String> {
    Toolchain::find().map(drop)
}

/// Builds the library, its Swift side and the world around a phone; then every test of the package.
pub(crate) fn run() -> PartResult {
    let swift = match Toolchain::find() {
        Ok(swift) => swift,
        Err(why) => return Ok(Report::skipped(why)),
    };
    let made = bindings::make()?;
    place(&made)?;
    let scratch = target_dir().join("swift").to_string_lossy().into_owned();
    let mut command = swift.command(&["test", "--scratch-path", &scratch]);
    command
        .env("CITIZEN_LIBRARY", made.library.parent().unwrap_or(Path::new("/")))
        .env("CITIZEN_WORLD", target_dir().join("debug/citizen-world"))
        .env("CITIZEN_STORY", root().join("tests/conformance/scenario.json"));
    let (said, succeeded) = tee(command)?;
    let tally = of_swift_test(&said, succeeded);
    let mut notes = Vec::new();
    if tally.failed > 0 {
        notes.push(tail(&faults(&said), 40));
    }
    // Swift Testing names what a condition left out, with the reason that the test gives.
    notes.extend(
        said.lines()
            .filter(|line| line.contains(" skipped"))
            .map(str::to_owned),
    );
    let mut report = form(&swift);
    report += Report { tally, notes };
    if !cfg!(target_os = "macos") {
        report += apple::left_out()?;
    }
    Ok(report)
}

/// Every file of ours, the app target's too, is parsed and has the form that `swift format` gives it.
fn form(swift: &Toolchain) -> Report {
    let lint = ["format", "lint", "--strict", "--recursive", "--parallel"];
    let files = ["Package.swift", "Sources", "Tests", "App"];
    match output(swift.command(&[lint.as_slice(), &files].concat())) {
        Ok(_) => Report {
            tally: Tally::PASSED,
            notes: Vec::new(),
        },
        Err(why) => Report::of_faults(vec![why]),
    }
}

/// Puts the generated sources where the package looks for them; what has not changed is left alone, so that it is not compiled again.
fn place(made: &Bindings) -> Result<(), String> {
    let into = root().join("ios/Generated");
    for (from, to) in [
        ("CitizenBindings.swift", "CitizenBindings/CitizenBindings.swift"),
        ("CitizenFFI.h", "CitizenFFI/CitizenFFI.h"),
        ("CitizenFFI.modulemap", "CitizenFFI/module.modulemap"),
    ] {
        let text = fs::read_to_string(made.swift.join(from)).map_err(|e| format!("{from}: {e}"))?;
        let to = into.join(to);
        if fs::read_to_string(&to).is_ok_and(|there| there == text) {
            continue;
        }
        fs::create_dir_all(to.parent().unwrap_or(&into)).map_err(|e| e.to_string())?;
        fs::write(&to, text).map_err(|e| format!("{}: {e}", to.display()))?;
    }
    Ok(())
}

/// The lines that say what is wrong.
fn faults(said: &str) -> String {
    said.lines()
        .filter(|line| line.contains("error:") || line.contains('✘'))
        .collect::<Vec<_>>()
        .join("\n")
}
