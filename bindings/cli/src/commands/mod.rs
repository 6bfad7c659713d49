//! One file a group of commands.

pub(crate) mod acting;
mod data;
mod directory;
mod dossier;
mod due;
mod outbox;
mod pack;
mod profile;
mod province;
mod province_words;
mod qr;
mod rating;
mod report;
mod results;
mod scan;
mod search;
mod show;
mod sync;
mod vault;
mod waits;

pub(crate) mod demo;

use crate::app::App;
use crate::args::{Cli, Command};
use crate::error::CliError;
use crate::out::{Ending, Failure};
use citizen_domain::error::Outcome;
use waits::Awaited;

/// What it is, the most useful commands, how to go on.
fn start(app: &App) -> Result<Ending, Failure> {
    app.out.page(&app.say("cli.start", &[]));
    Ok(Ending::Done)
}

/// Runs one command.
pub(crate) fn run(app: &App, cli: Cli) -> Result<Ending, Failure> {
    let Some(command) = cli.command else {
        return start(app);
    };
    let awaited = Awaited::of(&command);
    match (carry_out(app, command), awaited) {
        // With text for people the sentence alone says it.
        (Err(failure), Some(awaited)) if app.out.json && failure.info.outcome == Outcome::Waiting => {
            awaited.print(app, &failure);
            Ok(Ending::With(Outcome::Waiting))
        }
        (ended, _) => ended,
    }
}

fn carry_out(app: &App, command: Command) -> Result<Ending, Failure> {
    match command {
        Command::Demo(args) => return demo::run(app, &args),
        Command::DemoPhone => return demo::phone(app),
        Command::Init(args) => profile::init(app, args)?,
        Command::Login(args) => profile::login(app, &args)?,
        Command::Whoami => return profile::whoami(app),
        Command::Logout(args) => profile::logout(app, &args)?,
        Command::Acting(args) => acting::run(app, args)?,
        Command::Scan(args) => return scan::run(app, &args),
        Command::Code { code } => scan::code(app, &code)?,
        Command::Dossier(args) => return dossier::run(app, args),
        Command::Due(args) => due::run(app, &args)?,
        Command::Report(args) => report::run(app, args)?,
        Command::Questions { dossier } => rating::questions(app, dossier.as_deref())?,
        Command::Rate { code, answers } => return rating::rate(app, &code, &answers),
        Command::Results(args) => results::run(app, &args)?,
        Command::Search(args) => search::run(app, &args)?,
        Command::Procedure { code } => directory::procedure(app, &code)?,
        Command::Offices(args) => directory::offices(app, &args)?,
        Command::Sync => return sync::run(app),
        Command::Outbox(args) => return outbox::run(app, args),
        Command::Receipt(args) => outbox::receipt(app, args)?,
        Command::Pack(args) => pack::run(app, args)?,
        Command::Export { out, overwrite } => profile::export(app, &out, overwrite)?,
        Command::Erase { yes } => profile::erase(app, yes)?,
        Command::Vault(args) => return vault::run(app, &args),
        Command::Doctor => return profile::doctor(app),
        Command::Province(args) => province::run(app, args)?,
        Command::Completions { shell } => {
            let mut page = Vec::new();
            clap_complete::generate(shell, &mut crate::help::command(app.lang), "citizen", &mut page);
            app.out.raw(&String::from_utf8_lossy(&page));
        }
        Command::Help { command } if command.is_empty() => return start(app),
        Command::Help { command } => {
            let page = crate::help::page(app.lang, &command).ok_or_else(|| {
                let mut failure = Failure::of(&CliError::Usage);
                failure.detail =
                    Some(app.say("cli.mistake.unknown_command", &[("command", &command.join(" "))]));
                failure
            })?;
            app.out.page(&page);
        }
        Command::HelpMarkdown => app.out.raw(&crate::help::markdown(app.lang)),
    }
    Ok(Ending::Done)
}
