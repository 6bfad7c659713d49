//! Ports: the core decides, the outside executes. Each is a plain, fallible trait with a production and a test
//! implementation. Nothing in `core` reads the clock, randomness, files, keys or the network in any other way.

mod clock;
mod connectivity;
mod executor;
mod files;
mod key_store;
mod random;
mod transport;
mod wake;

pub use clock::Clock;
pub use connectivity::{Connectivity, NetworkClass};
pub use executor::Executor;
pub use files::Files;
pub use key_store::{KeyName, KeyStore};
pub use random::Random;
pub use transport::{Body, BodyStream, Method, Request, Response, Transport, TransportError};
pub use wake::Wake;

use std::future::Future;
use std::pin::Pin;

/// A boxed future, so that asynchronous ports stay usable as trait objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a port can answer when it cannot do its work. Carries no personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// The device or operating system does not have it, or not now.
    #[error("not available: {0}")]
    Unavailable(&'static str),
    /// The person or the system refused (locked device, denied permission).
    #[error("refused: {0}")]
    Refused(&'static str),
    /// There is no room left.
    #[error("no space left")]
    NoSpace,
    /// Nothing under that name.
    #[error("not found")]
    NotFound,
    /// What was read is not what was written.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// Anything else; the kind, never the content.
    #[error("failed: {0}")]
    Failed(String),
}

impl PortError {
    /// What [`PortError::Failed`] carries where a shell threw something that it should not: its own defect, and not the disk's or
    /// the person's.
    pub const SHELL: &'static str = "shell";
}

crate::error_codes! { PortError {
    Unavailable(..) => "port.unavailable", Retryable, Waiting;
    Refused(..) => "port.refused", Expected, Refused;
    NoSpace => "port.no_space", Retryable, Store;
    NotFound => "port.not_found", Expected, NotFound;
    Damaged(..) => "port.damaged", Security, Store;
    Failed(..) => "port.failed", Bug, Bug;
}}
