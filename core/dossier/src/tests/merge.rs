use super::support::{at, event, followed, record};
use crate::AnomalyKind;
use citizen_domain::wire::{EventRecord, StatusRecord};
use proptest::prelude::*;

#[test]
fn an_event_once_seen_stays_as_it_was() {
    let mut held = followed().held;
    let (first, second) = (event(1, 2, "2026-02-12T10:00"), event(2, 4, "2026-02-13T10:00"));
    let merged = held.merge(
        record(&[first.clone(), second.clone()], None),
        at("2026-02-13T11:00"),
    );
    assert_eq!(merged.new_events, [1, 2]);

    let mut changed = first.clone();
    changed.text = "viết lại".into();
    let third = event(3, 9, "2026-02-24T10:00");
    let merged = held.merge(record(&[changed, third.clone()], None), at("2026-02-24T11:00"));
    assert_eq!(
        (merged.new_events.as_slice(), merged.status_changed),
        (&[3][..], true)
    );
    assert_eq!(held.record.as_ref().unwrap().events, [first, second, third]);
    let kinds: Vec<_> = held.anomalies.iter().map(|a| a.kind.clone()).collect();
    assert_eq!(
        kinds,
        [
            AnomalyKind::EventMissing { event: 2 },
            AnomalyKind::EventChanged { event: 1 }
        ]
    );

    // The same news again change nothing and note nothing again.
    let again = held.record.clone().unwrap();
    assert!(!held.merge(again, at("2026-02-24T12:00")).is_news());
    assert_eq!(held.anomalies.len(), 2);
}

#[test]
fn a_moved_appointment_keeps_the_old_day_visible() {
    let mut held = followed().held;
    let steps = [event(1, 2, "2026-02-12T10:00")];
    held.merge(record(&steps, Some("2026-02-24T10:00")), at("2026-02-13T08:00"));
    let merged = held.merge(record(&steps, Some("2026-03-03T10:00")), at("2026-02-23T08:00"));
    assert!(merged.appointment_changed);
    let now = |held: &crate::Held| {
        let record = held.record.as_ref().unwrap();
        (record.appointment_at, record.previous_appointment_at)
    };
    assert_eq!(
        now(&held),
        (Some(at("2026-03-03T10:00")), Some(at("2026-02-24T10:00")))
    );
    // Sent again without the old day: still visible.
    held.merge(record(&steps, Some("2026-03-03T10:00")), at("2026-02-23T09:00"));
    assert_eq!(now(&held).1, Some(at("2026-02-24T10:00")));
    // Taken back: the last promise stays visible, and it is noted.
    held.merge(record(&steps, None), at("2026-02-23T10:00"));
    assert_eq!(now(&held), (None, Some(at("2026-03-03T10:00"))));
    assert!(
        held.anomalies
            .iter()
            .any(|a| matches!(a.kind, AnomalyKind::AppointmentGone { .. }))
    );
}

#[test]
fn an_unusual_step_is_shown_and_noted() {
    let rows = [
        (&[2, 4][..], &[2, 4, 9][..], false),
        (&[2], &[2, 4, 5, 4, 9], false),
        (&[10], &[10, 4], true),
        (&[3], &[3, 2], true),
        (&[4], &[4, 42], false),
        (&[4], &[4], false),
    ];
    for (before, after, unusual) in rows {
        let steps = |states: &[i32]| -> Vec<EventRecord> {
            states
                .iter()
                .zip(1..)
                .map(|(s, id)| event(id, *s, "2026-02-12T10:00"))
                .collect()
        };
        let mut held = followed().held;
        held.merge(record(&steps(before), None), at("2026-02-13T08:00"));
        held.merge(record(&steps(after), None), at("2026-02-14T08:00"));
        let last = StatusRecord::of(*after.last().unwrap());
        assert_eq!(held.record.as_ref().unwrap().status, last);
        let noted = held
            .anomalies
            .iter()
            .any(|a| matches!(a.kind, AnomalyKind::UnusualStep { .. }));
        assert_eq!(noted, unusual, "{before:?} {after:?}");
    }
}

proptest! {
    #[test]
    fn whatever_comes_history_only_grows(batches in prop::collection::vec(prop::collection::vec((0u64..8, 1i32..12), 0..6), 1..12)) {
        let mut held = followed().held;
        let mut seen: Vec<EventRecord> = Vec::new();
        for batch in batches {
            let events: Vec<EventRecord> = batch.iter().map(|(id, s)| event(*id, *s, "2026-02-12T10:00")).collect();
            held.merge(record(&events, None), at("2026-02-13T08:00"));
            let kept = &held.record.as_ref().unwrap().events;
            for old in &seen {
                prop_assert!(kept.contains(old));
            }
            prop_assert!(kept.windows(2).all(|w| w[0].id < w[1].id));
            seen = kept.clone();
        }
        prop_assert!(held.anomalies.len() <= 50);
    }
}
