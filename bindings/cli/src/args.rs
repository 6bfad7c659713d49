//! The command line, as the terminal contract fixes it. Help texts come from the catalogues (`cli.help.*`), so
//! that they exist in both languages; see [`crate::help`].

use citizen_domain::Secret;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::BufRead;
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
pub(crate) struct Init {
    #[arg(long, value_name = "URL")]
    pub(crate) province: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) root: Option<PathBuf>,
    #[arg(long, value_name = "FP")]
    pub(crate) accept_key: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_root: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Login {
    #[arg(long)]
    pub(crate) no_browser: bool,
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub(crate) timeout: u64,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Acting {
    Show,
    For {
        #[arg(long, value_name = "WHO", value_parser = ["child", "relative", "organisation"])]
        relation: String,
        #[arg(long, value_name = "NAME")]
        name: String,
    },
    #[command(name = "self")]
    Self_,
}

#[derive(Debug, Args)]
pub(crate) struct Logout {
    #[arg(long)]
    pub(crate) everywhere: bool,
    #[arg(long, requires = "everywhere")]
    pub(crate) no_browser: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Scan {
    #[arg(value_name = "IMAGE", required_unless_present = "text")]
    pub(crate) images: Vec<PathBuf>,
    #[arg(long, value_name = "S", conflicts_with = "images")]
    pub(crate) text: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Dossier {
    Follow {
        #[arg(required_unless_present = "scan")]
        code: Option<String>,
        #[arg(long, value_name = "S", value_parser = secret)]
        secret: Option<Secret<String>>,
        #[arg(long, value_name = "IMAGE", conflicts_with = "code")]
        scan: Option<PathBuf>,
    },
    List,
    Show {
        code: String,
    },
    Unfollow {
        code: String,
    },
    Qr {
        code: String,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Due {
    #[arg(long, value_name = "DATE")]
    pub(crate) received: String,
    #[arg(
        long,
        value_name = "N",
        required_unless_present = "working_hours",
        conflicts_with = "working_hours"
    )]
    pub(crate) working_days: Option<u32>,
    #[arg(long, value_name = "N")]
    pub(crate) working_hours: Option<u32>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum VisibilityArg {
    Public,
    Handler,
}

#[derive(Debug, Args)]
pub(crate) struct NewReport {
    #[arg(long, value_name = "C")]
    pub(crate) category: String,
    #[arg(long, value_name = "T")]
    pub(crate) text: String,
    #[arg(long, value_name = "F")]
    pub(crate) photo: Vec<PathBuf>,
    #[arg(long, value_name = "DEGREES", requires = "lon", allow_hyphen_values = true)]
    pub(crate) lat: Option<f64>,
    #[arg(long, value_name = "DEGREES", requires = "lat", allow_hyphen_values = true)]
    pub(crate) lon: Option<f64>,
    #[arg(long, requires = "lat", value_name = "M")]
    pub(crate) accuracy: Option<f64>,
    #[arg(long, conflicts_with = "lat")]
    pub(crate) no_place: bool,
    #[arg(long, value_name = "CODE")]
    pub(crate) unit: Option<String>,
    #[arg(long, value_name = "1|2|3", value_parser = clap::value_parser!(u8).range(1..=3))]
    pub(crate) severity: Option<u8>,
    #[arg(long, value_enum)]
    pub(crate) visibility: Option<VisibilityArg>,
    #[arg(long)]
    pub(crate) anonymous: bool,
    #[arg(long)]
    pub(crate) draft: bool,
}

#[derive(Debug, Args)]
#[group(id = "change", required = true, multiple = true)]
pub(crate) struct Changes {
    #[arg(long, value_name = "C")]
    pub(crate) category: Option<String>,
    #[arg(long, value_name = "T")]
    pub(crate) text: Option<String>,
    #[arg(long, value_name = "F")]
    pub(crate) photo: Vec<PathBuf>,
    #[arg(long, value_name = "N")]
    pub(crate) remove_photo: Vec<String>,
    #[arg(long, value_name = "DEGREES", requires = "lon", allow_hyphen_values = true)]
    pub(crate) lat: Option<f64>,
    #[arg(long, value_name = "DEGREES", requires = "lat", allow_hyphen_values = true)]
    pub(crate) lon: Option<f64>,
    #[arg(long, requires = "lat", value_name = "M")]
    pub(crate) accuracy: Option<f64>,
    #[arg(long, conflicts_with = "lat")]
    pub(crate) no_place: bool,
    #[arg(long, value_name = "CODE")]
    pub(crate) unit: Option<String>,
    #[arg(long, conflicts_with = "unit")]
    pub(crate) no_unit: bool,
    #[arg(long, value_name = "1|2|3", value_parser = clap::value_parser!(u8).range(1..=3))]
    pub(crate) severity: Option<u8>,
    #[arg(long, value_enum)]
    pub(crate) visibility: Option<VisibilityArg>,
    #[arg(long)]
    pub(crate) anonymous: bool,
    #[arg(long, conflicts_with = "anonymous")]
    pub(crate) named: bool,
}

#[derive(Debug, Args)]
pub(crate) struct EditReport {
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) changes: Changes,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Report {
    Categories,
    New(NewReport),
    List,
    Show {
        id: String,
    },
    Edit(EditReport),
    Send {
        id: String,
    },
    Withdraw {
        id: String,
    },
    Confirm {
        id: String,
    },
    Reopen {
        id: String,
        #[arg(long, value_name = "T")]
        text: String,
    },
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
pub(crate) struct Search {
    #[arg(required = true)]
    pub(crate) text: Vec<String>,
    #[arg(long, value_enum)]
    pub(crate) kind: Option<KindArg>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Outbox {
    List,
    Show {
        id: String,
    },
    Retry {
        id: Option<String>,
    },
    Discard {
        id: String,
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Receipt {
    Show {
        id: String,
    },
    Verify {
        file: PathBuf,
        #[arg(long, value_name = "FILE", conflicts_with = "key")]
        pack: Option<PathBuf>,
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Pack {
    Show,
    Update,
    Verify { file: PathBuf },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Vault {
    Show,
    Rotate,
    AcceptRollback {
        #[arg(long)]
        yes: bool,
    },
    Quarantine {
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    pub(crate) listen: std::net::SocketAddr,
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    #[arg(long)]
    pub(crate) demo: bool,
    #[arg(long, value_name = "URL", requires = "client_id")]
    pub(crate) issuer: Option<String>,
    #[arg(long, value_name = "ID", requires = "issuer")]
    pub(crate) client_id: Option<String>,
    #[arg(long, value_name = "ID", requires = "issuer")]
    pub(crate) resource_id: Option<String>,
    #[arg(long, value_name = "FILE", requires = "issuer")]
    pub(crate) client_secret_file: Option<PathBuf>,
    #[arg(long, value_name = "SCOPE", requires = "issuer")]
    pub(crate) required_scope: Option<String>,
    #[arg(long, value_name = "FILE", conflicts_with = "issuer")]
    pub(crate) upstream: Option<PathBuf>,
    #[arg(long, value_name = "ID=FILE", conflicts_with = "issuer")]
    pub(crate) resource_server: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) provider_root: Option<PathBuf>,
    #[arg(long, conflicts_with = "issuer")]
    pub(crate) allow_bearer: bool,
    #[arg(long, value_name = "F", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    #[arg(long, value_name = "F", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_next: Option<PathBuf>,
    /// Pack whose content the gateway signs anew at first start; a shipped one unless given.
    #[arg(long, value_name = "FILE")]
    pub(crate) pack: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Data {
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Province {
    Serve(Serve),
    #[command(subcommand)]
    Dossier(ProvinceDossier),
    #[command(subcommand)]
    Report(ProvinceReport),
    #[command(subcommand)]
    Rating(ProvinceRating),
    #[command(subcommand)]
    Keys(ProvinceKeys),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProvinceKeys {
    Rotate(Data),
}

#[derive(Debug, Args)]
pub(crate) struct AddDossier {
    #[command(flatten)]
    pub(crate) data: Data,
    #[arg(long)]
    pub(crate) code: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) procedure: String,
    #[arg(long, value_name = "RESIDENT")]
    pub(crate) owner: String,
    #[arg(long, value_name = "TIME")]
    pub(crate) received: Option<String>,
    #[arg(long, value_name = "TIME")]
    pub(crate) appointment: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) unit: Option<String>,
    #[arg(long, value_name = "S", value_parser = secret)]
    pub(crate) secret: Option<Secret<String>>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProvinceDossier {
    Add(AddDossier),
    Advance {
        code: String,
        #[command(flatten)]
        data: Data,
        #[arg(long, value_name = "N")]
        status: i32,
        #[arg(long, value_name = "T")]
        text: Option<String>,
    },
    Slip {
        code: String,
        #[command(flatten)]
        data: Data,
        #[arg(long, value_enum, default_value_t = SlipKind::Signed)]
        kind: SlipKind,
        #[arg(long, value_name = "FILE.jpg")]
        out: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SlipKind {
    Signed,
    Code,
    Url,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProvinceReport {
    List(Data),
    Update {
        id: String,
        #[command(flatten)]
        data: Data,
        #[arg(long, value_name = "S")]
        status: String,
        #[arg(long, value_name = "T")]
        text: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProvinceRating {
    List(Data),
}

/// A look-up secret never shows in `Debug`. `-` stands for one line of standard input: see [`read_secret`].
#[expect(clippy::unnecessary_wraps, reason = "clap asks for a Result")]
fn secret(word: &str) -> Result<Secret<String>, std::convert::Infallible> {
    Ok(Secret::new(word.to_owned()))
}

/// The secret itself: as given, or for `-` (which shows in no list of processes) the first line of `input`.
pub(crate) fn read_secret(given: Secret<String>, input: impl BufRead) -> Option<Secret<String>> {
    /// Longer than any slip has room for.
    const LONGEST: u64 = 4096;
    if given.reveal() != "-" {
        return Some(given);
    }
    let mut line = String::new();
    input.take(LONGEST).read_line(&mut line).ok()?;
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    (!line.is_empty()).then(|| Secret::new(line))
}

#[cfg(test)]
mod tests {
    use super::*;

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
