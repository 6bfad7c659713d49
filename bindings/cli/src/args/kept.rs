//! What waits, what was confirmed, what the province signed.

use clap::Subcommand;
use std::path::PathBuf;

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
    Qr {
        id: String,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
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
