//! The program under test: built once, run as a process of its own.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// The repository's root.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The packs that are shipped beside the program.
pub fn packs() -> PathBuf {
    repository().join("core/pack/assets")
}

/// The pack of TP. Hồ Chí Minh, which the province of the journeys is made from.
pub fn base_pack() -> PathBuf {
    packs().join("79.json")
}

/// The `citizen` binary. Whoever built it already says where in `CITIZEN_PROGRAM`; else it is built at the first call, so that
/// `cargo test -p citizen-journeys` needs nothing else.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| std::env::var_os("CITIZEN_PROGRAM").map_or_else(build, PathBuf::from))
}

fn build() -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    // What cargo tells a running test about its package would make build scripts of others run anew.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
            "CARGO_PRIMARY_",
            "LD_LIBRARY_PATH",
        ]
        .iter()
        .any(|start| text.starts_with(start))
        {
            cargo.env_remove(name);
        }
    }
    let built = cargo
        .args(["build", "--quiet", "-p", "citizen-cli", "--bin", "citizen"])
        .arg("--message-format=json")
        .current_dir(repository())
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo can be run");
    assert!(built.status.success(), "the program cannot be built");
    String::from_utf8_lossy(&built.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from))
        .next_back()
        .expect("cargo says where the program is")
}

/// A run of the program that knows nothing of the developer's own home, packs or folder.
pub fn citizen(home: &Path) -> Command {
    citizen_by(&[], home)
}

/// The same, started by another program that is told to.
pub fn citizen_by(starter: &[&str], home: &Path) -> Command {
    let mut command = plain_by(starter, home);
    command.arg("--json");
    command
}

/// As [`citizen`], in words for people.
pub fn plain(home: &Path) -> Command {
    plain_by(&[], home)
}

fn plain_by(starter: &[&str], home: &Path) -> Command {
    let mut command = match starter {
        [] => Command::new(binary()),
        [program, args @ ..] => {
            let mut command = Command::new(program);
            command.args(args).arg(binary());
            command
        }
    };
    command
        .env_remove("CARGO_MANIFEST_DIR")
        .env("CITIZEN_HOME", home)
        .env("CITIZEN_PACKS", packs())
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Whether `moment` comes before `child` has ended by itself.
///
/// # Panics
/// When the system does not say what became of the child.
pub fn meets(child: &mut Child, moment: &Receiver<()>) -> bool {
    loop {
        if moment.recv_timeout(Duration::from_millis(10)).is_ok() {
            return true;
        }
        if child.try_wait().unwrap().is_some() {
            return false;
        }
    }
}
