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

/// Leads a report to a state, writes its history (with whom its reporter acted for, where it was them) and tells its reporter.
pub(crate) fn lead_to(
    tx: &Connection,
    id: &str,
    status: &str,
    text: &str,
    acting: Option<&ActingFor>,
    at: Timestamp,
) -> Result<(), ApiError> {
    tx.prepare_cached(
        "UPDATE reports SET status = ?2, changed_at = ?3,
             resolved_at = CASE WHEN ?2 = 'da_xu_ly' THEN ?3 ELSE resolved_at END,
             reopened = reopened + (?2 = 'mo_lai')
         WHERE id = ?1",
    )?
    .execute(params![id, status, at.millis()])?;
    add_update(tx, id, status, text, acting, at)?;
    feed::report_changed(tx, id)
}

fn add_update(
    tx: &Connection,
    id: &str,
    status: &str,
    text: &str,
    acting: Option<&ActingFor>,
    at: Timestamp,
) -> Result<(), ApiError> {
    let (relation, name) = acting::columns(acting);
    tx.prepare_cached(
        "INSERT INTO report_updates (report, id, at, status, text, acting_relation, acting_name)
         SELECT ?1, coalesce(max(id), 0) + 1, ?2, ?3, ?4, ?5, ?6 FROM report_updates WHERE report = ?1",
    )?
    .execute(params![id, at.millis(), status, text, relation, name])?;
    Ok(())
}
