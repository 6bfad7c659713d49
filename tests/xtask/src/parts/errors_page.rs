//! The error catalogue `docs/errors.md`, made from the code: every `error_codes!` block of the workspace, with the
//! sentence a person reads.

use crate::command::root;
use crate::parts::catalogues::{self, Catalogue, Form};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// One line of an `error_codes!` block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Coded {
    pub(crate) category: String,
    pub(crate) outcome: String,
}

/// Every code of the workspace with its category and outcome.
pub(crate) fn codes() -> Result<BTreeMap<String, Coded>, String> {
    let mut found = BTreeMap::new();
    for folder in ["core", "bindings", "tests/province", "tests/slips"] {
        for file in rust_files(&root().join(folder)) {
            let source = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            for (code, coded) in codes_in(&source) {
                if found.get(&code).is_some_and(|known| *known != coded) {
                    return Err(format!(
                        "{code} has two meanings, one of them in {}",
                        file.display()
                    ));
                }
                found.insert(code, coded);
            }
        }
    }
    Ok(found)
}

/// The `Variant => "code", Category, Outcome;` lines of one file; comments are passed over.
fn codes_in(source: &str) -> Vec<(String, Coded)> {
    let code: Vec<&str> = source
        .lines()
        .map(str::trim)
        .filter(|l| !l.starts_with("//"))
        .collect();
    let code = code.join(" ");
    let mut found = Vec::new();
    for block in code
        .split("error_codes!")
        .skip(1)
        .filter(|b| b.trim_start().starts_with('{'))
    {
        for entry in block.split("=> \"").skip(1) {
            let Some((code, rest)) = entry.split_once('"') else {
                break;
            };
            let Some((words, after)) = rest.split_once(';') else {
                break;
            };
            let words: Vec<&str> = words
                .split(',')
                .map(str::trim)
                .filter(|w| !w.is_empty())
                .collect();
            let [category, outcome] = words.as_slice() else {
                break;
            };
            found.push((
                code.to_owned(),
                Coded {
                    category: (*category).to_owned(),
                    outcome: (*outcome).to_owned(),
                },
            ));
            if after.trim_start().starts_with('}') {
                break;
            }
        }
    }
    found
}

/// The exit statuses, read from `Outcome::exit_code`.
fn exit_codes() -> Result<BTreeMap<String, String>, String> {
    let path = root().join("core/domain/src/error.rs");
    let source = fs::read_to_string(path).map_err(|e| format!("error.rs: {e}"))?;
    let line = |l: &str| {
        let (name, number) = l
            .trim()
            .strip_prefix("Self::")?
            .strip_suffix(',')?
            .split_once(" => ")?;
        number
            .parse::<u8>()
            .ok()
            .map(|n| (name.to_owned(), n.to_string()))
    };
    Ok(source.lines().filter_map(line).collect())
}

/// The page.
pub(crate) fn page() -> Result<String, String> {
    let exits = exit_codes()?;
    let vi = catalogues::read("vi")?;
    let en = catalogues::read("en")?;
    let mut page = String::from(
        "# Error catalogue\n\n\
         Made from the code by `cargo xtask docs`; do not edit by hand.\n\n\
         The category says who acts (`expected`: the person; `retryable`: nobody, it passes; `security`: a check refused;\n\
         `bug`: us), the last column is the exit status of `citizen` when nothing weightier happened.\n",
    );
    let mut room = String::new();
    for (code, coded) in codes()? {
        let exit = exits
            .get(&coded.outcome)
            .ok_or_else(|| format!("{code}: unknown outcome {}", coded.outcome))?;
        let (of, _) = code
            .split_once('.')
            .ok_or_else(|| format!("{code} names no room"))?;
        if of != room {
            of.clone_into(&mut room);
            let _ = write!(
                page,
                "\n## {room}\n\n| code | what it says | in English | category | exit |\n| --- | --- | --- | --- | --- |\n"
            );
        }
        let _ = writeln!(
            page,
            "| `{code}` | {} | {} | {} | {exit} |",
            sentence(&vi, &code)?,
            sentence(&en, &code)?,
            coded.category.to_lowercase()
        );
    }
    Ok(page)
}

fn sentence(catalogue: &Catalogue, code: &str) -> Result<String, String> {
    let Form { display, .. } = catalogue
        .get(&format!("error.{code}"))
        .ok_or_else(|| format!("{code} has no sentence in the catalogues"))?;
    Ok(display.replace('|', "\\|").replace('\n', " "))
}

/// Every Rust file below `folder`, in a stable order, without what cargo built.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(list) = fs::read_dir(folder) else {
        return found;
    };
    for path in list.filter_map(|e| e.ok().map(|e| e.path())) {
        if path.is_dir() && !path.ends_with("target") {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_blocks_as_they_are_written() {
        let source = "/// error_codes! { No { A => \"no.no\", Bug, Bug; }}\n\
            crate::error_codes! { TextError {\n    TooLong { .. } => \"text.too_long\", Expected,\n        Refused;\n\
            \x20   // a word\n    Status(..) => \"text.status\", Retryable, Waiting;\n}}\n\
            fn f() { match x { A => \"not.one\", B => \"nor.this\" }; }";
        let found: Vec<String> = codes_in(source)
            .into_iter()
            .map(|(c, x)| format!("{c} {} {}", x.category, x.outcome))
            .collect();
        assert_eq!(
            found,
            ["text.too_long Expected Refused", "text.status Retryable Waiting"]
        );
    }

    #[test]
    fn the_workspace_is_read() {
        let found = codes().unwrap();
        for code in ["text.too_long", "store.no_space"] {
            assert!(found.contains_key(code), "{code}");
        }
        assert!(
            !found.contains_key("slip.too_short"),
            "an example in a comment is no error of ours"
        );
        assert_eq!(exit_codes().unwrap().len(), 9);
    }
}
