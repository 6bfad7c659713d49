/// Why a picture could not be looked at, or a code not be drawn. Carries nothing of the picture or the payload.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// Neither JPEG nor PNG.
    #[error("unknown kind of picture")]
    UnknownKind,
    /// HEIC/HEIF, which this program cannot read.
    #[error("HEIC pictures cannot be read")]
    Heic,
    /// Cut off or damaged.
    #[error("the picture is damaged")]
    Broken,
    /// More than 50 million pixels, or more than 64 MB.
    #[error("the picture is too large")]
    TooLarge,
    /// Too small to hold a code.
    #[error("the picture is too small")]
    TooSmall,
    /// The program was built without what reads picture files.
    #[error("built without picture files")]
    FilesUnread,
    /// The frame's bytes do not fit its width and height.
    #[error("the frame's size is wrong")]
    FrameSize,
    /// The payload is longer than 4 KB.
    #[error("the payload is too long")]
    PayloadTooLong,
    /// A code cannot hold the text.
    #[error("the text does not fit into a code")]
    TooLongToDraw,
}

citizen_domain::error_codes! { ScanError {
    UnknownKind => "scan.unknown_kind", Expected, Refused;
    Heic => "scan.heic", Expected, Refused;
    Broken => "scan.broken", Expected, Refused;
    TooLarge => "scan.too_large", Expected, Refused;
    TooSmall => "scan.too_small", Expected, Refused;
    FilesUnread => "scan.files_unread", Expected, Refused;
    FrameSize => "scan.frame_size", Bug, Bug;
    PayloadTooLong => "scan.payload_too_long", Expected, Refused;
    TooLongToDraw => "scan.too_long_to_draw", Expected, Refused;
}}
