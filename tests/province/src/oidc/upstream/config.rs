use crate::outside::is_secure;
use citizen_domain::Secret;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The identity server behind the gateway's own provider (D§7.3), and what the gateway is to it.
#[derive(Debug, Clone)]
pub struct Upstream {
    /// Issuer; together with `sub` it names a person for ever.
    pub issuer: String,
    /// Where the browser is sent.
    pub authorization_endpoint: String,
    /// Where the gateway changes a code for a token.
    pub token_endpoint: String,
    /// Where it asks who that is.
    pub userinfo_endpoint: String,
    /// Keys of its ID tokens. Where it is given, an ID token is asked for and checked.
    pub jwks_uri: Option<String>,
    /// The gateway's client id there.
    pub client_id: String,
    /// The gateway's secret there.
    pub client_secret: Secret<String>,
    /// Level to ask for, `LoA1` or `LoA2`.
    pub acr_values: Option<String>,
}

/// Why an upstream's file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UpstreamError {
    /// The file or the one with the secret cannot be read.
    #[error("a file cannot be read")]
    Unreadable,
    /// Not the members that it should have.
    #[error("the file is not well formed")]
    Malformed,
    /// An address that is neither https nor on this machine.
    #[error("an address is not secure")]
    Insecure,
}

citizen_domain::error_codes! { UpstreamError {
    Unreadable => "province.upstream_unreadable", Expected, Usage;
    Malformed => "province.upstream_malformed", Expected, Usage;
    Insecure => "province.upstream_insecure", Security, Security;
}}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: String,
    jwks_uri: Option<String>,
    client_id: String,
    client_secret_file: PathBuf,
    acr_values: Option<String>,
}

impl Upstream {
    /// Reads a JSON file; the secret stands in a file of its own, beside it or at an absolute path.
    ///
    /// # Errors
    /// See [`UpstreamError`].
    pub fn read(path: &Path) -> Result<Self, UpstreamError> {
        let json = std::fs::read(path).map_err(|_| UpstreamError::Unreadable)?;
        let file: File = serde_json::from_slice(&json).map_err(|_| UpstreamError::Malformed)?;
        let secret = path
            .parent()
            .unwrap_or(Path::new(""))
            .join(&file.client_secret_file);
        let secret = std::fs::read_to_string(secret).map_err(|_| UpstreamError::Unreadable)?;
        let upstream = Self {
            issuer: file.issuer,
            authorization_endpoint: file.authorization_endpoint,
            token_endpoint: file.token_endpoint,
            userinfo_endpoint: file.userinfo_endpoint,
            jwks_uri: file.jwks_uri,
            client_id: file.client_id,
            client_secret: Secret::new(secret.trim_end_matches(['\r', '\n']).to_owned()),
            acr_values: file.acr_values,
        };
        let addresses = [
            &upstream.authorization_endpoint,
            &upstream.token_endpoint,
            &upstream.userinfo_endpoint,
        ];
        if addresses
            .into_iter()
            .chain(&upstream.jwks_uri)
            .all(|url| is_secure(url))
        {
            Ok(upstream)
        } else {
            Err(UpstreamError::Insecure)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_names_the_server_and_another_one_the_secret() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("upstream.json");
        let write = |text: &str| std::fs::write(&path, text).unwrap();
        let good = r#"{"issuer": "https://idp.example", "authorization_endpoint": "https://idp.example/authorize",
            "token_endpoint": "https://idp.example/token", "userinfo_endpoint": "https://idp.example/userinfo",
            "client_id": "tinh", "client_secret_file": "secret", "acr_values": "LoA1"}"#;
        write(good);
        assert_eq!(
            Upstream::read(&path).unwrap_err(),
            UpstreamError::Unreadable,
            "no secret"
        );
        std::fs::write(dir.path().join("secret"), "hush\n").unwrap();
        let upstream = Upstream::read(&path).unwrap();
        assert_eq!(upstream.client_secret.reveal(), "hush");
        assert!(!format!("{upstream:?}").contains("hush"));
        for (from, to, error) in [
            (
                "https://idp.example/token",
                "http://idp.example/token",
                UpstreamError::Insecure,
            ),
            ("\"client_id\"", "\"clientid\"", UpstreamError::Malformed),
            ("{", "[", UpstreamError::Malformed),
        ] {
            write(&good.replacen(from, to, 1));
            assert_eq!(Upstream::read(&path).unwrap_err(), error, "{to}");
        }
        assert_eq!(
            Upstream::read(Path::new("/nowhere/x")).unwrap_err(),
            UpstreamError::Unreadable
        );
    }

    #[test]
    fn every_error_has_its_sentence() {
        for info in UpstreamError::ERRORS {
            assert!(
                citizen_domain::message::knows(&format!("error.{}", info.code)),
                "{}",
                info.code
            );
        }
    }
}
