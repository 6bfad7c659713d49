//! Every error that the door has is told in the story, or `untold.json` says why not.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what is not as it should be fails the test"
)]

use citizen_conformance::run::story;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A room's error and one of its variants.
type Named = (String, String);

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// From the sources of the door: `Name { … Variant = …; … }`; every room has `Unexpected` besides.
fn there_are(source: &str) -> BTreeSet<Named> {
    let rooms = source.split("\nroom_errors! {").nth(1).unwrap();
    let rooms = rooms.split("\n}\n").next().unwrap();
    let mut all = BTreeSet::new();
    let mut room = None;
    for line in rooms.lines().map(str::trim) {
        if let Some(name) = line.strip_suffix(" {") {
            all.insert((name.to_owned(), "Unexpected".to_owned()));
            room = Some(name);
        } else if let (Some(room), Some((variant, _))) = (room, line.split_once(" = "))
            && variant.chars().all(char::is_alphanumeric)
        {
            all.insert((room.to_owned(), variant.to_owned()));
        } else if line == "}" {
            room = None;
        }
    }
    all
}

fn room_of(call: &str) -> &'static str {
    match call.split_once('.').unwrap() {
        ("citizen", "choose_province" | "sync") => "ProvinceError",
        ("citizen" | "watch", _) => "OpenError",
        ("dossiers" | "directory", _) => "DossierError",
        ("scanner", _) => "ScanError",
        ("reports", _) => "ReportError",
        ("ratings", _) => "RatingError",
        ("identity", _) => "IdentityError",
        ("outbox", _) => "OutboxError",
        ("profile", _) => "ProfileError",
        (other, _) => panic!("{other} fails in no room"),
    }
}

fn told() -> BTreeSet<Named> {
    story()
        .iter()
        .filter_map(|step| Some((step.call.as_str(), step.fails.as_ref()?)))
        .map(|(call, fails)| (room_of(call).to_owned(), fails.variant.clone()))
        .collect()
}

/// What is wrong with an account of what is told and what is not.
fn faults(all: &BTreeSet<Named>, told: &BTreeSet<Named>, untold: &BTreeSet<Named>) -> Vec<String> {
    let mut faults = Vec::new();
    for one @ (room, variant) in all {
        match (told.contains(one), untold.contains(one)) {
            (false, false) => faults.push(format!("{room}.{variant} is neither told nor accounted for")),
            (true, true) => faults.push(format!("{room}.{variant} is told after all")),
            _ => {}
        }
    }
    faults.extend(
        told.union(untold)
            .filter(|one| !all.contains(*one))
            .map(|(room, variant)| format!("there is no {room}.{variant}")),
    );
    faults
}

#[test]
fn every_error_of_the_door_is_told_or_it_is_said_why_not() {
    let all = there_are(&file("../../bindings/ffi/src/error.rs"));
    assert!(all.len() > 40, "{all:?}");
    let untold: Vec<Value> = serde_json::from_str(&file("untold.json")).unwrap();
    let untold: BTreeSet<Named> = untold
        .iter()
        .flat_map(|entry| {
            assert!(
                entry["because"].as_str().is_some_and(|why| why.len() > 20),
                "{entry}"
            );
            entry["errors"].as_array().unwrap()
        })
        .map(|name| {
            let (room, variant) = name.as_str().unwrap().split_once('.').unwrap();
            (room.to_owned(), variant.to_owned())
        })
        .collect();
    let wrong = faults(&all, &told(), &untold);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_that_is_forgotten_told_twice_or_made_up_is_noticed() {
    let set = |names: &[&str]| {
        names
            .iter()
            .map(|name| ("Room".to_owned(), (*name).to_owned()))
            .collect()
    };
    let all: BTreeSet<Named> = set(&["A", "B", "C"]);
    assert!(faults(&all, &set(&["A", "B"]), &set(&["C"])).is_empty());
    assert_eq!(faults(&all, &set(&["A"]), &set(&["C"])).len(), 1);
    assert_eq!(faults(&all, &set(&["A", "B"]), &set(&["B", "C"])).len(), 1);
    assert_eq!(faults(&all, &set(&["A", "B", "D"]), &set(&["C"])).len(), 1);
}
