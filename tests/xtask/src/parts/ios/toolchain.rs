//! Where Swift is.

use crate::command::{cache_dir, output, root, succeed, target_dir};
use std::path::PathBuf;
use std::process::Command;

/// What to do where Swift can neither be found nor fetched.
const NEEDED: &str = "Swift 6 is not here: install it (Xcode on macOS, swift.org elsewhere), or run this as root on Debian, \
     where it goes into a tree of its own; then `cargo xtask ios`";

/// A Swift that runs.
pub(crate) enum Toolchain {
    /// The machine's own.
    Own,
    /// In a Debian tree, which is entered for each run.
    Tree(PathBuf),
}

impl Toolchain {
    /// The machine's own, or one from the cache, fetched if need be; why there is none otherwise.
    pub(crate) fn find() -> Result<Self, String> {
        let mut own = Command::new("swift");
        own.arg("--version");
        if output(own).is_ok_and(|said| said.contains("Swift version 6")) {
            return Ok(Self::Own);
        }
        let tree = cache_dir().join("swift/root");
        if !cfg!(target_os = "linux") || !can_enter() {
            return Err(NEEDED.to_owned());
        }
        let mut fetch = Command::new("sh");
        fetch.arg(scripts().join("swift-root.sh")).arg(&tree);
        succeed(fetch).map_err(|why| format!("{why}\n{NEEDED}"))?;
        Ok(Self::Tree(tree))
    }

    /// `swift` with `args`, in the package's folder.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let package = root().join("ios");
        match self {
            Self::Own => {
                let mut command = Command::new("swift");
                command.args(args).current_dir(package);
                command
            }
            Self::Tree(tree) => {
                let mut command = Command::new("sh");
                command
                    .arg(scripts().join("in-root.sh"))
                    .arg(tree)
                    .arg(root())
                    .arg(target_dir())
                    .args(["sh", "-c", "cd \"$0\" && exec swift \"$@\""])
                    .arg(package)
                    .args(args);
                command
            }
        }
    }
}

fn scripts() -> PathBuf {
    root().join("tests/xtask/src/parts/ios")
}

/// Whether a tree can be entered: that takes root, and a kernel that grants mounts of one's own.
fn can_enter() -> bool {
    let mut try_it = Command::new("unshare");
    try_it.args([
        "--mount",
        "--propagation",
        "private",
        "chroot",
        "/",
        "apt-get",
        "--version",
    ]);
    output(try_it).is_ok()
}
