use crate::time::iso_date;
use serde::{Deserialize, Serialize};
use time::Date;

/// A rating questionnaire: versioned data. Averages never mix two of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Stable id, for example `tt01-2018` or `mscore-1`.
    pub id: String,
    /// Title.
    pub title: String,
    /// First reception day of the dossiers it is for.
    #[serde(with = "iso_date")]
    pub valid_from: Date,
    /// Last such day.
    #[serde(default, with = "iso_date::option", skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// How its answers become a score.
    pub scoring: Scoring,
    /// Questions in order.
    pub items: Vec<Item>,
    /// Score classes, best first.
    #[serde(default)]
    pub classes: Vec<ScoreClass>,
    /// Where it stands, for people.
    pub source: String,
    /// Not checked against the rule in force; shown as such.
    #[serde(default)]
    pub unverified: bool,
}

/// How answers become a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scoring {
    /// 0/1/2 an index, averages rounded to one decimal, summed (TT 01/2018/TT-VPCP Art. 14–15).
    Tt01,
    /// 0–10 an item, averaged; fact questions are counted, not averaged.
    ZeroToTen,
}

/// Who gives an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Collector {
    /// The person served.
    Citizen,
    /// The dossier system.
    System,
    /// Inspection and reports.
    Inspection,
}

/// What kind of answer an item takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// One of the choices, each with points.
    Points,
    /// A whole number from 0 to 10.
    Scale,
    /// One of the choices, counted.
    Fact,
    /// Free text.
    Text,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable id inside the questionnaire, for example `1` or `attitude`.
    pub id: String,
    /// Question as shown.
    pub text: String,
    /// Question as heard.
    pub spoken: String,
    /// Kind of answer.
    pub kind: ItemKind,
    /// Who answers it.
    pub collector: Collector,
    /// Choices of `points` and `fact` items, best first.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Computed from the dossier's dates and only confirmed by the person.
    #[serde(default)]
    pub precomputed: bool,
    /// Counts for an officer as well as for the agency (indices 1, 2, 3, 4, 7).
    #[serde(default)]
    pub officer: bool,
    /// Needs the strongest anonymity and a free route to 1022 or the inspectorate.
    #[serde(default)]
    pub sensitive: bool,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Value in an answers file.
    pub value: String,
    /// As shown.
    pub text: String,
    /// Points, for `points` items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u8>,
}

/// A class of scores: `at_least` tenths of a point and up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreClass {
    /// Stable id, for example `xuat_sac`.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Lowest score of the class, in tenths.
    pub at_least_tenths: u32,
}

/// An answer to one item; skipped items are simply absent. What somebody thinks of an office is in no `Debug` output.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A whole number, for scales.
    Number(u8),
    /// A choice's value, or free text.
    Text(String),
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer(…)")
    }
}
