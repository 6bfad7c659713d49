//! The passphrase before the keys of a profile: from a descriptor, or typed where somebody sits at a terminal.

use crate::args::first_line;
use crate::error::CliError;
use crate::out::{Failure, Out};
use citizen_domain::Secret;
use std::io::IsTerminal as _;

#[cfg_attr(not(unix), path = "passphrase/hidden_elsewhere.rs")]
mod hidden;

/// Asks for it at the terminal without showing it, for a new profile twice. `None` where nobody sits there, or what was typed is
/// empty or not twice the same: the keys then say that they are refused.
pub(crate) fn ask(out: Out, new: bool) -> Option<Secret<String>> {
    if !std::io::stdin().is_terminal() {
        return None;
    }
    let typed = |id: &str| hidden::ask(&out.say(id, &[])).ok();
    if !new {
        return typed("cli.passphrase.ask").filter(|typed| !typed.reveal().is_empty());
    }
    let first = typed("cli.passphrase.new").filter(|typed| !typed.reveal().is_empty())?;
    let again = typed("cli.passphrase.again")?;
    (first.reveal() == again.reveal()).then_some(first)
}

/// The first line of an open file descriptor: 0 is standard input, others are what the shell opened (`3<file`).
pub(crate) fn read(fd: u32) -> Result<Secret<String>, Failure> {
    let unreadable = || Failure::of(&CliError::FileUnreadable).with("file", format!("fd {fd}"));
    let line = if fd == 0 {
        first_line(std::io::stdin().lock())
    } else {
        let file = std::fs::File::open(format!("/dev/fd/{fd}")).map_err(|_| unreadable())?;
        first_line(std::io::BufReader::new(file))
    };
    line.ok_or_else(unreadable)
}
