use super::support::{at, calendars, event, procedure, record};
use crate::deadline;
use citizen_domain::calendar::{Basis, DeadlineState};
use citizen_domain::pack::LimitUnit;

/// States with their times, appointment, now; class, working days left, basis.
type Row<'a> = (
    &'a [(i32, &'a str)],
    Option<&'a str>,
    &'a str,
    DeadlineState,
    Option<i32>,
    Option<Basis>,
);

const RECEIVED: (i32, &str) = (2, "2026-02-12T10:00");
const ASKED: (i32, &str) = (5, "2026-02-25T09:00");
const BACK: (i32, &str) = (4, "2026-02-27T09:00");
const DUE: Option<&str> = Some("2026-03-04T10:00");

#[test]
fn judges_by_the_official_appointment_and_stops_the_clock_while_the_person_is_asked() {
    use Basis::{Estimate, Official};
    use DeadlineState::{DueSoon, Early, InTime, Late, OnTime, Overdue, Stopped, Unknown};
    let rows: &[Row<'_>] = &[
        (
            &[RECEIVED],
            DUE,
            "2026-02-24T08:00",
            InTime,
            Some(6),
            Some(Official),
        ),
        (
            &[RECEIVED],
            DUE,
            "2026-03-03T08:00",
            DueSoon,
            Some(1),
            Some(Official),
        ),
        (
            &[RECEIVED],
            DUE,
            "2026-03-05T08:00",
            Overdue,
            Some(-1),
            Some(Official),
        ),
        (
            &[RECEIVED, ASKED],
            DUE,
            "2026-02-26T08:00",
            Stopped,
            None,
            Some(Official),
        ),
        // Still asked after the appointment: the agency is not late.
        (
            &[RECEIVED, ASKED],
            DUE,
            "2026-03-20T08:00",
            Stopped,
            None,
            Some(Official),
        ),
        (
            &[RECEIVED, (6, "2026-02-25T09:00")],
            DUE,
            "2026-03-20T08:00",
            Stopped,
            None,
            Some(Official),
        ),
        (
            &[RECEIVED, (7, "2026-02-25T09:00")],
            DUE,
            "2026-03-20T08:00",
            Stopped,
            None,
            Some(Official),
        ),
        (
            &[RECEIVED, (8, "2026-02-25T09:00")],
            DUE,
            "2026-03-20T08:00",
            Stopped,
            None,
            Some(Official),
        ),
        // Two working days waited for the person: the official day passes without being held against the agency.
        (
            &[RECEIVED, ASKED, BACK],
            DUE,
            "2026-03-05T08:00",
            DueSoon,
            Some(1),
            Some(Estimate),
        ),
        (
            &[RECEIVED, ASKED, BACK],
            DUE,
            "2026-03-02T08:00",
            InTime,
            Some(2),
            Some(Official),
        ),
        (
            &[RECEIVED, ASKED, BACK],
            DUE,
            "2026-03-09T08:00",
            Overdue,
            Some(-1),
            Some(Estimate),
        ),
        (
            &[RECEIVED, ASKED, BACK, (9, "2026-03-06T10:00")],
            DUE,
            "2026-03-09T08:00",
            OnTime,
            None,
            Some(Estimate),
        ),
        (
            &[RECEIVED, (9, "2026-03-04T09:00")],
            DUE,
            "2026-03-09T08:00",
            Early,
            None,
            Some(Official),
        ),
        (
            &[RECEIVED, (9, "2026-03-04T10:00"), (10, "2026-03-06T10:00")],
            DUE,
            "2026-03-09T08:00",
            OnTime,
            None,
            Some(Official),
        ),
        (
            &[RECEIVED, (9, "2026-03-06T10:00")],
            DUE,
            "2026-03-09T08:00",
            Late,
            None,
            Some(Official),
        ),
        (&[RECEIVED], None, "2026-02-24T08:00", Unknown, None, None),
        (&[RECEIVED, ASKED], None, "2026-02-26T08:00", Stopped, None, None),
        // Opened again after its result: open, not finished.
        (
            &[RECEIVED, (9, "2026-03-02T10:00"), (4, "2026-03-03T08:00")],
            DUE,
            "2026-03-03T09:00",
            DueSoon,
            Some(1),
            Some(Official),
        ),
        // Refused at reception: no clock.
        (
            &[(1, "2026-02-12T10:00"), (3, "2026-02-13T10:00")],
            DUE,
            "2026-03-20T09:00",
            Stopped,
            None,
            Some(Official),
        ),
        // A state of the province's own is judged like an open one.
        (
            &[RECEIVED, (42, "2026-02-13T10:00")],
            DUE,
            "2026-03-05T09:00",
            Overdue,
            Some(-1),
            Some(Official),
        ),
    ];
    for (n, (steps, appointment, now, state, left, basis)) in rows.iter().enumerate() {
        let events: Vec<_> = steps
            .iter()
            .zip(1..)
            .map(|((status, when), id)| event(id, *status, when))
            .collect();
        let found = deadline(&record(&events, *appointment), &[], &calendars(), at(now));
        assert_eq!(
            (found.state, found.working_days_left, found.basis),
            (*state, *left, *basis),
            "row {n}"
        );
    }
}

#[test]
fn counts_the_procedures_limit_only_without_an_appointment() {
    let rows = [
        (3, LimitUnit::WorkingDays, "2026-02-24T00:00"),
        (24, LimitUnit::WorkingHours, "2026-02-24T10:00"),
        (5, LimitUnit::CalendarDays, "2026-02-23T00:00"),
    ];
    let open = record(&[event(1, 2, "2026-02-12T10:00")], None);
    for (amount, unit, due) in rows {
        let procedures = [procedure(amount, unit)];
        let found = deadline(&open, &procedures, &calendars(), at("2026-02-13T08:00"));
        assert_eq!(
            (found.due_at, found.basis),
            (Some(at(due)), Some(Basis::Estimate)),
            "{unit:?}"
        );
        let official = record(&open.events, Some("2026-03-04T10:00"));
        let found = deadline(&official, &procedures, &calendars(), at("2026-02-13T08:00"));
        assert_eq!(
            (found.due_at, found.basis),
            (Some(at("2026-03-04T10:00")), Some(Basis::Official))
        );
    }
    let steps = [
        event(1, 2, "2026-02-12T10:00"),
        event(2, 6, "2026-02-13T09:00"),
        event(3, 4, "2026-02-24T09:00"),
    ];
    let waited = deadline(
        &record(&steps, None),
        &[procedure(3, LimitUnit::WorkingDays)],
        &calendars(),
        at("2026-02-24T10:00"),
    );
    assert_eq!(
        waited.due_at,
        Some(at("2026-02-26T00:00")),
        "23 and 24 February were waited for the payment"
    );
    let beyond = deadline(
        &open,
        &[procedure(900, LimitUnit::WorkingDays)],
        &calendars(),
        at("2026-02-13T08:00"),
    );
    assert_eq!(
        (beyond.state, beyond.due_at),
        (DeadlineState::Unknown, None),
        "the calendar ends before"
    );
}

#[test]
fn an_appointment_that_the_province_moved_needs_no_help_from_us() {
    let steps = [
        event(1, 2, "2026-02-12T10:00"),
        event(2, 5, "2026-02-25T09:00"),
        event(3, 4, "2026-02-27T09:00"),
    ];
    let mut moved = record(&steps, Some("2026-03-06T10:00"));
    moved.previous_appointment_at = Some(at("2026-03-04T10:00"));
    let found = deadline(&moved, &[], &calendars(), at("2026-03-06T11:00"));
    assert_eq!(
        (found.state, found.basis),
        (DeadlineState::Overdue, Some(Basis::Official))
    );
}
