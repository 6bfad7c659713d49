//! Test doubles of every port, deterministic and without threads of their own. For tests only.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod clock;
mod connectivity;
mod disk;
mod executor;
mod files;
mod folder;
mod key_store;
#[cfg(feature = "tls")]
mod pki;
mod random;
#[cfg(feature = "tls")]
mod tls_server;
mod transport;
mod wake;

pub use clock::FakeClock;
pub use connectivity::FixedConnectivity;
pub use disk::{Fault, PowerLossDisk, SeenWrite};
pub use executor::InlineExecutor;
pub use files::MemoryFiles;
pub use folder::PowerLossFolder;
pub use key_store::MemoryKeyStore;
#[cfg(feature = "tls")]
pub use pki::{Identity, TestCa};
pub use random::SeededRandom;
#[cfg(feature = "tls")]
pub use tls_server::TlsServer;
pub use transport::{Answer, Captured, ScriptedTransport};
pub use wake::RecordingWake;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A test that panics elsewhere must not hide behind a poisoned lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
