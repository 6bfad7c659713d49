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
    /// A file that cannot be read, or is too large.
    #[error("file not readable")]
    FileUnreadable,
    /// A file that cannot be written.
    #[error("file not writable")]
    FileUnwritable,
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
    FileUnwritable => "cli.file_unwritable", Expected, Refused;
    QrKind => "cli.qr_kind", Expected, Usage;
    BadDate => "cli.bad_date", Expected, Usage;
    NeedsYes => "cli.needs_yes", Expected, Usage;
    NoGateway => "cli.no_gateway", Expected, NotFound;
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
