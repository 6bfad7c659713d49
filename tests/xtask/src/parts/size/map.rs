//! Of what the library is made, as the linker tells it (the form of LLVM's linker, which Rust and Android's NDK bring).

use super::symbol::crate_of;
use std::collections::BTreeMap;

/// So much of the library is of one making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) name: String,
    pub(crate) bytes: u64,
}

/// What takes room in the program and none in the file.
const UNSTORED: [&str; 3] = [".bss", ".tbss", ".relro_padding"];

/// Shares of a file of `total` bytes, the largest first. They come to `total`: what the map does not name is a share too.
pub(crate) fn shares(map: &str, total: u64) -> Result<Vec<Share>, String> {
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    let mut stored = true;
    for line in map.lines().skip(1) {
        let Some(line) = Line::read(line) else { continue };
        match line.depth {
            0 => stored = !UNSTORED.contains(&line.what),
            1 if stored => *sums.entry(owner(line.what)).or_default() += line.bytes,
            _ => {}
        }
    }
    if sums.is_empty() {
        return Err("the linker's map has no form that is known here".to_owned());
    }
    let named: u64 = sums.values().sum();
    sums.insert("(gaps and headers)".to_owned(), total.saturating_sub(named));
    let mut shares: Vec<Share> = sums
        .into_iter()
        .map(|(name, bytes)| Share { name, bytes })
        .collect();
    shares.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    Ok(shares)
}

/// A line of the map: an output section, what came into it from a file (one step in), a symbol of that (two).
struct Line<'a> {
    depth: usize,
    bytes: u64,
    what: &'a str,
}

impl<'a> Line<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let mut rest = line;
        let mut fields = [""; 4];
        for field in &mut fields {
            rest = rest.trim_start();
            (*field, rest) = rest.split_at_checked(rest.find(' ')?)?;
        }
        let [_, _, size, _] = fields;
        // One space ends the field; each step in is eight more.
        let indent = rest.len() - rest.trim_start().len();
        Some(Self {
            depth: indent.saturating_sub(1) / 8,
            bytes: u64::from_str_radix(size, 16).ok()?,
            what: rest.trim(),
        })
    }
}

/// Who made `FILE:(SECTION)`.
fn owner(what: &str) -> String {
    let (file, section) = what.rsplit_once(":(").map_or((what, ""), |(file, section)| {
        (file, section.trim_end_matches(')'))
    });
    let symbol = SECTIONS
        .iter()
        .find_map(|prefix| section.strip_prefix(prefix))
        .unwrap_or_default();
    if let Some(name) = crate_of(symbol.trim_start_matches("unlikely.").trim_start_matches("hot.")) {
        return name;
    }
    // C and assembly come in the archive of the crate that brought them: `libring-0123456789abcdef.rlib(aes.o)`.
    if let Some((archive, _)) = file.rsplit_once(".rlib(") {
        let archive = archive.rsplit('/').next().unwrap_or(archive);
        let archive = archive.strip_prefix("lib").unwrap_or(archive);
        return archive
            .rsplit_once('-')
            .map_or(archive, |(name, _)| name)
            .to_owned();
    }
    if symbol.contains("anon.") {
        return "(constants without a name)".to_owned();
    }
    if section.starts_with(".eh_frame") || section.starts_with(".gcc_except_table") {
        return "(tables of unwinding)".to_owned();
    }
    if symbol.starts_with("UNIFFI_META")
        || symbol.starts_with("uniffi_")
        || symbol.starts_with("ffi_")
        || symbol == "JNI_OnLoad"
    {
        return "(entry points, and what UniFFI writes about them)".to_owned();
    }
    if file.contains("<internal>") {
        return if section.starts_with(".rodata") {
            "(constants without a name)"
        } else {
            "(tables of linking)"
        }
        .to_owned();
    }
    "(the rest)".to_owned()
}

/// Sections that are called after the one symbol in them.
const SECTIONS: [&str; 8] = [
    ".text.",
    ".rodata.",
    ".data.rel.ro.local.",
    ".data.rel.ro.",
    ".data.",
    ".gcc_except_table.",
    ".tdata.",
    ".init_array.",
];

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "             VMA              LMA     Size Align Out     In      Symbol
             2a8              2a8       30     8 .rela.dyn
             2a8              2a8       30     8         <internal>:(.rela.dyn)
            1000             1000      500    16 .text
            1000             1000      300    16         made/deps/citizen_ffi.1-cgu.0.rcgu.o:(.text._RNvNtCs4fqI2P2rA04_5rxing3jvm6attach)
            1000             1000      300     1                 _RNvNtCs4fqI2P2rA04_5rxing3jvm6attach
            1300             1300      200    16         made/deps/liblibsqlite3_sys-0123456789abcdef.rlib(sqlite3.o):(.text.sqlite3_exec)
            2000             2000       40     1 .rodata
            2000             2000       40     1         made/deps/citizen_ffi.1-cgu.0.rcgu.o:(.rodata..Lanon.0123.4)
            3000             3000      999     1 .bss
            3000             3000      999     1         made/deps/citizen_ffi.1-cgu.0.rcgu.o:(.bss._RNvC5rxing3big)
";

    fn of(shares: &[Share], name: &str) -> Option<u64> {
        shares
            .iter()
            .find(|share| share.name == name)
            .map(|share| share.bytes)
    }

    #[test]
    fn each_byte_of_the_file_is_somebodys_and_none_is_counted_twice() {
        let shares = shares(MAP, 0x700).unwrap();
        assert_eq!(of(&shares, "rxing"), Some(0x300));
        assert_eq!(of(&shares, "libsqlite3_sys"), Some(0x200));
        assert_eq!(of(&shares, "(constants without a name)"), Some(0x40));
        assert_eq!(of(&shares, "(tables of linking)"), Some(0x30));
        assert_eq!(shares.iter().map(|share| share.bytes).sum::<u64>(), 0x700);
        assert_eq!(shares[0].name, "rxing", "the largest first");
    }

    #[test]
    fn a_map_that_is_none_is_an_error() {
        assert!(shares("Archive member included\n\n", 1).is_err());
    }
}
