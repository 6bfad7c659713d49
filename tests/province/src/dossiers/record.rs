use crate::AppState;
use crate::error::ApiError;
use crate::ratings;
use citizen_domain::Timestamp;
use citizen_domain::wire::{AgencyRef, DossierRecord, EventRecord, ProcedureRef, StatusRecord};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

/// A dossier by its compared code, as `viewer` may see it. Only the owner is told that it can be rated.
pub(crate) fn record(
    tx: &Connection,
    state: &AppState,
    normalized: &str,
    viewer: Option<&str>,
) -> Result<Option<DossierRecord>, ApiError> {
    let found = tx
        .prepare_cached("SELECT * FROM dossiers WHERE normalized = ?1")?
        .query_row(params![normalized], |row| {
            Ok((row.get::<_, String>("owner")?, read(row)?))
        })
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

fn read(row: &Row<'_>) -> rusqlite::Result<DossierRecord> {
    Ok(DossierRecord {
        code: row.get("code")?,
        procedure: ProcedureRef {
            code: row.get("procedure_code")?,
            name: row.get("procedure_name")?,
            demo: row.get("procedure_demo")?,
        },
        agency: AgencyRef {
            id: row.get("agency_id")?,
            name: row.get("agency_name")?,
        },
        unit: row.get("unit")?,
        status: status(row)?,
        received_at: time(row, "received_at")?,
        appointment_at: time(row, "appointment_at")?,
        previous_appointment_at: time(row, "previous_appointment_at")?,
        finished_at: time(row, "finished_at")?,
        events: Vec::new(),
        needs: json(row, "needs")?,
        fees: json(row, "fees")?,
        ratable: false,
    })
}

fn events(tx: &Connection, normalized: &str) -> Result<Vec<EventRecord>, ApiError> {
    let mut rows = tx.prepare_cached("SELECT * FROM dossier_events WHERE dossier = ?1 ORDER BY id")?;
    let events = rows.query_map(params![normalized], |row| {
        Ok(EventRecord {
            id: row.get::<_, u32>("id")?.into(),
            at: Timestamp::from_millis(row.get("at")?),
            status: status(row)?,
            unit: row.get("unit")?,
            actor: row.get("actor")?,
            text: row.get("text")?,
        })
    })?;
    Ok(events.collect::<Result<_, _>>()?)
}

fn status(row: &Row<'_>) -> rusqlite::Result<StatusRecord> {
    Ok(StatusRecord {
        code: row.get("status_code")?,
        text: row.get("status_text")?,
    })
}

fn time(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_millis))
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}
