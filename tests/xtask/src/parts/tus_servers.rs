//! Servers of tus that others wrote (`tests/interop/tus-servers`): the program's photos go there, whatever breaks on the way. Each
//! prints `ok …` or `not ok …`; those are counted.

use super::clients::{tools, with_servers};
use crate::command::root;
use crate::tally::{PartResult, Report};
use std::ffi::OsStr;
use std::path::PathBuf;

/// Runs every variant; what cannot be installed is skipped, with the command that would.
pub(crate) fn run() -> PartResult {
    let (folder, python) = match installed() {
        Ok(installed) => installed,
        Err(why) => return Ok(Report::skipped(format!("tus servers: {why}"))),
    };
    let more = [
        ("PYTHON", python.as_os_str()),
        ("PYTHONDONTWRITEBYTECODE", OsStr::new("1")),
    ];
    with_servers(&folder, &more)
}

/// The folder of the servers in Node, and the Python of the other.
fn installed() -> Result<(PathBuf, PathBuf), String> {
    let source = root().join("tests/interop/tus-servers");
    let folder = tools::node_folder(&source, "interop-tus-servers")?;
    Ok((folder, tools::venv(&source, "interop-tus-python")?))
}

/// What the servers need.
pub(crate) fn fetch() -> Result<(), String> {
    installed().map(drop)
}
