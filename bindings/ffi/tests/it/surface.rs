//! What crosses is counted in the sources: few objects, names with a direction, ports that can fail.

use std::path::Path;

fn sources() -> Vec<(String, String)> {
    fn gather(folder: &Path, into: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, into);
            } else {
                into.push((
                    path.file_name().unwrap().to_string_lossy().into_owned(),
                    std::fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    let mut all = Vec::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    assert!(all.len() > 15);
    all
}

#[test]
fn there_are_at_most_twelve_objects() {
    let objects: usize = sources()
        .iter()
        .map(|(_, text)| text.matches("uniffi::Object)]").count())
        .sum();
    assert!((1..=12).contains(&objects), "{objects}");
}

#[test]
fn what_a_shell_implements_can_fail_in_every_call() {
    for (file, text) in sources() {
        for part in text.split("#[uniffi::export(rust, foreign)]").skip(1) {
            let body = &part[..part.find("\n}").unwrap()];
            for line in body.lines().filter(|line| line.trim_start().starts_with("fn ")) {
                assert!(line.contains("-> Result<"), "{file}: {line}");
            }
        }
    }
}

#[test]
fn unsafe_is_written_by_hand_in_one_file() {
    let by_hand: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.contains("unsafe {"))
        .map(|(file, _)| file)
        .collect();
    assert_eq!(by_hand, ["jvm.rs"]);
}

#[test]
fn no_score_and_no_sum_of_money_is_a_float_and_no_json_crosses() {
    for (file, text) in sources() {
        for line in text.lines().filter(|line| line.trim_start().starts_with("pub ")) {
            let degrees = ["lat:", "lon:", "accuracy_m:"]
                .iter()
                .any(|word| line.contains(word));
            assert!(degrees || !line.contains("f64"), "{file}: {line}");
            assert!(!line.contains("json"), "{file}: {line}");
        }
    }
}

/// What is called a view leaves the core, what is called a request enters it. A port is a call the other way round.
#[test]
fn a_name_that_tells_a_direction_is_used_in_that_direction() {
    let (mut calls, mut fields) = (0, 0);
    for (file, text) in sources() {
        for part in text.split("#[uniffi::export").skip(1) {
            let port = part.starts_with("(rust, foreign)");
            let body = &part[..part.find("\n}").unwrap()];
            // Of a free function the attribute is all there is before it.
            let start = match (port, body.contains("\nimpl ")) {
                (true, _) => "\n    fn ",
                (false, true) => "\n    pub ",
                (false, false) => "\npub ",
            };
            for signature in body.split(start).skip(1) {
                let signature = &signature[..signature.find(['{', ';']).unwrap()];
                let (takes, gives) = signature.split_once("->").unwrap_or((signature, ""));
                let (enters, leaves) = if port { (gives, takes) } else { (takes, gives) };
                assert!(!says(enters, "View"), "{file}: {signature}");
                assert!(!says(leaves, "Request"), "{file}: {signature}");
                calls += 1;
            }
        }
        for (kind, other) in [("View", "Request"), ("Request", "View")] {
            let records = text.split("pub struct ").skip(1);
            for part in records.chain(text.split("pub enum ").skip(1)) {
                let name: String = part.chars().take_while(|c| c.is_alphanumeric()).collect();
                if name.ends_with(kind) {
                    let body = &part[..part.find("\n}").unwrap()];
                    assert!(!says(&body[name.len()..], other), "{file}: {name}");
                    fields += 1;
                }
            }
        }
    }
    assert!(calls > 70 && fields > 20, "{calls} calls, {fields} records");
}

/// Whether a type of that ending is named.
fn says(text: &str, ending: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word.ends_with(ending) && word.starts_with(char::is_uppercase))
}

#[test]
fn endings_are_found_where_they_stand() {
    assert!(says("(&self, view: Option<HomeView>)", "View"));
    assert!(!says("(&self, view: Viewed, of: u32)", "View"));
    assert!(!says("fn view(&self)", "View"));
}
