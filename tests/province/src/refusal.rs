//! Why the province does not take something that is well formed (HTTP 422): one code and one sentence each.

/// Why something well formed is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The item's id is no UUIDv7.
    #[error("the item's id is no UUIDv7")]
    ItemId,
    /// This kind of item goes elsewhere.
    #[error("this kind of item goes elsewhere")]
    ItemKind,
    /// The category is not known.
    #[error("the category is not known")]
    Category,
    /// The severity is not 1, 2 or 3.
    #[error("the severity is not 1, 2 or 3")]
    Severity,
    /// Neither text nor picture.
    #[error("neither text nor picture")]
    TextMissing,
    /// The text is too long.
    #[error("the text is too long")]
    TextTooLong,
    /// The text is not in normal form C.
    #[error("the text is not in normal form C")]
    TextForm,
    /// The place is not on the earth.
    #[error("the place is not on the earth")]
    Place,
    /// The attachments are not acceptable.
    #[error("the attachments are not acceptable")]
    Attachments,
    /// The replaced item's id has the wrong form.
    #[error("the replaced item's id has the wrong form")]
    Replaces,
    /// Reports without an account are not taken.
    #[error("reports without an account are not taken")]
    AnonymousNotTaken,
    /// The province's rules do not let this person act for that one.
    #[error("the province's rules do not let this person act for that one")]
    MayNotAct,
    /// No such report of this person.
    #[error("no such report of this person")]
    ReportUnknown,
    /// The action is not known.
    #[error("the action is not known")]
    Action,
    /// The action does not fit the report's state.
    #[error("the action does not fit the report's state")]
    ActionState,
    /// The report was reopened before.
    #[error("the report was reopened before")]
    ReopenOnce,
    /// Later than seven days.
    #[error("later than seven days")]
    ReopenLate,
    /// No reason was given.
    #[error("no reason was given")]
    ReopenReason,
    /// The bytes do not have the promised hash.
    #[error("the bytes do not have the promised hash")]
    PartHash,
    /// The bytes do not have the promised length.
    #[error("the bytes do not have the promised length")]
    PartLength,
    /// The part is no JPEG.
    #[error("the part is no JPEG")]
    PartNotJpeg,
    /// The dossier code has the wrong form.
    #[error("the dossier code has the wrong form")]
    DossierCode,
    /// More than 50 codes.
    #[error("more than 50 codes")]
    TooManyCodes,
    /// The dossier is not finished.
    #[error("the dossier is not finished")]
    NotFinished,
    /// No questionnaire applies.
    #[error("no questionnaire applies")]
    NoQuestionnaire,
    /// The token is not known.
    #[error("the token is not known")]
    RatingToken,
    /// The id does not belong to the token.
    #[error("the id does not belong to the token")]
    RatingId,
    /// The unit is not the token's.
    #[error("the unit is not the token's")]
    RatingUnit,
    /// The questionnaire does not apply.
    #[error("the questionnaire does not apply")]
    RatingQuestionnaire,
    /// An answer does not fit its question.
    #[error("an answer does not fit its question")]
    RatingAnswers,
    /// No such resident.
    #[error("no such resident")]
    Owner,
    /// No such procedure.
    #[error("no such procedure")]
    Procedure,
    /// No such agency.
    #[error("no such agency")]
    Agency,
    /// The code is taken.
    #[error("the code is taken")]
    CodeTaken,
    /// Neither a state nor a text.
    #[error("neither a state nor a text")]
    Status,
    /// The state is not one of a report.
    #[error("the state is not one of a report")]
    ReportStatus,
    /// The appointment could not be computed.
    #[error("the appointment could not be computed")]
    Appointment,
}

citizen_domain::error_codes! { Refusal {
    ItemId => "province.item_id", Expected, Refused;
    ItemKind => "province.item_kind", Expected, Refused;
    Category => "province.category", Expected, Refused;
    Severity => "province.severity", Expected, Refused;
    TextMissing => "province.text_missing", Expected, Refused;
    TextTooLong => "province.text_too_long", Expected, Refused;
    TextForm => "province.text_form", Expected, Refused;
    Place => "province.place", Expected, Refused;
    Attachments => "province.attachments", Expected, Refused;
    Replaces => "province.replaces", Expected, Refused;
    AnonymousNotTaken => "province.anonymous_not_taken", Expected, Refused;
    MayNotAct => "province.may_not_act", Expected, Refused;
    ReportUnknown => "province.report_unknown", Expected, Refused;
    Action => "province.action", Expected, Refused;
    ActionState => "province.action_state", Expected, Refused;
    ReopenOnce => "province.reopen_once", Expected, Refused;
    ReopenLate => "province.reopen_late", Expected, Refused;
    ReopenReason => "province.reopen_reason", Expected, Refused;
    PartHash => "province.part_hash", Expected, Refused;
    PartLength => "province.part_length", Expected, Refused;
    PartNotJpeg => "province.part_not_jpeg", Expected, Refused;
    DossierCode => "province.dossier_code", Expected, Refused;
    TooManyCodes => "province.too_many_codes", Expected, Refused;
    NotFinished => "province.not_finished", Expected, Refused;
    NoQuestionnaire => "province.no_questionnaire", Expected, Refused;
    RatingToken => "province.rating_token", Expected, Refused;
    RatingId => "province.rating_id", Expected, Refused;
    RatingUnit => "province.rating_unit", Expected, Refused;
    RatingQuestionnaire => "province.rating_questionnaire", Expected, Refused;
    RatingAnswers => "province.rating_answers", Expected, Refused;
    Owner => "province.owner", Expected, Refused;
    Procedure => "province.procedure", Expected, Refused;
    Agency => "province.agency", Expected, Refused;
    CodeTaken => "province.code_taken", Expected, Refused;
    Status => "province.status", Expected, Refused;
    ReportStatus => "province.report_status", Expected, Refused;
    Appointment => "province.appointment", Expected, Refused;
}}
