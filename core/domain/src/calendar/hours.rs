use super::{CalendarError, Due, HOURS_A_DAY, MAX_DAYS, Used, days};
use crate::Timestamp;
use crate::pack::Calendar;
use time::Date;

const HOUR: i64 = 3_600_000;

/// Working time of a day, in milliseconds after midnight in Vietnam: 08–12 and 13–17.
const SLOTS: [(i64, i64); 2] = [(8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)];

/// `n` working hours after `received`; a moment outside working time waits for the next working moment.
///
/// # Errors
/// `n` over 8 × [`MAX_DAYS`].
pub fn due_hours(
    received: Timestamp,
    n: u32,
    calendars: &[Calendar],
) -> Result<Due<Timestamp>, CalendarError> {
    if n > MAX_DAYS * HOURS_A_DAY {
        return Err(CalendarError::TooLong);
    }
    let mut used = Used::default();
    let due = add(received, i64::from(n) * HOUR, calendars, &mut used);
    Ok(Due::new(due, &used))
}

fn add<'a>(
    from: Timestamp,
    mut left: i64,
    calendars: &'a [Calendar],
    used: &mut Used<'a>,
) -> Option<Timestamp> {
    let mut day: Date = from.date();
    let mut clock = from.millis() - Timestamp::start_of(day).millis();
    loop {
        if used.works(day, calendars)? {
            for (start, end) in SLOTS {
                let at = clock.max(start);
                // An end of working time is a valid end of a limit, but no moment to start from.
                if at < end && left <= end - at {
                    return Some(Timestamp::start_of(day).plus_millis(at + left));
                }
                left -= (end - at).max(0);
            }
        }
        day = days::next_working(day.next_day()?, calendars, used)?;
        clock = 0;
    }
}
