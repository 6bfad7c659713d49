use super::{CalendarError, Due, MAX_DAYS, Used};
use crate::pack::{Calendar, SwapScope};
use time::{Date, Weekday};

/// The calendar of `day`'s year: an announced one before a provisional one, the last of equals.
pub(super) fn calendar_of(day: Date, calendars: &[Calendar]) -> Option<&Calendar> {
    let of_year = || calendars.iter().rev().filter(|c| c.year == day.year());
    of_year().find(|c| !c.provisional).or_else(|| of_year().next())
}

/// Only swaps that bind every state body count; a swap may reach over the turn of the year.
pub(super) fn works(day: Date, calendar: &Calendar, calendars: &[Calendar]) -> bool {
    let swaps = || {
        calendars
            .iter()
            .flat_map(|c| &c.swaps)
            .filter(|s| s.scope == SwapScope::State)
    };
    if swaps().any(|s| s.work == day) {
        return true;
    }
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    !weekend && !calendar.holidays.iter().any(|h| h.date == day) && !swaps().any(|s| s.off == day)
}

/// Whether offices work on `day`; none when no calendar covers it.
pub fn is_working_day(day: Date, calendars: &[Calendar]) -> Option<bool> {
    Some(works(day, calendar_of(day, calendars)?, calendars))
}

/// The last of `n` working days after `received`, which is not counted itself. With `n` = 0, the first working
/// day from `received` on.
///
/// # Errors
/// `n` over [`MAX_DAYS`].
pub fn due_days(received: Date, n: u32, calendars: &[Calendar]) -> Result<Due<Date>, CalendarError> {
    if n > MAX_DAYS {
        return Err(CalendarError::TooLong);
    }
    let mut used = Used::default();
    let due = if n == 0 {
        next_working(received, calendars, &mut used)
    } else {
        count(received, n, calendars, &mut used)
    };
    Ok(Due::new(due, &used))
}

/// `n` days of the calendar after `received`; ends on the next working day when the last one is a rest day.
///
/// # Errors
/// `n` over [`MAX_DAYS`].
pub fn due_calendar_days(received: Date, n: u32, calendars: &[Calendar]) -> Result<Due<Date>, CalendarError> {
    if n > MAX_DAYS {
        return Err(CalendarError::TooLong);
    }
    let mut used = Used::default();
    let due = received
        .checked_add(time::Duration::days(i64::from(n)))
        .and_then(|last| next_working(last, calendars, &mut used));
    Ok(Due::new(due, &used))
}

fn count<'a>(from: Date, n: u32, calendars: &'a [Calendar], used: &mut Used<'a>) -> Option<Date> {
    let mut day = from;
    let mut left = n;
    while left > 0 {
        day = day.next_day()?;
        if used.works(day, calendars)? {
            left -= 1;
        }
    }
    Some(day)
}

/// The first working day from `day` on.
pub(super) fn next_working<'a>(
    mut day: Date,
    calendars: &'a [Calendar],
    used: &mut Used<'a>,
) -> Option<Date> {
    while !used.works(day, calendars)? {
        day = day.next_day()?;
    }
    Some(day)
}

/// How many working days lie after `from` up to and including `to`; negative when `to` is earlier. None when
/// a day between them is not covered.
pub fn working_days_between(from: Date, to: Date, calendars: &[Calendar]) -> Option<i32> {
    if to < from {
        return working_days_between(to, from, calendars).map(|n| -n);
    }
    let mut day = from;
    let mut found = 0;
    while day < to {
        day = day.next_day()?;
        found += i32::from(is_working_day(day, calendars)?);
    }
    Some(found)
}

/// Working days that are left until `due`, today not counted: 0 on the day itself, negative afterwards.
pub fn working_days_left(today: Date, due: Date, calendars: &[Calendar]) -> Option<i32> {
    working_days_between(today, due, calendars)
}
