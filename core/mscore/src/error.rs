/// Why a rating or a result cannot be made. Names items of the questionnaire, never an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MscoreError {
    /// No questionnaire is known for dossiers received on that day.
    #[error("no questionnaire for this day of reception")]
    NoQuestionnaire,
    /// The answers are for another questionnaire than the one that applies.
    #[error("the questionnaire does not apply to this dossier")]
    WrongQuestionnaire,
    /// Nothing was answered.
    #[error("no answers")]
    Empty,
    /// The questionnaire has no such item.
    #[error("an item that the questionnaire does not have")]
    UnknownItem,
    /// Not for the person to answer; the item.
    #[error("item {0} is not answered by the person served")]
    NotAskable(String),
    /// Not one of the values that the item takes; the item.
    #[error("item {0} does not take this value")]
    WrongValue(String),
    /// Longer than the limit; the item.
    #[error("the text of item {0} is too long")]
    TextTooLong(String),
    /// Computed from the dossier's dates and only to be confirmed; the item.
    #[error("item {0} can only be confirmed")]
    OnlyConfirmed(String),
    /// The dossier was rated already.
    #[error("already rated")]
    AlreadyRated,
    /// Ratings of two questionnaires cannot be averaged.
    #[error("ratings of different questionnaires cannot be averaged")]
    MixedQuestionnaires,
}

citizen_domain::error_codes! { MscoreError {
    NoQuestionnaire => "mscore.no_questionnaire", Expected, NotFound;
    WrongQuestionnaire => "mscore.wrong_questionnaire", Expected, Refused;
    Empty => "mscore.empty", Expected, Refused;
    UnknownItem => "mscore.unknown_item", Expected, Refused;
    NotAskable(..) => "mscore.not_askable", Expected, Refused;
    WrongValue(..) => "mscore.wrong_value", Expected, Refused;
    TextTooLong(..) => "mscore.text_too_long", Expected, Refused;
    OnlyConfirmed(..) => "mscore.only_confirmed", Expected, Refused;
    AlreadyRated => "mscore.already_rated", Expected, Refused;
    MixedQuestionnaires => "mscore.mixed_questionnaires", Bug, Bug;
}}
