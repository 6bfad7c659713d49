use super::filter::Filter;
use super::{Answer, Problem};
use crate::error::ApiError;
use crate::state::AppState;
use axum::http::StatusCode;
use citizen_domain::Timestamp;
use citizen_domain::message::{self, Lang};
use rusqlite::{OptionalExtension, Row, params};
use serde_json::{Value, json};

/// At most so many requests in one list (the standard's own limit).
const MOST: usize = 1000;

/// A public report, without its reporter.
struct Found {
    id: String,
    service: String,
    text: String,
    lat: Option<f64>,
    lon: Option<f64>,
    state: String,
    requested: Timestamp,
    updated: Timestamp,
}

const PUBLIC: &str =
    "SELECT reference, category, text, lat, lon, status, accepted_at, changed_at FROM reports
    WHERE visibility = 'public' AND status <> 'rut'";

impl Found {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            service: row.get(1)?,
            text: row.get(2)?,
            lat: row.get(3)?,
            lon: row.get(4)?,
            state: row.get(5)?,
            requested: Timestamp::from_millis(row.get(6)?),
            updated: Timestamp::from_millis(row.get(7)?),
        })
    }

    /// The standard knows two states. What was passed on is still open for the person who waits.
    fn open_or_closed(&self) -> &'static str {
        match self.state.as_str() {
            "da_xu_ly" | "xac_nhan" | "tu_choi" | "trung_lap" => "closed",
            _ => "open",
        }
    }

    fn json(self, state: &AppState) -> Value {
        let name = state
            .pack()
            .categories
            .iter()
            .find(|c| c.code == self.service)
            .map(|c| c.name.clone());
        // The province's word for the state; never the history's texts, which people wrote.
        let notes = message::text(Lang::Vi, &format!("province.open311.{}", self.state), &[]).display;
        json!({
            "service_request_id": self.id,
            "status": self.open_or_closed(),
            "status_notes": notes,
            "service_name": name,
            "service_code": self.service,
            "description": self.text,
            "agency_responsible": null,
            "service_notice": null,
            "requested_datetime": self.requested,
            "updated_datetime": self.updated,
            "expected_datetime": null,
            "address": null,
            "address_id": null,
            "zipcode": null,
            "lat": self.lat,
            "long": self.lon,
            "media_url": null,
        })
    }
}

fn answer(state: &AppState, found: Vec<Found>) -> Answer {
    Answer {
        status: StatusCode::OK,
        root: "service_requests",
        entry: "request",
        value: found.into_iter().map(|f| f.json(state)).collect(),
    }
}

/// `GET requests`: newest first.
pub(super) async fn list(state: &AppState, query: &str) -> Result<Answer, Problem> {
    let filter = Filter::parse(query, state.now()).map_err(Problem::bad_request)?;
    let found = state
        .db()
        .read_async(move |tx| {
            let mut all = Vec::new();
            if let Some(ids) = &filter.ids {
                // With ids every other argument is ignored, as the standard says.
                let mut one = tx.prepare_cached(&format!("{PUBLIC} AND reference = ?1"))?;
                for id in ids {
                    all.extend(one.query_row([id], Found::read).optional()?);
                }
                return Ok(all);
            }
            let mut rows = tx.prepare_cached(&format!(
                "{PUBLIC} AND accepted_at BETWEEN ?1 AND ?2 ORDER BY accepted_at DESC, reference DESC"
            ))?;
            for row in rows.query_map(params![filter.from.millis(), filter.to.millis()], Found::read)? {
                let row = row?;
                if filter.takes(&row.service, row.open_or_closed()) {
                    all.push(row);
                }
                if all.len() == MOST {
                    break;
                }
            }
            Ok::<_, ApiError>(all)
        })
        .await?;
    Ok(answer(state, found))
}

/// `GET requests/{id}`: a list of one, as the standard says.
pub(super) async fn one(state: &AppState, id: &str) -> Result<Answer, Problem> {
    let id = id.to_owned();
    let found = state
        .db()
        .read_async(move |tx| {
            let mut one = tx.prepare_cached(&format!("{PUBLIC} AND reference = ?1"))?;
            Ok(one.query_row([id], Found::read).optional()?)
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok(answer(state, vec![found]))
}
