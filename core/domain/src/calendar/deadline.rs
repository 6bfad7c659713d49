use super::working_days_left;
use crate::Timestamp;
use crate::pack::Calendar;
use serde::{Deserialize, Serialize};

/// What a deadline means now. The finished three are the words of the control slip (form 06 of TT 03/2025/TT-VPCP):
/// trước hạn, đúng hạn, quá hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// Open, more than one working day left.
    InTime,
    /// Open, at most one working day left.
    DueSoon,
    /// Open, and the appointment has passed.
    Overdue,
    /// Finished before the appointment.
    Early,
    /// Finished at the appointment.
    OnTime,
    /// Finished after the appointment.
    Late,
    /// The clock stands still: papers, a payment or a decision of the applicant is awaited, or handling stopped.
    Stopped,
    /// No appointment is known, or no calendar reaches so far.
    Unknown,
}

impl DeadlineState {
    /// The word used in `--json` output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
            Self::Early => "early",
            Self::OnTime => "on_time",
            Self::Late => "late",
            Self::Stopped => "stopped",
            Self::Unknown => "unknown",
        }
    }

    /// Id of the words for people.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::InTime => "deadline.in_time",
            Self::DueSoon => "deadline.due_soon",
            Self::Overdue => "deadline.overdue",
            Self::Early => "deadline.early",
            Self::OnTime => "deadline.on_time",
            Self::Late => "deadline.late",
            Self::Stopped => "deadline.stopped",
            Self::Unknown => "deadline.unknown",
        }
    }
}

/// Where a deadline comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The province's own appointment.
    Official,
    /// Counted by this program from a time limit or from time spent waiting for the applicant.
    Estimate,
}

impl Basis {
    /// The word used in `--json` output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Estimate => "estimate",
        }
    }
}

/// Whether an instant carries a time of day: midnight in Vietnam stands for "the time part is missing".
pub fn has_time_of_day(at: Timestamp) -> bool {
    at != Timestamp::start_of(at.date())
}

/// The class of something finished. Compares minutes, as slips print them, or days where a time part is missing.
pub fn finished_state(finished: Timestamp, appointment: Timestamp) -> DeadlineState {
    let order = if has_time_of_day(finished) && has_time_of_day(appointment) {
        finished
            .secs()
            .div_euclid(60)
            .cmp(&appointment.secs().div_euclid(60))
    } else {
        finished.date().cmp(&appointment.date())
    };
    match order {
        std::cmp::Ordering::Less => DeadlineState::Early,
        std::cmp::Ordering::Equal => DeadlineState::OnTime,
        std::cmp::Ordering::Greater => DeadlineState::Late,
    }
}

/// The class of something open, and the working days left. Without a calendar that reaches, only what is certain
/// is said: that the appointment has passed, or that it is today or tomorrow.
pub fn open_state(
    now: Timestamp,
    appointment: Timestamp,
    calendars: &[Calendar],
) -> (DeadlineState, Option<i32>) {
    let left = working_days_left(now.date(), appointment.date(), calendars);
    let passed = if has_time_of_day(appointment) {
        now > appointment
    } else {
        now.date() > appointment.date()
    };
    let state = match left {
        _ if passed => DeadlineState::Overdue,
        Some(..=1) => DeadlineState::DueSoon,
        Some(_) => DeadlineState::InTime,
        None if (appointment.date() - now.date()).whole_days() <= 1 => DeadlineState::DueSoon,
        None => DeadlineState::Unknown,
    };
    (state, left)
}
