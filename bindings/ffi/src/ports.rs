//! What the shell executes for the core. Each can fail, and what the shell throws becomes an error of the core's.

use citizen_domain::Timestamp;
use citizen_domain::ports::{Connectivity, KeyName, KeyStore, NetworkClass, PortError, Wake};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Why a port could not do its work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum PortFailure {
    /// The device does not have it, or not now.
    #[error("unavailable")]
    Unavailable,
    /// The person or the system refused: a locked device, a changed fingerprint.
    #[error("refused")]
    Refused,
    /// There is no room.
    #[error("no space")]
    NoSpace,
    /// Nothing under that name.
    #[error("not found")]
    NotFound,
    /// What was read is not what was written.
    #[error("damaged")]
    Damaged,
    /// The shell threw something else. What it said stays there: it may be personal.
    #[error("unexpected")]
    Unexpected,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for PortFailure {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unexpected
    }
}

impl From<PortFailure> for PortError {
    fn from(failure: PortFailure) -> Self {
        match failure {
            PortFailure::Unavailable => Self::Unavailable("shell"),
            PortFailure::Refused => Self::Refused("shell"),
            PortFailure::NoSpace => Self::NoSpace,
            PortFailure::NotFound => Self::NotFound,
            PortFailure::Damaged => Self::Damaged("shell"),
            PortFailure::Unexpected => Self::Failed(Self::SHELL.to_owned()),
        }
    }
}

/// Keys that never leave the device: Android Keystore, Secure Enclave. Names are made by the core and hold nothing personal.
#[uniffi::export(rust, foreign)]
pub trait KeyStorePort: Send + Sync {
    /// Short name of the implementation, recorded in what it seals; always the same.
    fn kind(&self) -> Result<String, PortFailure>;
    /// Seals under `name` (made on first use), bound to `associated`.
    fn seal(&self, name: String, associated: Vec<u8>, plain: Vec<u8>) -> Result<Vec<u8>, PortFailure>;
    /// Opens what `seal` made, if name and associated data are the same.
    fn open(&self, name: String, associated: Vec<u8>, sealed: Vec<u8>) -> Result<Vec<u8>, PortFailure>;
    /// Signs with the P-256 key `name` (made on first use): ES256, 64 bytes, r‖s.
    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, PortFailure>;
    /// Public half of that key: uncompressed SEC 1 point, 65 bytes.
    fn public_key(&self, name: String) -> Result<Vec<u8>, PortFailure>;
    /// P-256 agreement of that key with a peer's uncompressed point: the 32-byte shared x coordinate.
    fn agree(&self, name: String, peer: Vec<u8>) -> Result<Vec<u8>, PortFailure>;
    /// A small counter that only rises; 0 before it was raised.
    fn counter(&self, name: String) -> Result<u64, PortFailure>;
    /// Raises it to at least `value`.
    fn raise_counter(&self, name: String, value: u64) -> Result<(), PortFailure>;
    /// Destroys everything under `name`. Nothing there is no error.
    fn destroy(&self, name: String) -> Result<(), PortFailure>;
}

/// The class of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum NetworkKind {
    /// None at all.
    None,
    /// 2G or worse.
    Slow,
    /// 3G and 4G.
    Mobile,
    /// Wi-Fi or cable.
    Fast,
}

/// What the device knows of its network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct NetworkState {
    /// Its class.
    pub class: NetworkKind,
    /// Bytes cost the person money.
    pub metered: bool,
    /// A captive portal stands in the way.
    pub captive: bool,
}

/// What the device knows of its network. A hint: only a reply by the province proves anything.
#[uniffi::export(rust, foreign)]
pub trait ConnectivityPort: Send + Sync {
    /// As it is now.
    fn state(&self) -> Result<NetworkState, PortFailure>;
}

/// Who lets the app work again later: a job or a background task of the system. Nothing personal is handed over.
#[uniffi::export(rust, foreign)]
pub trait WakePort: Send + Sync {
    /// Wants to run again at about `at_ms` (Unix time in milliseconds) and with a network; a moment that has passed means as soon as
    /// there is one, none that nothing waits. The newest call replaces those before. Comes from whichever thread asked the core.
    fn wake_at(&self, at_ms: Option<i64>) -> Result<(), PortFailure>;
}

pub(crate) struct Keys {
    port: Arc<dyn KeyStorePort>,
    kind: String,
}

impl Keys {
    pub(crate) fn new(port: Arc<dyn KeyStorePort>) -> Result<Self, PortError> {
        Ok(Self {
            kind: port.kind()?,
            port,
        })
    }
}

/// Exactly so many bytes, or the shell's key store is damaged.
fn exactly<const N: usize>(bytes: Vec<u8>) -> Result<[u8; N], PortError> {
    let bytes = Zeroizing::new(bytes);
    <[u8; N]>::try_from(bytes.as_slice()).map_err(|_| PortError::Damaged("length"))
}

impl KeyStore for Keys {
    fn kind(&self) -> &str {
        &self.kind
    }

    fn seal(&self, name: &KeyName, associated: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, PortError> {
        Ok(self
            .port
            .seal(name.0.clone(), associated.to_vec(), plaintext.to_vec())?)
    }

    fn open(&self, name: &KeyName, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, PortError> {
        Ok(self
            .port
            .open(name.0.clone(), associated.to_vec(), sealed.to_vec())?)
    }

    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<[u8; 64], PortError> {
        exactly(self.port.sign(name.0.clone(), message.to_vec())?)
    }

    fn public_key(&self, name: &KeyName) -> Result<[u8; 65], PortError> {
        exactly(self.port.public_key(name.0.clone())?)
    }

    fn agree(&self, name: &KeyName, peer: &[u8; 65]) -> Result<[u8; 32], PortError> {
        exactly(self.port.agree(name.0.clone(), peer.to_vec())?)
    }

    fn counter(&self, name: &KeyName) -> Result<u64, PortError> {
        Ok(self.port.counter(name.0.clone())?)
    }

    fn raise_counter(&self, name: &KeyName, value: u64) -> Result<(), PortError> {
        Ok(self.port.raise_counter(name.0.clone(), value)?)
    }

    fn destroy(&self, name: &KeyName) -> Result<(), PortError> {
        Ok(self.port.destroy(name.0.clone())?)
    }
}

pub(crate) struct Network(pub(crate) Arc<dyn ConnectivityPort>);

impl Network {
    /// A port that fails tells nothing: then it is tried, and only the province's answer counts.
    fn state(&self) -> NetworkState {
        self.0.state().unwrap_or(NetworkState {
            class: NetworkKind::Mobile,
            metered: true,
            captive: false,
        })
    }
}

impl Connectivity for Network {
    fn class(&self) -> NetworkClass {
        match self.state().class {
            NetworkKind::None => NetworkClass::None,
            NetworkKind::Slow => NetworkClass::Slow,
            NetworkKind::Mobile => NetworkClass::Mobile,
            NetworkKind::Fast => NetworkClass::Fast,
        }
    }

    fn metered(&self) -> bool {
        self.state().metered
    }

    fn captive(&self) -> bool {
        self.state().captive
    }
}

pub(crate) struct Waking(pub(crate) Arc<dyn WakePort>);

impl Wake for Waking {
    fn wake_at(&self, at: Option<Timestamp>) -> Result<(), PortError> {
        Ok(self.0.wake_at(at.map(Timestamp::millis))?)
    }
}
