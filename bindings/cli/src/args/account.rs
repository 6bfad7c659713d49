//! Choosing a province, signing in, for whom, and the vault of it all.

use clap::{Args, Subcommand};
use std::path::PathBuf;

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
