use crate::AppState;
use crate::error::ApiError;
use crate::ratings;
use citizen_domain::Timestamp;
use citizen_domain::wire::{AgencyRef, DossierRecord, EventRecord, ProcedureRef, StatusRecord};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::de::DeserializeOwned;

/// What [`read`] reads, in its order.
const DOSSIER: &str = "SELECT owner, code, procedure_code, procedure_name, procedure_demo, agency_id, agency_name, unit,
        status_code, status_text, received_at, appointment_at, previous_appointment_at, finished_at, needs, fees
     FROM dossiers WHERE normalized = ?1";

const EVENTS: &str = "SELECT id, at, status_code, status_text, unit, actor, text
     FROM dossier_events WHERE dossier = ?1 ORDER BY id";

/// A dossier by its compared code, as `viewer` may see it. Only the owner is told that it can be rated.
pub(crate) fn record(
    tx: &Connection,
    state: &AppState,
    normalized: &str,
    viewer: Option<&str>,
) -> Result<Option<DossierRecord>, ApiError> {
    let found = tx
        .prepare_cached(DOSSIER)?
        .query_row([normalized], read)
        .optional()?;
    let Some((owner, mut dossier)) = found else {
        return Ok(None);
    };
    dossier.events = events(tx, normalized)?;
    if dossier.finished_at.is_some() && viewer == Some(owner.as_str()) {
        let token = state.keys().rating_token(normalized);
        dossier.ratable = !ratings::is_spent(tx, token.reveal())?;
    }
    Ok(Some(dossier))
}

/// The owner, and what is handed out.
fn read(row: &Row<'_>) -> rusqlite::Result<(String, DossierRecord)> {
    let dossier = DossierRecord {
        code: row.get(1)?,
        procedure: ProcedureRef {
            code: row.get(2)?,
            name: row.get(3)?,
            demo: row.get(4)?,
        },
        agency: AgencyRef {
            id: row.get(5)?,
            name: row.get(6)?,
        },
        unit: row.get(7)?,
        status: StatusRecord {
            code: row.get(8)?,
            text: row.get(9)?,
        },
        received_at: time(row, 10)?,
        appointment_at: time(row, 11)?,
        previous_appointment_at: time(row, 12)?,
        finished_at: time(row, 13)?,
        events: Vec::new(),
        needs: json(row, 14)?,
        fees: json(row, 15)?,
        ratable: false,
    };
    Ok((row.get(0)?, dossier))
}

fn events(tx: &Connection, normalized: &str) -> Result<Vec<EventRecord>, ApiError> {
    let mut rows = tx.prepare_cached(EVENTS)?;
    let events = rows.query_map([normalized], |row| {
        Ok(EventRecord {
            id: row.get::<_, u32>(0)?.into(),
            at: Timestamp::from_millis(row.get(1)?),
            status: StatusRecord {
                code: row.get(2)?,
                text: row.get(3)?,
            },
            unit: row.get(4)?,
            actor: row.get(5)?,
            text: row.get(6)?,
        })
    })?;
    Ok(events.collect::<Result<_, _>>()?)
}

fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_millis))
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}
