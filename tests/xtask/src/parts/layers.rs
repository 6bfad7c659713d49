//! Who may depend on whom. Arrows point down only; the plan is docs/adr/0002.

use crate::graph::{Member, members};
use crate::tally::{PartResult, Report};

const DOMAIN: &str = "citizen-domain";
const ROOM: &[&str] = &[DOMAIN, "citizen-proof"];
const CORE: &[&str] = &[
    DOMAIN,
    "citizen-proof",
    "citizen-pack",
    "citizen-scan",
    "citizen-identity",
    "citizen-dossier",
    "citizen-incident",
    "citizen-mscore",
    "citizen-assist",
    "citizen-outbox",
    "citizen-screen",
    "citizen-store",
];

/// What each package may need of ours, outside its tests.
const ARROWS: &[(&str, &[&str])] = &[
    (DOMAIN, &[]),
    ("citizen-proof", &[DOMAIN]),
    ("citizen-pack", ROOM),
    ("citizen-scan", ROOM),
    ("citizen-identity", ROOM),
    ("citizen-dossier", ROOM),
    ("citizen-incident", ROOM),
    ("citizen-mscore", ROOM),
    ("citizen-assist", ROOM),
    ("citizen-outbox", ROOM),
    (
        // What screens show and say (docs/adr/0013): it knows every room that has something to show.
        "citizen-screen",
        &[
            DOMAIN,
            "citizen-pack",
            "citizen-scan",
            "citizen-dossier",
            "citizen-incident",
            "citizen-mscore",
            "citizen-outbox",
        ],
    ),
    (
        "citizen-store",
        &[
            DOMAIN,
            // For its hashes: the rooms stand on it too (docs/adr/0002).
            "citizen-proof",
            "citizen-pack",
            "citizen-scan",
            "citizen-identity",
            "citizen-dossier",
            "citizen-incident",
            "citizen-mscore",
            "citizen-assist",
            "citizen-outbox",
        ],
    ),
    ("citizen-client", CORE),
    ("citizen-testkit", &[DOMAIN, "citizen-store"]),
    ("citizen-ffi", &["citizen-client", DOMAIN]),
    ("citizen-bindgen", &[]),
    // The demonstration takes its photo from the fixtures (ADR 0007).
    (
        "citizen-cli",
        &["citizen-client", DOMAIN, "citizen-province", "citizen-fixtures"],
    ),
    // The scoring of ratings has one home (docs/adr/0005).
    (
        "citizen-province",
        &[
            DOMAIN,
            "citizen-proof",
            "citizen-pack",
            "citizen-mscore",
            "citizen-slips",
        ],
    ),
    ("citizen-slips", ROOM),
    ("citizen-contract", &[DOMAIN, "citizen-proof"]),
    ("citizen-fixtures", &[DOMAIN]),
    (
        "citizen-journeys",
        &[
            DOMAIN,
            "citizen-client",
            "citizen-province",
            "citizen-testkit",
            "citizen-fixtures",
        ],
    ),
    (
        // The story over the door, in Rust, and the world that the other languages tell it in.
        "citizen-conformance",
        &[
            "citizen-ffi",
            "citizen-client",
            DOMAIN,
            "citizen-province",
            "citizen-journeys",
            "citizen-testkit",
            "citizen-fixtures",
        ],
    ),
    (
        // It opens the store on a disk of its own, and lies with a key of its own.
        "citizen-simulation",
        &[
            DOMAIN,
            "citizen-proof",
            "citizen-client",
            "citizen-store",
            "citizen-province",
            "citizen-testkit",
            "citizen-fixtures",
        ],
    ),
    (
        "citizen-interop",
        &[DOMAIN, "citizen-client", "citizen-province", "citizen-fixtures"],
    ),
    ("xtask", &[]),
];

/// Not even in its tests: the gateway recomputes what these do, so that one error cannot cancel another.
const NEVER: &[(&str, &[&str])] = &[(
    "citizen-province",
    &["citizen-client", "citizen-store", "citizen-outbox"],
)];

/// Crates of others that have one home. `tests/` and dev-dependencies may use those marked so.
const HOMES: &[(&str, &[&str], bool)] = &[
    (
        "rusqlite",
        // The journeys' benchmark has a plain database beside the vault.
        &["citizen-store", "citizen-province", "citizen-journeys"],
        false,
    ),
    ("libsqlite3-sys", &["citizen-store", "citizen-province"], false),
    ("reqwest", &["citizen-client"], true),
    (
        "tokio",
        &["citizen-client", "citizen-testkit", "citizen-ffi", "citizen-cli"],
        true,
    ),
    ("axum", &["citizen-province"], true),
    ("jsonwebtoken", &["citizen-proof"], true),
    ("uniffi", &["citizen-ffi", "citizen-bindgen"], false),
];

/// Checks the arrows of the workspace.
pub(crate) fn run() -> PartResult {
    Ok(Report::of_faults(faults(&members()?)))
}

fn faults(members: &[Member]) -> Vec<String> {
    members.iter().flat_map(|m| faults_of(m, members)).collect()
}

fn faults_of(member: &Member, members: &[Member]) -> Vec<String> {
    let name = member.name.as_str();
    let Some((_, allowed)) = ARROWS.iter().find(|(n, _)| *n == name) else {
        return vec![format!(
            "{name}: has no place in the plan; give it one in tests/xtask and docs/adr"
        )];
    };
    let never = NEVER
        .iter()
        .find(|(n, _)| *n == name)
        .map_or(&[] as &[&str], |(_, list)| list);
    let in_tests = member.folder.starts_with("tests/");
    let mut found = Vec::new();
    for need in &member.needs {
        let to = need.name.as_str();
        let ours = members.iter().any(|m| m.name == to);
        if never.contains(&to) || (ours && !need.dev && !allowed.contains(&to)) {
            found.push(format!("wrong arrow: {name} -> {to}"));
        }
        if let Some((_, homes, tests_may)) = HOMES.iter().find(|(n, ..)| *n == to)
            && !homes.contains(&name)
            && !(*tests_may && (need.dev || in_tests))
        {
            found.push(format!(
                "wrong arrow: {name} -> {to} (its home is {})",
                homes.join(", ")
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Need;

    #[test]
    fn the_workspace_keeps_to_the_plan() {
        assert_eq!(faults(&members().unwrap()), Vec::<String>::new());
    }

    #[test]
    fn a_wrong_arrow_is_refused_and_named() {
        for (from, to, dev) in [
            ("citizen-scan", "rusqlite", false),
            ("citizen-scan", "rusqlite", true),
            ("citizen-dossier", "citizen-incident", false),
            ("citizen-mscore", "citizen-store", false),
            ("citizen-domain", "citizen-proof", false),
            ("citizen-store", "citizen-client", false),
            ("citizen-store", "citizen-testkit", false),
            ("citizen-outbox", "tokio", false),
            ("citizen-identity", "reqwest", false),
            ("citizen-identity", "jsonwebtoken", false),
            ("citizen-client", "uniffi", false),
            ("citizen-province", "citizen-store", false),
            ("citizen-province", "citizen-client", true),
        ] {
            let mut doctored = members().unwrap();
            let member = doctored.iter_mut().find(|m| m.name == from).unwrap();
            member.needs.push(Need {
                name: to.to_owned(),
                dev,
            });
            let found = faults(&doctored);
            assert!(
                found.iter().any(|f| f.contains(&format!("{from} -> {to}"))),
                "{from} -> {to}: {found:?}"
            );
        }
    }

    #[test]
    fn what_only_tests_need_is_allowed_there() {
        for (from, to) in [
            ("citizen-store", "citizen-testkit"),
            ("citizen-dossier", "citizen-fixtures"),
            ("citizen-province", "reqwest"),
        ] {
            let mut doctored = members().unwrap();
            let member = doctored.iter_mut().find(|m| m.name == from).unwrap();
            member.needs.push(Need {
                name: to.to_owned(),
                dev: true,
            });
            assert_eq!(faults(&doctored), Vec::<String>::new());
        }
    }

    #[test]
    fn a_newcomer_without_a_place_is_refused() {
        let mut doctored = members().unwrap();
        doctored[0].name = "citizen-shed".to_owned();
        assert!(
            faults(&doctored)
                .iter()
                .any(|f| f.contains("citizen-shed: has no place"))
        );
    }
}
