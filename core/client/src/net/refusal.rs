//! What TLS found wrong, in the words of the transport port.

use citizen_domain::ports::TransportError;
use rustls::{AlertDescription, CertificateError, Error, PeerIncompatible};

/// What a failed handshake means.
pub(super) fn of(error: &Error) -> TransportError {
    match error {
        Error::InvalidCertificate(problem) => of_certificate(problem),
        Error::PeerIncompatible(
            PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
            | PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::Tls12NotOffered
            | PeerIncompatible::Tls12NotOfferedOrEnabled,
        )
        | Error::AlertReceived(AlertDescription::ProtocolVersion) => TransportError::TlsVersion,
        _ => TransportError::Tls,
    }
}

/// What is wrong with a certificate.
pub(super) fn of_certificate(problem: &CertificateError) -> TransportError {
    match problem {
        // Our own verifier's word.
        CertificateError::Other(other) => other
            .0
            .downcast_ref::<TransportError>()
            .copied()
            .unwrap_or(TransportError::Tls),
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            TransportError::CertificateExpired
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            TransportError::CertificateNotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            TransportError::CertificateHost
        }
        // A bad signature: somebody borrows the name of an authority.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => TransportError::CertificateIssuer,
        _ => TransportError::Tls,
    }
}
