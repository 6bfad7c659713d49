use super::Tx;
use citizen_domain::Secret;
use citizen_domain::repository::RepositoryError;
use citizen_mscore::{Rating, RatingState, Repository};
use rusqlite::{Row, params};

const COLUMNS: &str = "code, state, token, unit, questionnaires, questionnaire_id, item_id";

impl Repository for Tx<'_> {
    fn rating(&self, code: &str) -> Result<Option<Rating>, RepositoryError> {
        let sql = format!("SELECT {COLUMNS} FROM rating WHERE code = ?1");
        self.one(&sql, [code], columns)?.map(rating).transpose()
    }

    fn rating_of_item(&self, item_id: &str) -> Result<Option<Rating>, RepositoryError> {
        let sql = format!("SELECT {COLUMNS} FROM rating WHERE item_id = ?1");
        self.one(&sql, [item_id], columns)?.map(rating).transpose()
    }

    fn put_rating(&self, rating: &Rating) -> Result<(), RepositoryError> {
        self.execute(
            "INSERT INTO rating (code, state, token, unit, questionnaires, questionnaire_id, item_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (code) DO UPDATE SET state = excluded.state, token = excluded.token, unit = excluded.unit,
                questionnaires = excluded.questionnaires, questionnaire_id = excluded.questionnaire_id,
                item_id = excluded.item_id",
            params![
                rating.code,
                rating.state.as_str(),
                rating.token.as_ref().map(Secret::reveal),
                rating.unit,
                super::to_json(&rating.questionnaires)?,
                rating.questionnaire_id,
                rating.item_id
            ],
        )
        .map(drop)
    }
}

struct Columns {
    code: String,
    state: String,
    token: Option<String>,
    unit: String,
    questionnaires: String,
    questionnaire_id: Option<String>,
    item_id: Option<String>,
}

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok(Columns {
        code: row.get(0)?,
        state: row.get(1)?,
        token: row.get(2)?,
        unit: row.get(3)?,
        questionnaires: row.get(4)?,
        questionnaire_id: row.get(5)?,
        item_id: row.get(6)?,
    })
}

fn rating(columns: Columns) -> Result<Rating, RepositoryError> {
    let state = [RatingState::TokenHeld, RatingState::Queued, RatingState::Accepted]
        .into_iter()
        .find(|state| state.as_str() == columns.state)
        .ok_or(RepositoryError::Damaged)?;
    Ok(Rating {
        code: columns.code,
        state,
        token: columns.token.map(Secret::new),
        unit: columns.unit,
        questionnaires: super::from_json(&columns.questionnaires)?,
        questionnaire_id: columns.questionnaire_id,
        item_id: columns.item_id,
    })
}
