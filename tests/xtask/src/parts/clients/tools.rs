//! What the clients need, installed into the cache outside the tree.

use crate::command::{cache_dir, output};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder `name` in the cache, with the scripts of `source` and what its lock file names. The scripts are copied anew at
/// each run.
pub(in crate::parts) fn node_folder(source: &Path, name: &str) -> Result<PathBuf, String> {
    let folder = cache_dir().join(name);
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let lock = source.join("package-lock.json");
    let installed = folder.join("node_modules/.installed-lock.json");
    for entry in std::fs::read_dir(source).map_err(|e| e.to_string())? {
        let path = entry.map_err(|e| e.to_string())?.path();
        if let (true, Some(name)) = (path.is_file(), path.file_name()) {
            std::fs::copy(&path, folder.join(name)).map_err(|e| e.to_string())?;
        }
    }
    if std::fs::read(&lock).ok() == std::fs::read(&installed).ok() {
        return Ok(folder);
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder);
    output(npm).map_err(|why| {
        format!(
            "its packages could not be installed ({}); by hand: apt-get install nodejs npm && npm ci --prefix {}",
            why.lines().last().unwrap_or_default(),
            folder.display()
        )
    })?;
    std::fs::copy(&lock, &installed).map_err(|e| e.to_string())?;
    Ok(folder)
}

/// Python of a virtual environment `name` in the cache, with what `requirements.txt` of `source` names.
pub(in crate::parts) fn venv(source: &Path, name: &str) -> Result<PathBuf, String> {
    let requirements = source.join("requirements.txt");
    let venv = cache_dir().join(name);
    let installed = venv.join("installed.txt");
    let python = venv.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if python.is_file() && std::fs::read(&requirements).ok() == std::fs::read(&installed).ok() {
        return Ok(python);
    }
    let mut make = Command::new(if cfg!(windows) { "python" } else { "python3" });
    make.args(["-m", "venv", "--clear"]).arg(&venv);
    let mut fetch = Command::new(&python);
    fetch
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            "-r",
        ])
        .arg(&requirements);
    output(make).and_then(|_| output(fetch)).map_err(|why| {
        format!(
            "it could not be installed ({}); by hand: apt-get install python3-venv && python3 -m venv {venv} && \
             {python} -m pip install -r {}",
            why.lines().last().unwrap_or_default(),
            requirements.display(),
            venv = venv.display(),
            python = python.display(),
        )
    })?;
    std::fs::copy(&requirements, &installed).map_err(|e| e.to_string())?;
    Ok(python)
}
