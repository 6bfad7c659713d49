use citizen_identity::{EventName, StateName, TABLE};
use std::fmt::Write;

fn rendered() -> String {
    let mut out = String::from("| state | event | leads to | how |\n| --- | --- | --- | --- |\n");
    for row in TABLE {
        let to: Vec<&str> = row.to.iter().map(|s| s.as_str()).collect();
        let event: String = format!("{:?}", row.event)
            .chars()
            .enumerate()
            .flat_map(|(n, c)| {
                let gap = (n > 0 && c.is_uppercase()).then_some('_');
                gap.into_iter().chain(c.to_lowercase())
            })
            .collect();
        writeln!(
            out,
            "| {} | {event} | {} | {} |",
            row.from.as_str(),
            to.join(", "),
            row.what
        )
        .unwrap();
    }
    out
}

#[test]
fn every_event_in_every_state_stands_once() {
    for from in StateName::ALL {
        for event in EventName::ALL {
            let rows = TABLE
                .iter()
                .filter(|r| r.from == *from && r.event == *event)
                .count();
            assert_eq!(rows, 1, "{from:?} {event:?}");
        }
    }
}

#[test]
fn the_readme_shows_this_table() {
    let readme = include_str!("../../README.md");
    let table = rendered();
    assert!(readme.contains(&table), "put this into README.md:\n{table}");
}
