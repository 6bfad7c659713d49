//! What a phone brings: keys in memory, a network that is always good, a system that wakes nobody.

use citizen_domain::ports::{KeyName, KeyStore as _};
use citizen_ffi::{
    ChangeObserver, Citizen, ConnectivityPort, KeyStorePort, Language, NetworkKind, NetworkState,
    OpenRequest, PortFailure, Snapshot, WakePort,
};
use citizen_testkit::MemoryKeyStore;
use std::future::Future;
use std::path::Path;
use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Instant;

pub(crate) fn open(home: &Path, packs: &[String]) -> Arc<Citizen> {
    let request = OpenRequest {
        home: home.to_string_lossy().into_owned(),
        profile: "default".to_owned(),
        packs: packs.to_vec(),
        language: Language::Vi,
        accept_loss: false,
        clock_offset_ms: 0,
    };
    Citizen::open(
        request,
        Arc::new(Keys(MemoryKeyStore::new())),
        Arc::new(Good),
        Arc::new(Asleep),
    )
    .unwrap()
}

/// Waits for what runs on the core's own threads.
pub(crate) fn wait<T>(work: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut work = pin!(work);
    loop {
        match work.as_mut().poll(&mut context) {
            Poll::Ready(done) => return done,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// Remembers when it was told.
#[derive(Default)]
pub(crate) struct Times {
    moments: Mutex<Vec<Instant>>,
    more: Condvar,
}

impl Times {
    /// The first `count` moments, once there are so many.
    pub(crate) fn wait(&self, count: usize) -> Vec<Instant> {
        let moments = self.moments.lock().unwrap();
        let moments = self
            .more
            .wait_while(moments, |moments| moments.len() < count)
            .unwrap();
        moments[..count].to_vec()
    }

    pub(crate) fn clear(&self) {
        self.moments.lock().unwrap().clear();
    }
}

impl ChangeObserver for Times {
    fn changed(&self, _: Snapshot) -> Result<(), PortFailure> {
        self.moments.lock().unwrap().push(Instant::now());
        self.more.notify_all();
        Ok(())
    }
}

struct Good;

impl ConnectivityPort for Good {
    fn state(&self) -> Result<NetworkState, PortFailure> {
        Ok(NetworkState {
            class: NetworkKind::Fast,
            metered: false,
            captive: false,
        })
    }
}

struct Asleep;

impl WakePort for Asleep {
    fn wake_at(&self, _: Option<i64>) -> Result<(), PortFailure> {
        Ok(())
    }
}

struct Keys(MemoryKeyStore);

fn no<E>(_: E) -> PortFailure {
    PortFailure::Refused
}

impl KeyStorePort for Keys {
    fn kind(&self) -> Result<String, PortFailure> {
        Ok(self.0.kind().to_owned())
    }
    fn seal(&self, name: String, associated: Vec<u8>, plain: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        self.0.seal(&KeyName(name), &associated, &plain).map_err(no)
    }
    fn open(&self, name: String, associated: Vec<u8>, sealed: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        self.0.open(&KeyName(name), &associated, &sealed).map_err(no)
    }
    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        Ok(self.0.sign(&KeyName(name), &message).map_err(no)?.to_vec())
    }
    fn public_key(&self, name: String) -> Result<Vec<u8>, PortFailure> {
        Ok(self.0.public_key(&KeyName(name)).map_err(no)?.to_vec())
    }
    fn agree(&self, name: String, peer: Vec<u8>) -> Result<Vec<u8>, PortFailure> {
        let peer = peer.try_into().map_err(no)?;
        Ok(self.0.agree(&KeyName(name), &peer).map_err(no)?.to_vec())
    }
    fn counter(&self, name: String) -> Result<u64, PortFailure> {
        self.0.counter(&KeyName(name)).map_err(no)
    }
    fn raise_counter(&self, name: String, value: u64) -> Result<(), PortFailure> {
        self.0.raise_counter(&KeyName(name), value).map_err(no)
    }
    fn destroy(&self, name: String) -> Result<(), PortFailure> {
        self.0.destroy(&KeyName(name)).map_err(no)
    }
}
