use crate::course::Step;
use citizen_domain::Timestamp;
use citizen_domain::calendar::{due_days, working_days_between};
use citizen_domain::pack::Calendar;

/// Working days that the agency waited for the applicant (states 5 and 6), as far as the timeline shows waits that
/// have ended and that began before `due`. None when a calendar is missing.
pub(crate) fn days_waited(steps: &[Step], due: Timestamp, calendars: &[Calendar]) -> Option<u32> {
    let mut since: Option<Timestamp> = None;
    let mut days = 0;
    for step in steps {
        let waits = step.status.waits_for_applicant();
        match (since, waits) {
            (None, true) if step.at <= due => since = Some(step.at),
            (Some(start), false) => {
                let waited = working_days_between(start.date(), step.at.date(), calendars)?;
                days += u32::try_from(waited).unwrap_or(0);
                since = None;
            }
            _ => {}
        }
    }
    Some(days)
}

/// `due` moved by `days` working days, at the same time of day.
pub(crate) fn moved(due: Timestamp, days: u32, calendars: &[Calendar]) -> Option<Timestamp> {
    let time_of_day = due.millis() - Timestamp::start_of(due.date()).millis();
    let day = due_days(due.date(), days, calendars).ok()?.due?;
    Some(Timestamp::start_of(day).plus_millis(time_of_day))
}
