//! `cargo xtask bench-peers`: databases that others wrote (`tests/interop/peers`) pull the same dossiers as the core, in turn with it.

use super::clients::tools;
use crate::command::{cargo, output, root, succeed};
use crate::tally::{PartResult, Report};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The one package that has to be compiled: its makers' binaries are no part of it.
const NATIVE: &str = "better-sqlite3";

/// Installs the peers and runs the benchmark.
pub(crate) fn bench() -> PartResult {
    let folder = folder()?;
    let mut command = cargo(&[
        "bench",
        "--package",
        "citizen-journeys",
        "--bench",
        "sync",
        "--",
        "peers",
    ]);
    // Cargo starts a benchmark in the folder of its package.
    command.env(
        "CITIZEN_PEERS",
        std::path::absolute(folder).map_err(|e| e.to_string())?,
    );
    succeed(command)?;
    Ok(Report::passed())
}

fn folder() -> Result<PathBuf, String> {
    let folder = tools::node_folder(&root().join("tests/interop/peers"), "interop-peers")?;
    // Packages are installed without their scripts; this one is nothing without its own.
    if !works(&folder) {
        let mut npm = Command::new("npm");
        npm.args(["rebuild", NATIVE]).current_dir(&folder);
        output(npm).map_err(|why| {
            format!(
                "{NATIVE} could not be built: it needs a C++ compiler, make, Python and Node's headers (npm_config_nodedir names \
                 their folder)\n{why}"
            )
        })?;
    }
    Ok(folder)
}

/// Whether it is there, and for this Node.
fn works(folder: &Path) -> bool {
    let mut node = Command::new("node");
    node.args(["-e", &format!("new (require('{NATIVE}'))(':memory:')")])
        .current_dir(folder);
    output(node).is_ok()
}
