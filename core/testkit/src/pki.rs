//! A certificate authority for tests: made when the test runs, so that nothing secret lies in the repository and nothing
//! ever expires in it.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use citizen_domain::Timestamp;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::path::{Path, PathBuf};
use time::OffsetDateTime;

const DAY_MS: i64 = 86_400_000;

/// An authority. Whoever trusts [`TestCa::pem`] believes its certificates.
pub struct TestCa {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

/// A server's certificate and key.
#[derive(Debug)]
pub struct Identity {
    /// The certificate.
    pub certificate: CertificateDer<'static>,
    /// The certificate as PEM.
    pub certificate_pem: String,
    /// The key as PEM.
    pub key_pem: String,
    /// SHA-256 over the key's `SubjectPublicKeyInfo`, lower-case hex: what a pin says.
    pub pin: String,
    key: Vec<u8>,
}

fn date(at: Timestamp) -> OffsetDateTime {
    at.local()
}

fn params(names: &[&str], from: Timestamp, to: Timestamp) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, "demo server");
    params.not_before = date(from);
    params.not_after = date(to);
    params
}

impl TestCa {
    /// A new one, valid for a century around `now`.
    ///
    /// # Panics
    /// When no key can be made.
    pub fn new(now: Timestamp) -> Self {
        let key = KeyPair::generate().unwrap();
        let half = 50 * 365 * DAY_MS;
        let mut params = params(&[], now.plus_millis(-half), now.plus_millis(half));
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params
            .distinguished_name
            .push(DnType::CommonName, "demo authority");
        let pem = params.self_signed(&key).unwrap().pem();
        Self {
            issuer: Issuer::new(params, key),
            pem,
        }
    }

    /// The root certificate.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// A certificate for `names` (hosts or IP addresses), valid between two times.
    ///
    /// # Panics
    /// When a name is none.
    pub fn identity(&self, names: &[&str], from: Timestamp, to: Timestamp) -> Identity {
        self.certify(&KeyPair::generate().unwrap(), names, from, to)
    }

    /// As [`TestCa::identity`], for a key that there is already: a renewed certificate.
    ///
    /// # Panics
    /// When a name or the key is none.
    pub fn identity_with_key(
        &self,
        key_pem: &str,
        names: &[&str],
        from: Timestamp,
        to: Timestamp,
    ) -> Identity {
        self.certify(&KeyPair::from_pem(key_pem).unwrap(), names, from, to)
    }

    fn certify(&self, key: &KeyPair, names: &[&str], from: Timestamp, to: Timestamp) -> Identity {
        let certificate = params(names, from, to).signed_by(key, &self.issuer).unwrap();
        Identity::new(&certificate, key)
    }

    /// A certificate for this machine, valid from thirty days before `now` to sixty after.
    ///
    /// # Panics
    /// When no key can be made.
    pub fn loopback(&self, now: Timestamp) -> Identity {
        self.identity(
            &["localhost", "127.0.0.1"],
            now.plus_millis(-30 * DAY_MS),
            now.plus_millis(60 * DAY_MS),
        )
    }
}

impl Identity {
    /// A certificate for this machine that only vouches for itself.
    ///
    /// # Panics
    /// When no key can be made.
    pub fn self_signed(now: Timestamp) -> Self {
        let key = KeyPair::generate().unwrap();
        let params = params(
            &["localhost", "127.0.0.1"],
            now.plus_millis(-DAY_MS),
            now.plus_millis(DAY_MS),
        );
        Self::new(&params.self_signed(&key).unwrap(), &key)
    }

    fn new(certificate: &rcgen::Certificate, key: &KeyPair) -> Self {
        use rcgen::PublicKeyData as _;
        let hash = ring::digest::digest(&ring::digest::SHA256, &key.subject_public_key_info());
        Self {
            certificate: certificate.der().clone(),
            certificate_pem: certificate.pem(),
            key_pem: key.serialize_pem(),
            pin: hash.as_ref().iter().map(|b| format!("{b:02x}")).collect(),
            key: key.serialize_der(),
        }
    }

    /// The key.
    pub fn key(&self) -> PrivateKeyDer<'static> {
        PrivatePkcs8KeyDer::from(self.key.clone()).into()
    }

    /// Writes certificate and key into `folder` and gives their paths.
    ///
    /// # Panics
    /// When they cannot be written.
    pub fn write(&self, folder: &Path, name: &str) -> (PathBuf, PathBuf) {
        let (certificate, key) = (
            folder.join(format!("{name}.pem")),
            folder.join(format!("{name}.key.pem")),
        );
        std::fs::write(&certificate, &self.certificate_pem).unwrap();
        std::fs::write(&key, &self.key_pem).unwrap();
        (certificate, key)
    }
}
