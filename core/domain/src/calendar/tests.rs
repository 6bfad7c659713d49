use super::*;
use crate::Timestamp;
use crate::pack::SwapScope;
use crate::time::iso_date;
use fixture::calendars;
use proptest::prelude::*;

fn day(text: &str) -> Date {
    iso_date::parse(text).unwrap()
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("{text}:00+07:00")).unwrap()
}

#[test]
fn counts_working_days_after_the_day_of_reception() {
    let rows = [
        ("2025-12-31", 2, "2026-01-06"),
        ("2026-01-09", 1, "2026-01-10"),
        ("2026-02-12", 3, "2026-02-24"),
        ("2026-04-24", 1, "2026-04-28"),
        ("2026-04-29", 2, "2026-05-05"),
        ("2026-08-21", 1, "2026-08-22"),
        ("2026-08-28", 5, "2026-09-09"),
        ("2026-11-23", 1, "2026-11-25"),
        ("2024-04-26", 1, "2024-05-02"),
        ("2025-04-25", 2, "2025-04-28"),
        ("2023-01-19", 1, "2023-01-27"),
        ("2023-01-19", 5, "2023-02-02"),
        ("2025-06-27", 15, "2025-07-18"),
        ("2026-02-14", 0, "2026-02-23"),
        ("2026-02-12", 0, "2026-02-12"),
    ];
    let calendars = calendars();
    for (received, n, due) in rows {
        let found = due_days(day(received), n, &calendars).unwrap();
        assert_eq!(
            found.due.map(iso_date::format).as_deref(),
            Some(due),
            "{received} + {n}"
        );
        assert!(found.covered && !found.provisional);
        if n > 0 {
            let left = working_days_left(day(received), day(due), &calendars);
            assert_eq!(left, i32::try_from(n).ok(), "{received} + {n}");
        }
    }
}

#[test]
fn counts_calendar_days_and_ends_on_a_working_day() {
    let calendars = calendars();
    for (received, n, due) in [
        ("2026-02-10", 5, "2026-02-23"),
        ("2026-03-02", 10, "2026-03-12"),
        ("2026-01-05", 5, "2026-01-10"),
    ] {
        let found = due_calendar_days(day(received), n, &calendars).unwrap();
        assert_eq!(found.due, Some(day(due)), "{received} + {n}");
    }
}

#[test]
fn counts_working_hours() {
    let rows = [
        ("2026-02-12T10:00", 24, "2026-02-24T10:00"),
        ("2026-02-13T16:30", 8, "2026-02-23T16:30"),
        ("2026-03-02T10:00", 40, "2026-03-09T10:00"),
        ("2026-03-02T10:00", 2, "2026-03-02T12:00"),
        ("2026-03-02T12:00", 1, "2026-03-02T14:00"),
        ("2026-03-02T12:30", 0, "2026-03-02T13:00"),
        ("2026-03-02T05:00", 8, "2026-03-02T17:00"),
        ("2026-03-06T17:00", 1, "2026-03-09T09:00"),
        ("2026-03-07T10:00", 4, "2026-03-09T12:00"),
    ];
    for (received, n, due) in rows {
        let found = due_hours(at(received), n, &calendars()).unwrap();
        assert_eq!(found.due, Some(at(due)), "{received} + {n} h");
    }
}

#[test]
fn names_its_calendars_and_says_when_they_end() {
    let calendars = calendars();
    let over_new_year = due_days(day("2025-12-31"), 2, &calendars).unwrap();
    assert_eq!(over_new_year.calendar_version, "2026.1");
    let over_two = due_days(day("2025-12-30"), 2, &calendars).unwrap();
    assert_eq!(over_two.calendar_version, "2025.1+2026.1");
    let next_year = due_days(day("2026-12-31"), 3, &calendars).unwrap();
    assert!(next_year.covered && next_year.provisional);

    let beyond = due_days(day("2027-12-30"), 5, &calendars).unwrap();
    assert_eq!((beyond.due, beyond.covered), (None, false));
    let before = due_hours(at("2021-12-31T10:00"), 1, &calendars).unwrap();
    assert_eq!((before.due, before.covered), (None, false));
    assert_eq!(before.calendar_version, "");
    assert_eq!(
        working_days_between(day("2027-12-30"), day("2028-01-03"), &calendars),
        None
    );
    assert_eq!(
        due_days(day("2026-01-05"), MAX_DAYS + 1, &calendars),
        Err(CalendarError::TooLong)
    );
    assert_eq!(
        due_hours(at("2026-01-05T08:00"), 8_001, &calendars),
        Err(CalendarError::TooLong)
    );
}

#[test]
fn an_announced_calendar_replaces_a_provisional_one_and_local_swaps_do_not_count() {
    let mut calendars = calendars();
    let mut provisional = calendars[4].clone();
    provisional.provisional = true;
    provisional.swaps.clear();
    calendars.push(provisional);
    assert_eq!(is_working_day(day("2026-01-10"), &calendars), Some(true));
    calendars[4].swaps[0].scope = SwapScope::Announced;
    assert_eq!(is_working_day(day("2026-01-10"), &calendars), Some(false));
    assert_eq!(is_working_day(day("2026-01-02"), &calendars), Some(true));
}

#[test]
fn classes_of_finished_dossiers() {
    use DeadlineState::{Early, Late, OnTime};
    let rows = [
        ("2026-02-24T09:59", "2026-02-24T10:00", Early),
        ("2026-02-24T10:00", "2026-02-24T10:00", OnTime),
        ("2026-02-24T10:01", "2026-02-24T10:00", Late),
        ("2026-02-24T16:59", "2026-02-24T00:00", OnTime),
        ("2026-02-24T00:00", "2026-02-24T10:00", OnTime),
        ("2026-02-23T16:00", "2026-02-24T00:00", Early),
        ("2026-02-25T00:00", "2026-02-24T17:00", Late),
    ];
    for (finished, appointment, state) in rows {
        assert_eq!(
            finished_state(at(finished), at(appointment)),
            state,
            "{finished} {appointment}"
        );
    }
}

#[test]
fn classes_of_open_dossiers() {
    use DeadlineState::{DueSoon, InTime, Overdue, Unknown};
    let rows = [
        ("2026-02-12T10:00", "2026-02-24T10:00", InTime, Some(3)),
        ("2026-02-23T10:00", "2026-02-24T10:00", DueSoon, Some(1)),
        ("2026-02-13T18:00", "2026-02-23T10:00", DueSoon, Some(1)),
        ("2026-02-24T09:00", "2026-02-24T10:00", DueSoon, Some(0)),
        ("2026-02-24T10:01", "2026-02-24T10:00", Overdue, Some(0)),
        ("2026-02-24T23:00", "2026-02-24T00:00", DueSoon, Some(0)),
        ("2026-02-26T08:00", "2026-02-24T00:00", Overdue, Some(-2)),
        ("2027-12-30T08:00", "2028-01-10T10:00", Unknown, None),
        ("2028-01-09T08:00", "2028-01-10T10:00", DueSoon, None),
        ("2028-01-11T08:00", "2028-01-10T10:00", Overdue, None),
    ];
    for (now, appointment, state, left) in rows {
        assert_eq!(
            open_state(at(now), at(appointment), &calendars()),
            (state, left),
            "{now} {appointment}"
        );
        assert!(crate::message::knows(state.message_id()));
    }
}

#[test]
fn every_error_is_explained_in_both_languages() {
    for error in CalendarError::ERRORS {
        assert!(
            crate::message::knows(&format!("error.{}", error.code)),
            "{}",
            error.code
        );
    }
}

proptest! {
    #[test]
    fn a_due_day_is_a_working_day_that_many_days_away(offset in 0i64..2_100, n in 1u32..=60) {
        let calendars = calendars();
        let received = day("2022-01-01") + time::Duration::days(offset);
        let found = due_days(received, n, &calendars).unwrap();
        if let Some(due) = found.due {
            prop_assert_eq!(is_working_day(due, &calendars), Some(true));
            prop_assert_eq!(working_days_between(received, due, &calendars), i32::try_from(n).ok());
            prop_assert_eq!(working_days_between(due, received, &calendars), i32::try_from(n).ok().map(|n| -n));
        }
    }

    #[test]
    fn eight_hours_from_a_working_morning_are_that_day(offset in 0i64..2_000, days in 1u32..=20) {
        let calendars = calendars();
        let first = day("2022-01-01") + time::Duration::days(offset);
        if is_working_day(first, &calendars) == Some(true) {
            let start = Timestamp::start_of(first).plus_millis(8 * 3_600_000);
            let by_hours = due_hours(start, days * HOURS_A_DAY, &calendars).unwrap().due.map(Timestamp::date);
            let by_days = due_days(first, days - 1, &calendars).unwrap().due;
            prop_assert_eq!(by_hours, by_days);
        }
    }

    #[test]
    fn no_date_panics(ms in any::<i64>(), n in any::<u32>()) {
        let t = Timestamp::from_millis(ms);
        let _ = due_days(t.date(), n, &calendars());
        let _ = due_calendar_days(t.date(), n, &calendars());
        let _ = due_hours(t, n, &calendars());
    }
}
