/// Why a report, a photo or an action was not taken. The draft stays as it was in every case. Carries nothing
/// personal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IncidentError {
    /// Nothing was written.
    #[error("the report has no text")]
    TextEmpty,
    /// More than 2,000 characters.
    #[error("the text is too long")]
    TextTooLong,
    /// The pack does not know the category.
    #[error("unknown category")]
    Category,
    /// Not 1, 2 or 3.
    #[error("unknown severity")]
    Severity,
    /// Reports without an account are not taken by this province.
    #[error("anonymous reports are not taken here")]
    AnonymousRefused,
    /// An anonymous report for somebody else.
    #[error("nobody acts for another without a name")]
    AnonymousActing,
    /// A child's words and pictures are not shown to everybody.
    #[error("not to be shown to everybody")]
    NotPublic,
    /// The place is no place on earth, or 0/0.
    #[error("the place is unusable")]
    Location,
    /// A photo beyond the fifth.
    #[error("too many photos")]
    TooManyPhotos,
    /// A photo that the draft names is not among the given ones.
    #[error("a photo is missing")]
    PhotoMissing,
    /// The draft has no photo of that number or hash.
    #[error("no such photo")]
    NoSuchPhoto,
    /// Neither JPEG nor PNG.
    #[error("unknown kind of picture")]
    PhotoKind,
    /// HEIC/HEIF, which this program cannot read.
    #[error("HEIC pictures cannot be read")]
    PhotoHeic,
    /// The picture says one thing and is another.
    #[error("the picture is not what it says")]
    PhotoMislabelled,
    /// The picture is cut off or damaged.
    #[error("the picture is damaged")]
    PhotoBroken,
    /// More than 50 million pixels, or more than 64 MB.
    #[error("the picture is too large")]
    PhotoTooLarge,
    /// No pixel at all, or too narrow to show anything.
    #[error("the picture is too small")]
    PhotoTooSmall,
    /// The prepared picture could not be written.
    #[error("the picture could not be written")]
    PhotoEncode,
    /// The program was built without what prepares photos.
    #[error("built without photos")]
    PhotosUnread,
    /// Confirm or reopen before the province says that it is handled, or after the end.
    #[error("the report is not in a state for that")]
    NotNow,
    /// The person has answered already; the answer waits to be sent, or to be heard of.
    #[error("answered already")]
    AlreadyDecided,
    /// Reopened once already.
    #[error("already reopened once")]
    ReopenedAlready,
    /// More than seven days after it was handled.
    #[error("too late to reopen")]
    ReopenTooLate,
    /// Reopening needs a reason.
    #[error("reopening needs a reason")]
    ReasonMissing,
    /// An answer for another report.
    #[error("the record belongs to another report")]
    OtherReport,
}

citizen_domain::error_codes! { IncidentError {
    TextEmpty => "incident.text_empty", Expected, Usage;
    TextTooLong => "incident.text_too_long", Expected, Refused;
    Category => "incident.category", Expected, Refused;
    Severity => "incident.severity", Expected, Usage;
    AnonymousRefused => "incident.anonymous_refused", Expected, Refused;
    AnonymousActing => "incident.anonymous_acting", Expected, Refused;
    NotPublic => "incident.not_public", Expected, Refused;
    Location => "incident.location", Expected, Refused;
    TooManyPhotos => "incident.too_many_photos", Expected, Refused;
    PhotoMissing => "incident.photo_missing", Bug, Bug;
    NoSuchPhoto => "incident.no_such_photo", Expected, NotFound;
    PhotoKind => "incident.photo_kind", Expected, Refused;
    PhotoHeic => "incident.photo_heic", Expected, Refused;
    PhotoMislabelled => "incident.photo_mislabelled", Expected, Refused;
    PhotoBroken => "incident.photo_broken", Expected, Refused;
    PhotoTooLarge => "incident.photo_too_large", Expected, Refused;
    PhotoTooSmall => "incident.photo_too_small", Expected, Refused;
    PhotoEncode => "incident.photo_encode", Bug, Bug;
    PhotosUnread => "incident.photos_unread", Expected, Refused;
    NotNow => "incident.not_now", Expected, Refused;
    AlreadyDecided => "incident.already_decided", Expected, Refused;
    ReopenedAlready => "incident.reopened_already", Expected, Refused;
    ReopenTooLate => "incident.reopen_too_late", Expected, Refused;
    ReasonMissing => "incident.reason_missing", Expected, Usage;
    OtherReport => "incident.other_report", Security, Security;
}}
