use super::{CONFIRMED, REOPENED, RESOLVED, Step, WITHDRAWN, lead_to};
use crate::error::ApiError;
use crate::refusal::Refusal;
use citizen_domain::Timestamp;
use citizen_domain::message::{self, Lang};
use citizen_domain::wire::ReportAction;
use rusqlite::{Connection, OptionalExtension, params};

const DAY: i64 = 86_400_000;
/// Days after resolution in which a report can be reopened.
const REOPEN_MS: i64 = 7 * DAY;
/// How much later the word may arrive: it may have waited for a network.
const GRACE_MS: i64 = 7 * DAY;
const MAX_TEXT: usize = 2_000;

struct Report {
    status: String,
    resolved_at: Option<Timestamp>,
    reopened: i64,
}

/// Does what a person asks for an own report: confirm, reopen (once, within seven days) or withdraw.
pub(crate) fn act(tx: &Connection, sub: &str, action: &ReportAction, now: Timestamp) -> Result<(), ApiError> {
    let report = tx
        .prepare_cached("SELECT status, resolved_at, reopened FROM reports WHERE id = ?1 AND sub = ?2")?
        .query_row(params![action.report, sub], |row| {
            Ok(Report {
                status: row.get(0)?,
                resolved_at: row.get::<_, Option<i64>>(1)?.map(Timestamp::from_millis),
                reopened: row.get(2)?,
            })
        })
        .optional()?
        .ok_or(Refusal::ReportUnknown)?;
    let reason = action.text.as_deref().map_or("", str::trim);
    if reason.chars().count() > MAX_TEXT {
        return Err(Refusal::TextTooLong.into());
    }
    let status = match action.action.as_str() {
        "confirm" => confirm(&report)?,
        "reopen" => reopen(&report, reason, action.at, now)?,
        "withdraw" => withdraw(&report)?,
        _ => return Err(Refusal::Action.into()),
    };
    let text = match reason {
        "" => message::text(Lang::Vi, &format!("province.report.{}", action.action), &[]).display,
        reason => reason.to_owned(),
    };
    let step = Step {
        status,
        text: &text,
        acting: action.acting_for.as_ref(),
        at: now,
    };
    lead_to(tx, &action.report, &step)
}

fn confirm(report: &Report) -> Result<&'static str, Refusal> {
    match report.status == RESOLVED {
        true => Ok(CONFIRMED),
        false => Err(Refusal::ActionState),
    }
}

fn reopen(report: &Report, reason: &str, said: Timestamp, now: Timestamp) -> Result<&'static str, Refusal> {
    if report.reopened > 0 {
        return Err(Refusal::ReopenOnce);
    }
    let resolved = report
        .resolved_at
        .filter(|_| report.status == RESOLVED || report.status == CONFIRMED)
        .ok_or(Refusal::ActionState)?;
    // When it was said counts, as far as the phone's clock can be believed.
    let said = said.min(now);
    if said > resolved.plus_millis(REOPEN_MS) || now > resolved.plus_millis(REOPEN_MS + GRACE_MS) {
        return Err(Refusal::ReopenLate);
    }
    match reason {
        "" => Err(Refusal::ReopenReason),
        _ => Ok(REOPENED),
    }
}

fn withdraw(report: &Report) -> Result<&'static str, Refusal> {
    match is_open(&report.status) {
        true => Ok(WITHDRAWN),
        false => Err(Refusal::ActionState),
    }
}

/// What a withdrawal meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Officials are at it.
    Open,
    /// It was withdrawn before.
    Withdrawn,
    /// Officials are through with it.
    Ended,
}

/// Where a report stands.
pub(crate) fn standing(tx: &Connection, id: &str) -> Result<Standing, ApiError> {
    let status: String = tx
        .prepare_cached("SELECT status FROM reports WHERE id = ?1")?
        .query_row(params![id], |row| row.get(0))?;
    Ok(match status.as_str() {
        WITHDRAWN => Standing::Withdrawn,
        status if is_open(status) => Standing::Open,
        _ => Standing::Ended,
    })
}

fn is_open(status: &str) -> bool {
    !matches!(status, RESOLVED | CONFIRMED | WITHDRAWN | "tu_choi" | "trung_lap")
}
