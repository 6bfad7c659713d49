//! Rating: one question a screen.

use crate::{DossierKey, QuestionId, QuestionnaireId, Said, Voice};
use citizen_domain::pack::{Answer, Choice, Item, ItemKind, Questionnaire};
use citizen_mscore::{Answers, askable};
use serde::Serialize;

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum QuestionKind {
    /// One of the choices.
    Choices,
    /// A whole number from 0 to 10.
    Scale,
    /// In one's own words.
    Text,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChoiceView {
    /// What is given as the answer.
    pub value: String,
    /// In words.
    pub text: Said,
}

/// A question; every one may be skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionView {
    /// Id, for the answer.
    pub id: QuestionId,
    /// The question.
    pub text: Said,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Choices, best first; of a scale from 0 to 10 all eleven.
    pub choices: Vec<ChoiceView>,
    /// The answer that the dossier's dates give; the person confirms it or leaves it out.
    pub known: Option<String>,
    /// Of the kind that can point at somebody.
    pub sensitive: bool,
}

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionnaireView {
    /// Id, for the answers.
    pub id: QuestionnaireId,
    /// Title.
    pub title: Said,
    /// It was not compared with the rule in force.
    pub note: Option<Said>,
    /// Questions in order.
    pub questions: Vec<QuestionView>,
}

/// The rating of a dossier, to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RatingForm {
    /// Normalised dossier code.
    pub dossier: DossierKey,
    /// Who can and cannot see the answers.
    pub who_sees: Said,
    /// Questionnaires that apply, the legal one first.
    pub questionnaires: Vec<QuestionnaireView>,
}

/// The form of a dossier.
pub fn form<'a>(
    dossier: &str,
    asked: impl IntoIterator<Item = (&'a Questionnaire, &'a Answers)>,
    voice: &Voice,
) -> RatingForm {
    RatingForm {
        dossier: DossierKey(dossier.to_owned()),
        who_sees: voice.say("screen.rating.who_sees", &[]),
        questionnaires: asked
            .into_iter()
            .map(|(questionnaire, known)| QuestionnaireView {
                id: QuestionnaireId(questionnaire.id.clone()),
                title: Said::aloud(voice.lang.spoken_to(&questionnaire.title)),
                note: questionnaire
                    .unverified
                    .then(|| voice.say("screen.rating.unverified", &[])),
                questions: askable(questionnaire)
                    .map(|item| question(item, known, voice))
                    .collect(),
            })
            .collect(),
    }
}

fn question(item: &Item, known: &Answers, voice: &Voice) -> QuestionView {
    let kind = match item.kind {
        ItemKind::Points | ItemKind::Fact => QuestionKind::Choices,
        ItemKind::Scale => QuestionKind::Scale,
        ItemKind::Text => QuestionKind::Text,
    };
    let choices = match kind {
        QuestionKind::Scale => (0..=10u8)
            .rev()
            .map(|n| ChoiceView {
                value: n.to_string(),
                text: Said::plain(n.to_string()),
            })
            .collect(),
        QuestionKind::Choices | QuestionKind::Text => item
            .choices
            .iter()
            .map(|choice| ChoiceView {
                value: choice.value.clone(),
                text: offered(choice, voice),
            })
            .collect(),
    };
    QuestionView {
        id: QuestionId(item.id.clone()),
        text: asked_of(item, voice),
        kind,
        choices,
        known: known.get(&item.id).map(|answer| match answer {
            Answer::Number(n) => n.to_string(),
            Answer::Text(text) => text.clone(),
        }),
        sensitive: item.sensitive,
    }
}

/// A question, put to this person.
pub(crate) fn asked_of(item: &Item, voice: &Voice) -> Said {
    Said::both(
        voice.lang.spoken_to(&item.text),
        voice.lang.spoken_to(&item.spoken),
    )
}

/// An answer that is offered to this person.
pub(crate) fn offered(choice: &Choice, voice: &Voice) -> Said {
    Said::aloud(voice.lang.spoken_to(&choice.text))
}
