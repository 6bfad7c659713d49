//! Field reports.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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
