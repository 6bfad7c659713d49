//! What waits, what was confirmed, what the province signed.

use clap::{Args, Subcommand};
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
    Data(OutboxData),
}

#[derive(Debug, Args)]
pub(crate) struct OutboxData {
    #[arg(long, value_name = "MB")]
    pub(crate) slow: Option<Megabytes>,
    #[arg(long, value_name = "MB")]
    pub(crate) mobile: Option<Megabytes>,
}

/// So many megabytes, or `none` for as many as there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Megabytes(Option<u32>);

impl Megabytes {
    pub(crate) fn bytes(self) -> Option<u64> {
        self.0.map(|mb| u64::from(mb) << 20)
    }
}

impl std::str::FromStr for Megabytes {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "none" => Ok(Self(None)),
            number => Ok(Self(Some(number.parse()?))),
        }
    }
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
