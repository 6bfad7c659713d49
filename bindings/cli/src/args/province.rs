//! The officials' side, and the gateway itself.

use super::secret::secret;
use citizen_domain::Secret;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    pub(crate) listen: std::net::SocketAddr,
    /// Address under which phones reach it, where that differs from `listen`: behind a proxy.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(crate) base_url: Option<String>,
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
    #[arg(long, value_name = "URL", value_parser = app_link, conflicts_with = "issuer")]
    pub(crate) app_link: Vec<String>,
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
    Serve(Box<Serve>),
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

/// `https` anywhere, `http` on this computer only; no path, since the gateway's own stand at the top.
fn base_url(given: &str) -> Result<String, &'static str> {
    let url = url::Url::parse(given).map_err(|_| "URL")?;
    let fits = citizen_client::net::http::is_acceptable(&url)
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    match fits {
        true => Ok(given.trim_end_matches('/').to_owned()),
        false => Err("URL"),
    }
}

/// An https address of an app, as it will be asked for to the letter.
fn app_link(given: &str) -> Result<String, &'static str> {
    let url = url::Url::parse(given).map_err(|_| "URL")?;
    let fits = url.scheme() == "https"
        && url.as_str() == given
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    fits.then(|| given.to_owned()).ok_or("URL")
}

#[cfg(test)]
mod tests {
    use super::{app_link, base_url};

    #[test]
    fn an_app_link_is_an_https_address_to_the_letter() {
        for (given, fits) in [
            ("https://app.tinh.example/signed-in", true),
            ("https://app.tinh.example/", true),
            ("https://app.tinh.example", false),
            ("https://APP.tinh.example/signed-in", false),
            ("http://app.tinh.example/signed-in", false),
            ("vn.citizen:/signed-in", false),
            ("https://a@app.tinh.example/signed-in", false),
            ("https://app.tinh.example/signed-in?x=1", false),
            ("https://app.tinh.example/signed-in#x", false),
        ] {
            assert_eq!(app_link(given).is_ok(), fits, "{given}");
        }
    }

    #[test]
    fn phones_are_led_to_a_safe_address_only() {
        for (given, fits) in [
            ("https://dvc.tinh.example", true),
            ("https://dvc.tinh.example:8443/", true),
            ("http://127.0.0.1:8080", true),
            ("http://dvc.tinh.example", false),
            ("https://dvc.tinh.example/gateway", false),
            ("https://dvc.tinh.example/?x=1", false),
            ("https://an:secret@dvc.tinh.example", false),
            ("dvc.tinh.example", false),
        ] {
            assert_eq!(base_url(given).is_ok(), fits, "{given}");
        }
    }
}
