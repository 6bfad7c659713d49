//! Whether the calls are every call: the facade's own source says which there are.

use std::collections::BTreeMap;
use std::path::Path;

/// What is not called, and why nothing personal can come of that.
const NOT_CALLED: &[(&str, &str)] = &[
    ("open_as", "`open` goes through it"),
    ("open_on", "`open` goes through it"),
    ("open_store", "`open` goes through it"),
    ("with_ports", "`open` goes through it"),
    ("with_executor", "`with_ports` without threads"),
    ("write_whole", "`export_to` goes through it"),
];

/// The public calls of `Client` and `ShippedReader`, and the free ones that the crate gives out, with the file each stands in.
fn public_calls(lib: &str, source: &[(String, String)]) -> BTreeMap<String, String> {
    let mut calls = BTreeMap::new();
    for (file, text) in source {
        let mut of = None;
        for line in text.lines() {
            if let Some(head) = line.strip_prefix("impl ") {
                of = Some(head.trim_end_matches(" {").to_owned());
            } else if line == "}" {
                of = None;
            }
            let Some(rest) = line.trim_start().strip_prefix("pub ") else {
                continue;
            };
            let rest = ["const ", "async ", "unsafe "]
                .iter()
                .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
            let Some(rest) = rest.strip_prefix("fn ") else {
                continue;
            };
            let name = rest.split(['(', '<']).next().unwrap().to_owned();
            let is_public = match of.as_deref() {
                Some("Client" | "ShippedReader") => true,
                Some(_) => false,
                None => given_out(lib, &name),
            };
            if is_public {
                calls.insert(name, file.clone());
            }
        }
    }
    calls
}

/// Whether the crate's root names it: as a word of a `pub use`, or defines it.
fn given_out(lib: &str, name: &str) -> bool {
    let uses = lib
        .split("pub use ")
        .skip(1)
        .filter_map(|rest| rest.split(';').next());
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word == name)
    };
    uses.into_iter().any(words) || lib.contains(&format!("pub fn {name}("))
}

/// Whether `text`, outside its comments and words in quotes, calls `name`.
fn is_called(text: &str, name: &str) -> bool {
    let call = format!("{name}(");
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut calls = code.flat_map(|line| line.match_indices(&call).map(move |(at, _)| (line, at)));
    calls.any(|(line, at)| {
        let before = &line[..at];
        let whole_word = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        whole_word && !before.ends_with("fn ") && before.matches('"').count() % 2 == 0
    })
}

fn read(folder: &Path, into: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push((
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            ));
        }
    }
}

#[test]
fn every_public_call_of_the_facade_is_among_them() {
    let crate_root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/client/src"));
    let mut source = Vec::new();
    read(crate_root, &mut source);
    let lib = std::fs::read_to_string(crate_root.join("lib.rs")).unwrap();
    let calls = public_calls(&lib, &source);
    // The reader of the source reads: synchronous, asynchronous, of both types, and free ones.
    for known in [
        "reports",
        "sync",
        "block_on",
        "scan_picture",
        "doctor_before_init",
        "system_now",
        "erase",
    ] {
        assert!(calls.contains_key(known), "{known} was not found");
    }
    assert!(calls.len() > 60, "{}", calls.len());
    let made = [
        include_str!("calls.rs"),
        include_str!("screens.rs"),
        include_str!("mod.rs"),
    ]
    .concat();
    let is_left_out = |name: &str| NOT_CALLED.iter().any(|(left_out, _)| *left_out == name);
    for (name, file) in &calls {
        assert_ne!(
            is_called(&made, name),
            is_left_out(name),
            "{name} ({file}): call it in `leaks/calls.rs`, or give a reason in `NOT_CALLED`, not both"
        );
    }
    for (name, why) in NOT_CALLED {
        assert!(calls.contains_key(*name), "there is no {name} any more: {why}");
    }
}

/// The control: what is not called is noticed, and what only looks like a call is none.
#[test]
fn a_call_that_is_not_made_is_noticed() {
    let source = [(
        "new.rs".to_owned(),
        "impl Client {\n    /// New.\n    pub async fn brand_new<T>(&self) {}\n    pub(crate) fn inner(&self) {}\n}\n\
         impl Other {\n    pub fn not_ours(&self) {}\n}\npub fn free() {}\npub fn hidden() {}\n"
            .to_owned(),
    )];
    let found = public_calls("pub use new::{Client, free};", &source);
    assert_eq!(found.keys().collect::<Vec<_>>(), ["brand_new", "free"]);
    for (text, called) in [
        ("client.brand_new(1)", true),
        ("new::brand_new(1)", true),
        ("// client.brand_new(1)", false),
        ("client.not_brand_new(1)", false),
        ("fn brand_new(x: u8)", false),
        ("assert!(x, \"brand_new(1)\")", false),
    ] {
        assert_eq!(is_called(text, "brand_new"), called, "{text}");
    }
}
