//! `tests/interop`: programs in another language read what the core writes.

use super::clients::tools::venv;
use crate::command::{build_program, output, root};
use crate::tally::{PartResult, Report, Tally};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs each `check_*.py` with the paths of the program and of the one that prints what the core reads in a vault.
pub(crate) fn run() -> PartResult {
    let folder = root().join("tests/interop");
    let python = match venv(&folder, "interop") {
        Ok(python) => python,
        Err(why) => {
            return Ok(Report::skipped(format!(
                "{why}\nwith Python 3.9 or newer and its packages, run `cargo xtask interop`"
            )));
        }
    };
    let (citizen, rows) = (build_program("citizen")?, build_program("examples/rows")?);
    let mut report = Report::default();
    for check in checks(&folder)? {
        let mut command = Command::new(&python);
        command
            .arg(&check)
            .args([&citizen, &rows])
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("CITIZEN_PACKS", root().join("core/pack/assets"))
            .current_dir(&folder);
        match output(command) {
            Ok(said) => {
                print!("{said}");
                report.tally += Tally::PASSED;
            }
            Err(why) => report += Report::of_faults(vec![why]),
        }
    }
    Ok(report)
}

/// What the checks need.
pub(crate) fn fetch() -> Result<(), String> {
    venv(&root().join("tests/interop"), "interop").map(drop)
}

fn checks(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut checks: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(|e| format!("tests/interop: {e}"))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with("check_") && name.ends_with(".py"))
        })
        .collect();
    checks.sort();
    Ok(checks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_something_to_run_and_every_package_is_pinned() {
        let folder = root().join("tests/interop");
        assert!(!checks(&folder).unwrap().is_empty());
        let wanted = fs::read_to_string(folder.join("requirements.txt")).unwrap();
        for line in wanted.lines().filter(|line| !line.starts_with('#')) {
            assert!(line.contains("=="), "{line}");
        }
    }
}
