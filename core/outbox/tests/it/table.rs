//! The tables in the README are those of the machine.

use citizen_outbox::{Asked, By, Meaning, RULES, Rule, StateName, TRANSITIONS, Target};

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

fn rules() -> String {
    let mut lines = vec![
        "| status | in answer to | said by | what follows | why |".to_owned(),
        "| --- | --- | --- | --- | --- |".to_owned(),
    ];
    lines.extend(RULES.iter().map(rule));
    lines.join("\n")
}

fn rule(rule: &Rule) -> String {
    let status = match rule.statuses {
        (0, _) => "anything else".to_owned(),
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}–{last}"),
    };
    let asked = match rule.asked {
        Asked::Anything => "anything",
        Asked::WithSession => "what goes with the session",
        Asked::Question => "the question",
        Asked::Body => "the body",
    };
    let by = match rule.by {
        By::Anyone => "anyone".to_owned(),
        By::Province => "the province".to_owned(),
        By::Code(code) => format!("the province (`{code}`)"),
        By::Challenge => "the province, also by its challenge".to_owned(),
    };
    let means = match rule.means {
        Meaning::Signed => "what is signed",
        Meaning::SignIn => "paused (auth)",
        Meaning::Unknown => "queued",
        Meaning::Busy { .. } => "patience",
        Meaning::Refused { editable: true } => "rejected, can be mended",
        Meaning::Refused { editable: false } => "rejected",
        Meaning::Stranger => "paused (network)",
    };
    format!("| {status} | {asked} | {by} | {means} | {} |", rule.why)
}

#[test]
fn the_readme_shows_the_tables() {
    let readme = include_str!("../../README.md");
    for table in [table(), rules()] {
        assert!(readme.contains(&table), "put this into README.md:\n{table}");
    }
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
