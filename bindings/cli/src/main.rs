//! `citizen`: the core of the citizen app in a terminal. Names, exit codes and `--json` output are a contract.

mod app;
mod args;
mod commands;
mod error;
mod help;
mod officials;
mod out;
mod passphrase;
mod stop;
mod system_keys;
mod verbose;

use crate::error::CliError;
use args::Cli;
use citizen_domain::error::Coded;
use citizen_domain::message::Lang;
use clap::FromArgMatches;
use clap::error::ErrorKind;
use out::{Ending, Failure, Out};
use std::process::ExitCode;

fn main() -> ExitCode {
    // A defect ends with a sentence and exit 1, never with a trace.
    std::panic::set_hook(Box::new(|_| {}));
    let code = std::panic::catch_unwind(run)
        .unwrap_or_else(|_| early(&words()).failure(&Failure::of(&CliError::Bug)));
    ExitCode::from(code)
}

/// The command line; `std::env::args` would panic at a word that is not UTF-8.
fn words() -> Vec<String> {
    std::env::args_os()
        .map(|w| w.to_string_lossy().into_owned())
        .collect()
}

fn run() -> u8 {
    let out = early(&words());
    let matches = match help::command(out.lang).try_get_matches_from(std::env::args_os()) {
        Ok(matches) => matches,
        Err(error) => return refused(&out, &error),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return refused(&out, &error),
    };
    let ended = app::App::new(&cli.global).and_then(|app| commands::run(&app, cli));
    verbose::total();
    match ended {
        Ok(Ending::Done) => 0,
        Ok(Ending::With(outcome)) => outcome.exit_code(),
        Err(failure) => out.failure(&failure),
    }
}

/// Language and form are needed before the command line is understood.
fn early(words: &[String]) -> Out {
    let after = |flag: &str| words.iter().skip_while(|w| *w != flag).nth(1).map(String::as_str);
    let english = after("--lang") == Some("en") || words.iter().any(|w| w == "--lang=en");
    Out {
        json: words.iter().any(|w| w == "--json"),
        lang: if english { Lang::En } else { Lang::Vi },
        quiet: false,
    }
}

fn refused(out: &Out, error: &clap::Error) -> u8 {
    if !error.use_stderr() {
        // Help and version were asked for.
        out.page(&error.render().to_string());
        return 0;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand && !out.json {
        // `citizen dossier`: which of its commands is the question, so they are listed.
        for line in error.render().to_string().trim_end().lines() {
            out.note(line);
        }
        return CliError::Usage.outcome().exit_code();
    }
    let mut failure = Failure::of(&CliError::Usage);
    failure.detail = help::mistake(out.lang, error);
    out.failure(&failure)
}
