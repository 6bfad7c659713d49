//! Servers of tus that others wrote (`tests/interop/tus-servers`): the program's photos go there, whatever breaks on the way. Each
//! prints `ok …` or `not ok …`; those are counted.

use super::clients::{count, tools};
use crate::command::{build_citizen, root, tee};
use crate::tally::{PartResult, Report};
use std::process::Command;

/// Runs every variant; what cannot be installed is skipped, with the command that would.
pub(crate) fn run() -> PartResult {
    let source = root().join("tests/interop/tus-servers");
    let installed = tools::node_folder(&source, "interop-tus-servers")
        .and_then(|folder| Ok((folder, tools::venv(&source, "interop-tus-python")?)));
    let (folder, python) = match installed {
        Ok(installed) => installed,
        Err(why) => return Ok(Report::skipped(format!("tus servers: {why}"))),
    };
    let mut command = Command::new("node");
    command
        .arg("run.mjs")
        .current_dir(folder)
        .env("CITIZEN", build_citizen()?)
        .env("PYTHON", python)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PACK", root().join("core/pack/assets/79.json"));
    let (said, succeeded) = tee(command)?;
    let mut report = Report {
        tally: count(&said),
        notes: said
            .lines()
            .filter(|line| line.starts_with("not ok "))
            .map(str::to_owned)
            .collect(),
    };
    if report.tally.passed == 0 || !succeeded {
        report.tally.failed = report.tally.failed.max(1);
    }
    Ok(report)
}
