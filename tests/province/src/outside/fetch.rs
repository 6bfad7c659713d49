use crate::error::ApiError;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use url::{Host, Url};

/// Longest answer of a provider.
const MAX_BODY: usize = 256 * 1024;
/// Longest wait for one.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether `text` is an address that secrets may be sent to: https, or http on this machine; no user name in it.
pub(crate) fn is_secure(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let local = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        _ => false,
    };
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && local);
    scheme && url.username().is_empty() && url.password().is_none()
}

/// Asks other servers on the gateway's behalf: bundled roots and those of the operator, no redirects, no cookies, no proxies, everything bounded.
#[derive(Debug)]
pub(crate) struct Fetch(reqwest::Client);

impl Fetch {
    /// `own_roots`: a PEM file of authorities that are trusted besides the bundled ones.
    pub(crate) fn new(own_roots: Option<&Path>) -> Result<Self, ApiError> {
        let failed = |_| ApiError::Internal("no TLS");
        let mut roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        if let Some(file) = own_roots {
            add_roots(&mut roots, file)
                .ok_or(ApiError::Store("the file holds no certificate of an authority"))?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(failed)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .http1_only()
            .no_proxy()
            .timeout(PATIENCE)
            .user_agent(concat!("citizen-province/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| ApiError::Internal("no HTTP client"))?;
        Ok(Self(client))
    }

    /// `GET`, as whoever holds `token` where one is given.
    ///
    /// # Errors
    /// [`ApiError::Unauthorized`] when the token is not taken, [`ApiError::ProviderAway`] for anything but an answer.
    pub(crate) async fn get(&self, url: &Url, token: Option<&str>) -> Result<Vec<u8>, ApiError> {
        let mut request = self.0.get(url.clone()).header("accept", "application/json");
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let (status, body) = answer(request).await?;
        match status {
            200 => Ok(body),
            400 | 401 | 403 if token.is_some() => Err(ApiError::Unauthorized),
            _ => Err(ApiError::ProviderAway),
        }
    }

    /// `POST` of a form; `basic` are name and secret for the header (RFC 6749 §2.3.1).
    ///
    /// # Errors
    /// [`ApiError::ProviderAway`] when there was no answer.
    pub(crate) async fn post(
        &self,
        url: &Url,
        form: &[(&str, &str)],
        basic: Option<(&str, &str)>,
    ) -> Result<(u16, Vec<u8>), ApiError> {
        let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let mut request = self
            .0
            .post(url.clone())
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        if let Some((name, secret)) = basic {
            request = request.basic_auth(encode(name), Some(encode(secret)));
        }
        answer(request).await
    }
}

/// None unless every certificate of the file can be one of an authority, and there is one.
fn add_roots(roots: &mut RootCertStore, file: &Path) -> Option<()> {
    let before = roots.len();
    for certificate in CertificateDer::pem_file_iter(file).ok()? {
        roots.add(certificate.ok()?).ok()?;
    }
    (roots.len() > before).then_some(())
}

/// The errors' own texts stay here: they can quote an address with a token in it.
async fn answer(request: reqwest::RequestBuilder) -> Result<(u16, Vec<u8>), ApiError> {
    let mut response = request.send().await.map_err(|_| ApiError::ProviderAway)?;
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| ApiError::ProviderAway)? {
        if body.len() + chunk.len() > MAX_BODY {
            return Err(ApiError::ProviderAway);
        }
        body.extend_from_slice(&chunk);
    }
    Ok((status, body))
}

#[cfg(test)]
mod tests {
    use super::is_secure;

    #[test]
    fn secrets_go_over_tls_or_stay_on_this_machine() {
        for (text, fine) in [
            ("https://idp.example", true),
            ("http://127.0.0.1:3000", true),
            ("http://[::1]:3000/realm", true),
            ("http://idp.example", false),
            ("http://127.0.0.1@idp.example", false),
            ("https://user@idp.example", false),
            ("ftp://127.0.0.1", false),
            ("idp.example", false),
        ] {
            assert_eq!(is_secure(text), fine, "{text}");
        }
    }
}
