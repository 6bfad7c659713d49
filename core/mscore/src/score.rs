use crate::MscoreError;
use crate::answers::{Answers, value_of};
use crate::interval::half_width;
use citizen_domain::message::{self, Lang, Text};
use citizen_domain::pack::{Answer, Collector, Item, ItemKind, Questionnaire, Scoring};

/// One rating: the questionnaire it answers and its answers.
#[derive(Clone, Copy)]
pub struct Rated<'a> {
    /// Questionnaire id.
    pub questionnaire: &'a str,
    /// Answers.
    pub answers: &'a Answers,
}

/// The average of one index or scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexScore {
    /// Item id.
    pub item: String,
    /// How many answered it.
    pub n: u32,
    /// Average: rounded to a tenth of a point for indices of TT 01/2018, to a hundredth for 0–10 scales.
    pub hundredths: u32,
}

/// A score with what it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Items that counted.
    pub indices: Vec<IndexScore>,
    /// TT 01/2018: the sum of the averages. 0–10: their average.
    pub hundredths: u32,
    /// The most that the counted items could reach.
    pub max_hundredths: u32,
    /// 95 % interval, inside 0 and the most.
    pub interval_hundredths: (u32, u32),
    /// How many items the questionnaire scores, with answers or without.
    pub total: u32,
}

/// Scores ratings (TT 01/2018/TT-VPCP Art. 14–15, or 0–10). Items that fewer than `min_answers` people answered carry too
/// little information and are left out of the sum; what the system or an inspection gives counts from the first.
/// None when nothing is left to count.
///
/// # Errors
/// [`MscoreError::MixedQuestionnaires`]: averages never mix two.
pub fn score(
    questionnaire: &Questionnaire,
    ratings: &[Rated<'_>],
    min_answers: u32,
) -> Result<Option<Score>, MscoreError> {
    same_questionnaire(questionnaire, ratings)?;
    let scored: Vec<&Item> = scored_items(questionnaire).collect();
    let columns: Vec<(&Item, Vec<Option<u32>>)> = scored
        .iter()
        .map(|item| {
            (
                *item,
                ratings
                    .iter()
                    .map(|r| points(item, r.answers))
                    .collect::<Vec<_>>(),
            )
        })
        .filter(|(item, column)| {
            let needed = if item.collector == Collector::Citizen {
                min_answers.max(1)
            } else {
                1
            };
            count(column) >= needed
        })
        .collect();
    let counted = u32::try_from(columns.len()).unwrap_or(u32::MAX);
    if counted == 0 {
        return Ok(None);
    }
    let step = match questionnaire.scoring {
        Scoring::Tt01 => 10,
        Scoring::ZeroToTen => 1,
    };
    let indices: Vec<IndexScore> = columns
        .iter()
        .map(|(item, column)| IndexScore {
            item: item.id.clone(),
            n: count(column),
            hundredths: average(column, step),
        })
        .collect();
    let sum: u32 = indices.iter().map(|i| i.hundredths).sum();
    let most: u32 = columns.iter().map(|(item, _)| 100 * most_points(item)).sum();
    let divisor = match questionnaire.scoring {
        Scoring::Tt01 => 1,
        Scoring::ZeroToTen => counted,
    };
    let (hundredths, max_hundredths) = (rounded(sum, divisor), rounded(most, divisor));
    let columns: Vec<Vec<Option<u32>>> = columns.into_iter().map(|(_, column)| column).collect();
    let half = half_width(&columns, divisor);
    Ok(Some(Score {
        indices,
        hundredths,
        max_hundredths,
        interval_hundredths: (
            hundredths.saturating_sub(half),
            (hundredths + half).min(max_hundredths),
        ),
        total: u32::try_from(scored.len()).unwrap_or(u32::MAX),
    }))
}

/// The class of a score, by the questionnaire's thresholds (best first; 15.0 is already "xuất sắc").
pub fn agency_class(questionnaire: &Questionnaire, hundredths: u32) -> Option<&str> {
    questionnaire
        .classes
        .iter()
        .filter(|c| c.at_least_tenths * 10 <= hundredths)
        .max_by_key(|c| c.at_least_tenths)
        .map(|c| c.id.as_str())
}

/// How far an officer did the duty (TT 01/2018/TT-VPCP Art. 15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfficerClass {
    /// 100 % of duty: 5.0 and more of 10.
    Full,
    /// 70 % to below 100 %: 3.5 to below 5.0.
    Partial,
    /// Below 70 %.
    Low,
}

/// A class in words; one that this version does not know is shown as it came.
pub fn class_text(lang: Lang, class: &str) -> Text {
    let id = format!("mscore.class.{class}");
    if message::knows(&id) {
        return message::text(lang, &id, &[]);
    }
    let shown = class.replace('_', " ");
    Text {
        display: shown.clone(),
        spoken: shown,
    }
}

/// The class of an officer's sum, in tenths of a point.
pub const fn officer_class(tenths: u32) -> OfficerClass {
    match tenths {
        50.. => OfficerClass::Full,
        35..=49 => OfficerClass::Partial,
        _ => OfficerClass::Low,
    }
}

/// An officer's sum in tenths: indices 1, 2, 3, 4 and 7.
pub fn officer_tenths(questionnaire: &Questionnaire, score: &Score) -> u32 {
    let counts = |id: &str| questionnaire.items.iter().any(|i| i.id == id && i.officer);
    let hundredths: u32 = score
        .indices
        .iter()
        .filter(|i| counts(&i.item))
        .map(|i| i.hundredths)
        .sum();
    hundredths / 10
}

pub(crate) fn same_questionnaire(
    questionnaire: &Questionnaire,
    ratings: &[Rated<'_>],
) -> Result<(), MscoreError> {
    if ratings.iter().all(|r| r.questionnaire == questionnaire.id) {
        Ok(())
    } else {
        Err(MscoreError::MixedQuestionnaires)
    }
}

/// Items that score: indices under TT 01/2018, scales under 0–10. Facts are counted, texts are read.
pub(crate) fn scored_items(questionnaire: &Questionnaire) -> impl Iterator<Item = &Item> {
    let kind = match questionnaire.scoring {
        Scoring::Tt01 => ItemKind::Points,
        Scoring::ZeroToTen => ItemKind::Scale,
    };
    questionnaire.items.iter().filter(move |i| i.kind == kind)
}

fn points(item: &Item, answers: &Answers) -> Option<u32> {
    match (item.kind, answers.get(&item.id)?) {
        (ItemKind::Scale, Answer::Number(n)) if *n <= 10 => Some(u32::from(*n)),
        (ItemKind::Points, answer) => {
            let value = value_of(answer);
            let choice = item.choices.iter().find(|c| c.value == value)?;
            choice.points.map(u32::from)
        }
        _ => None,
    }
}

fn most_points(item: &Item) -> u32 {
    match item.kind {
        ItemKind::Scale => 10,
        _ => item
            .choices
            .iter()
            .filter_map(|c| c.points)
            .max()
            .map_or(0, u32::from),
    }
}

fn count(column: &[Option<u32>]) -> u32 {
    u32::try_from(column.iter().flatten().count()).unwrap_or(u32::MAX)
}

/// Average in hundredths, rounded half up to `step` hundredths.
fn average(column: &[Option<u32>], step: u32) -> u32 {
    let sum: u64 = column.iter().flatten().map(|p| u64::from(*p)).sum();
    let (n, step) = (u64::from(count(column).max(1)), u64::from(step));
    let steps = (sum * 100 * 2 + n * step) / (2 * n * step);
    u32::try_from(steps * step).unwrap_or(u32::MAX)
}

fn rounded(sum: u32, divisor: u32) -> u32 {
    (2 * sum + divisor) / (2 * divisor.max(1))
}
