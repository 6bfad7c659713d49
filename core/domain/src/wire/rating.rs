use crate::pack::{Answer, Relation};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Asks for the one token of a finished dossier.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingTokenRequest {
    /// Dossier code.
    pub code: String,
}

impl std::fmt::Debug for RatingTokenRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RatingTokenRequest").finish_non_exhaustive()
    }
}

/// A one-time token. **Not yet unlinkable**: the province could in principle remember whom it gave it to; blind
/// signatures (RFC 9474) come later. Asking again before it is spent gives the same token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingToken {
    /// The token: a secret.
    pub token: String,
    /// Unit that is rated.
    pub unit: String,
    /// Questionnaires that apply.
    pub questionnaires: Vec<String>,
}

impl std::fmt::Debug for RatingToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RatingToken")
            .field("unit", &self.unit)
            .finish_non_exhaustive()
    }
}

/// A rating as it is redeemed: no session, no name, no dossier code, no time. Its item id is made from the token
/// (first 16 bytes of SHA-256 of `citizen-rating:` and the token, as a version 8 UUID), so that it tells no time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingBody {
    /// The one-time token.
    pub token: String,
    /// Unit that is rated.
    pub unit: String,
    /// Questionnaire answered.
    pub questionnaire: String,
    /// Answers by item id; skipped items are absent.
    pub answers: BTreeMap<String, Answer>,
    /// Random characters without a meaning, at most 64: what was withdrawn under the same token stays withdrawn, and the same
    /// answers given once more are another body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// In what relation the person acts for somebody else. No name: a rating names nobody, not even them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<Relation>,
}

impl std::fmt::Debug for RatingBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RatingBody")
            .field("questionnaire", &self.questionnaire)
            .finish_non_exhaustive()
    }
}

/// A published result. Scores are in tenths or hundredths of a point, never floats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultRecord {
    /// Unit.
    pub unit: String,
    /// Quarter, `2026Q4`.
    pub period: String,
    /// Questionnaire: averages never mix two.
    pub questionnaire_id: String,
    /// Ratings counted.
    pub n: u32,
    /// Too few to publish more than `n` classes of people; nothing below is given then.
    pub suppressed: bool,
    /// Item id → value → count.
    #[serde(default)]
    pub distribution: BTreeMap<String, BTreeMap<String, u32>>,
    /// Score in hundredths of a point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_hundredths: Option<u32>,
    /// Highest score that the counted indices could reach, in hundredths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_hundredths: Option<u32>,
    /// 95 % interval of the score, hundredths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval_hundredths: Option<(u32, u32)>,
    /// Class id, by the questionnaire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// How many indices had answers.
    pub indices_counted: u32,
    /// How many the questionnaire has.
    pub indices_total: u32,
}
