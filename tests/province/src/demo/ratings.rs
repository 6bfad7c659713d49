use super::dossiers::current_agency;
use crate::AppState;
use crate::error::ApiError;
use crate::ratings;
use citizen_domain::pack::{Answer, Collector, Item, ItemKind, Questionnaire};
use citizen_domain::wire::RatingBody;
use rusqlite::Connection;

/// Ratings of the demonstration's agency, for each questionnaire: enough to be published.
const PUBLISHED: u8 = 7;
/// Ratings of another agency: too few.
const SUPPRESSED: u8 = 3;

/// Fictitious ratings of this quarter.
pub(super) fn add(tx: &Connection, state: &AppState) -> Result<(), ApiError> {
    let agency = current_agency(state)?;
    let other = state.pack().agencies.iter().rev().find(|a| a.id != agency.id);
    for questionnaire in &state.pack().questionnaires {
        add_some(tx, state, questionnaire, &agency.id, PUBLISHED.max(least(state)))?;
        if let Some(other) = other {
            add_some(tx, state, questionnaire, &other.id, SUPPRESSED)?;
        }
    }
    Ok(())
}

fn least(state: &AppState) -> u8 {
    u8::try_from(state.pack().min_published).unwrap_or(u8::MAX)
}

fn add_some(
    tx: &Connection,
    state: &AppState,
    questionnaire: &Questionnaire,
    unit: &str,
    how_many: u8,
) -> Result<(), ApiError> {
    for n in 0..how_many {
        let answers = questionnaire
            .items
            .iter()
            .filter(|item| item.collector == Collector::Citizen)
            .filter_map(|item| Some((item.id.clone(), answer(item, n)?)))
            .collect();
        let rating = RatingBody {
            token: String::new(),
            unit: unit.to_owned(),
            questionnaire: questionnaire.id.clone(),
            answers,
            salt: None,
            acting_for: None,
        };
        ratings::keep(tx, &rating, state.now())?;
    }
    Ok(())
}

/// Mostly content, with one dissatisfied person in four; free text is left out.
fn answer(item: &Item, n: u8) -> Option<Answer> {
    match item.kind {
        ItemKind::Scale => Some(Answer::Number(if n % 4 == 3 { 5 } else { 7 + n % 4 })),
        ItemKind::Points | ItemKind::Fact => {
            let choice = if n % 4 == 3 {
                item.choices.get(1)
            } else {
                item.choices.first()
            };
            choice.map(|c| Answer::Text(c.value.clone()))
        }
        ItemKind::Text => None,
    }
}
