use crate::error::ApiError;
use citizen_domain::pack::{Answer, Relation};
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
    /// In what relation it was given for somebody else. For counting: of a small office it may tell more than its few ratings
    /// should, so it is no part of what is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<Relation>,
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
        "SELECT unit, period, questionnaire, answers, acting_relation FROM rating_answers
         ORDER BY unit, period, questionnaire, answers, acting_relation",
    )?;
    let mut found = rows.query([])?;
    let mut list = Vec::new();
    while let Some(row) = found.next()? {
        let answers: String = row.get(3)?;
        let relation: Option<String> = row.get(4)?;
        list.push(RatingRow {
            unit: row.get(0)?,
            period: row.get(1)?,
            questionnaire: row.get(2)?,
            answers: serde_json::from_str(&answers)
                .map_err(|_| ApiError::Store("the database is damaged"))?,
            acting_for: relation.as_deref().and_then(Relation::parse),
        });
    }
    Ok(list)
}
