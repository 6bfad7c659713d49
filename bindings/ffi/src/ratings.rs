//! Ratings and published results.

use crate::asking::Asking;
use crate::error::RatingError;
use crate::records::{
    DossierCode, ItemId, QuestionId, QuestionnaireId, RatingForm, ResultView, Said, UnitCode,
};
use crate::shared::Shared;
use std::sync::Arc;

/// An answer; a question that was skipped has none.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct AnswerRequest {
    /// The question.
    pub question: QuestionId,
    /// A choice's value, or the person's own words.
    pub value: String,
}

impl std::fmt::Debug for AnswerRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AnswerRequest").finish_non_exhaustive()
    }
}

/// A rating that is kept.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RatingView {
    /// In a sentence.
    pub said: Said,
    /// Its item in the outbox.
    pub item: Option<ItemId>,
}

/// Ratings and published results.
#[derive(uniffi::Object)]
pub struct Ratings(pub(crate) Arc<Shared>);

#[uniffi::export]
impl Ratings {
    /// The form in which a finished dossier is rated.
    pub fn form(&self, dossier: DossierCode) -> Result<RatingForm, RatingError> {
        self.0.look(|client, lang| client.show_rating(&dossier.0, lang))
    }

    /// Rates a finished dossier, once. Kept when this returns, sent by the next sync.
    pub async fn rate(
        &self,
        dossier: DossierCode,
        questionnaire: QuestionnaireId,
        answers: Vec<AnswerRequest>,
    ) -> Result<RatingView, RatingError> {
        self.0
            .run(|client, lang| async move {
                let given = answers
                    .into_iter()
                    .map(|answer| (answer.question.0, answer.value));
                let kept = client
                    .rate_as_said(&dossier.0, &questionnaire.0, given.collect())
                    .await?;
                Ok(RatingView {
                    said: client.show_rated(lang),
                    item: kept.item_id.as_deref().map(ItemId::from),
                })
            })
            .await
    }

    /// Published results; asks the province, until `asking` is given up.
    pub async fn results(
        &self,
        unit: Option<UnitCode>,
        period: Option<String>,
        asking: Arc<Asking>,
    ) -> Result<Vec<ResultView>, RatingError> {
        self.0
            .ask_province(&asking, |client, lang| async move {
                client
                    .show_results(unit.as_ref().map(|unit| unit.0.as_str()), period.as_deref(), lang)
                    .await
            })
            .await
    }
}
