use crate::error::ApiError;
use citizen_domain::pack::Answer;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One rating: neither who gave it nor for which dossier is known here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingRow {
    /// Unit that is rated.
    pub unit: String,
    /// Quarter, `2026Q4`.
    pub period: String,
    /// Questionnaire.
    pub questionnaire: String,
    /// Answers by item id.
    pub answers: BTreeMap<String, Answer>,
}

impl std::fmt::Debug for RatingRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RatingRow")
            .field("questionnaire", &self.questionnaire)
            .finish_non_exhaustive()
    }
}

pub(super) fn list(tx: &Connection) -> Result<Vec<RatingRow>, ApiError> {
    let mut rows = tx.prepare_cached(
        "SELECT unit, period, questionnaire, answers FROM rating_answers
         ORDER BY unit, period, questionnaire, answers",
    )?;
    let rows = rows
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<Result<Vec<(String, String, String, String)>, _>>()?;
    rows.into_iter()
        .map(|(unit, period, questionnaire, answers)| {
            Ok(RatingRow {
                unit,
                period,
                questionnaire,
                answers: serde_json::from_str(&answers)
                    .map_err(|_| ApiError::Store("the database is damaged"))?,
            })
        })
        .collect()
}
