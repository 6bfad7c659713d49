//! `cargo xtask bench-link`: a sync of changes over an emulated EDGE line (`tests/interop/link`), beside one GET a dossier.

use crate::command::{cargo, output, root, succeed, target_dir, under};
use crate::tally::{PartResult, Report};
use std::process::Command;

/// A namespace of its own for what is run, which goes with it.
const APART: [&str; 2] = ["unshare", "--net"];

/// Builds the program as it is shipped and the benchmark, and runs that at one end of a line.
pub(crate) fn bench() -> PartResult {
    if !cfg!(target_os = "linux") {
        return Ok(Report::elsewhere(
            "the line is made of Linux's network namespaces: on Linux, as root, run `cargo xtask bench-link`",
        ));
    }
    // Without commands it makes both ends and leaves.
    let mut line = Command::new("python3");
    line.arg(root().join("tests/interop/link/link.py"));
    if let Err(why) = output(under(&APART, line)) {
        return Ok(Report::skipped(format!(
            "no line can be emulated here: that needs root, /dev/net/tun, Python 3, ip (iproute2), unshare and nsenter (util-linux); with \
             them run `cargo xtask bench-link`\n{why}"
        )));
    }
    succeed(cargo(&[
        "build",
        "--release",
        "--locked",
        "--package",
        "citizen-cli",
        "--bin",
        "citizen",
    ]))?;
    let built = ["bench", "--package", "citizen-journeys", "--bench", "sync"];
    succeed(cargo(&[built.as_slice(), &["--no-run"]].concat()))?;
    // There nothing can be fetched, nor has it to be.
    let mut command = under(
        &APART,
        cargo(&[built.as_slice(), &["--offline", "--", "link"]].concat()),
    );
    command.env("CITIZEN_PROGRAM", target_dir().join("release/citizen"));
    succeed(command)?;
    Ok(Report::passed())
}
