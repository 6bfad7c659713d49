//! Slips, codes, dossiers and dates.

use super::secret::secret;
use citizen_domain::Secret;
use clap::{Args, Subcommand};
use std::path::PathBuf;

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
