//! The library in the profile `mobile`, with the linker's own account of what it is made of.

use crate::command::{cargo, output, root, succeed, target_dir};
use std::path::PathBuf;
use std::process::Command;

pub(crate) struct Built {
    pub(crate) library: PathBuf,
    /// What the linker put where.
    pub(crate) map: PathBuf,
}

/// What is left out of SQLite, for the vault never asks for it: full-text search, R-trees, statistics of pages, loading of extensions.
const UNASKED: &str = "-USQLITE_ENABLE_FTS3 -USQLITE_ENABLE_FTS3_PARENTHESIS -USQLITE_ENABLE_FTS5 -USQLITE_ENABLE_RTREE \
     -USQLITE_ENABLE_DBSTAT_VTAB -USQLITE_ENABLE_LOAD_EXTENSION -DSQLITE_OMIT_LOAD_EXTENSION";

/// How C is compiled (SQLite, zstd, what of ring is no assembly): without tables of unwinding, for no panic goes through it. Where C itself
/// crashes, the trace ends there.
const C_FLAGS: &str = "-fno-asynchronous-unwind-tables";

/// With pictures, as the apps have it, or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Whole,
    WithoutPictures,
}

/// Builds it: some minutes, for everything is optimised as one. What was built before in the other kind is written over.
pub(crate) fn build(kind: Kind) -> Result<Built, String> {
    let folder = target_dir().join("mobile");
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let built = Built {
        library: folder.join("libcitizen_ffi.so"),
        map: folder.join("citizen_ffi.map"),
    };
    let mut command = cargo(&[
        "rustc",
        "--locked",
        "--package",
        "citizen-ffi",
        "--profile",
        "mobile",
        "--crate-type",
        "cdylib",
    ]);
    if kind == Kind::WithoutPictures {
        command.arg("--no-default-features");
    }
    command
        .arg("--")
        .args(["-C", &format!("link-arg=-Wl,-Map={}", built.map.display())])
        // Addresses to be filled in at loading, a bit each and not 24 bytes (as Android's are from version 9 on).
        .args(["-C", "link-arg=-Wl,-z,pack-relative-relocs"]);
    as_for_phones(&mut command)?;
    succeed(command)?;
    Ok(built)
}

/// The library, and the program `door`, which makes the same calls in Rust (bindings/ffi/examples), both optimised as one.
pub(crate) fn with_rival() -> Result<(Built, PathBuf), String> {
    let mut command = cargo(&[
        "build",
        "--locked",
        "--package",
        "citizen-ffi",
        "--profile",
        "mobile",
        "--example",
        "door",
    ]);
    as_for_phones(&mut command)?;
    succeed(command)?;
    // After it: what is built for a program besides is the library in its other forms too, and none of those is optimised as one.
    let built = build(Kind::Whole)?;
    let rival = format!("mobile/examples/door{}", std::env::consts::EXE_SUFFIX);
    Ok((built, target_dir().join(rival)))
}

/// With the flags of the phones' libraries.
pub(crate) fn as_for_phones(command: &mut Command) -> Result<(), String> {
    command
        .env("CARGO_ENCODED_RUSTFLAGS", unnamed()?)
        .env("CFLAGS", C_FLAGS)
        .env("LIBSQLITE3_FLAGS", UNASKED);
    Ok(())
}

/// Flags (as `CARGO_ENCODED_RUSTFLAGS` takes them) after which no path of this machine is in what is built: where a panic tells a source file,
/// it is named from its crate on.
fn unnamed() -> Result<String, String> {
    let mut flags = Vec::new();
    for (from, to) in folders()? {
        flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    }
    Ok(flags.join("\u{1f}"))
}

/// What would tell on whose machine, and from where, the library was built.
pub(crate) fn traces() -> Result<Vec<String>, String> {
    let mut traces: Vec<String> = folders()?
        .into_iter()
        .map(|(folder, _)| folder.display().to_string())
        .collect();
    if let Some(home) = std::env::home_dir() {
        traces.push(format!("{}/", home.display()));
    }
    traces.push("/registry/src/".to_owned());
    // The empty word and the root of all would be everywhere.
    traces.retain(|trace| trace.len() > 3);
    Ok(traces)
}

/// Folders of sources, and what they are called in what is built. Of several that fit, the compiler takes the last.
fn folders() -> Result<Vec<(PathBuf, &'static str)>, String> {
    let mut folders = vec![
        (root(), "citizen-core"),
        (target_dir(), "made"),
        (
            PathBuf::from(output(rustc(&["--print", "sysroot"]))?.trim()),
            "rust",
        ),
    ];
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    if let Some(sources) = home.map(|home| home.join("registry/src")) {
        folders.push((sources.clone(), "crates"));
        // The folder of a registry is called after its host.
        if let Ok(registries) = std::fs::read_dir(&sources) {
            folders.extend(registries.flatten().map(|registry| (registry.path(), "crates")));
        }
    }
    Ok(folders)
}

fn rustc(args: &[&str]) -> std::process::Command {
    let mut command = std::process::Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.args(args).current_dir(root());
    command
}
