use crate::dossiers::{normalized, record};
use crate::error::ApiError;
use crate::feed::{self, Kind};
use crate::refusal::Refusal;
use crate::{AppState, counter};
use citizen_domain::Timestamp;
use citizen_domain::calendar::{due_calendar_days, due_days, due_hours};
use citizen_domain::message::{self, Lang};
use citizen_domain::pack::{Agency, LimitUnit, Procedure, TimeLimit};
use citizen_domain::wire::{DossierRecord, FeeRecord};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

/// A dossier to receive. What is absent is taken from the pack or made.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewDossier {
    /// Code; made from agency, day and the number of the day when absent.
    pub code: Option<String>,
    /// Owner: identity number or `sub` of a resident.
    pub owner: String,
    /// Procedure code of the pack.
    pub procedure: String,
    /// Agency id of the pack; its first agency when absent.
    pub agency: Option<String>,
    /// Unit that it is rated under; the agency's id when absent.
    pub unit: Option<String>,
    /// Reception; now when absent.
    pub received_at: Option<Timestamp>,
    /// Appointment; computed from the procedure's time limit when absent.
    pub appointment_at: Option<Timestamp>,
    /// Look-up secret to print on the slip.
    pub lookup_secret: Option<String>,
    /// Who received it, by function.
    pub actor: Option<String>,
    /// Fees; those of the procedure when absent.
    pub fees: Option<Vec<NewFee>>,
}

impl std::fmt::Debug for NewDossier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewDossier")
            .field("procedure", &self.procedure)
            .finish_non_exhaustive()
    }
}

/// A fee of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFee {
    /// What for.
    pub name: String,
    /// Amount in đồng.
    pub amount_vnd: u64,
    /// Already paid.
    #[serde(default)]
    pub paid: bool,
}

/// Shows it to its owner from now on.
pub(crate) fn show_to_owner(tx: &Connection, code: &str) -> Result<(), ApiError> {
    let key = normalized(code)?;
    let owner: String = tx
        .prepare_cached("SELECT owner FROM dossiers WHERE normalized = ?1")?
        .query_row(params![key], |row| row.get(0))
        .optional()?
        .ok_or(ApiError::NotFound)?;
    if !feed::sees(tx, &owner, Kind::Dossier, &key)? {
        feed::show(tx, &owner, Kind::Dossier, &key)?;
    }
    Ok(())
}

pub(crate) fn add(tx: &Connection, state: &AppState, new: &NewDossier) -> Result<DossierRecord, ApiError> {
    let pack = state.pack();
    let owner: String = tx
        .prepare_cached("SELECT sub FROM residents WHERE sub = ?1 OR id_number = ?1")?
        .query_row(params![new.owner], |row| row.get(0))
        .optional()?
        .ok_or(Refusal::Owner)?;
    let procedure = pack
        .procedures
        .iter()
        .find(|p| p.code == new.procedure)
        .ok_or(Refusal::Procedure)?;
    let agency = match &new.agency {
        Some(id) => pack.agencies.iter().find(|a| a.id == *id),
        None => pack.agencies.first(),
    }
    .ok_or(Refusal::Agency)?;
    let received = new.received_at.unwrap_or_else(|| state.now());
    let appointment = match (new.appointment_at, procedure.limit) {
        (Some(at), _) => Some(at),
        (None, Some(limit)) => Some(due(state, received, limit).ok_or(Refusal::Appointment)?),
        (None, None) => None,
    };
    let code = match &new.code {
        Some(code) => code.clone(),
        None => next_code(tx, &agency.id, received)?,
    };
    let key = normalized(&code)?;
    let fees = serde_json::to_string(&fees(new, procedure)).map_err(|_| ApiError::Internal("fees"))?;
    let mac = new
        .lookup_secret
        .as_deref()
        .map(|s| state.keys().lookup_mac(&key, s.trim()));
    let inserted = tx
        .prepare_cached(
            "INSERT INTO dossiers (normalized, code, owner, procedure_code, procedure_name, procedure_demo, agency_id,
                 agency_name, unit, status_code, received_at, appointment_at, secret_mac, fees)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 2, ?10, ?11, ?12, ?13)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            key,
            code,
            owner,
            procedure.code,
            procedure.name,
            procedure.demo,
            agency.id,
            agency.name,
            new.unit.as_ref().unwrap_or(&agency.id),
            received.millis(),
            appointment.map(Timestamp::millis),
            mac,
            fees,
        ])?;
    if inserted == 0 {
        return Err(Refusal::CodeTaken.into());
    }
    first_event(tx, &key, agency, new.actor.as_deref(), received)?;
    record(tx, state, &key, None)?.ok_or(ApiError::Internal("the dossier is gone"))
}

fn first_event(
    tx: &Connection,
    key: &str,
    agency: &Agency,
    actor: Option<&str>,
    at: Timestamp,
) -> Result<(), ApiError> {
    let words = |id: &str| message::text(Lang::Vi, id, &[]).display;
    let actor = actor.map_or_else(|| words("province.dossier.receiver"), str::to_owned);
    tx.prepare_cached(
        "INSERT INTO dossier_events (dossier, id, at, status_code, unit, actor, text) VALUES (?1, 1, ?2, 2, ?3, ?4, ?5)",
    )?
    .execute(params![key, at.millis(), agency.name, actor, words("province.dossier.received")])?;
    Ok(())
}

fn fees(new: &NewDossier, procedure: &Procedure) -> Vec<FeeRecord> {
    let fee = |name: &str, amount_vnd, paid| FeeRecord {
        name: name.to_owned(),
        amount_vnd,
        paid,
        vietqr: None,
    };
    match &new.fees {
        Some(fees) => fees.iter().map(|f| fee(&f.name, f.amount_vnd, f.paid)).collect(),
        None => procedure
            .fees
            .iter()
            .map(|f| fee(&f.name, f.amount_vnd, false))
            .collect(),
    }
}

/// Shape B: agency, day, number of the day at that agency.
fn next_code(tx: &Connection, agency: &str, at: Timestamp) -> Result<String, ApiError> {
    let day = counter::date6(at);
    let number = counter::next(tx, &format!("dossier-{agency}-{day}"))?;
    Ok(format!("{agency}-{day}-{number:04}"))
}

/// When a limit ends: limits in days at the end of office hours, 17:00.
fn due(state: &AppState, received: Timestamp, limit: TimeLimit) -> Option<Timestamp> {
    let calendars = &state.pack().calendars;
    let closing = |day| Timestamp::start_of(day).plus_millis(17 * 3_600_000);
    match limit.unit {
        LimitUnit::WorkingDays => due_days(received.date(), limit.amount, calendars)
            .ok()?
            .due
            .map(closing),
        LimitUnit::CalendarDays => due_calendar_days(received.date(), limit.amount, calendars)
            .ok()?
            .due
            .map(closing),
        LimitUnit::WorkingHours => due_hours(received, limit.amount, calendars).ok()?.due,
    }
}
