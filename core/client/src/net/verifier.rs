//! Judges a server's certificate: the chain up to a trusted root (by webpki, at the time that the core goes by), the
//! host's name, and the pack's pins.

use super::refusal;
use super::trust::{Chain, NetworkTrust};
use citizen_domain::ports::TransportError;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_cert_signed_by_trust_anchor;
use rustls::client::verify_server_name;
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme};
use std::sync::Arc;

/// More steps than any honest chain needs until a time is found at which all of it is valid.
const MAX_STEPS: u32 = 8;

/// By which time a certificate is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// The time that the core goes by.
    Now,
    /// Any time: only to ask a pinned server for the date, by which it is judged afterwards.
    AtItsOwnTime,
}

/// The verifier of one TLS configuration.
pub(super) struct Verifier {
    trust: Arc<NetworkTrust>,
    judged: Judged,
    algs: WebPkiSupportedAlgorithms,
}

impl Verifier {
    pub(super) fn new(trust: Arc<NetworkTrust>, judged: Judged) -> Self {
        Self {
            trust,
            judged,
            algs: algs(),
        }
    }
}

fn algs() -> WebPkiSupportedAlgorithms {
    rustls::crypto::ring::default_provider().signature_verification_algorithms
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verifier").field("judged", &self.judged).finish()
    }
}

/// Whether `chain` leads to one of `roots` at `at`.
pub(super) fn check_chain(
    chain: &Chain,
    roots: &RootCertStore,
    at: UnixTime,
) -> Result<(), CertificateError> {
    let certificate = parsed(&chain.leaf).map_err(|_| CertificateError::BadEncoding)?;
    verify_server_cert_signed_by_trust_anchor(&certificate, roots, &chain.intermediates, at, algs().all)
        .map_err(|error| match error {
            Error::InvalidCertificate(problem) => problem,
            _ => CertificateError::BadEncoding,
        })
}

/// Whether there is a time at which `chain` leads to one of `roots`.
fn check_chain_at_its_own_time(
    chain: &Chain,
    roots: &RootCertStore,
    near: UnixTime,
) -> Result<(), CertificateError> {
    let mut at = near;
    let mut last = CertificateError::Expired;
    for _ in 0..MAX_STEPS {
        last = match check_chain(chain, roots, at) {
            Ok(()) => return Ok(()),
            Err(problem) => problem,
        };
        match &last {
            CertificateError::NotValidYetContext { not_before, .. } if *not_before > at => at = *not_before,
            CertificateError::ExpiredContext { not_after, .. } if *not_after < at => at = *not_after,
            _ => break,
        }
    }
    Err(last)
}

fn parsed<'a>(certificate: &'a CertificateDer<'a>) -> Result<ParsedCertificate<'a>, Error> {
    ParsedCertificate::try_from(certificate)
}

/// Whether a certificate names itself as its issuer.
fn vouches_for_itself(certificate: &CertificateDer<'_>) -> bool {
    webpki::EndEntityCert::try_from(certificate).is_ok_and(|c| c.issuer() == c.subject())
}

fn refused(reason: TransportError) -> Error {
    Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(reason))))
}

impl Verifier {
    fn judge(&self, chain: &Chain, name: &ServerName<'_>, now: UnixTime) -> Result<(), TransportError> {
        let roots = self.trust.roots();
        let checked = match self.judged {
            Judged::Now => check_chain(chain, &roots, now),
            Judged::AtItsOwnTime => check_chain_at_its_own_time(chain, &roots, now),
        };
        checked.map_err(|problem| match refusal::of_certificate(&problem) {
            // A server's certificate that is signed by itself is refused for one of these, depending on its form.
            TransportError::CertificateIssuer | TransportError::Tls if vouches_for_itself(&chain.leaf) => {
                TransportError::CertificateSelfSigned
            }
            other => other,
        })?;
        let certificate = parsed(&chain.leaf).map_err(|error| refusal::of(&error))?;
        verify_server_name(&certificate, name).map_err(|error| refusal::of(&error))?;
        let key = citizen_proof::sha256_hex(certificate.subject_public_key_info().as_ref());
        self.trust
            .check_pins(&host_of(name), &key, self.judged == Judged::Now)
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let chain = Chain {
            leaf: end_entity.clone().into_owned(),
            intermediates: intermediates.iter().map(|c| c.clone().into_owned()).collect(),
        };
        self.judge(&chain, server_name, now).map_err(refused)?;
        self.trust.saw(host_of(server_name), chain);
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.algs)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.algs)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algs.supported_schemes()
    }
}

/// A server's name as pins write it.
fn host_of(name: &ServerName<'_>) -> String {
    match name {
        ServerName::DnsName(name) => name.as_ref().to_ascii_lowercase(),
        ServerName::IpAddress(ip) => std::net::IpAddr::from(*ip).to_string(),
        // No other kind is ever asked for.
        _ => String::new(),
    }
}
