//! Pins for the gateway's own host: the key of the certificate in use, and that of the one that will follow it.

use crate::config::Config;
use crate::error::ApiError;
use citizen_domain::Timestamp;
use citizen_domain::pack::HostPins;
use citizen_proof::sha256_hex;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::server::ParsedCertificate;
use std::path::Path;

/// None without TLS, and none without a certificate to follow: a pin without a backup is a trap.
pub(crate) fn pins(
    config: &Config,
    base_url: &str,
    valid_from: Timestamp,
    expires_at: Timestamp,
) -> Result<Vec<HostPins>, ApiError> {
    let (Some((certificate, _)), Some(next)) = (&config.tls, &config.tls_next) else {
        return Ok(Vec::new());
    };
    let url = url::Url::parse(base_url).map_err(|_| ApiError::Internal("the base URL is no URL"))?;
    let host = match url.host() {
        Some(url::Host::Domain(name)) => name.to_ascii_lowercase(),
        Some(url::Host::Ipv4(ip)) => ip.to_string(),
        Some(url::Host::Ipv6(ip)) => ip.to_string(),
        None => return Err(ApiError::Internal("the base URL has no host")),
    };
    Ok(vec![HostPins {
        host,
        spki_sha256: vec![key_of(certificate)?, key_of(next)?],
        valid_from,
        expires_at,
    }])
}

/// SHA-256 of the key of the first certificate in a PEM file.
fn key_of(file: &Path) -> Result<String, ApiError> {
    let unusable = || ApiError::Store("a TLS certificate cannot be read");
    let pem = std::fs::read(file)?;
    let certificate = CertificateDer::from_pem_slice(&pem).map_err(|_| unusable())?;
    let parsed = ParsedCertificate::try_from(&certificate).map_err(|_| unusable())?;
    Ok(sha256_hex(parsed.subject_public_key_info().as_ref()))
}
