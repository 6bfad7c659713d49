//! What a phone brings, for the story: keys in memory, a network that is always good, observers that remember.

use citizen_domain::ports::{KeyName, KeyStore};
use citizen_ffi::{
    ChangeObserver, ConnectivityPort, KeyStorePort, NetworkKind, NetworkState, OperationEvent,
    OperationObserver, PortFailure, Snapshot, WakePort,
};
use citizen_testkit::MemoryKeyStore;
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Long enough for the slowest machine; what takes longer is a fault.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keys in memory, and what goes wrong with them: by the name of a call, how it fails.
#[derive(Default)]
pub struct Keys {
    held: MemoryKeyStore,
    failing: Mutex<BTreeMap<String, PortFailure>>,
}

fn name(name: String) -> KeyName {
    KeyName(name)
}

fn no<E>(_: E) -> PortFailure {
    PortFailure::Refused
}

fn exactly<const N: usize>(bytes: Vec<u8>) -> Result<[u8; N], PortFailure> {
    bytes.try_into().map_err(no)
}

impl Keys {
    fn failing(&self) -> MutexGuard<'_, BTreeMap<String, PortFailure>> {
        self.failing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on the call `what` fails.
    pub(crate) fn fail(&self, what: &str, how: &str) {
        let how = match how {
            "no_space" => PortFailure::NoSpace,
            "unavailable" => PortFailure::Unavailable,
            "unexpected" => PortFailure::Unexpected,
            other => panic!("keys do not fail with {other}"),
        };
        self.failing().insert(what.to_owned(), how);
    }

    /// Nothing fails any more.
    pub(crate) fn heal(&self) {
        self.failing().clear();
    }

    fn sound(&self, what: &str) -> Result<&MemoryKeyStore, PortFailure> {
        match self.failing().get(what) {
            Some(how) => Err(how.clone()),
            None => Ok(&self.held),
        }
    }
}

impl KeyStorePort for Keys {
    fn kind(&self) -> Result<String, PortFailure> {
        Ok(self.sound("kind")?.kind().to_owned())
    }
    fn seal(&self, key: String, associated: Vec<u8>, plain: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        self.sound("seal")?
            .seal(&name(key), &associated, &plain)
            .map_err(no)
    }
    fn open(&self, key: String, associated: Vec<u8>, sealed: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        self.sound("open")?
            .open(&name(key), &associated, &sealed)
            .map_err(no)
    }
    fn sign(&self, key: String, message: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        Ok(self
            .sound("sign")?
            .sign(&name(key), &message)
            .map_err(no)?
            .to_vec())
    }
    fn public_key(&self, key: String) -> Result<Vec<u8>, PortFailure> {
        Ok(self
            .sound("public_key")?
            .public_key(&name(key))
            .map_err(no)?
            .to_vec())
    }
    fn agree(&self, key: String, peer: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        Ok(self
            .sound("agree")?
            .agree(&name(key), &exactly(peer)?)
            .map_err(no)?
            .to_vec())
    }
    fn counter(&self, key: String) -> Result<u64, PortFailure> {
        self.sound("counter")?.counter(&name(key)).map_err(no)
    }
    fn raise_counter(&self, key: String, value: u64) -> Result<(), PortFailure> {
        self.sound("raise_counter")?
            .raise_counter(&name(key), value)
            .map_err(no)
    }
    fn destroy(&self, key: String) -> Result<(), PortFailure> {
        self.sound("destroy")?.destroy(&name(key)).map_err(no)
    }
}

/// A network that is always good.
pub struct Good;

impl ConnectivityPort for Good {
    fn state(&self) -> Result<NetworkState, PortFailure> {
        Ok(NetworkState {
            class: NetworkKind::Fast,
            metered: false,
            captive: false,
        })
    }
}

/// Remembers whether the core wants to run again.
#[derive(Default)]
pub struct Alarm(Mutex<Option<i64>>);

impl Alarm {
    pub(crate) fn is_set(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

impl WakePort for Alarm {
    fn wake_at(&self, at_ms: Option<i64>) -> Result<(), PortFailure> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at_ms;
        Ok(())
    }
}

/// Remembers what it was told, and lets somebody wait for it.
pub(crate) struct Heard<T> {
    told: Mutex<Vec<T>>,
    more: Condvar,
}

impl<T> Default for Heard<T> {
    fn default() -> Self {
        Self {
            told: Mutex::default(),
            more: Condvar::new(),
        }
    }
}

impl<T: Clone> Heard<T> {
    fn hear(&self, one: T) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push(one);
        self.more.notify_all();
    }

    /// Everything that was told, once `enough` of it was.
    pub(crate) fn wait(&self, enough: impl Fn(&[T]) -> bool) -> Vec<T> {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let (told, _) = self
            .more
            .wait_timeout_while(told, PATIENCE, |told| !enough(told))
            .unwrap_or_else(PoisonError::into_inner);
        told.clone()
    }
}

pub(crate) struct Watcher(pub(crate) Arc<Heard<Snapshot>>);

impl ChangeObserver for Watcher {
    fn changed(&self, snapshot: Snapshot) -> Result<(), PortFailure> {
        self.0.hear(snapshot);
        Ok(())
    }
}

pub(crate) struct Listener(pub(crate) Arc<Heard<OperationEvent>>);

impl OperationObserver for Listener {
    fn event(&self, event: OperationEvent) -> Result<(), PortFailure> {
        self.0.hear(event);
        Ok(())
    }
}
