//! Working days and working hours of the state sector, and what a deadline means today.
//!
//! The first day is not counted (Civil Code 2015 Art. 147); a limit in days that ends on a rest day ends on the next
//! working day (Art. 148); a working day has 8 hours, 08–12 and 13–17. Calendars are pack data: where they do not
//! reach, the answer is "not covered", never a guess. The province's own appointment wins over all of this.

mod days;
mod deadline;
#[cfg(test)]
pub(crate) mod fixture;
mod hours;
#[cfg(test)]
mod tests;

pub use days::{due_calendar_days, due_days, is_working_day, working_days_between, working_days_left};
pub use deadline::{Basis, DeadlineState, finished_state, has_time_of_day, open_state};
pub use hours::due_hours;

use crate::pack::Calendar;
use time::Date;

/// Longest limit that is counted: 1,000 days, or as many working days' hours.
pub const MAX_DAYS: u32 = 1_000;

/// Hours of a working day.
pub const HOURS_A_DAY: u32 = 8;

/// Why nothing was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// More than [`MAX_DAYS`].
    #[error("the limit is longer than {MAX_DAYS} days")]
    TooLong,
}

crate::error_codes! { CalendarError {
    TooLong => "calendar.too_long", Expected, Usage;
}}

/// The end of a limit, with what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due<T> {
    /// The end; none when the calendars do not reach so far.
    pub due: Option<T>,
    /// Whether every day on the way is covered.
    pub covered: bool,
    /// Whether a calendar used was computed before the government announced it.
    pub provisional: bool,
    /// Versions of the calendars used, joined by `+`; empty when none.
    pub calendar_version: String,
}

impl<T> Due<T> {
    fn new(due: Option<T>, used: &Used<'_>) -> Self {
        Self {
            covered: due.is_some(),
            due,
            provisional: used.0.iter().any(|c| c.provisional),
            calendar_version: used
                .0
                .iter()
                .map(|c| c.version.as_str())
                .collect::<Vec<_>>()
                .join("+"),
        }
    }
}

/// The calendars that were asked on the way.
#[derive(Default)]
struct Used<'a>(Vec<&'a Calendar>);

impl<'a> Used<'a> {
    /// Whether offices work on `day`; none when no calendar covers it.
    fn works(&mut self, day: Date, calendars: &'a [Calendar]) -> Option<bool> {
        let calendar = days::calendar_of(day, calendars)?;
        if self.0.last().is_none_or(|last| last.year != calendar.year) {
            self.0.push(calendar);
        }
        Some(days::works(day, calendar, calendars))
    }
}
