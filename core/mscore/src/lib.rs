//! Rating a finished dossier: which questionnaire applies, which answers are valid, how they become a score, what
//! may be published.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod answers;
mod error;
mod interval;
mod precomputed;
mod publish;
mod rating;
mod score;
mod select;
#[cfg(test)]
mod tests;

pub use answers::{Answers, MAX_TEXT_CHARS, askable, confirm, validate};
pub use error::MscoreError;
pub use precomputed::precomputed;
pub use publish::{DEFAULT_MIN_PUBLISHED, publish};
pub use rating::{Rating, RatingState, Repository, wire_item_id};
pub use score::{
    IndexScore, OfficerClass, Rated, Score, agency_class, class_text, officer_class, officer_tenths, score,
};
pub use select::{questionnaire_for, questionnaires_for};
