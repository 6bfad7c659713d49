//! The calendars of 2022–2027 as D§4.6 tabulates them, for tests.

use crate::pack::{Calendar, Holiday, Swap, SwapScope};
use time::{Date, Month};

/// One year: days off (`month`, `day`), swaps (off, work).
type Year = (i32, &'static [(u8, u8)], &'static [((u8, u8), (u8, u8))]);

const YEARS: &[Year] = &[
    (
        2022,
        &[
            (1, 3),
            (1, 31),
            (2, 1),
            (2, 2),
            (2, 3),
            (2, 4),
            (4, 11),
            (5, 2),
            (5, 3),
            (9, 1),
            (9, 2),
        ],
        &[],
    ),
    (
        2023,
        &[
            (1, 2),
            (1, 20),
            (1, 23),
            (1, 24),
            (1, 25),
            (1, 26),
            (5, 1),
            (5, 2),
            (5, 3),
            (9, 1),
            (9, 4),
        ],
        &[],
    ),
    (
        2024,
        &[
            (1, 1),
            (2, 8),
            (2, 9),
            (2, 12),
            (2, 13),
            (2, 14),
            (4, 18),
            (4, 30),
            (5, 1),
            (9, 2),
            (9, 3),
        ],
        &[((4, 29), (5, 4))],
    ),
    (
        2025,
        &[
            (1, 1),
            (1, 27),
            (1, 28),
            (1, 29),
            (1, 30),
            (1, 31),
            (4, 7),
            (4, 30),
            (5, 1),
            (9, 1),
            (9, 2),
        ],
        &[((5, 2), (4, 26))],
    ),
    (
        2026,
        &[
            (1, 1),
            (2, 16),
            (2, 17),
            (2, 18),
            (2, 19),
            (2, 20),
            (4, 27),
            (4, 30),
            (5, 1),
            (9, 1),
            (9, 2),
            (11, 24),
        ],
        &[((1, 2), (1, 10)), ((8, 31), (8, 22))],
    ),
    (
        2027,
        &[
            (1, 1),
            (2, 4),
            (2, 5),
            (2, 8),
            (2, 9),
            (2, 10),
            (4, 16),
            (4, 30),
            (5, 3),
            (9, 2),
            (9, 3),
            (11, 24),
        ],
        &[],
    ),
];

fn date(year: i32, (month, day): (u8, u8)) -> Date {
    Date::from_calendar_date(year, Month::try_from(month).unwrap(), day).unwrap()
}

/// All six years; 2027 is provisional.
pub(crate) fn calendars() -> Vec<Calendar> {
    YEARS
        .iter()
        .map(|&(year, holidays, swaps)| Calendar {
            year,
            version: format!("{year}.1"),
            provisional: year == 2027,
            holidays: holidays
                .iter()
                .map(|&day| Holiday {
                    date: date(year, day),
                    name: "nghỉ".into(),
                })
                .collect(),
            swaps: swaps
                .iter()
                .map(|&(off, work)| Swap {
                    off: date(year, off),
                    work: date(year, work),
                    scope: SwapScope::State,
                })
                .collect(),
        })
        .collect()
}
