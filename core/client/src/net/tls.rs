//! TLS 1.2 and 1.3 by rustls on ring, with bundled roots. Certificates are judged by the `Clock` port's time.

use citizen_domain::ports::{Clock, TransportError};
use rustls::pki_types::UnixTime;
use rustls::time_provider::TimeProvider;
use std::sync::Arc;
use std::time::Duration;

struct PortTime(Arc<dyn Clock>);

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

/// A client configuration that trusts the bundled roots and nothing else.
pub(super) fn config(clock: Arc<dyn Clock>) -> Result<rustls::ClientConfig, TransportError> {
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_details(provider, Arc::new(PortTime(clock)))
        .with_safe_default_protocol_versions()
        .map_err(|_| TransportError::Tls)?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
