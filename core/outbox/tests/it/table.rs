//! The table in the README is the table of the machine.

use citizen_outbox::{StateName, TRANSITIONS, Target};

fn table() -> String {
    let mut lines = vec![
        "| from | when | to | why |".to_owned(),
        "| --- | --- | --- | --- |".to_owned(),
    ];
    lines.extend(TRANSITIONS.iter().map(|row| {
        let from: Vec<_> = row.from.iter().map(|state| state.as_str()).collect();
        let to = match row.to {
            Target::Same => "stays".to_owned(),
            Target::Queued => "queued".to_owned(),
            Target::Sending => "sending".to_owned(),
            Target::Accepted => "accepted".to_owned(),
            Target::Rejected => "rejected".to_owned(),
            Target::Pause(pause) => format!("paused ({})", pause.as_str()),
            Target::PauseNamed => "paused (as named)".to_owned(),
            Target::Back => "where it came from".to_owned(),
            Target::Remove => "gone, or stays".to_owned(),
            Target::Gone => "gone".to_owned(),
        };
        format!("| {} | {:?} | {to} | {} |", from.join(", "), row.on, row.why)
    }));
    lines.join("\n")
}

#[test]
fn the_readme_shows_the_table() {
    let readme = include_str!("../../README.md");
    let table = table();
    assert!(readme.contains(&table), "put this into README.md:\n{table}");
}

#[test]
fn one_row_for_a_state_and_an_event_and_only_receipts_accept() {
    for state in StateName::ALL {
        for row in TRANSITIONS {
            let same = |other: &&citizen_outbox::Transition| other.on == row.on && other.from.contains(state);
            assert!(
                TRANSITIONS.iter().filter(same).count() <= 1,
                "{state:?} {:?}",
                row.on
            );
        }
    }
    let accepting: Vec<_> = TRANSITIONS
        .iter()
        .filter(|row| row.to == Target::Accepted)
        .map(|row| row.on)
        .collect();
    assert_eq!(accepting, [citizen_outbox::Trigger::ReceiptComplete]);
}
