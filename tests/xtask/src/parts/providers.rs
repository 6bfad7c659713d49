//! OpenID providers that others wrote (`tests/interop/oidc-provider`): the program signs in, sends, renews and signs out there,
//! as does the province that takes it for its outside issuer. Each variant prints `ok …` or `not ok …`; those are counted.

use super::clients::{tools, with_servers};
use crate::command::root;
use crate::tally::{PartResult, Report};
use std::path::PathBuf;

/// Runs every variant; what cannot be installed is skipped, with the command that would.
pub(crate) fn run() -> PartResult {
    let folder = match folder() {
        Ok(folder) => folder,
        Err(why) => return Ok(Report::skipped(format!("npm oidc-provider: {why}"))),
    };
    with_servers(&folder, &[])
}

fn folder() -> Result<PathBuf, String> {
    let source = root().join("tests/interop/oidc-provider");
    tools::node_folder(&source, "interop-oidc-provider")
}

/// What the encounters need.
pub(crate) fn fetch() -> Result<(), String> {
    folder().map(drop)
}
