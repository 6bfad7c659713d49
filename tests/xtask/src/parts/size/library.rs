//! What may be seen of the library from outside, and how it is protected once it is loaded.

use crate::command::output;
use std::path::Path;
use std::process::Command;

/// A question and the faults that were found.
pub(crate) type Answer = (&'static str, Vec<String>);

/// Asks `nm` and `readelf`, and looks for `traces` of the machine that built it.
pub(crate) fn check(library: &Path, traces: &[String]) -> Result<Vec<Answer>, String> {
    let ask = |program: &str, args: &[&str]| {
        let mut command = Command::new(program);
        command.env("LC_ALL", "C").args(args).arg(library);
        output(command)
    };
    let bytes = std::fs::read(library).map_err(|e| format!("{}: {e}", library.display()))?;
    Ok(vec![
        (
            "only UniFFI's and Java's entry points can be called",
            strangers(&ask("nm", &["-D", "--defined-only"])?),
        ),
        (
            "what is linked once cannot be written any more",
            unprotected(&ask("readelf", &["-lW"])?, &ask("readelf", &["-dW"])?),
        ),
        ("no trace of the machine that built it", traced(&bytes, traces)),
        (
            "nothing is left for a debugger",
            unstripped(&ask("readelf", &["-SW"])?),
        ),
    ])
}

/// What `nm -D --defined-only` shows and nobody needs.
fn strangers(shown: &str) -> Vec<String> {
    let known = |name: &str| {
        name == "JNI_OnLoad"
            || ["ffi_citizen_", "uniffi_citizen_", "UNIFFI_META_"]
                .iter()
                .any(|prefix| name.starts_with(prefix))
    };
    let names: Vec<&str> = shown
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .collect();
    let mut faults: Vec<String> = names
        .iter()
        .filter(|name| !known(name))
        .map(|name| format!("{name} can be called from outside"))
        .collect();
    if !names.contains(&"JNI_OnLoad") || !names.iter().any(|name| name.starts_with("uniffi_citizen_")) {
        faults.push("the entry points themselves are missing".to_owned());
    }
    faults
}

/// Of `readelf -lW` and `readelf -dW`: all of it linked before it runs, then read-only; no code that is written to.
fn unprotected(segments: &str, dynamic: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !segments.contains("GNU_RELRO") {
        faults.push("GNU_RELRO is missing: what the linker filled in stays writable".to_owned());
    }
    if !dynamic.contains("BIND_NOW") && !dynamic.contains("Flags: NOW") {
        faults.push("BIND_NOW is missing: calls into other libraries stay writable".to_owned());
    }
    if dynamic.contains("TEXTREL") {
        faults.push("TEXTREL: code is written to when it is loaded".to_owned());
    }
    let stack = segments
        .lines()
        .find(|line| line.trim_start().starts_with("GNU_STACK"));
    if stack.is_none_or(|line| {
        line.split_whitespace()
            .any(|word| word.contains('E') && !word.starts_with("0x"))
    }) {
        faults.push("GNU_STACK: the stack can be run as code".to_owned());
    }
    faults
}

/// Where one of `traces` stands in the library, with what stands around it.
fn traced(bytes: &[u8], traces: &[String]) -> Vec<String> {
    traces
        .iter()
        .filter_map(|trace| {
            let word = trace.as_bytes();
            let at = bytes.windows(word.len()).position(|window| window == word)?;
            let around = bytes.get(at..bytes.len().min(at + 120)).unwrap_or_default();
            let around: Vec<u8> = around
                .iter()
                .copied()
                .take_while(|b| (b' '..=b'~').contains(b))
                .collect();
            Some(format!(
                "the library tells where it was built: {}",
                String::from_utf8_lossy(&around)
            ))
        })
        .collect()
}

/// Of `readelf -SW`: symbols and lines that only a debugger reads.
fn unstripped(sections: &str) -> Vec<String> {
    [".symtab", ".debug_info"]
        .iter()
        .filter(|name| sections.split_whitespace().any(|word| word == **name))
        .map(|name| format!("{name} is still in the library"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOWN: &str = "00000000000a1b20 T JNI_OnLoad\n00000000000a1b30 T ffi_citizen_ffi_rust_future_poll_u8\n\
        00000000000a1b40 T uniffi_citizen_ffi_fn_method_citizen_home\n0000000000012345 R UNIFFI_META_CITIZEN_FFI_FUNC_X\n";
    const SEGMENTS: &str = "  LOAD           0x000000 0x0000000000000000 0x0000000000000000 0x1234 0x1234 R   0x1000\n  \
        GNU_RELRO      0x3f1a10 0x00000000003f3a10 0x00000000003f3a10 0x01a5f0 0x01a5f0 R   0x1\n  \
        GNU_STACK      0x000000 0x0000000000000000 0x0000000000000000 0x000000 0x000000 RW  0\n";
    const DYNAMIC: &str = " 0x000000000000001e (FLAGS)              BIND_NOW\n 0x000000006ffffffb (FLAGS_1)            Flags: NOW\n";

    #[test]
    fn a_library_as_it_should_be_has_no_faults() {
        assert!(strangers(SHOWN).is_empty());
        assert!(unprotected(SEGMENTS, DYNAMIC).is_empty());
        assert!(
            traced(
                b"panicked at crates/ring-0.17.14/src/aead.rs",
                &["/home/anh".to_owned()]
            )
            .is_empty()
        );
        assert!(unstripped("  [ 1] .dynsym  DYNSYM\n  [ 2] .text  PROGBITS\n").is_empty());
    }

    #[test]
    fn one_more_symbol_is_seen() {
        let more = format!("{SHOWN}00000000000a1b50 T sqlite3_exec\n");
        assert_eq!(strangers(&more), ["sqlite3_exec can be called from outside"]);
        assert_eq!(strangers("").len(), 1, "nothing at all is not what is asked for");
    }

    #[test]
    fn each_protection_is_missed() {
        assert_eq!(
            unprotected(&SEGMENTS.replace("GNU_RELRO", "NOTE"), DYNAMIC).len(),
            1
        );
        assert_eq!(unprotected(SEGMENTS, "").len(), 1);
        assert_eq!(
            unprotected(SEGMENTS, &format!("{DYNAMIC} 0x16 (TEXTREL) 0x0\n")).len(),
            1
        );
        assert_eq!(unprotected(&SEGMENTS.replace("RW  0", "RWE 0"), DYNAMIC).len(), 1);
    }

    #[test]
    fn the_path_of_a_source_is_seen() {
        let bytes = b"\0\x01/home/anh/.cargo/registry/src/ring-0.17.14/src/aead.rs\0";
        let faults = traced(bytes, &["/home/anh".to_owned()]);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].contains("ring-0.17.14/src/aead.rs"));
    }

    #[test]
    fn what_a_debugger_reads_is_seen() {
        assert_eq!(
            unstripped("  [29] .symtab  SYMTAB\n  [30] .debug_info  PROGBITS\n").len(),
            2
        );
    }
}
