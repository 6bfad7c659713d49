//! Words that must not show: on the screen, in `Debug`, in a list of processes.

use citizen_domain::Secret;
use std::io::BufRead;

/// A look-up secret never shows in `Debug`. `-` stands for one line of standard input: see [`read_secret`].
#[expect(clippy::unnecessary_wraps, reason = "clap asks for a Result")]
pub(super) fn secret(word: &str) -> Result<Secret<String>, std::convert::Infallible> {
    Ok(Secret::new(word.to_owned()))
}

/// The secret itself: as given, or for `-` (which shows in no list of processes) the first line of `input`.
pub(crate) fn read_secret(given: Secret<String>, input: impl BufRead) -> Option<Secret<String>> {
    match given.reveal() == "-" {
        true => first_line(input),
        false => Some(given),
    }
}

/// The first line of what is not to be shown; `None` where there is none, or it is empty.
pub(crate) fn first_line(input: impl BufRead) -> Option<Secret<String>> {
    /// Longer than any slip has room for, or anybody types.
    const LONGEST: u64 = 4096;
    let mut line = String::new();
    input.take(LONGEST).read_line(&mut line).ok()?;
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    (!line.is_empty()).then(|| Secret::new(line))
}

#[cfg(test)]
mod tests {
    use super::read_secret;
    use crate::args::{Cli, Command, Dossier};
    use clap::Parser as _;

    #[test]
    fn a_secret_comes_from_the_line_or_from_standard_input_and_is_never_shown() {
        for (word, input, read) in [
            ("hush-1", "other\n", Some("hush-1")),
            ("-", "hush-2\r\nmore\n", Some("hush-2")),
            ("-", "hush-3", Some("hush-3")),
            ("-", "\n", None),
            ("-", "", None),
        ] {
            let cli = Cli::try_parse_from(["citizen", "dossier", "follow", "H1", "--secret", word]).unwrap();
            assert!(!format!("{cli:?}").contains("hush"));
            let Some(Command::Dossier(Dossier::Follow {
                secret: Some(secret), ..
            })) = cli.command
            else {
                panic!("not a follow");
            };
            let got = read_secret(secret, input.as_bytes());
            assert_eq!(got.as_ref().map(|s| s.reveal().as_str()), read);
        }
    }
}
