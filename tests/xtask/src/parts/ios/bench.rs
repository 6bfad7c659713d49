//! `cargo xtask bench --ios`: what the door costs under Swift, beside Rust, and what the library adds to an app.

use super::{Toolchain, place};
use crate::command::{succeed, target_dir};
use crate::parts::{beside, bindings};
use crate::tally::PartResult;

/// Builds both sides and lets them take turns.
pub(crate) fn bench() -> PartResult {
    let swift = Toolchain::find()?;
    // Of the dev profile: a stripped library does not say what is in it.
    place(&bindings::make()?)?;
    let built = beside::build()?;
    let scratch = target_dir().join("swift-release").to_string_lossy().into_owned();
    let args = ["-c", "release", "--scratch-path", &scratch];
    let with = |first: &str, rest: &[&str]| {
        let mut command = swift.command(&[&[first], args.as_slice(), rest].concat());
        command
            .env("CITIZEN_LIBRARY", &built.library)
            .env("CITIZEN_WORLD", &built.world);
        command
    };
    succeed(with("build", &["--product", "DoorBench"]))?;
    let mut report = beside::compare(&built, "Swift", with("run", &["--skip-build", "DoorBench"]))?;
    if cfg!(target_os = "linux") {
        report.notes.push(super::weight::weigh()?);
    }
    Ok(report)
}
