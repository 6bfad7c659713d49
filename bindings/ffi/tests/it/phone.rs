//! A phone for tests: keys in memory, and a shell that can be told to throw.

use citizen_domain::ports::{KeyName, KeyStore};
use citizen_ffi::{
    ChangeObserver, Citizen, ConnectivityPort, KeyStorePort, Language, NetworkKind, NetworkState, OpenError,
    OpenRequest, PortFailure, Snapshot, WakePort,
};
use citizen_testkit::MemoryKeyStore;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Default)]
pub(crate) struct Keys {
    store: MemoryKeyStore,
    pub(crate) locked: AtomicBool,
    /// Whoever asks it breaks down.
    pub(crate) breaks: AtomicBool,
}

impl Keys {
    fn look(&self) -> Result<(), PortFailure> {
        assert!(!self.breaks.load(Ordering::Relaxed), "on purpose");
        if self.locked.load(Ordering::Relaxed) {
            Err(PortFailure::Refused)
        } else {
            Ok(())
        }
    }
}

fn fixed<const N: usize>(bytes: Vec<u8>) -> [u8; N] {
    bytes.try_into().unwrap()
}

impl KeyStorePort for Keys {
    fn kind(&self) -> Result<String, PortFailure> {
        Ok(self.store.kind().to_owned())
    }
    fn seal(&self, name: String, associated: Vec<u8>, plain: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        self.look()?;
        Ok(self.store.seal(&KeyName(name), &associated, &plain).unwrap())
    }
    fn open(&self, name: String, associated: Vec<u8>, sealed: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        self.look()?;
        self.store
            .open(&KeyName(name), &associated, &sealed)
            .map_err(|_| PortFailure::NotFound)
    }
    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        Ok(self.store.sign(&KeyName(name), &message).unwrap().to_vec())
    }
    fn public_key(&self, name: String) -> Result<Vec<u8>, PortFailure> {
        Ok(self.store.public_key(&KeyName(name)).unwrap().to_vec())
    }
    fn agree(&self, name: String, peer: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        Ok(self.store.agree(&KeyName(name), &fixed(peer)).unwrap().to_vec())
    }
    fn counter(&self, name: String) -> Result<u64, PortFailure> {
        Ok(self.store.counter(&KeyName(name)).unwrap())
    }
    fn raise_counter(&self, name: String, value: u64) -> Result<(), PortFailure> {
        self.store.raise_counter(&KeyName(name), value).unwrap();
        Ok(())
    }
    fn destroy(&self, name: String) -> Result<(), PortFailure> {
        self.store.destroy(&KeyName(name)).unwrap();
        Ok(())
    }
}

/// A phone without a network.
#[derive(Default)]
pub(crate) struct Offline {
    /// How often it was asked.
    pub(crate) asked: AtomicUsize,
    /// Whoever asks it breaks down.
    pub(crate) breaks: AtomicBool,
}

impl ConnectivityPort for Offline {
    fn state(&self) -> Result<NetworkState, PortFailure> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        assert!(!self.breaks.load(Ordering::Relaxed), "on purpose");
        Ok(NetworkState {
            class: NetworkKind::None,
            metered: false,
            captive: false,
        })
    }
}

/// A system that wakes nobody.
pub(crate) struct Asleep;

impl WakePort for Asleep {
    fn wake_at(&self, _: Option<i64>) -> Result<(), PortFailure> {
        Err(PortFailure::Unexpected)
    }
}

pub(crate) fn request(home: &Path) -> OpenRequest {
    OpenRequest {
        home: home.to_string_lossy().into_owned(),
        profile: "default".to_owned(),
        packs: vec![concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/pack/assets/79.json").to_owned()],
        language: Language::Vi,
        accept_loss: false,
        clock_offset_ms: 0,
    }
}

/// A phone with these keys.
pub(crate) fn open_with(home: &Path, keys: &Arc<Keys>) -> Result<Arc<Citizen>, OpenError> {
    Citizen::open(
        request(home),
        Arc::clone(keys) as _,
        Arc::new(Offline::default()),
        Arc::new(Asleep),
    )
}

/// A phone with this network.
pub(crate) fn open_on(home: &Path, network: &Arc<Offline>) -> Arc<Citizen> {
    let network = Arc::clone(network) as _;
    Citizen::open(request(home), Arc::<Keys>::default(), network, Arc::new(Asleep)).unwrap()
}

pub(crate) fn open(home: &Path) -> Arc<Citizen> {
    open_with(home, &Arc::default()).unwrap()
}

/// Sends on what it is told.
pub(crate) struct Watcher {
    told: Mutex<Sender<Snapshot>>,
    pub(crate) throws: AtomicBool,
    pub(crate) breaks: AtomicBool,
}

impl Watcher {
    pub(crate) fn new() -> (Arc<Self>, Receiver<Snapshot>) {
        let (told, heard) = channel();
        let watcher = Self {
            told: Mutex::new(told),
            throws: AtomicBool::new(false),
            breaks: AtomicBool::new(false),
        };
        (Arc::new(watcher), heard)
    }
}

impl ChangeObserver for Watcher {
    fn changed(&self, snapshot: Snapshot) -> Result<(), PortFailure> {
        let _ = self.told.lock().unwrap().send(snapshot);
        assert!(
            !self.breaks.load(Ordering::Relaxed),
            "breaks down, as the test wants it"
        );
        if self.throws.load(Ordering::Relaxed) {
            return Err(PortFailure::Unexpected);
        }
        Ok(())
    }
}

/// Longer than anything takes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// What was told next.
pub(crate) fn next(heard: &Receiver<Snapshot>) -> Snapshot {
    heard.recv_timeout(PATIENCE).unwrap()
}

struct Sleeper(std::thread::Thread);

impl std::task::Wake for Sleeper {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for a call that the core's own threads do, as a shell's thread does that waits for nothing else.
pub(crate) fn wait<F: Future>(call: F) -> F::Output {
    let mut call = std::pin::pin!(call);
    let waker = Arc::new(Sleeper(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    loop {
        match call.as_mut().poll(&mut context) {
            std::task::Poll::Ready(answer) => return answer,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}
