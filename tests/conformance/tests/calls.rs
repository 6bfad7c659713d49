//! Every call of the door is in the story, and everything that a listener can be told.
#![expect(clippy::unwrap_used, reason = "what is not as it should be fails the test")]

use citizen_conformance::run::{Step, story};
use std::collections::BTreeSet;
use std::path::Path;

type Names = BTreeSet<String>;

/// Calls that the story knows by other names, or that are no call of a shell's.
const OTHERWISE: &[(&str, &str)] = &[
    ("citizen.subscribe", "watch.begin"),
    ("subscription.cancel", "watch.end"),
    ("asking.give_up", "ratings.give_up"),
];

/// What a shell asks of an operation that it holds, and never sees in the story: `is_over` is in the tests of `bindings/ffi`.
const UNTOLD: &[&str] = &["operation.is_over"];

fn sources() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bindings/ffi/src");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

/// `object.method` of every exported object; what hands out a room is no call by itself.
fn calls(sources: &[String]) -> Names {
    let mut calls = Names::new();
    for source in sources {
        for exported in source.split("#[uniffi::export]\nimpl ").skip(1) {
            let block = exported.split("\n}\n").next().unwrap();
            let (object, rest) = block.split_once(' ').unwrap();
            for line in rest.lines().map(str::trim) {
                let method = line
                    .strip_prefix("pub async fn ")
                    .or(line.strip_prefix("pub fn "));
                if let Some((method, _)) = method.and_then(|line| line.split_once('('))
                    && !line.contains("-> Arc<")
                {
                    calls.insert(format!("{}.{method}", object.to_lowercase()));
                }
            }
        }
    }
    calls
}

/// Variants of `pub enum name`, in lower case.
fn variants(sources: &[String], name: &str) -> Names {
    let begin = format!("pub enum {name} {{\n");
    let block = sources
        .iter()
        .find_map(|source| source.split(&begin).nth(1))
        .unwrap();
    let lines = block.split("\n}\n").next().unwrap().lines();
    lines
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(char::is_uppercase))
        .map(|line| line.trim_end_matches([' ', '{', ',']).to_lowercase())
        .collect()
}

fn told(story: &[Step]) -> Names {
    story.iter().map(|step| step.call.clone()).collect()
}

/// What the steps of a call expect under names that begin so.
fn seen(story: &[Step], call: &str, path: &str) -> Names {
    let steps = story.iter().filter(|step| step.call == call);
    let gives = steps.flat_map(|step| step.gives.iter().filter(|(at, _)| at.starts_with(path)));
    gives
        .filter_map(|(_, value)| Some(value.as_str()?.to_owned()))
        .collect()
}

fn untold(all: &Names, told: &Names) -> Vec<String> {
    let name = |call: &String| {
        let other = OTHERWISE.iter().find(|(door, _)| door == call);
        other.map_or_else(|| call.clone(), |(_, story)| (*story).to_owned())
    };
    all.iter()
        .filter(|call| !UNTOLD.contains(&call.as_str()) && !told.contains(&name(call)))
        .cloned()
        .collect()
}

#[test]
fn every_call_of_the_door_is_told() {
    let all = calls(&sources());
    assert!(all.len() > 45, "{all:?}");
    let told = told(&story());
    assert_eq!(untold(&all, &told), Vec::<String>::new());
    // One that is forgotten is noticed.
    let mut less = told;
    assert!(less.remove("reports.mend"));
    assert_eq!(untold(&all, &less), ["reports.mend"]);
}

#[test]
fn everything_that_a_listener_can_be_told_is_told() {
    let (sources, story) = (sources(), story());
    let topics: Names = story
        .iter()
        .filter(|step| step.call == "watch.begin")
        .map(|step| step.with["topic"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(topics, variants(&sources, "Topic"));
    assert_eq!(
        seen(&story, "watch.newest", "kind"),
        variants(&sources, "Snapshot")
    );
    assert_eq!(
        seen(&story, "operation.wait", "events."),
        variants(&sources, "OperationEvent")
    );
}
