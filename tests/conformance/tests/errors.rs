//! Every error that the door has is told in the story.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what is not as it should be fails the test"
)]

use citizen_conformance::run::story;
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

/// What is wrong with what is told, where these are all that there are.
fn faults(all: &BTreeSet<Named>, told: &BTreeSet<Named>) -> Vec<String> {
    let untold = all
        .difference(told)
        .map(|(room, variant)| format!("{room}.{variant} is not told"));
    let made_up = told
        .difference(all)
        .map(|(room, variant)| format!("there is no {room}.{variant}"));
    untold.chain(made_up).collect()
}

#[test]
fn every_error_of_the_door_is_told() {
    let all = there_are(&file("../../bindings/ffi/src/error.rs"));
    assert!(all.len() > 40, "{all:?}");
    let wrong = faults(&all, &told());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_that_is_forgotten_or_made_up_is_noticed() {
    let set = |names: &[&str]| {
        names
            .iter()
            .map(|name| ("Room".to_owned(), (*name).to_owned()))
            .collect()
    };
    let all: BTreeSet<Named> = set(&["A", "B"]);
    assert!(faults(&all, &set(&["A", "B"])).is_empty());
    assert_eq!(faults(&all, &set(&["A"])), ["Room.B is not told"]);
    assert_eq!(faults(&all, &set(&["A", "B", "C"])), ["there is no Room.C"]);
}
