//! Whom the network is trusted with: roots, the pack's pins, and the time that its answers teach.

use super::refusal;
use super::verifier::check_chain;
use crate::clock::{Heard, Lesson, TrueClock};
use citizen_domain::Timestamp;
use citizen_domain::pack::HostPins;
use citizen_domain::ports::{Clock, TransportError};
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::ParsedCertificate;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Most roots of one's own.
const MAX_OWN_ROOTS: usize = 16;
/// Hosts whose chain is remembered; a province has two or three.
const MAX_CHAINS: usize = 16;

/// Certificates as a server sent them.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) leaf: CertificateDer<'static>,
    pub(super) intermediates: Vec<CertificateDer<'static>>,
}

/// What a verified pack says about the network.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PackTrust {
    /// Keys of the province's servers.
    pub pins: Vec<HostPins>,
    /// It was signed after this.
    pub not_before: Timestamp,
    /// End of its use.
    pub not_after: Timestamp,
    /// A demonstration on this very machine: its answers are believed over cleartext too.
    pub demonstration: bool,
}

/// Shared by the transport and whoever opens packs.
pub struct NetworkTrust {
    clock: Arc<TrueClock>,
    state: Mutex<State>,
}

struct State {
    roots: Arc<RootCertStore>,
    own_roots: usize,
    pins: Arc<Vec<HostPins>>,
    demonstration: bool,
    /// Rises when connections made before must not be used any more.
    generation: u64,
    chains: VecDeque<(String, Arc<Chain>)>,
}

fn bundled() -> RootCertStore {
    RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    }
}

fn unix(at: Timestamp) -> Option<UnixTime> {
    let secs = u64::try_from(at.secs()).ok()?;
    Some(UnixTime::since_unix_epoch(Duration::from_secs(secs)))
}

impl NetworkTrust {
    /// The bundled roots, no pins, and the device's clock.
    pub fn new(device: Arc<dyn Clock>) -> Self {
        Self {
            clock: Arc::new(TrueClock::new(device)),
            state: Mutex::new(State {
                roots: Arc::new(bundled()),
                own_roots: 0,
                pins: Arc::default(),
                demonstration: false,
                generation: 0,
                chains: VecDeque::new(),
            }),
        }
    }

    /// The time as the core believes it.
    pub fn clock(&self) -> &Arc<TrueClock> {
        &self.clock
    }

    /// Trusts the certificates of a PEM file besides the bundled roots (in place of earlier ones of one's own) and
    /// says how many they are. For integrators whose gateway has a certificate of their own authority.
    ///
    /// # Errors
    /// `None` when the text holds no certificate, one that is no root, or more than 16.
    pub fn with_own_roots(&self, pem: &str) -> Option<usize> {
        let mut roots = bundled();
        let mut own = 0;
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            roots.add(certificate.ok()?).ok()?;
            own += 1;
        }
        if own == 0 || own > MAX_OWN_ROOTS {
            return None;
        }
        let mut state = self.state();
        state.roots = Arc::new(roots);
        state.own_roots = own;
        state.generation += 1;
        Some(own)
    }

    /// How many roots of one's own are trusted.
    pub fn own_roots(&self) -> usize {
        self.state().own_roots
    }

    /// Hosts with pins.
    pub fn pinned_hosts(&self) -> Vec<String> {
        self.state().pins.iter().map(|p| p.host.clone()).collect()
    }

    /// Goes by a verified pack from now on.
    pub fn use_pack(&self, pack: &PackTrust) {
        self.clock.not_before(pack.not_before);
        self.clock.doubt_after(pack.not_after);
        let mut state = self.state();
        if *state.pins != pack.pins {
            state.pins = Arc::new(pack.pins.clone());
            state.generation += 1;
        }
        state.demonstration = pack.demonstration;
    }

    pub(super) fn generation(&self) -> u64 {
        self.state().generation
    }

    pub(super) fn roots(&self) -> Arc<RootCertStore> {
        Arc::clone(&self.state().roots)
    }

    pub(super) fn is_demonstration(&self) -> bool {
        self.state().demonstration
    }

    /// Whether the pack names keys of `host`.
    pub(super) fn has_pins(&self, host: &str) -> bool {
        self.state().pins.iter().any(|p| p.covers(host))
    }

    /// Holds a server's key against the pins of its host: those in use now, or, while no time is known, all of them;
    /// then at least one is needed.
    pub(super) fn check_pins(
        &self,
        host: &str,
        key: &str,
        time_is_known: bool,
    ) -> Result<(), TransportError> {
        if time_is_known {
            return self.check_pins_at(host, key, self.clock.now());
        }
        let pins = Arc::clone(&self.state().pins);
        let mut all = pins.iter().filter(|p| p.covers(host)).peekable();
        if all.peek().is_none() {
            return Err(TransportError::Clock);
        }
        names(all, key)
    }

    fn check_pins_at(&self, host: &str, key: &str, at: Timestamp) -> Result<(), TransportError> {
        let pins = Arc::clone(&self.state().pins);
        let mut in_use = pins.iter().filter(|p| p.covers(host) && p.in_use(at)).peekable();
        match in_use.peek() {
            None => Ok(()),
            Some(_) => names(in_use, key),
        }
    }

    /// Remembers the chain by which `host` was believed.
    pub(super) fn saw(&self, host: String, chain: Chain) {
        let mut state = self.state();
        state.chains.retain(|(known, _)| *known != host);
        state.chains.push_front((host, Arc::new(chain)));
        state.chains.truncate(MAX_CHAINS);
    }

    fn chain(&self, host: &str) -> Option<Arc<Chain>> {
        let state = self.state();
        let found = state.chains.iter().find(|(known, _)| known == host);
        found.map(|(_, chain)| Arc::clone(chain))
    }

    /// Whether a program that goes by `at` would take the certificate that `host` showed. `None` if it showed none.
    pub fn would_be_taken_at(&self, host: &str, at: Timestamp) -> Option<bool> {
        let chain = self.chain(host)?;
        Some(unix(at).is_some_and(|at| check_chain(&chain, &self.roots(), at).is_ok()))
    }

    /// Learns from the `Date` of an answer of `host` that came over TLS: the certificate must be good at that time.
    ///
    /// # Errors
    /// Why it teaches nothing.
    pub(super) fn hear(&self, host: &str, lesson: Lesson) -> Result<(), TransportError> {
        let chain = self.chain(host).ok_or(TransportError::Tls)?;
        let at = unix(lesson.date).ok_or(TransportError::Clock)?;
        check_chain(&chain, &self.roots(), at).map_err(|problem| refusal::of_certificate(&problem))?;
        let key = ParsedCertificate::try_from(&chain.leaf)
            .map(|c| citizen_proof::sha256_hex(c.subject_public_key_info().as_ref()))
            .map_err(|_| TransportError::Tls)?;
        self.check_pins_at(host, &key, lesson.date)?;
        match self.clock.hear(lesson) {
            Heard::Learned | Heard::Confirmed => Ok(()),
            Heard::TooOld | Heard::TooSlow => Err(TransportError::Clock),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn names<'a>(mut pins: impl Iterator<Item = &'a HostPins>, key: &str) -> Result<(), TransportError> {
    if pins.any(|p| p.spki_sha256.iter().any(|hash| hash == key)) {
        Ok(())
    } else {
        Err(TransportError::CertificatePin)
    }
}

impl std::fmt::Debug for NetworkTrust {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NetworkTrust").finish_non_exhaustive()
    }
}
