//! `cargo xtask phones`: the core and its door, type-checked for the phones' own processors and systems, on a machine that has neither
//! the NDK nor Xcode. Nothing is linked or run: where these are, `cargo ndk` and Xcode build it.

use crate::command::{cache_dir, cargo, output, root, succeed, target_dir};
use crate::tally::{PartResult, Report, Tally};
use std::path::PathBuf;
use std::process::Command;

const TARGETS: [&str; 2] = ["aarch64-linux-android", "aarch64-apple-ios"];

/// Checks each target, or the one of `args`.
pub(crate) fn by_hand(args: &[&str]) -> PartResult {
    match args {
        [] => run(&TARGETS),
        [target] if TARGETS.contains(target) => run(&[target]),
        _ => Err(format!("usage: cargo xtask phones [{}]", TARGETS.join(" | "))),
    }
}

fn run(targets: &[&str]) -> PartResult {
    if !cfg!(target_os = "linux") {
        return Ok(Report::elsewhere(
            "only on Debian; with the NDK or Xcode: cargo build --target TARGET",
        ));
    }
    let tree = cache_dir().join("phones/rust");
    let mut fetch = Command::new("sh");
    fetch.arg(here().join("toolchain.sh")).arg(&tree);
    succeed(fetch)?;
    let mut report = Report::default();
    for target in targets {
        match succeed(check(&tree, target)?) {
            Ok(()) => report.tally += Tally::PASSED,
            Err(why) => report += Report::of_faults(vec![why]),
        }
    }
    report.notes.push(format!(
        "type-checked, neither linked nor run, by {}",
        output(rustc(&tree, &["--version"]))?.trim()
    ));
    Ok(report)
}

/// `cargo check` with that compiler, which makes the target's standard library from its sources.
fn check(tree: &std::path::Path, target: &str) -> Result<Command, String> {
    // Not the stand-ins for C: build scripts and macros are linked for this machine, by its own tools.
    let path = here().join("path");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths(std::iter::once(path).chain(std::env::split_paths(&paths)))
        .map_err(|e| e.to_string())?;
    let mut command = cargo(&[
        "check",
        "--locked",
        "--package",
        "citizen-ffi",
        "--lib",
        "--target",
        target,
    ]);
    command
        .arg("-Zbuild-std=std,panic_unwind")
        .arg("--target-dir")
        .arg(target_dir().join("phones"))
        .env("PATH", paths)
        .env("RUSTC", tree.join("usr/bin/rustc"))
        .env("LD_LIBRARY_PATH", libraries(tree))
        // Building the standard library is asked of cargo as of a compiler of the night.
        .env("RUSTC_BOOTSTRAP", "1");
    let named = target.replace('-', "_");
    for (tool, file) in [("CC", "cc"), ("CXX", "cc"), ("AR", "ar")] {
        command.env(format!("{tool}_{named}"), here().join("c").join(file));
    }
    Ok(command)
}

fn rustc(tree: &std::path::Path, args: &[&str]) -> Command {
    let mut command = Command::new(tree.join("usr/bin/rustc"));
    command.args(args).env("LD_LIBRARY_PATH", libraries(tree));
    command
}

fn libraries(tree: &std::path::Path) -> PathBuf {
    tree.join(format!("usr/lib/{}-linux-gnu", std::env::consts::ARCH))
}

fn here() -> PathBuf {
    root().join("tests/xtask/src/parts/phones")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_that_is_no_phone_is_refused() {
        assert!(by_hand(&["x86_64-unknown-linux-gnu"]).is_err());
        assert!(by_hand(&["aarch64-apple-ios", "more"]).is_err());
    }

    #[test]
    fn c_is_not_compiled_with_the_tools_of_this_machine() {
        let command = check(std::path::Path::new("/tree"), "aarch64-apple-ios").unwrap();
        let told = |name: &str| {
            command
                .get_envs()
                .find(|(key, _)| *key == std::ffi::OsStr::new(name))
                .and_then(|(_, value)| value)
                .map(PathBuf::from)
        };
        assert_eq!(told("CC_aarch64_apple_ios"), Some(here().join("c/cc")));
        assert_eq!(told("RUSTC"), Some(PathBuf::from("/tree/usr/bin/rustc")));
    }
}
