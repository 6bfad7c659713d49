//! The command line, as the terminal contract fixes it. Help texts come from the catalogues (`cli.help.*`), so
//! that they exist in both languages; see [`crate::help`].

mod account;
mod dossier;
mod kept;
mod province;
mod report;
mod secret;

pub(crate) use account::{Acting, Init, Login, Logout, Vault};
pub(crate) use dossier::{Dossier, Due, Scan};
pub(crate) use kept::{Megabytes, Outbox, OutboxData, Pack, Receipt};
pub(crate) use province::{
    AddDossier, Province, ProvinceDossier, ProvinceKeys, ProvinceRating, ProvinceReport, Serve, SlipKind,
};
pub(crate) use report::{Changes, NewReport, Report, VisibilityArg};
pub(crate) use secret::{first_line, read_secret};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Flags that work before and after the command.
#[derive(Debug, Clone, Args)]
pub(crate) struct Global {
    #[arg(long, global = true, env = "CITIZEN_HOME", value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,
    #[arg(long, global = true, default_value = "default", value_name = "NAME")]
    pub(crate) profile: String,
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[arg(long, global = true, value_enum, default_value_t = LangArg::Vi)]
    pub(crate) lang: LangArg,
    #[arg(long, global = true, value_enum, env = "CITIZEN_KEY_STORE")]
    pub(crate) key_store: Option<KeyStoreArg>,
    #[arg(long, global = true, value_enum, env = "CITIZEN_NETWORK", default_value_t = NetworkArg::Fast)]
    pub(crate) network: NetworkArg,
    /// Never the passphrase itself: a command line shows in the list of processes.
    #[arg(long, global = true, env = "CITIZEN_PASSPHRASE_FD", value_name = "N")]
    pub(crate) passphrase_fd: Option<u32>,
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    #[arg(short, long = "verbose", global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    Vi,
    En,
}

/// What the network is: a computer on a phone's line cannot know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NetworkArg {
    Fast,
    Mobile,
    Slow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyStoreArg {
    File,
    Passphrase,
    System,
}

#[derive(Debug, Parser)]
#[command(name = "citizen", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    /// None: how to start is shown.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(Demo),
    Init(Init),
    Login(Login),
    Whoami,
    Logout(Logout),
    #[command(subcommand)]
    Acting(Acting),
    Scan(Scan),
    Code {
        code: String,
    },
    #[command(subcommand)]
    Dossier(Dossier),
    Due(Due),
    #[command(subcommand)]
    Report(Report),
    Questions {
        #[arg(long, value_name = "CODE")]
        dossier: Option<String>,
    },
    Rate {
        code: String,
        #[arg(long, value_name = "FILE")]
        answers: PathBuf,
    },
    Results(Results),
    Search(Search),
    Procedure {
        code: String,
    },
    Offices(Offices),
    Sync,
    #[command(subcommand)]
    Outbox(Outbox),
    #[command(subcommand)]
    Receipt(Receipt),
    #[command(subcommand)]
    Pack(Pack),
    Export {
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[arg(long)]
        overwrite: bool,
    },
    Erase {
        #[arg(long)]
        yes: bool,
    },
    Doctor,
    #[command(subcommand)]
    Vault(Vault),
    #[command(subcommand)]
    Province(Province),
    Completions {
        shell: clap_complete::Shell,
    },
    Help {
        command: Vec<String>,
    },
    #[command(hide = true)]
    HelpMarkdown,
    #[command(hide = true)]
    DemoPhone,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[arg(long, value_name = "DIR")]
    pub(crate) keep: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Results {
    #[arg(long, value_name = "CODE")]
    pub(crate) unit: Option<String>,
    #[arg(long, value_name = "2026Q4")]
    pub(crate) period: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindArg {
    Procedure,
    Unit,
}

#[derive(Debug, Args)]
pub(crate) struct Offices {
    #[arg(long, value_name = "CODE")]
    pub(crate) unit: Option<String>,
    #[arg(long, value_enum)]
    pub(crate) level: Option<LevelArg>,
}

/// Who decides: commune or province.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LevelArg {
    Commune,
    Province,
}

impl LevelArg {
    /// The pack's word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Province => "province",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    #[arg(required = true)]
    pub(crate) text: Vec<String>,
    #[arg(long, value_enum)]
    pub(crate) kind: Option<KindArg>,
}
