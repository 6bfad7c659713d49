//! The fuzz targets of tests/fuzz, built on the pinned stable toolchain the way cargo-fuzz does it.

use crate::command::{cargo, output, patiently, root, succeed, tail, target_dir};
use crate::tally::{PartResult, Report, Tally};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// SanitizerCoverage for libFuzzer: counters, program counters and compared values.
const FLAGS: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Reads and writes outside what is allocated, and after it is freed, where Rust's own library of it exists.
const SANITIZER: &str = if cfg!(all(
    any(target_arch = "x86_64", target_arch = "aarch64"),
    any(all(target_os = "linux", target_env = "gnu"), target_os = "macos")
)) {
    " -Zsanitizer=address"
} else {
    ""
};

/// The profile of a run that is too short for optimising what others wrote.
const BRIEF: &str = "brief";

/// `cargo xtask fuzz [--seconds N] [TARGET]`.
pub(crate) fn by_hand(args: &[&str]) -> PartResult {
    match args {
        [] => all(60, None, "release"),
        ["--seconds", n] => all(seconds(n)?, None, "release"),
        ["--seconds", n, target] => all(seconds(n)?, Some(target), "release"),
        [target] if !target.starts_with('-') => all(60, Some(target), "release"),
        _ => Err("usage: cargo xtask fuzz [--seconds 60] [TARGET]".to_owned()),
    }
}

/// As in `cargo xtask test --all`.
pub(crate) fn briefly() -> PartResult {
    all(10, None, BRIEF)
}

fn seconds(text: &str) -> Result<u32, String> {
    text.parse()
        .map_err(|_| format!("{text} is no number of seconds"))
}

fn all(seconds: u32, only: Option<&str>, profile: &str) -> PartResult {
    let folder = root().join("tests/fuzz");
    let targets: Vec<String> = targets(&folder)?
        .into_iter()
        .filter(|t| only.is_none_or(|only| only == t))
        .collect();
    if targets.is_empty() {
        return Err("there is no such fuzz target".to_owned());
    }
    let binaries = build(&folder, profile, false)?;
    // One a core; each takes the next that nobody has begun.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let report = Mutex::new(Report::default());
    std::thread::scope(|scope| {
        for _ in 0..cores.min(targets.len()) {
            scope.spawn(|| {
                while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let ran = run(&folder, &binaries, target, seconds);
                    note(&mut report.lock().unwrap_or_else(PoisonError::into_inner), ran);
                }
            });
        }
    });
    Ok(report.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn note(report: &mut Report, ran: Result<String, String>) {
    match ran {
        Ok(line) => {
            println!("{line}");
            report.tally += Tally::PASSED;
        }
        Err(why) => {
            report.tally += Tally::FAILED;
            report.notes.push(why);
        }
    }
}

/// Names of the files in `fuzz_targets/`.
fn targets(folder: &Path) -> Result<Vec<String>, String> {
    let list =
        fs::read_dir(folder.join("fuzz_targets")).map_err(|e| format!("tests/fuzz/fuzz_targets: {e}"))?;
    let mut names: Vec<String> = list
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Builds every target in the time that nothing else needs.
pub(crate) fn build_ahead() -> Result<(), String> {
    build(&root().join("tests/fuzz"), BRIEF, true).map(drop)
}

/// Builds every target and gives the folder of the programs. A `--target` keeps the instrumentation out of build
/// scripts and procedural macros.
fn build(folder: &Path, profile: &str, last: bool) -> Result<PathBuf, String> {
    let host = host()?;
    let into = target_dir().join("fuzz");
    let mut command = cargo(&[
        "build",
        "--profile",
        profile,
        "--locked",
        "--quiet",
        "--bins",
        "--target",
        &host,
    ]);
    command
        .current_dir(folder)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", format!("{FLAGS}{SANITIZER}"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("CARGO_TARGET_DIR", &into);
    succeed(if last { patiently(command) } else { command })?;
    Ok(into.join(host).join(profile))
}

fn host() -> Result<String, String> {
    let mut rustc = Command::new("rustc");
    rustc.arg("-vV").current_dir(root());
    let text = output(rustc)?;
    let host = text.lines().find_map(|l| l.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| "rustc names no host".to_owned())
}

/// Runs one target on a copy of its corpus; what it finds on the way is not kept, what breaks it is.
fn run(folder: &Path, binaries: &Path, target: &str, seconds: u32) -> Result<String, String> {
    let corpus = folder.join("corpus").join(target);
    let scratch = target_dir().join("fuzz-corpus").join(target);
    let broken = target_dir().join("fuzz-artifacts").join(target);
    copy(&corpus, &scratch)
        .map_err(|e| format!("{target}: no corpus in tests/fuzz/corpus/{target} ({e})"))?;
    fs::create_dir_all(&broken).map_err(|e| format!("{target}: {e}"))?;
    // Files that targets make go there.
    let files = target_dir().join("fuzz-files").join(target);
    fs::create_dir_all(&files).map_err(|e| format!("{target}: {e}"))?;
    let done = Command::new(binaries.join(target))
        .env("TMPDIR", &files)
        .arg(&scratch)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", broken.display()))
        .args([
            "-timeout=60",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            "-verbosity=0",
        ])
        .stdin(Stdio::null())
        .output()
        .map_err(|e| format!("{target}: is not built: {e}"))?;
    let log = String::from_utf8_lossy(&done.stderr);
    let runs = log
        .lines()
        .find_map(|l| l.strip_prefix("stat::number_of_executed_units:"))
        .map(str::trim);
    match (done.status.success(), runs) {
        (true, Some(runs)) => Ok(format!("{target}: {runs} runs in {seconds} s")),
        (true, None) => Err(format!("{target}: ended without a count\n{}", tail(&log, 5))),
        (false, _) => {
            let unit = log
                .lines()
                .find_map(|l| l.split_once("Test unit written to "))
                .map(|(_, path)| path);
            let file = unit.unwrap_or("no file was written");
            Err(format!(
                "{target}: broken; the input that does it: {file}\n{}",
                tail(&log, 25)
            ))
        }
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    let mut files = 0;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
        files += 1;
    }
    if files == 0 {
        Err(std::io::Error::other("it is empty"))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_a_corpus_and_an_entry_in_the_manifest() {
        let folder = root().join("tests/fuzz");
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let targets = targets(&folder).unwrap();
        assert!(!targets.is_empty());
        for target in targets {
            let files = fs::read_dir(folder.join("corpus").join(&target))
                .map(Iterator::count)
                .unwrap_or(0);
            assert!(files > 0, "{target} has no corpus");
            assert!(
                manifest.contains(&format!("fuzz_targets/{target}.rs")),
                "{target} is not built"
            );
        }
    }

    #[test]
    fn an_empty_corpus_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("from")).unwrap();
        assert!(copy(&dir.path().join("from"), &dir.path().join("to")).is_err());
    }
}
