//! Clients that others wrote, against the reference province (`tests/interop`). Each prints a line a step, `ok …` or
//! `not ok …`; those are counted. What cannot be installed is skipped, with the command that would.

mod province;
pub(super) mod tools;

use crate::command::{build_program, root, tail, tee};
use crate::tally::{PartResult, Report, Tally};
use province::Province;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// The resident whom the clients sign in.
const RESIDENT: &str = "demo-thu";

/// A client: its program, what it runs, and what the province is started with besides.
struct Client {
    name: &'static str,
    script: &'static str,
    python: bool,
    serve: &'static [&'static str],
}

const CLIENTS: &[Client] = &[
    Client {
        name: "npm openid-client",
        script: "openid-client.mjs",
        python: false,
        serve: &[],
    },
    Client {
        name: "npm oauth4webapi",
        script: "oauth4webapi.mjs",
        python: false,
        serve: &[],
    },
    Client {
        name: "PyPI authlib",
        script: "authlib_client.py",
        python: true,
        serve: BEARER,
    },
    Client {
        name: "npm tus-js-client",
        script: "tus-js-client.mjs",
        python: false,
        serve: BEARER,
    },
    Client {
        name: "PyPI tuspy",
        script: "tuspy_client.py",
        python: true,
        serve: BEARER,
    },
    Client {
        name: "PyPI georeport",
        script: "georeport_client.py",
        python: true,
        serve: BEARER,
    },
    Client {
        name: "PyPI three",
        script: "three_client.py",
        python: true,
        serve: BEARER,
    },
];

/// These have no proofs of possession.
const BEARER: &[&str] = &["--allow-bearer"];

/// Runs every client against a province of its own.
pub(crate) fn run() -> PartResult {
    let citizen = build_program("citizen")?;
    let mut report = Report::default();
    for client in CLIENTS {
        report += match command(client) {
            Ok(command) => meet(client, command, &citizen)?,
            Err(why) => Report::skipped(format!("{}: {why}", client.name)),
        };
    }
    Ok(report)
}

/// What the clients need.
pub(crate) fn fetch() -> Result<(), String> {
    CLIENTS.iter().try_for_each(|client| command(client).map(drop))
}

/// The client's program, installed if need be.
fn command(client: &Client) -> Result<Command, String> {
    let folder = root().join("tests/interop/clients");
    let mut command = if client.python {
        let mut command = Command::new(tools::venv(&folder, "interop-python")?);
        command.arg(folder.join(client.script));
        command
    } else {
        let folder = tools::node_folder(&folder, "interop-clients")?;
        let mut command = Command::new("node");
        command.arg(folder.join(client.script));
        command
    };
    command.current_dir(root());
    Ok(command)
}

fn meet(client: &Client, mut command: Command, citizen: &Path) -> PartResult {
    let province = Province::start(citizen, client.serve)?;
    let done = command
        .args([province.base_url(), "citizen", RESIDENT])
        .env("PROVINCE_DATA", province.data())
        .output()
        .map_err(|e| format!("{} does not start: {e}", client.name))?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let mut report = Report {
        tally: count(&said),
        notes: Vec::new(),
    };
    println!("{}:\n{}", client.name, said.trim_end());
    if !done.status.success() || report.tally.passed == 0 {
        report.tally.failed = report.tally.failed.max(1);
        let why = String::from_utf8_lossy(&done.stderr).into_owned();
        report.notes.push(format!(
            "{}:\n{}\n{}",
            client.name,
            tail(&said, 5),
            tail(&why, 20)
        ));
    }
    Ok(report)
}

/// Runs `run.mjs` of an encounter in which the others are the servers, and counts what it says.
pub(super) fn with_servers(folder: &Path, more: &[(&str, &OsStr)]) -> PartResult {
    let mut command = Command::new("node");
    command
        .arg("run.mjs")
        .current_dir(folder)
        .env("CITIZEN", build_program("citizen")?)
        .env("PACK", root().join("core/pack/assets/79.json"))
        .envs(more.iter().copied());
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

/// Lines `ok …` and `not ok …` of what an encounter prints.
fn count(said: &str) -> Tally {
    let lines = |start: &str| said.lines().filter(|line| line.starts_with(start)).count() as u64;
    Tally::of(lines("ok "), lines("not ok "), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted_by_their_lines() {
        let said = "ok discovery\nok userinfo\nsomething else\nnot ok renewal: 400\n";
        let expected = Tally::of(2, 1, 0);
        assert_eq!(count(said), expected);
        assert!(count("").is_empty());
    }
}
