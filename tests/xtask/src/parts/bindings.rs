//! `cargo xtask bindings`: the Kotlin and Swift sources, made from a build of the dev profile (a stripped library has no metadata).

use crate::command::{build, succeed, target_dir};
use crate::tally::{PartResult, Report, Tally};
use std::path::PathBuf;
use std::process::Command;

/// What was made, and where.
pub(crate) struct Bindings {
    /// The library, of the dev profile.
    pub(crate) library: PathBuf,
    /// Folder of the Kotlin sources.
    pub(crate) kotlin: PathBuf,
    /// Folder of the Swift sources, header and module map.
    pub(crate) swift: PathBuf,
}

/// Makes them anew.
pub(crate) fn make() -> Result<Bindings, String> {
    let built = build()?;
    let file = format!(
        "{}citizen_ffi{}",
        std::env::consts::DLL_PREFIX,
        std::env::consts::DLL_SUFFIX
    );
    let into = target_dir().join("bindings");
    let bindings = Bindings {
        library: built.join(file),
        kotlin: into.join("kotlin"),
        swift: into.join("swift"),
    };
    for (language, folder) in [("kotlin", &bindings.kotlin), ("swift", &bindings.swift)] {
        // What is no longer made must not be left over.
        let _ = std::fs::remove_dir_all(folder);
        let mut generate =
            Command::new(built.join(format!("citizen-bindgen{}", std::env::consts::EXE_SUFFIX)));
        generate
            .current_dir(crate::command::root())
            .args(["generate", "--no-format", "--language", language, "--out-dir"])
            .arg(folder)
            .arg(&bindings.library);
        succeed(generate)?;
    }
    plain_header(&bindings.swift.join("CitizenFFI.h"))?;
    Ok(bindings)
}

/// The generator writes Swift's keywords in backticks in the C header too, where no compiler takes them.
fn plain_header(header: &std::path::Path) -> Result<(), String> {
    let fail = |e: std::io::Error| format!("{}: {e}", header.display());
    let text = std::fs::read_to_string(header).map_err(fail)?;
    std::fs::write(header, text.replace('`', "")).map_err(fail)
}

/// By hand: says where they are.
pub(crate) fn by_hand() -> PartResult {
    let made = make()?;
    Ok(Report {
        tally: Tally::PASSED,
        notes: vec![
            format!("library  {}", made.library.display()),
            format!("Kotlin   {}", made.kotlin.display()),
            format!("Swift    {}", made.swift.display()),
        ],
    })
}
