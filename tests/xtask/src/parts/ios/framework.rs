//! `cargo xtask xcframework`: the library for phones and simulators, as Xcode takes it.

use super::place;
use crate::command::{cargo, root, succeed, target_dir};
use crate::parts::{bindings, size};
use crate::tally::{PartResult, Report, Tally};
use std::fs;
use std::process::Command;

/// No simulator on an Intel Mac: whoever builds for all simulators says `ARCHS=arm64`.
const TARGETS: [&str; 2] = ["aarch64-apple-ios", "aarch64-apple-ios-sim"];

/// Builds both in the profile of the apps and joins them into `ios/CitizenFFI.xcframework`.
pub(crate) fn xcframework() -> PartResult {
    if !cfg!(target_os = "macos") {
        return Err(
            "an XCFramework is linked by Xcode, which only a Mac has: run `cargo xtask xcframework` there"
                .to_owned(),
        );
    }
    place(&bindings::make()?)?;
    let headers = root().join("ios/Generated/CitizenFFI");
    let into = root().join("ios/CitizenFFI.xcframework");
    // xcodebuild overwrites nothing.
    let _ = fs::remove_dir_all(&into);
    let mut join = Command::new("xcodebuild");
    join.arg("-create-xcframework");
    for target in TARGETS {
        let mut build = cargo(&[
            "rustc",
            "--locked",
            "--package",
            "citizen-ffi",
            "--profile",
            "mobile",
            "--target",
            target,
            "--crate-type",
            "staticlib",
        ]);
        size::as_for_phones(&mut build)?;
        succeed(build)?;
        let library = target_dir().join(target).join("mobile/libcitizen_ffi.a");
        join.arg("-library").arg(library).arg("-headers").arg(&headers);
    }
    join.arg("-output").arg(&into);
    succeed(join)?;
    Ok(Report {
        tally: Tally::PASSED,
        notes: vec![into.display().to_string()],
    })
}
