use crate::MscoreError;
use crate::answers::value_of;
use crate::score::{Rated, agency_class, same_questionnaire, score, scored_items};
use citizen_domain::pack::{ItemKind, Questionnaire};
use citizen_domain::wire::ResultRecord;
use std::collections::BTreeMap;

/// Fewest ratings that are published; a pack may ask for more, never for fewer.
pub const DEFAULT_MIN_PUBLISHED: u32 = 5;

/// The published result of one unit, period and questionnaire. Below `min_n` ratings (at least
/// [`DEFAULT_MIN_PUBLISHED`]) only their number is given; an item that fewer people answered is left out, and a
/// sensitive one also when fewer gave one of its values. Free text is never published, and there is no rank.
///
/// # Errors
/// [`MscoreError::MixedQuestionnaires`].
pub fn publish(
    questionnaire: &Questionnaire,
    ratings: &[Rated<'_>],
    unit: &str,
    period: &str,
    min_n: u32,
) -> Result<ResultRecord, MscoreError> {
    same_questionnaire(questionnaire, ratings)?;
    let min_n = min_n.max(DEFAULT_MIN_PUBLISHED);
    let n = u32::try_from(ratings.len()).unwrap_or(u32::MAX);
    let mut result = ResultRecord {
        unit: unit.to_owned(),
        period: period.to_owned(),
        questionnaire_id: questionnaire.id.clone(),
        n,
        suppressed: n < min_n,
        distribution: BTreeMap::new(),
        score_hundredths: None,
        max_hundredths: None,
        interval_hundredths: None,
        class: None,
        indices_counted: 0,
        indices_total: u32::try_from(scored_items(questionnaire).count()).unwrap_or(u32::MAX),
    };
    if result.suppressed {
        return Ok(result);
    }
    result.distribution = distribution(questionnaire, ratings, min_n);
    if let Some(score) = score(questionnaire, ratings, min_n)? {
        result.score_hundredths = Some(score.hundredths);
        result.max_hundredths = Some(score.max_hundredths);
        result.interval_hundredths = Some(score.interval_hundredths);
        result.class = agency_class(questionnaire, score.hundredths).map(str::to_owned);
        result.indices_counted = u32::try_from(score.indices.len()).unwrap_or(u32::MAX);
    }
    Ok(result)
}

/// How often each value was given. Values nobody chose are there with 0, so that shapes can be compared.
fn distribution(
    questionnaire: &Questionnaire,
    ratings: &[Rated<'_>],
    min_n: u32,
) -> BTreeMap<String, BTreeMap<String, u32>> {
    let mut all = BTreeMap::new();
    for item in questionnaire.items.iter().filter(|i| i.kind != ItemKind::Text) {
        let mut counts: BTreeMap<String, u32> = match item.kind {
            ItemKind::Scale => (0..=10).map(|n: u8| (n.to_string(), 0)).collect(),
            _ => item.choices.iter().map(|c| (c.value.clone(), 0)).collect(),
        };
        for answer in ratings.iter().filter_map(|r| r.answers.get(&item.id)) {
            if let Some(count) = counts.get_mut(&value_of(answer)) {
                *count += 1;
            }
        }
        let answered: u32 = counts.values().sum();
        // With a question such as "paid without receipt", even one answer among many points at somebody.
        let tells_on_few = item.sensitive && counts.values().any(|c| (1..min_n).contains(c));
        if answered >= min_n && !tells_on_few {
            all.insert(item.id.clone(), counts);
        }
    }
    all
}
