use crate::finalise::clean_text;
use crate::{IncidentError, ProvinceState, StoredReport};
use citizen_domain::Timestamp;
use citizen_domain::wire::ReportAction;

/// Days after the unit said "handled" in which a report may be opened again, once (D§9.2).
pub const REOPEN_DAYS: i64 = 7;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

const CONFIRM: &str = "confirm";
const REOPEN: &str = "reopen";
const WITHDRAW: &str = "withdraw";

/// The reporter confirms that the thing is mended. The caller keeps the action in the report and in the outbox.
///
/// # Errors
/// [`IncidentError::AlreadyDecided`] when the reporter has answered; [`IncidentError::NotNow`] unless the unit has said that
/// it is handled.
pub fn confirm(report: &StoredReport, now: Timestamp) -> Result<ReportAction, IncidentError> {
    resolved_at(report)?;
    Ok(action(report, CONFIRM, None, now))
}

/// The reporter says that it is not mended, and why.
///
/// # Errors
/// [`IncidentError::ReopenedAlready`], [`IncidentError::AlreadyDecided`], [`IncidentError::NotNow`], [`IncidentError::ReopenTooLate`] after
/// [`REOPEN_DAYS`], [`IncidentError::ReasonMissing`], [`IncidentError::TextTooLong`].
pub fn reopen(report: &StoredReport, text: &str, now: Timestamp) -> Result<ReportAction, IncidentError> {
    let said = report.actions.iter().any(|action| action.action == REOPEN);
    let shown = report
        .updates
        .iter()
        .any(|update| update.status == ProvinceState::Reopened.code());
    if said || shown {
        return Err(IncidentError::ReopenedAlready);
    }
    let handled = resolved_at(report)?;
    if now.millis().saturating_sub(handled.millis()) > REOPEN_DAYS * DAY_MS {
        return Err(IncidentError::ReopenTooLate);
    }
    let reason = clean_text(text).map_err(|error| match error {
        IncidentError::TextEmpty => IncidentError::ReasonMissing,
        other => other,
    })?;
    Ok(action(report, REOPEN, Some(reason), now))
}

/// The reporter takes the report back. One that still waits in the outbox is discarded there instead.
///
/// # Errors
/// [`IncidentError::AlreadyDecided`] when it was confirmed or taken back here, [`IncidentError::NotNow`] when it is at its end.
pub fn withdraw(report: &StoredReport, now: Timestamp) -> Result<ReportAction, IncidentError> {
    let state = report.province_state.as_deref().and_then(ProvinceState::parse);
    let at_end = state.is_some_and(|s| s.is_final() || s == ProvinceState::Resolved);
    if has_ended_it(report) {
        return Err(IncidentError::AlreadyDecided);
    }
    if at_end {
        return Err(IncidentError::NotNow);
    }
    Ok(action(report, WITHDRAW, None, now))
}

/// Whether its reporter has taken it back.
pub fn is_taken_back(report: &StoredReport) -> bool {
    report.actions.iter().any(|said| said.action == WITHDRAW)
}

/// Whether the reporter has said the last word: confirmed, or taken back.
fn has_ended_it(report: &StoredReport) -> bool {
    report
        .actions
        .iter()
        .any(|a| a.action == CONFIRM || a.action == WITHDRAW)
}

/// When the unit last said "handled", if that is where the report stands and the reporter has not answered yet.
fn resolved_at(report: &StoredReport) -> Result<Timestamp, IncidentError> {
    // An answer may still wait in the outbox, so what was said here counts, not only what the province shows.
    if has_ended_it(report) {
        return Err(IncidentError::AlreadyDecided);
    }
    let resolved = ProvinceState::Resolved.code();
    if report.province_state.as_deref() != Some(resolved) {
        return Err(IncidentError::NotNow);
    }
    let handled = report
        .updates
        .iter()
        .rev()
        .find(|update| update.status == resolved);
    let handled = handled.ok_or(IncidentError::NotNow)?.at;
    let reopened_here = report.actions.iter().any(|a| a.action == REOPEN);
    let reopened_there = report
        .updates
        .iter()
        .any(|u| u.status == ProvinceState::Reopened.code());
    if reopened_here && !reopened_there {
        return Err(IncidentError::AlreadyDecided);
    }
    Ok(handled)
}

fn action(report: &StoredReport, word: &str, text: Option<String>, at: Timestamp) -> ReportAction {
    ReportAction {
        report: report.id.clone(),
        action: word.to_owned(),
        text,
        at,
        acting_for: report.body.acting_for.clone(),
    }
}
