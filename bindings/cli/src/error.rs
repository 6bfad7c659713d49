//! What the terminal program itself can refuse; everything else comes from the core.

/// Carries nothing personal.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The command was put wrongly.
    #[error("wrong usage")]
    Usage,
    /// No data folder on this machine.
    #[error("no data folder")]
    NoHome,
    /// A file that cannot be read.
    #[error("file not readable")]
    FileUnreadable,
    /// There is no such file.
    #[error("no such file")]
    FileMissing,
    /// A file that is too large for what it is to be.
    #[error("file too large")]
    FileTooLarge,
    /// A receipt file whose readable words are not what was signed.
    #[error("the receipt file contradicts its signature")]
    ReceiptContradicts,
    /// A file that cannot be written.
    #[error("file not writable")]
    FileUnwritable,
    /// What is there already is not written over unasked.
    #[error("the file is there already")]
    FileExists,
    /// Neither `.svg` nor `.png`.
    #[error("unknown kind of picture")]
    QrKind,
    /// Not a date.
    #[error("not a date")]
    BadDate,
    /// What cannot be undone wants `--yes`.
    #[error("needs --yes")]
    NeedsYes,
    /// No gateway was ever started in the folder.
    #[error("no gateway's data")]
    NoGateway,
    /// No pack to make a province's own from.
    #[error("no pack to start from")]
    NoPack,
    /// A gateway without TLS would be heard by others than this computer.
    #[error("cleartext beyond this computer")]
    Cleartext,
    /// No loopback port for the sign-in's answer.
    #[error("no port")]
    NoPort,
    /// Not an answers file.
    #[error("not an answers file")]
    BadAnswers,
    /// A step of the demonstration is not as it must be.
    #[error("the demonstration is untrue")]
    DemoUntrue,
    /// A defect.
    #[error("a defect")]
    Bug,
}

citizen_domain::error_codes! { CliError {
    Usage => "cli.usage", Expected, Usage;
    NoHome => "cli.no_home", Expected, Usage;
    FileUnreadable => "cli.file_unreadable", Expected, Refused;
    FileMissing => "cli.file_missing", Expected, NotFound;
    FileTooLarge => "cli.file_too_large", Expected, Refused;
    ReceiptContradicts => "cli.receipt_contradicts", Security, Security;
    FileUnwritable => "cli.file_unwritable", Expected, Refused;
    FileExists => "cli.file_exists", Expected, Refused;
    QrKind => "cli.qr_kind", Expected, Usage;
    BadDate => "cli.bad_date", Expected, Usage;
    NeedsYes => "cli.needs_yes", Expected, Usage;
    NoGateway => "cli.no_gateway", Expected, NotFound;
    NoPack => "cli.no_pack", Expected, NotFound;
    Cleartext => "cli.cleartext", Security, Usage;
    NoPort => "cli.no_port", Retryable, Waiting;
    BadAnswers => "cli.bad_answers", Expected, Refused;
    DemoUntrue => "cli.demo_untrue", Bug, Bug;
    Bug => "cli.bug", Bug, Bug;
}}

#[cfg(test)]
mod tests {
    use super::CliError;

    #[test]
    fn every_error_is_explained_in_both_languages() {
        for info in CliError::ERRORS {
            assert!(
                citizen_domain::message::knows(&format!("error.{}", info.code)),
                "{}",
                info.code
            );
        }
    }
}
