use crate::AppState;
use crate::dossiers::{normalized, record};
use crate::error::ApiError;
use crate::feed;
use crate::refusal::Refusal;
use citizen_domain::Timestamp;
use citizen_domain::calendar::{due_days, working_days_between};
use citizen_domain::message::{self, Lang};
use citizen_domain::wire::{DossierRecord, Need, StatusRecord};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

/// The next step of a dossier.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Advance {
    /// State: 1–10 of the national exchange or any other number of the province's.
    pub status: Option<i32>,
    /// The state in the province's own words, where a number is not enough.
    pub status_text: Option<String>,
    /// What was done or is asked for, in words.
    pub text: Option<String>,
    /// Unit or department; the agency when absent.
    pub unit: Option<String>,
    /// Who, by function.
    pub actor: Option<String>,
    /// A new appointment; the one before stays visible.
    pub appointment_at: Option<Timestamp>,
    /// By when papers or money are needed, for states 5 and 6.
    pub due_at: Option<Timestamp>,
    /// When it happened; now when absent.
    pub at: Option<Timestamp>,
}

/// States in which the clock waits for the applicant (D§4.1).
const WAITING: [i32; 2] = [5, 6];
const PAPERS: i32 = 5;
const FINISHED: i32 = 9;
const RETURNED: i32 = 10;

struct Held {
    previous: Option<Timestamp>,
    finished: Option<Timestamp>,
    stopped: Option<Timestamp>,
}

/// Leads a dossier to a state. No transition is refused: real systems re-open dossiers (D§4.1).
pub(crate) fn advance(
    tx: &Connection,
    state: &AppState,
    code: &str,
    step: &Advance,
) -> Result<DossierRecord, ApiError> {
    if step.status.is_none() && step.status_text.is_none() {
        return Err(Refusal::Status.into());
    }
    let key = normalized(code)?;
    let dossier = record(tx, state, &key, None)?.ok_or(ApiError::NotFound)?;
    let at = step.at.unwrap_or_else(|| state.now());
    let stopped: Option<i64> = tx.query_row(
        "SELECT stopped_at FROM dossiers WHERE normalized = ?1",
        params![key],
        |row| row.get(0),
    )?;
    let held = Held {
        previous: dossier.previous_appointment_at,
        finished: dossier.finished_at,
        stopped: stopped.map(Timestamp::from_millis),
    };
    let waits = step.status.is_some_and(|s| WAITING.contains(&s));
    let appointment = appointment(state, &dossier, &held, step, waits, at);
    let previous = match appointment == dossier.appointment_at {
        true => held.previous,
        false => dossier.appointment_at.or(held.previous),
    };
    let finished = match step.status {
        Some(FINISHED) => Some(at),
        Some(RETURNED) => held.finished.or(Some(at)),
        // Re-opened: it is not finished any more.
        Some(1 | 2 | 4..=8) => None,
        _ => held.finished,
    };
    let needs = serde_json::to_string(&needs(&dossier, step)).map_err(|_| ApiError::Internal("needs"))?;
    let stopped = waits.then(|| held.stopped.unwrap_or(at));
    tx.prepare_cached(
        "UPDATE dossiers SET status_code = ?2, status_text = ?3, appointment_at = ?4, previous_appointment_at = ?5,
             finished_at = ?6, stopped_at = ?7, needs = ?8 WHERE normalized = ?1",
    )?
    .execute(params![
        key,
        step.status,
        step.status_text,
        appointment.map(Timestamp::millis),
        previous.map(Timestamp::millis),
        finished.map(Timestamp::millis),
        stopped.map(Timestamp::millis),
        needs,
    ])?;
    add_event(tx, &key, &dossier, step, at)?;
    let now = record(tx, state, &key, None)?.ok_or(ApiError::Internal("the dossier is gone"))?;
    feed::dossier_changed(tx, &key, &dossier, &now)?;
    Ok(now)
}

/// The appointment after the step: a given one, or, when the clock starts again, the old one moved by the working
/// days that it stood still.
fn appointment(
    state: &AppState,
    dossier: &DossierRecord,
    held: &Held,
    step: &Advance,
    waits: bool,
    at: Timestamp,
) -> Option<Timestamp> {
    let now = dossier.appointment_at;
    if step.appointment_at.is_some() {
        return step.appointment_at;
    }
    let (Some(due), Some(stopped), false) = (now, held.stopped, waits) else {
        return now;
    };
    let calendars = &state.pack().calendars;
    let moved = working_days_between(stopped.date(), at.date(), calendars)
        .and_then(|days| u32::try_from(days).ok())
        .filter(|days| *days > 0)
        .and_then(|days| due_days(due.date(), days, calendars).ok()?.due)
        .map(|day| {
            let time_of_day = due.millis() - Timestamp::start_of(due.date()).millis();
            Timestamp::start_of(day).plus_millis(time_of_day)
        });
    moved.or(now)
}

fn needs(dossier: &DossierRecord, step: &Advance) -> Vec<Need> {
    let words = |id: &str| message::text(Lang::Vi, id, &[]).display;
    let need = |kind: &str, text: String| {
        vec![Need {
            kind: kind.to_owned(),
            text,
            due_at: step.due_at,
        }]
    };
    match step.status {
        Some(PAPERS) => need(
            "papers",
            step.text
                .clone()
                .unwrap_or_else(|| words("province.dossier.papers")),
        ),
        Some(6) => need(
            "fee",
            step.text.clone().unwrap_or_else(|| words("province.dossier.fee")),
        ),
        Some(FINISHED) => need("collect", words("province.dossier.collect")),
        Some(_) => Vec::new(),
        // A text alone says nothing about what is needed.
        None => dossier.needs.clone(),
    }
}

fn add_event(
    tx: &Connection,
    key: &str,
    dossier: &DossierRecord,
    step: &Advance,
    at: Timestamp,
) -> Result<(), ApiError> {
    let status = StatusRecord {
        code: step.status,
        text: step.status_text.clone(),
    };
    let text = step.text.clone().or(step.status_text.clone()).unwrap_or_else(|| {
        let official = step
            .status
            .and_then(|code| citizen_domain::status::Status::of(code).official());
        official.unwrap_or_default().to_owned()
    });
    let actor = step
        .actor
        .clone()
        .unwrap_or_else(|| message::text(Lang::Vi, "province.dossier.handler", &[]).display);
    tx.prepare_cached(
        "INSERT INTO dossier_events (dossier, id, at, status_code, status_text, unit, actor, text)
         SELECT ?1, coalesce(max(id), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM dossier_events WHERE dossier = ?1",
    )?
    .execute(params![
        key,
        at.millis(),
        status.code,
        status.text,
        step.unit.as_ref().unwrap_or(&dossier.agency.name),
        actor,
        text,
    ])?;
    Ok(())
}
