//! Field reports on the province's side (D§9.2): states, history, what the reporter may still do.

mod action;
mod create;

pub(crate) use action::{Standing, act, standing};
pub(crate) use create::{create, next_reference, validate};

use crate::acting;
use crate::error::ApiError;
use crate::feed;
use citizen_domain::Timestamp;
use citizen_domain::wire::{ActingFor, ReportRecord, ReportUpdate};
use rusqlite::{Connection, OptionalExtension, params};

/// States that a report can be in, with the states that officials may lead it to.
pub(crate) const RECEIVED: &str = "da_tiep_nhan";
pub(crate) const RESOLVED: &str = "da_xu_ly";
pub(crate) const CONFIRMED: &str = "xac_nhan";
pub(crate) const REOPENED: &str = "mo_lai";
pub(crate) const WITHDRAWN: &str = "rut";

/// A report as its reporter sees it.
pub(crate) fn record(tx: &Connection, id: &str) -> Result<Option<ReportRecord>, ApiError> {
    let found = tx
        .prepare_cached("SELECT reference, status FROM reports WHERE id = ?1")?
        .query_row(params![id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((reference, status)) = found else {
        return Ok(None);
    };
    let mut rows =
        tx.prepare_cached("SELECT id, at, status, text FROM report_updates WHERE report = ?1 ORDER BY id")?;
    let updates = rows
        .query_map(params![id], |row| {
            Ok(ReportUpdate {
                id: row.get::<_, u32>(0)?.into(),
                at: Timestamp::from_millis(row.get(1)?),
                status: row.get(2)?,
                text: row.get(3)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(Some(ReportRecord {
        id: id.to_owned(),
        reference,
        status,
        updates,
    }))
}

/// One step of a report.
pub(crate) struct Step<'a> {
    /// State from then on.
    pub(crate) status: &'a str,
    /// In words.
    pub(crate) text: &'a str,
    /// For whom its reporter acted, where the step was theirs.
    pub(crate) acting: Option<&'a ActingFor>,
    /// When.
    pub(crate) at: Timestamp,
}

/// Leads a report to a state, writes its history and tells its reporter.
pub(crate) fn lead_to(tx: &Connection, id: &str, step: &Step<'_>) -> Result<(), ApiError> {
    tx.prepare_cached(
        "UPDATE reports SET status = ?2, changed_at = ?3,
             resolved_at = CASE WHEN ?2 = 'da_xu_ly' THEN ?3 ELSE resolved_at END,
             reopened = reopened + (?2 = 'mo_lai')
         WHERE id = ?1",
    )?
    .execute(params![id, step.status, step.at.millis()])?;
    note(tx, id, step)?;
    feed::report_changed(tx, id)
}

/// Writes a step into the history.
fn note(tx: &Connection, id: &str, step: &Step<'_>) -> Result<(), ApiError> {
    let (relation, name) = acting::columns(step.acting);
    tx.prepare_cached(
        "INSERT INTO report_updates (report, id, at, status, text, acting_relation, acting_name)
         SELECT ?1, coalesce(max(id), 0) + 1, ?2, ?3, ?4, ?5, ?6 FROM report_updates WHERE report = ?1",
    )?
    .execute(params![
        id,
        step.at.millis(),
        step.status,
        step.text,
        relation,
        name
    ])?;
    Ok(())
}
