use crate::MscoreError;
use citizen_domain::pack::{Questionnaire, RuleSet, rule_set_for};
use time::Date;

/// The questionnaires for a dossier received on `received`, in the rule set's order: the legal one first. One whose
/// own dates do not cover the day is left out.
pub fn questionnaires_for<'a>(
    received: Date,
    rule_sets: &[RuleSet],
    questionnaires: &'a [Questionnaire],
) -> Vec<&'a Questionnaire> {
    let Some(rules) = rule_set_for(received, rule_sets) else {
        return Vec::new();
    };
    rules
        .questionnaires
        .iter()
        .filter_map(|id| questionnaires.iter().find(|q| q.id == *id))
        .filter(|q| q.valid_from <= received && q.valid_to.is_none_or(|last| received <= last))
        .collect()
}

/// The first questionnaire that applies.
///
/// # Errors
/// [`MscoreError::NoQuestionnaire`].
pub fn questionnaire_for<'a>(
    received: Date,
    rule_sets: &[RuleSet],
    questionnaires: &'a [Questionnaire],
) -> Result<&'a Questionnaire, MscoreError> {
    questionnaires_for(received, rule_sets, questionnaires)
        .first()
        .copied()
        .ok_or(MscoreError::NoQuestionnaire)
}
