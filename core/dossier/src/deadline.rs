use crate::course::Course;
use crate::waiting::{days_waited, moved};
use citizen_domain::Timestamp;
use citizen_domain::calendar::{
    Basis, DeadlineState, Due, due_calendar_days, due_days, due_hours, finished_state, open_state,
};
use citizen_domain::codes::ProcedureCode;
use citizen_domain::pack::{Calendar, LimitUnit, Procedure, TimeLimit};
use citizen_domain::status::{ClockState, Status};
use citizen_domain::wire::DossierRecord;
use time::Date;

/// What a dossier's deadline means now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The class.
    pub state: DeadlineState,
    /// Working days left while the clock runs; negative when overdue.
    pub working_days_left: Option<i32>,
    /// Official, or our own count.
    pub basis: Option<Basis>,
    /// The moment that was compared with.
    pub due_at: Option<Timestamp>,
    /// The count used a calendar that is not announced yet.
    pub provisional: bool,
}

impl Deadline {
    const UNKNOWN: Self = Self {
        state: DeadlineState::Unknown,
        working_days_left: None,
        basis: None,
        due_at: None,
        provisional: false,
    };
}

/// Judges a dossier. The official appointment wins; without one the procedure's time limit is counted from reception
/// and called an estimate. Time spent waiting for the applicant is not held against the agency: where the official
/// appointment was not moved for it, lateness is judged again with the waited days added, as an estimate.
pub fn deadline(
    record: &DossierRecord,
    procedures: &[Procedure],
    calendars: &[Calendar],
    now: Timestamp,
) -> Deadline {
    judge(&Course::of(record), procedures, calendars, now)
}

pub(crate) fn judge(
    course: &Course<'_>,
    procedures: &[Procedure],
    calendars: &[Calendar],
    now: Timestamp,
) -> Deadline {
    let clock = course.status.clock();
    let finished_at = course.finished_at.or_else(|| finished_by_timeline(course));
    let (due_at, basis, provisional) = match course.appointment_at {
        Some(at) => (at, Basis::Official, false),
        None => match estimate(course, procedures, calendars) {
            Some((at, provisional)) => (at, Basis::Estimate, provisional),
            None if clock == ClockState::Stopped => {
                return Deadline {
                    state: DeadlineState::Stopped,
                    ..Deadline::UNKNOWN
                };
            }
            None => return Deadline::UNKNOWN,
        },
    };
    let judged = |due: Timestamp| match (clock, finished_at) {
        (ClockState::Stopped, _) => (DeadlineState::Stopped, None),
        // Opened again: what was finished once is open now.
        (ClockState::Runs, _) => open_state(now, due, calendars),
        (_, Some(finished)) => (finished_state(finished, due), None),
        (ClockState::Ended, None) => (DeadlineState::Stopped, None),
        _ => open_state(now, due, calendars),
    };
    let (state, working_days_left) = judged(due_at);
    let found = Deadline {
        state,
        working_days_left,
        basis: Some(basis),
        due_at: Some(due_at),
        provisional,
    };
    let late = matches!(state, DeadlineState::Overdue | DeadlineState::Late);
    if !late || basis == Basis::Estimate || course.previous_appointment_at.is_some() {
        return found;
    }
    let due_with_waits = with_waits(course, due_at, calendars);
    if due_with_waits == due_at {
        return found;
    }
    let (state, working_days_left) = judged(due_with_waits);
    Deadline {
        state,
        working_days_left,
        basis: Some(Basis::Estimate),
        due_at: Some(due_with_waits),
        provisional,
    }
}

/// `due` with the days added that the agency waited for the applicant; `due` itself where none are known.
fn with_waits(course: &Course<'_>, due: Timestamp, calendars: &[Calendar]) -> Timestamp {
    days_waited(&course.steps, due, calendars)
        .filter(|days| *days > 0)
        .and_then(|days| moved(due, days, calendars))
        .unwrap_or(due)
}

/// When the timeline first says that the result was ready, for provinces that send no time of their own; none
/// when the dossier was opened again.
fn finished_by_timeline(course: &Course<'_>) -> Option<Timestamp> {
    let is_done = |status: Status| matches!(status, Status::Ready | Status::Returned);
    is_done(course.status).then_some(())?;
    let done = course.steps.iter().rev().take_while(|step| is_done(step.status));
    done.last().map(|step| step.at)
}

/// The end of the procedure's time limit with the waits added, and whether a provisional calendar was used.
fn estimate(
    course: &Course<'_>,
    procedures: &[Procedure],
    calendars: &[Calendar],
) -> Option<(Timestamp, bool)> {
    let received = course.received_at?;
    let wanted = ProcedureCode::parse(course.procedure).ok()?;
    let TimeLimit { amount, unit } = procedures
        .iter()
        .find(|p| ProcedureCode::parse(&p.code).is_ok_and(|code| code == wanted))?
        .limit?;
    let by_days = |found: Due<Date>| Some((Timestamp::start_of(found.due?), found.provisional));
    let (due, provisional) = match unit {
        LimitUnit::WorkingHours => {
            let found = due_hours(received, amount, calendars).ok()?;
            (found.due?, found.provisional)
        }
        LimitUnit::WorkingDays => by_days(due_days(received.date(), amount, calendars).ok()?)?,
        LimitUnit::CalendarDays => by_days(due_calendar_days(received.date(), amount, calendars).ok()?)?,
    };
    Some((with_waits(course, due, calendars), provisional))
}
