//! The contract, held against the OpenAPI 3.1 schema by a validator that others wrote.

use crate::command::{cache_dir, output, root};
use crate::tally::{PartResult, Report};
use std::path::{Path, PathBuf};
use std::process::Command;

const CONTRACT: &str = "tests/contract/openapi.yaml";
const VALIDATOR: &str = "openapi-spec-validator==0.7.2";

/// Validates the contract. Without Python, or without a network on the first run, the part is skipped.
pub(crate) fn run() -> PartResult {
    let contract = root().join(CONTRACT);
    if !contract.is_file() {
        return Err(format!("{CONTRACT} is missing"));
    }
    let python = match python() {
        Ok(python) => python,
        Err(why) => return Ok(Report::skipped(why)),
    };
    let mut command = Command::new(python);
    command.args(["-m", "openapi_spec_validator"]).arg(contract);
    Ok(Report::of_faults(output(command).err().into_iter().collect()))
}

/// Python of a virtual environment that has the validator, made on first use.
fn python() -> Result<PathBuf, String> {
    let venv = cache_dir().join(VALIDATOR.replace("==", "-"));
    let python = venv.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let ready = venv.join("ready");
    if ready.is_file() && python.is_file() {
        return Ok(python);
    }
    install(&venv, &python).map_err(|why| {
        format!(
            "the validator could not be installed ({}); by hand: apt-get install python3-venv && python3 -m venv {venv} && \
             {python} -m pip install {VALIDATOR} && touch {ready}",
            why.lines().last().unwrap_or_default(),
            venv = venv.display(),
            python = python.display(),
            ready = ready.display(),
        )
    })?;
    std::fs::write(&ready, VALIDATOR).map_err(|e| e.to_string())?;
    Ok(python)
}

fn install(venv: &Path, python: &Path) -> Result<(), String> {
    let program = if cfg!(windows) { "python" } else { "python3" };
    let mut make = Command::new(program);
    make.args(["-m", "venv", "--clear"]).arg(venv);
    output(make)?;
    let mut fetch = Command::new(python);
    fetch.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        VALIDATOR,
    ]);
    output(fetch).map(|_| ())
}
