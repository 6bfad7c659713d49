//! What the static library adds to an app: a program that can call everything in it, less one that does nothing.

use crate::command::{output, root, target_dir};
use crate::parts::beside;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds the library as Xcode links it, for this machine, and says in a line what it adds to a stripped program.
pub(super) fn weigh() -> Result<String, String> {
    let library = beside::library("staticlib")?.join("libcitizen_ffi.a");
    let header = root().join("ios/Generated/CitizenFFI/CitizenFFI.h");
    let header = fs::read_to_string(&header).map_err(|e| format!("{}: {e}", header.display()))?;
    let names = functions(&header);
    let folder = target_dir().join("weight");
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let all = linked(&folder, "all", &names, Some(&library))?;
    let none = linked(&folder, "none", &[], None)?;
    Ok(format!(
        "the static library adds {} bytes to a stripped program that can call all {} of its functions ({}, linked with --gc-sections)",
        all.saturating_sub(none),
        names.len(),
        std::env::consts::ARCH
    ))
}

/// Every function that the header declares, once.
fn functions(header: &str) -> Vec<&str> {
    let word = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    let mut names: Vec<&str> = header
        .match_indices('(')
        .filter_map(|(at, _)| header.get(..at)?.rsplit(word).next())
        .filter(|name| name.starts_with("uniffi_citizen_ffi_") || name.starts_with("ffi_citizen_ffi_"))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The size of a stripped program that holds on to `names`.
fn linked(folder: &Path, program: &str, names: &[&str], library: Option<&Path>) -> Result<u64, String> {
    let mut text = String::new();
    for name in names {
        text.push_str(&format!("extern void {name}(void);\n"));
    }
    let listed: String = names.iter().map(|name| format!("(void *){name}, ")).collect();
    text.push_str(&format!(
        "void *volatile held[] = {{ {listed}0 }};\nint main(void) {{ return held[0] == 0; }}\n"
    ));
    let source = folder.join(format!("{program}.c"));
    fs::write(&source, text).map_err(|e| e.to_string())?;
    let out = folder.join(program);
    let mut link = Command::new("cc");
    link.args(["-Os", "-s", "-Wl,--gc-sections", "-o"])
        .arg(&out)
        .arg(&source);
    link.args(library).args(["-lm", "-lpthread", "-ldl"]);
    output(link)?;
    Ok(fs::metadata(&out).map_err(|e| e.to_string())?.len())
}

#[cfg(test)]
mod tests {
    use super::functions;

    #[test]
    fn every_function_of_the_header_is_found_once() {
        let header = "uint64_t uniffi_citizen_ffi_fn_a(uint64_t p);\nvoid ffi_citizen_ffi_b(void\n);\n\
            typedef void (*Callback)(int);\nuint64_t uniffi_citizen_ffi_fn_a(uint64_t p);\n#if defined(X)\n";
        assert_eq!(
            functions(header),
            ["ffi_citizen_ffi_b", "uniffi_citizen_ffi_fn_a"]
        );
    }
}
