//! TLS 1.2 and 1.3 by rustls on ring. Certificates are judged by [`super::verifier`], at the time that the core goes by.

use super::trust::NetworkTrust;
use super::verifier::{Judged, Verifier};
use crate::clock::TrueClock;
use citizen_domain::ports::{Clock, TransportError};
use rustls::pki_types::UnixTime;
use rustls::time_provider::TimeProvider;
use std::sync::Arc;
use std::time::Duration;

struct PortTime(Arc<TrueClock>);

impl std::fmt::Debug for PortTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PortTime")
    }
}

impl TimeProvider for PortTime {
    fn current_time(&self) -> Option<UnixTime> {
        let secs = u64::try_from(self.0.now().secs()).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_secs(secs)))
    }
}

/// A client configuration that trusts whom `trust` trusts.
pub(super) fn config(
    trust: &Arc<NetworkTrust>,
    judged: Judged,
) -> Result<rustls::ClientConfig, TransportError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let time = Arc::new(PortTime(Arc::clone(trust.clock())));
    let builder = rustls::ClientConfig::builder_with_details(provider, time)
        .with_safe_default_protocol_versions()
        .map_err(|_| TransportError::Tls)?;
    // rustls calls it dangerous to bring a verifier of one's own. Ours asks webpki for everything that rustls' own asks
    // it for, and the pins on top.
    Ok(builder
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Verifier::new(Arc::clone(trust), judged)))
        .with_no_client_auth())
}
