use crate::MscoreError;
use citizen_domain::pack::{Answer, Collector, Item, ItemKind, Questionnaire};
use std::collections::BTreeMap;

/// Answers by item id; skipped items are absent.
pub type Answers = BTreeMap<String, Answer>;

/// Longest free text, in characters.
pub const MAX_TEXT_CHARS: usize = 1_000;

/// The items that the person served answers; the others come from the system or from inspection.
pub fn askable(questionnaire: &Questionnaire) -> impl Iterator<Item = &Item> {
    questionnaire
        .items
        .iter()
        .filter(|i| i.collector == Collector::Citizen)
}

/// Whether `answers` can be a person's answers to `questionnaire`. Both ends of the wire ask this.
///
/// # Errors
/// Nothing answered, an unknown or not askable item, a value that the item does not take, a text that is too long.
pub fn validate(questionnaire: &Questionnaire, answers: &Answers) -> Result<(), MscoreError> {
    if answers.is_empty() {
        return Err(MscoreError::Empty);
    }
    for (id, answer) in answers {
        let item = questionnaire
            .items
            .iter()
            .find(|i| i.id == *id)
            .ok_or(MscoreError::UnknownItem)?;
        if item.collector != Collector::Citizen {
            return Err(MscoreError::NotAskable(item.id.clone()));
        }
        check(item, answer)?;
    }
    Ok(())
}

/// As [`validate`], and what was computed from the dossier's dates (see [`crate::precomputed`]) is confirmed or left
/// out, never changed.
///
/// # Errors
/// As [`validate`], and [`MscoreError::OnlyConfirmed`].
pub fn confirm(
    questionnaire: &Questionnaire,
    answers: &Answers,
    precomputed: &Answers,
) -> Result<(), MscoreError> {
    validate(questionnaire, answers)?;
    for (id, computed) in precomputed {
        if answers
            .get(id)
            .is_some_and(|given| value_of(given) != value_of(computed))
        {
            return Err(MscoreError::OnlyConfirmed(id.clone()));
        }
    }
    Ok(())
}

fn check(item: &Item, answer: &Answer) -> Result<(), MscoreError> {
    let valid = match (item.kind, answer) {
        (ItemKind::Scale, Answer::Number(n)) => *n <= 10,
        (ItemKind::Points | ItemKind::Fact, Answer::Text(value)) => {
            item.choices.iter().any(|c| c.value == *value)
        }
        // An answers file may give a choice such as "2" as the number 2.
        (ItemKind::Points | ItemKind::Fact, Answer::Number(n)) => {
            let value = n.to_string();
            item.choices.iter().any(|c| c.value == value)
        }
        (ItemKind::Text, Answer::Text(text)) => {
            if text.chars().count() > MAX_TEXT_CHARS {
                return Err(MscoreError::TextTooLong(item.id.clone()));
            }
            !text.trim().is_empty()
        }
        _ => false,
    };
    if valid {
        Ok(())
    } else {
        Err(MscoreError::WrongValue(item.id.clone()))
    }
}

/// The value of an answer as a word: the choice, or the number on the scale.
pub(crate) fn value_of(answer: &Answer) -> String {
    match answer {
        Answer::Number(n) => n.to_string(),
        Answer::Text(text) => text.clone(),
    }
}
