use crate::AppState;
use crate::error::ApiError;
use crate::http::ApiQuery;
use axum::Json;
use axum::extract::State;
use citizen_domain::pack::Answer;
use citizen_domain::wire::ResultRecord;
use citizen_mscore::{Rated, publish};
use rusqlite::{Connection, params};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is asked for; everything when absent.
#[derive(Deserialize)]
pub(crate) struct Asked {
    unit: Option<String>,
    period: Option<String>,
}

/// Unit, period and questionnaire: what is never mixed.
type Cell = (String, String, String);
type Answers = BTreeMap<String, Answer>;

/// `GET /v1/results?unit=&period=`: published results; small cells give nothing but their number.
pub(crate) async fn results(
    State(state): State<AppState>,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Result<Json<Vec<ResultRecord>>, ApiError> {
    let cells = state.db().read_async(move |tx| cells(tx, &asked)).await?;
    let pack = state.pack();
    let mut found = Vec::new();
    for ((unit, period, id), ratings) in &cells {
        // A questionnaire that the pack has dropped can no longer be scored; its answers stay.
        let Some(questionnaire) = pack.questionnaires.iter().find(|q| q.id == *id) else {
            continue;
        };
        let rated: Vec<Rated<'_>> = ratings
            .iter()
            .map(|answers| Rated {
                questionnaire: id,
                answers,
            })
            .collect();
        let result = publish(questionnaire, &rated, unit, period, pack.min_published)
            .map_err(|_| ApiError::Internal("a result could not be computed"))?;
        found.push(result);
    }
    Ok(Json(found))
}

fn cells(tx: &Connection, asked: &Asked) -> Result<BTreeMap<Cell, Vec<Answers>>, ApiError> {
    let mut rows = tx.prepare_cached(
        "SELECT unit, period, questionnaire, answers FROM rating_answers
         WHERE (?1 IS NULL OR unit = ?1) AND (?2 IS NULL OR period = ?2)",
    )?;
    let rows = rows
        .query_map(params![asked.unit, asked.period], |row| {
            let cell: Cell = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok((cell, row.get::<_, String>(3)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut cells: BTreeMap<Cell, Vec<Answers>> = BTreeMap::new();
    for (cell, answers) in rows {
        let answers =
            serde_json::from_str(&answers).map_err(|_| ApiError::Store("the database is damaged"))?;
        cells.entry(cell).or_default().push(answers);
    }
    Ok(cells)
}
