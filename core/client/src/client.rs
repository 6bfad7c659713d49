//! The facade itself: one profile of one person (or one assisted resident), opened.

mod opening;
mod trust;

pub use opening::{Opening, open_store};

use crate::api::Api;
use crate::dpop::Prover;
use crate::home::ProfileDir;
use crate::net::meter::{Meter, Metered, Reading};
use crate::net::trust::NetworkTrust;
use crate::net::watch::{Watched, Watcher};
use crate::session::Seen;
use crate::system::TokioExecutor;
use crate::task::OwnRuntime;
use crate::{ClientError, changes::Changes, clock::ClockAdvice, shipped::Shipped};
use citizen_domain::Timestamp;
use citizen_domain::ports::{Clock, Connectivity, Executor, Files, KeyStore, Random, Transport, Wake};
use citizen_domain::repository::{RepositoryError, Settings};
use citizen_domain::wire::Discovery;
use citizen_pack::{PackRepository, VerifiedPack};
use citizen_store::{Store, Tx, VaultKeys};
use std::future::Future;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What the outside executes for the core.
#[derive(Clone)]
pub struct Ports {
    /// Network.
    pub transport: Arc<dyn Transport>,
    /// Time as the core goes by it: [`NetworkTrust::clock`] of `trust`, or a fake.
    pub clock: Arc<dyn Clock>,
    /// Which servers are believed, and the time that they teach.
    pub trust: Arc<NetworkTrust>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Keys.
    pub key_store: Arc<dyn KeyStore>,
    /// What is known of the network.
    pub connectivity: Arc<dyn Connectivity>,
    /// Who lets the app work again later.
    pub wake: Arc<dyn Wake>,
    /// Photos and documents.
    pub files: Arc<dyn Files>,
}

/// An opened profile. Cheap to clone; every clone is the same profile.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
    pub(crate) runtime: Arc<OwnRuntime>,
}

pub(crate) struct Inner {
    pub(crate) dir: ProfileDir,
    pub(crate) store: Store,
    pub(crate) keys: Arc<VaultKeys>,
    pub(crate) ports: Ports,
    pub(crate) api: Api,
    pub(crate) prover: Prover,
    pub(crate) meter: Arc<Meter>,
    watcher: Arc<OnceLock<Watcher>>,
    pub(crate) executor: Arc<dyn Executor>,
    /// The verified pack, read once.
    pack: Mutex<Option<Arc<VerifiedPack>>>,
    /// Who is signed in, as a screen says it.
    pub(crate) seen: Seen,
    /// Name of this installation, read once.
    pub(crate) installation: std::sync::OnceLock<[u8; 32]>,
    /// Roots and fingerprints beyond the compiled-in ones.
    pub(crate) shipped: Shipped,
    /// One sync, one refresh at a time in this process.
    pub(crate) turn: tokio::sync::Mutex<()>,
    /// Rises with every commit.
    pub(crate) changes: Arc<Changes>,
    /// The search box's index, by the pack and the day that it was made of.
    pub(crate) index: Mutex<Option<crate::screens::KeptIndex>>,
    /// What the system was asked for last.
    pub(crate) woken_at: Mutex<Option<Timestamp>>,
}

pub(crate) mod setting {
    pub(crate) const PROVINCE: &str = "province";
    pub(crate) const BASE_URL: &str = "base_url";
    pub(crate) const DISCOVERY: &str = "discovery";
    pub(crate) const CURSOR: &str = "cursor";
    /// A fresh start of the change feed is under way.
    pub(crate) const RESETTING: &str = "resetting";
    /// When the change feed was last read to its end.
    pub(crate) const FEED_AT: &str = "feed_at";
    pub(crate) const SYNCED_AT: &str = "synced_at";
    pub(crate) const PACK_CHECKED_AT: &str = "pack_checked_at";
    /// When a pack was last fetched for a key that the one in use does not know.
    pub(crate) const PACK_DOUBTED_AT: &str = "pack_doubted_at";
    /// Hash of whom the profile belongs to.
    pub(crate) const OWNER: &str = "owner";
    /// When files that nothing needs were last looked for.
    pub(crate) const COLLECTED_AT: &str = "collected_at";
    /// When what the pack no longer keeps was last let go.
    pub(crate) const LET_GO_AT: &str = "let_go_at";
    pub(crate) const ROOTS: &str = "roots";
    /// Roots of one's own for TLS (PEM).
    pub(crate) const TLS_ROOTS: &str = "tls_roots";
    /// What the pack in use says about the network.
    pub(crate) const PACK_TRUST: &str = "pack_trust";
    /// It is later than this: what was learnt last.
    pub(crate) const TIME: &str = "time";
    /// Newest nonce of each server.
    pub(crate) const NONCES: &str = "dpop_nonces";
    /// For whom the person acts.
    pub(crate) const ACTING_FOR: &str = "acting_for";
    /// What the province does not know yet of what is followed.
    pub(crate) const FOLLOW_NEWS: &str = "follow_news";
    /// What photos may cost on a network in a day, and what they have cost today.
    pub(crate) const DATA_LIMITS: &str = "data_limits";
    pub(crate) const DATA_SPENT: &str = "data_spent";
    /// What the person chose for the app.
    pub(crate) const PREFERENCES: &str = "preferences";
}

impl Client {
    /// Wires an opened store to ports of the caller's choice.
    ///
    /// # Errors
    /// [`ClientError::Runtime`] when no thread can be started.
    pub fn with_ports(
        dir: ProfileDir,
        store: Store,
        keys: Arc<VaultKeys>,
        ports: Ports,
        shipped: Shipped,
    ) -> Result<Self, ClientError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("citizen")
            .enable_all()
            .build()
            .map_err(|_| ClientError::Runtime)?;
        let executor = Arc::new(TokioExecutor::new(runtime.handle().clone()));
        Self::on(runtime, executor, dir, store, keys, ports, shipped)
    }

    /// As [`Client::with_ports`], without a thread of its own: what may block runs where `executor` says.
    ///
    /// # Errors
    /// As [`Client::with_ports`].
    pub fn with_executor(
        executor: Arc<dyn Executor>,
        dir: ProfileDir,
        store: Store,
        keys: Arc<VaultKeys>,
        ports: Ports,
        shipped: Shipped,
    ) -> Result<Self, ClientError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(|_| ClientError::Runtime)?;
        Self::on(runtime, executor, dir, store, keys, ports, shipped)
    }

    fn on(
        runtime: tokio::runtime::Runtime,
        executor: Arc<dyn Executor>,
        dir: ProfileDir,
        store: Store,
        keys: Arc<VaultKeys>,
        mut ports: Ports,
        shipped: Shipped,
    ) -> Result<Self, ClientError> {
        let meter = Arc::new(Meter::default());
        let watcher = Arc::default();
        let watched = Watched::new(ports.transport, Arc::clone(&ports.clock), Arc::clone(&watcher));
        ports.transport = Arc::new(Metered::new(Arc::new(watched), Arc::clone(&meter)));
        let inner = Inner {
            dir,
            store,
            keys,
            api: Api::new(Arc::clone(&ports.transport)),
            prover: Prover::new(&ports),
            ports,
            meter,
            watcher,
            executor,
            pack: Mutex::new(None),
            seen: Seen::default(),
            installation: std::sync::OnceLock::new(),
            shipped,
            turn: tokio::sync::Mutex::new(()),
            changes: Arc::default(),
            index: Mutex::new(None),
            woken_at: Mutex::new(None),
        };
        inner.remember_trust()?;
        Ok(Self {
            inner: Arc::new(inner),
            runtime: Arc::new(OwnRuntime::new(runtime)),
        })
    }

    /// Runs a future of this client to its end on the core's own threads; for callers without a runtime.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    /// Wall time as the core sees it.
    pub fn now(&self) -> Timestamp {
        self.inner.now()
    }

    /// Requests and bytes since this client was opened.
    pub fn traffic(&self) -> Reading {
        self.inner.meter.read()
    }

    /// Where [`Self::traffic`] is counted, for whoever outlives this client.
    pub fn meter(&self) -> Arc<Meter> {
        Arc::clone(&self.inner.meter)
    }

    /// Tells `watcher` of every request from now on. A client takes one watcher; a second is dropped.
    pub fn watch(&self, watcher: Watcher) {
        let _ = self.inner.watcher.set(watcher);
    }

    /// What to tell the person, where the device's clock is known to be wrong.
    pub fn clock_advice(&self) -> Option<ClockAdvice> {
        self.inner.ports.trust.clock().advice()
    }

    /// Whether another program on this device, which goes by the device's clock, would refuse the certificate of this
    /// page: a browser that is about to be opened.
    pub fn browser_would_refuse(&self, page: &url::Url) -> bool {
        let trust = &self.inner.ports.trust;
        page.scheme() == "https"
            && crate::net::http::host_of(page)
                .is_some_and(|host| trust.would_be_taken_at(&host, trust.clock().device_now()) == Some(false))
    }

    /// Rises with everything that this process writes, for whoever shows it.
    pub fn changes(&self) -> Arc<Changes> {
        Arc::clone(&self.inner.changes)
    }

    /// Moves what is in the log into the vault and lets go of every lock, until [`Self::resume`]: a phone kills whoever holds one in the
    /// background. What runs finishes first; what is asked meanwhile is refused, and nothing is lost.
    ///
    /// # Errors
    /// The store's own: another process that keeps the log from being emptied is named; every lock is gone all the same.
    pub fn suspend(&self) -> Result<(), ClientError> {
        let done = self.inner.store.suspend();
        self.inner.seen.forget();
        Ok(done?)
    }

    /// Opens again what [`Self::suspend`] closed.
    ///
    /// # Errors
    /// As opening.
    pub fn resume(&self) -> Result<(), ClientError> {
        self.inner.store.resume()?;
        self.inner.changes.rise();
        Ok(())
    }

    /// Checkpoints and lets go of every lock; what runs finishes first.
    ///
    /// # Errors
    /// The store's own.
    pub fn shutdown(&self) -> Result<(), ClientError> {
        let done = self.inner.store.shutdown();
        self.inner.keys.lock();
        self.inner.seen.forget();
        Ok(done?)
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Client(…)")
    }
}

impl Inner {
    pub(crate) fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// 64 random bits.
    pub(crate) fn dice(&self) -> Result<u64, ClientError> {
        let mut bytes = [0; 8];
        self.ports.random.fill(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// A new UUIDv7 of this moment.
    pub(crate) fn new_id(&self) -> Result<String, ClientError> {
        let mut random = [0; 10];
        self.ports.random.fill(&mut random)?;
        let ms = u64::try_from(self.now().millis()).unwrap_or(0);
        Ok(uuid::Builder::from_unix_timestamp_millis(ms, &random)
            .into_uuid()
            .to_string())
    }

    /// Reads while the caller waits: pages for screens.
    pub(crate) fn read<T: Send>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ClientError> + Send,
    ) -> Result<T, ClientError> {
        self.store.read(work)
    }

    /// Writes in one transaction while the caller waits.
    pub(crate) fn write<T: Send>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ClientError> + Send,
    ) -> Result<T, ClientError> {
        self.written(self.store.write(work))
    }

    /// The same, where more is written at once.
    pub(crate) fn write_in_a_row<T: Send>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ClientError> + Send,
    ) -> Result<T, ClientError> {
        self.written(self.store.write_in_a_row(work))
    }

    fn written<T>(&self, done: Result<T, ClientError>) -> Result<T, ClientError> {
        if done.is_ok() {
            self.changes.rise();
        }
        done
    }

    /// Runs blocking work away from the tasks' threads.
    pub(crate) async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, ClientError> + Send + 'static,
    ) -> Result<T, ClientError> {
        let (done, result) = tokio::sync::oneshot::channel();
        let inner = Arc::clone(self);
        self.executor.spawn_blocking(Box::new(move || {
            // Nobody waits any more when the receiver is gone; the work was done all the same.
            let _ = done.send(work(&inner));
        }));
        result.await.map_err(|_| ClientError::Runtime)?
    }

    /// Writes in one transaction, away from the tasks' threads.
    pub(crate) async fn write_soon<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ClientError> + Send + 'static,
    ) -> Result<T, ClientError> {
        self.blocking(move |inner| inner.write(work)).await
    }

    /// Reads, away from the tasks' threads.
    pub(crate) async fn read_soon<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ClientError> + Send + 'static,
    ) -> Result<T, ClientError> {
        self.blocking(move |inner| inner.read(work)).await
    }

    pub(crate) fn setting(&self, name: &str) -> Result<Option<String>, ClientError> {
        self.read(|tx| Ok(tx.setting(name)?))
    }

    /// The discovery document of the chosen province.
    pub(crate) fn discovery(&self) -> Result<Discovery, ClientError> {
        let text = self.setting(setting::DISCOVERY)?.ok_or(ClientError::NoProvince)?;
        serde_json::from_str(&text).map_err(|_| RepositoryError::Damaged.into())
    }

    /// The province's pack: verified anew when this process first asks for it.
    pub(crate) fn pack(&self) -> Result<Arc<VerifiedPack>, ClientError> {
        let mut slot = self.pack.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pack) = &*slot {
            return Ok(Arc::clone(pack));
        }
        let province = self.setting(setting::PROVINCE)?.ok_or(ClientError::NoProvince)?;
        let stored = self
            .read(|tx| Ok(tx.pack(&province)?))?
            .ok_or(ClientError::NoProvince)?;
        let pack = Arc::new(VerifiedPack::reopen(&stored)?);
        *slot = Some(Arc::clone(&pack));
        Ok(pack)
    }

    /// Forgets the cached pack, after a newer one was kept.
    pub(crate) fn set_pack(&self, pack: Option<Arc<VerifiedPack>>) {
        *self.pack.lock().unwrap_or_else(PoisonError::into_inner) = pack;
        // What was told since the commit was told by the old one.
        self.changes.rise();
    }
}
