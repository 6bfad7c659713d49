//! A phone as a thing: its disk, its keys, its clock, and the program on it while it runs.

use crate::clock::PhoneClock;
use crate::executor::Deferred;
use crate::pocket::Pocket;
use crate::transport::{Departures, PhoneNetwork};
use crate::world::World;
use citizen_client::net::trust::NetworkTrust;
use citizen_client::{Client, ClientError, Ports, ProfileDir, Shipped};
use citizen_domain::ports::NetworkClass;
use citizen_domain::ports::{Clock, KeyStore, PortError, Random};
use citizen_domain::repository::{RepositoryError, Settings as _};
use citizen_store::{Generations, KeySource, LaneKind, OpenOptions, Store, VaultKeys};
use citizen_testkit::{
    Fault, FixedConnectivity, MemoryFiles, MemoryKeyStore, PowerLossDisk, RecordingWake, SeededRandom,
};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// How a program ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is killed: what it wrote is there.
    Killed,
    /// The power goes: what it did not sync may be there, or in part, or not.
    Power,
}

/// A phone.
pub(crate) struct Device {
    pub(crate) dir: ProfileDir,
    pub(crate) keys: Arc<VaultKeys>,
    pub(crate) key_store: Arc<Pocket>,
    pub(crate) generations: Arc<Counted>,
    pub(crate) disk: PowerLossDisk,
    /// What is to go wrong with it.
    fault: Option<Fault>,
    pub(crate) files: Arc<MemoryFiles>,
    pub(crate) random: Arc<SeededRandom>,
    pub(crate) off_ms: Arc<AtomicI64>,
    pub(crate) connectivity: FixedConnectivity,
    /// What it asked its system for.
    pub(crate) wake: Arc<RecordingWake>,
    pub(crate) jobs: Arc<Deferred>,
    /// Whether answers tell it the time.
    pub(crate) learns: bool,
}

/// A counter that does not go back.
#[derive(Default)]
pub(crate) struct Counted(pub(crate) AtomicU64);

impl Generations for Counted {
    fn recorded(&self) -> Result<u64, PortError> {
        Ok(self.0.load(Ordering::Relaxed))
    }

    fn record(&self, generation: u64) -> Result<(), PortError> {
        self.0.fetch_max(generation, Ordering::Relaxed);
        Ok(())
    }
}

impl Device {
    /// A phone whose profile stands in `home`, with an empty disk.
    ///
    /// # Panics
    /// When its keys cannot be had.
    pub(crate) fn new(home: &std::path::Path, key_store: &Arc<MemoryKeyStore>, seed: u64) -> Self {
        let dir = ProfileDir::new(home, "default").unwrap();
        let random = Arc::new(SeededRandom::new(seed));
        let key_store = Arc::new(Pocket::new(key_store));
        let keys = VaultKeys::open(
            dir.root(),
            &dir.name(),
            true,
            Arc::clone(&key_store) as Arc<dyn KeyStore>,
            Arc::clone(&random) as Arc<dyn Random>,
        )
        .unwrap();
        Self {
            dir,
            keys: Arc::new(keys),
            key_store,
            generations: Arc::default(),
            disk: PowerLossDisk::new(),
            fault: None,
            files: Arc::default(),
            random,
            off_ms: Arc::default(),
            connectivity: FixedConnectivity::new(NetworkClass::Slow),
            wake: Arc::default(),
            jobs: Arc::default(),
            learns: true,
        }
    }

    /// Where its files are.
    pub(crate) fn root(&self) -> PathBuf {
        self.dir.root().to_owned()
    }

    /// Starts the program.
    ///
    /// # Errors
    /// When the store does not open.
    pub(crate) fn open(
        &mut self,
        phone: usize,
        world: &Arc<World>,
        departures: &Arc<dyn Departures>,
    ) -> Result<Client, ClientError> {
        self.jobs = Arc::default();
        let device: Arc<dyn Clock> = Arc::new(PhoneClock {
            world: Arc::clone(world),
            off_ms: Arc::clone(&self.off_ms),
        });
        let store = Store::open(self.options(Arc::clone(&device)))?;
        let trust = Arc::new(NetworkTrust::new(Arc::clone(&device)));
        let clock = Arc::clone(trust.clock());
        let ports = Ports {
            transport: Arc::new(PhoneNetwork {
                phone,
                world: Arc::clone(world),
                departures: Arc::clone(departures),
                clock: self.learns.then(|| Arc::clone(&clock)),
            }),
            trust,
            clock,
            random: Arc::clone(&self.random) as Arc<dyn Random>,
            key_store: Arc::clone(&self.key_store) as Arc<dyn KeyStore>,
            connectivity: Arc::new(self.connectivity.clone()),
            wake: Arc::clone(&self.wake) as Arc<dyn citizen_domain::ports::Wake>,
            files: Arc::clone(&self.files) as Arc<dyn citizen_domain::ports::Files>,
        };
        Client::with_executor(
            Arc::clone(&self.jobs) as Arc<dyn citizen_domain::ports::Executor>,
            self.dir.clone(),
            store,
            Arc::clone(&self.keys),
            ports,
            Shipped::new(Vec::new()),
        )
    }

    fn options(&self, clock: Arc<dyn Clock>) -> OpenOptions {
        let mut options = OpenOptions::new(
            self.root(),
            Arc::clone(&self.keys) as Arc<dyn KeySource>,
            Arc::clone(&self.generations) as Arc<dyn Generations>,
            Arc::clone(&self.random) as Arc<dyn Random>,
            clock,
        );
        options.disk = Arc::new(self.disk.clone());
        options.lanes = LaneKind::Inline;
        options
    }

    /// The program is gone, whatever it was doing. Nothing of it may be left when this is called.
    pub(crate) fn end(&mut self, mode: Mode, before: Option<PowerLossDisk>, random: &SeededRandom) {
        match (mode, before) {
            (Mode::Killed, Some(before)) => self.disk = before,
            _ => self.disk.restart(random),
        }
    }

    /// Writes a setting past the program, which does not run.
    pub(crate) fn put_setting(&mut self, name: &str, value: &str, clock: Arc<dyn Clock>) {
        let store = Store::open(self.options(clock)).unwrap();
        let put = |tx: &citizen_store::Tx<'_>| tx.set_setting(name, Some(value));
        store.write::<(), RepositoryError>(put).unwrap();
    }

    /// Says what is to go wrong with the disk from now on.
    pub(crate) fn set_fault(&mut self, fault: Option<Fault>) {
        self.fault = fault;
        self.disk.set_fault(fault);
    }

    /// Whether the disk came to be full since that was said.
    pub(crate) fn was_full(&self) -> bool {
        matches!(self.fault, Some(Fault::Full(at)) if self.disk.calls() >= at)
    }

    /// What its files are at this moment.
    pub(crate) fn image(&self) -> PowerLossDisk {
        PowerLossDisk::holding(&self.disk.files())
    }
}
