//! The generated pages of `docs/`.

use crate::command::{build_program, root};
use crate::parts::errors_page;
use crate::tally::{PartResult, Report, Tally};
use std::fs;
use std::process::Command;

const ERRORS: &str = "docs/errors.md";
const CLI: &str = "docs/cli.md";

/// Writes the pages.
pub(crate) fn write() -> PartResult {
    let mut report = Report::default();
    for (path, page) in pages()? {
        let path = root().join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| e.to_string())?;
        }
        fs::write(&path, page).map_err(|e| format!("{}: {e}", path.display()))?;
        report.tally += Tally::PASSED;
        report.notes.push(format!("wrote {}", path.display()));
    }
    Ok(report)
}

/// Holds the pages against what the code says today.
pub(crate) fn check() -> PartResult {
    let mut report = Report::default();
    for (path, page) in pages()? {
        let written = fs::read_to_string(root().join(path))
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if written == page {
            report.tally += Tally::PASSED;
        } else {
            report += Report::of_faults(vec![format!(
                "{path} is not what the code says: run `cargo xtask docs`"
            )]);
        }
    }
    Ok(report)
}

fn pages() -> Result<[(&'static str, String); 2], String> {
    Ok([(ERRORS, errors_page::page()?), (CLI, cli()?)])
}

/// The reference of `citizen`, by the program itself.
fn cli() -> Result<String, String> {
    let mut citizen = Command::new(build_program("citizen")?);
    citizen.arg("help-markdown");
    let done = citizen
        .output()
        .map_err(|e| format!("citizen does not start: {e}"))?;
    if !done.status.success() || done.stdout.is_empty() {
        return Err(format!(
            "citizen help-markdown ended with {} and {} bytes",
            done.status,
            done.stdout.len()
        ));
    }
    String::from_utf8(done.stdout).map_err(|_| "citizen help-markdown printed no UTF-8".to_owned())
}
