//! Ratings and published results.
use super::{DossierCode, QuestionId, QuestionnaireId, Said};

/// How a question is answered.
pub type QuestionKind = citizen_client::screen::QuestionKind;
/// A choice.
pub type ChoiceView = citizen_client::screen::ChoiceView;
/// A question; every one may be skipped.
pub type QuestionView = citizen_client::screen::QuestionView;
/// A questionnaire.
pub type QuestionnaireView = citizen_client::screen::QuestionnaireView;
/// The rating of a dossier, to be filled in.
pub type RatingForm = citizen_client::screen::RatingForm;
/// How often a question was answered one way.
pub type Bar = citizen_client::screen::Bar;
/// The answers to a question.
pub type BarGroup = citizen_client::screen::BarGroup;
/// A published result.
pub type ResultView = citizen_client::screen::ResultView;

/// How a question is answered.
#[uniffi::remote(Enum)]
pub enum QuestionKind {
    /// One of the choices.
    Choices,
    /// A whole number from 0 to 10.
    Scale,
    /// In one's own words.
    Text,
}

/// A choice.
#[uniffi::remote(Record)]
pub struct ChoiceView {
    /// What is given as the answer.
    pub value: String,
    /// In words.
    pub text: Said,
}

/// A question; every one may be skipped.
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
pub struct RatingForm {
    /// Normalised dossier code.
    pub dossier: DossierCode,
    /// Who can and cannot see the answers.
    pub who_sees: Said,
    /// Questionnaires that apply, the legal one first.
    pub questionnaires: Vec<QuestionnaireView>,
}

/// How often a question was answered one way.
#[uniffi::remote(Record)]
pub struct Bar {
    /// The answer.
    pub label: Said,
    /// How often.
    pub count: u32,
    /// Of a thousand.
    pub permille: u32,
    /// "Hài lòng: 12 trong 20".
    pub said: Said,
}

/// The answers to a question.
#[uniffi::remote(Record)]
pub struct BarGroup {
    /// The question.
    pub question: Said,
    /// Its answers, best first.
    pub bars: Vec<Bar>,
}

/// A published result.
#[uniffi::remote(Record)]
pub struct ResultView {
    /// Who was rated.
    pub unit: Said,
    /// When.
    pub period: Said,
    /// By which questionnaire.
    pub title: Said,
    /// The questionnaire was not compared with the rule in force.
    pub unverified: Option<Said>,
    /// How many rated.
    pub count: Said,
    /// Why nothing more is given.
    pub suppressed: Option<Said>,
    /// Points of how many.
    pub score: Option<Said>,
    /// Class, and what it does not count.
    pub class: Option<Said>,
    /// Where the true value probably lies.
    pub interval: Option<Said>,
    /// How many indices had answers.
    pub counted: Said,
    /// Answers question by question, in the questionnaire's order.
    pub questions: Vec<BarGroup>,
}
