//! Running other programs.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Cargo at the root. What cargo itself told *this* process about its package is taken away, or build scripts that
/// watch such variables would build again and again.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    for (name, _) in std::env::vars_os() {
        let told = name.to_str().is_some_and(|n| {
            n.starts_with("CARGO_PKG_")
                || n.starts_with("CARGO_MANIFEST_")
                || n == "CARGO_CRATE_NAME"
                || n == "CARGO_BIN_NAME"
        });
        if told {
            command.env_remove(name);
        }
    }
    command
}

/// The same command, behind everything else that the machine has to do.
pub(crate) fn patiently(command: Command) -> Command {
    if !cfg!(unix) {
        return command;
    }
    under(&["nice", "-n", "19"], command)
}

/// The same command, started by the program of these words.
pub(crate) fn under(words: &[&str], command: Command) -> Command {
    let [starter, words @ ..] = words else {
        return command;
    };
    let mut under = Command::new(starter);
    under
        .args(words)
        .arg(command.get_program())
        .args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        under.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => under.env(name, value),
            None => under.env_remove(name),
        };
    }
    under
}

/// Builds everything that the tests are made of, and gives the folder of the programs. After the tests nothing is left to do here:
/// one package alone would have other features of its dependencies, and all would be built anew.
pub(crate) fn build() -> Result<PathBuf, String> {
    succeed(cargo(&[
        "build",
        "--quiet",
        "--locked",
        "--workspace",
        "--lib",
        "--bins",
        "--tests",
        "--examples",
    ]))?;
    Ok(target_dir().join("debug"))
}

/// A program of the workspace, built.
pub(crate) fn build_program(name: &str) -> Result<PathBuf, String> {
    Ok(build()?.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// The command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let mut words = vec![
        Path::new(command.get_program())
            .file_name()
            .unwrap_or_default()
            .to_string_lossy(),
    ];
    words.extend(command.get_args().map(std::ffi::OsStr::to_string_lossy));
    words.join(" ")
}

/// Runs with output passed on; an error unless it succeeds.
pub(crate) fn succeed(mut command: Command) -> Result<(), String> {
    let status = command
        .status()
        .map_err(|e| format!("{} does not start: {e}", shown(&command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", shown(&command)))
    }
}

/// Runs, passing its standard output on line by line and keeping it. Gives the output and whether it succeeded.
pub(crate) fn tee(mut command: Command) -> Result<(String, bool), String> {
    let fail = |e: std::io::Error| format!("does not run: {e}");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(fail)?;
    let mut kept = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).map_err(fail)? > 0 {
            let text = String::from_utf8_lossy(&line);
            kept.push_str(&text);
            let mut out = std::io::stdout().lock();
            // A closed pipe must not end the count.
            let _ = out.write_all(&line).and_then(|()| out.flush());
            line.clear();
        }
    }
    let status = child.wait().map_err(fail)?;
    Ok((kept, status.success()))
}

/// Runs silently. Gives standard output, or what went wrong with the end of what the program said.
pub(crate) fn output(mut command: Command) -> Result<String, String> {
    let shown = shown(&command);
    let done = command
        .stdin(Stdio::null())
        .output()
        .map_err(|e| format!("{shown} does not start: {e}"))?;
    if done.status.success() {
        return String::from_utf8(done.stdout).map_err(|_| format!("{shown} printed no UTF-8"));
    }
    // Some programs explain themselves on standard output.
    let said = if done.stderr.is_empty() {
        &done.stdout
    } else {
        &done.stderr
    };
    Err(format!(
        "{shown} ended with {}\n{}",
        done.status,
        tail(&String::from_utf8_lossy(said), 60)
    ))
}

/// The last `lines` lines.
pub(crate) fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all.get(all.len().saturating_sub(lines)..)
        .unwrap_or_default()
        .join("\n")
}

/// A folder outside the tree for tools that the tests fetch: `CITIZEN_CACHE`, or the platform's cache folder.
pub(crate) fn cache_dir() -> PathBuf {
    let var = |name: &str| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    if let Some(dir) = var("CITIZEN_CACHE") {
        return dir;
    }
    let platform = if cfg!(target_os = "macos") {
        var("HOME").map(|home| home.join("Library/Caches"))
    } else if cfg!(windows) {
        var("LOCALAPPDATA")
    } else {
        var("XDG_CACHE_HOME").or_else(|| var("HOME").map(|home| home.join(".cache")))
    };
    platform.unwrap_or_else(std::env::temp_dir).join("citizen-core")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_workspace() {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[workspace]"));
    }

    #[test]
    fn tail_keeps_the_end() {
        assert_eq!(tail("a\nb\nc", 2), "b\nc");
        assert_eq!(tail("a", 5), "a");
    }
}
