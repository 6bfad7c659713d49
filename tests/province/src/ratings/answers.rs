use crate::refusal::Refusal;
use citizen_domain::pack::{Answer, Collector, Item, ItemKind, Questionnaire};
use std::collections::BTreeMap;

/// Longest free text in characters.
const MAX_TEXT: usize = 1_000;

/// Whether at least one question is answered and every answer fits its question.
pub(super) fn check(
    questionnaire: &Questionnaire,
    answers: &BTreeMap<String, Answer>,
) -> Result<(), Refusal> {
    let fits = |(id, answer): (&String, &Answer)| {
        questionnaire
            .items
            .iter()
            .find(|item| item.id == *id && item.collector == Collector::Citizen)
            .is_some_and(|item| answer_fits(item, answer))
    };
    match !answers.is_empty() && answers.iter().all(fits) {
        true => Ok(()),
        false => Err(Refusal::RatingAnswers),
    }
}

fn answer_fits(item: &Item, answer: &Answer) -> bool {
    match (item.kind, answer) {
        (ItemKind::Scale, Answer::Number(n)) => *n <= 10,
        (ItemKind::Points | ItemKind::Fact, Answer::Text(value)) => {
            item.choices.iter().any(|c| c.value == *value)
        }
        // A choice named by a digit may come as a number.
        (ItemKind::Points | ItemKind::Fact, Answer::Number(n)) => {
            item.choices.iter().any(|c| c.value == n.to_string())
        }
        (ItemKind::Text, Answer::Text(text)) => !text.trim().is_empty() && text.chars().count() <= MAX_TEXT,
        _ => false,
    }
}
