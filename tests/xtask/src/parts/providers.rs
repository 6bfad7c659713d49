//! OpenID providers that others wrote (`tests/interop/oidc-provider`): the program signs in, sends, renews and signs out there,
//! as does the province that takes it for its outside issuer. Each variant prints `ok …` or `not ok …`; those are counted.

use super::clients::{count, tools};
use crate::command::{build_citizen, root, tee};
use crate::tally::{PartResult, Report};
use std::process::Command;

/// Runs every variant; what cannot be installed is skipped, with the command that would.
pub(crate) fn run() -> PartResult {
    let source = root().join("tests/interop/oidc-provider");
    let folder = match tools::node_folder(&source, "interop-oidc-provider") {
        Ok(folder) => folder,
        Err(why) => return Ok(Report::skipped(format!("npm oidc-provider: {why}"))),
    };
    let mut command = Command::new("node");
    command
        .arg("run.mjs")
        .current_dir(folder)
        .env("CITIZEN", build_citizen()?)
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
