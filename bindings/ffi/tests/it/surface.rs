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
