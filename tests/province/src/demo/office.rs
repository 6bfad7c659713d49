//! When officials of the demonstration work: on working days of the pack's calendar, 08–12 and 13–17.

use citizen_domain::Timestamp;
use citizen_domain::calendar::is_working_day;
use citizen_domain::pack::Calendar;
use time::{Date, Weekday};

const MINUTE: i64 = 60_000;

/// The province's working calendar as the demonstration needs it.
pub(super) struct Office<'a> {
    pub(super) calendars: &'a [Calendar],
}

impl Office<'_> {
    /// Whether officials work on `day`. Where no calendar reaches, weekends alone are free: a demonstration must start on
    /// any day.
    pub(super) fn works(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        is_working_day(day, self.calendars).unwrap_or(!weekend)
    }

    /// The working day that is `n` of them after `day` (before it where `n` is negative), at `hour`:`minute`.
    pub(super) fn day(&self, day: Date, n: i32, (hour, minute): (i64, i64)) -> Timestamp {
        let mut found = day;
        let mut left = n.abs();
        while left > 0 {
            let next = if n < 0 {
                found.previous_day()
            } else {
                found.next_day()
            };
            // The ends of time are far from any demonstration.
            let Some(next) = next else { break };
            found = next;
            left -= i32::from(self.works(found));
        }
        Timestamp::start_of(found).plus_millis((hour * 60 + minute) * MINUTE)
    }

    /// The last moment at which somebody was at the counter, up to `by`.
    pub(super) fn last_moment(&self, by: Timestamp) -> Timestamp {
        let day = by.date();
        let start = Timestamp::start_of(day);
        let clock = (by.millis() - start.millis()) / MINUTE;
        let at = |minutes: i64| start.plus_millis(minutes * MINUTE);
        match clock {
            _ if !self.works(day) => self.day(day, -1, (16, 50)),
            // 13:00 and later, 08:00 and later.
            780.. => at(clock.min(1010)),
            480.. => at(clock.min(710)),
            _ => self.day(day, -1, (16, 50)),
        }
    }
}
