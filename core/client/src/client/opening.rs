//! Opening a profile with the ports of a computer.

use super::{Client, Ports, setting};
use crate::ClientError;
use crate::home::ProfileDir;
use crate::key_keeper::KeyKeeper;
use crate::net::http::HttpTransport;
use crate::net::trust::NetworkTrust;
use crate::shipped::Shipped;
use crate::system::{AssumedConnectivity, SystemClock, SystemRandom, Unwoken};
use citizen_domain::ports::{Clock, Connectivity, KeyStore, Random, Wake};
use citizen_store::{KeySource, KeyStoreGenerations, OpenOptions, Store, VaultKeys};
use std::path::Path;
use std::sync::Arc;

/// How a profile is opened with the other ports of a computer.
pub struct Opening {
    /// Which.
    pub dir: ProfileDir,
    /// Who has its keys.
    pub key_store: Arc<dyn KeyStore>,
    /// Packs that came with the program.
    pub shipped: Shipped,
    /// The device's clock.
    pub device: Arc<dyn Clock>,
    /// What the device knows of its network.
    pub connectivity: Arc<dyn Connectivity>,
    /// Who lets the app work again later.
    pub wake: Arc<dyn Wake>,
    /// Take an older copy of the vault for the present one. Only at the person's word.
    pub accept_loss: bool,
}

impl Client {
    /// Opens `profile` under `home` with the ports of a computer.
    ///
    /// # Errors
    /// The store's own (exit 7), [`ClientError::BadProfile`].
    pub fn open(home: &Path, profile: &str, shipped: Shipped) -> Result<Self, ClientError> {
        Self::open_on(home, profile, shipped, Arc::new(SystemClock::new()))
    }

    /// As [`Client::open`], on a device whose clock is `device`.
    ///
    /// # Errors
    /// As [`Client::open`].
    pub fn open_on(
        home: &Path,
        profile: &str,
        shipped: Shipped,
        device: Arc<dyn Clock>,
    ) -> Result<Self, ClientError> {
        let dir = ProfileDir::new(home, profile)?;
        let key_store = KeyKeeper::File.open(&dir, None)?;
        Self::open_as(Opening {
            dir,
            key_store,
            shipped,
            device,
            connectivity: Arc::new(AssumedConnectivity::default()),
            wake: Arc::new(Unwoken),
            accept_loss: false,
        })
    }

    /// As [`Client::open`], with the keys where the caller says.
    ///
    /// # Errors
    /// As [`Client::open`]; [`citizen_store::StoreError::OtherKeyStore`] when the profile was made with keys elsewhere.
    pub fn open_as(opening: Opening) -> Result<Self, ClientError> {
        let Opening {
            dir,
            key_store,
            shipped,
            device,
            connectivity,
            wake,
            accept_loss,
        } = opening;
        let trust = Arc::new(NetworkTrust::new(device));
        let clock = Arc::clone(trust.clock()) as Arc<dyn Clock>;
        let random: Arc<dyn Random> = Arc::new(SystemRandom::new());
        let keys = Arc::new(VaultKeys::open(
            dir.root(),
            &dir.name(),
            true,
            Arc::clone(&key_store),
            Arc::clone(&random),
        )?);
        let store = open_store(&dir, &keys, &key_store, &random, &clock, accept_loss)?;
        keys.settle()?;
        let files = citizen_store::FileStore::open(dir.root(), Arc::clone(&keys) as _)?;
        let ports = Ports {
            transport: Arc::new(HttpTransport::new(Arc::clone(&trust))?),
            clock,
            trust,
            random,
            key_store,
            connectivity,
            wake,
            files: Arc::new(files),
        };
        let client = Self::with_ports(dir, store, keys, ports, shipped)?;
        // A crash between choosing a province and binding the envelope to it is mended here.
        if let Some(province) = client.inner.setting(setting::PROVINCE)? {
            client.inner.keys.bind(&province)?;
        }
        Ok(client)
    }
}

/// Opens the vault of a profile with its keys, and makes it if it is not there. `accept_loss` takes an older copy, or one whose
/// log has lost its end, for the present one: only at the person's word.
///
/// # Errors
/// The store's own (exit 7).
pub fn open_store(
    dir: &ProfileDir,
    keys: &Arc<VaultKeys>,
    key_store: &Arc<dyn KeyStore>,
    random: &Arc<dyn Random>,
    clock: &Arc<dyn Clock>,
    accept_loss: bool,
) -> Result<Store, ClientError> {
    let generations = KeyStoreGenerations {
        keys: Arc::clone(key_store),
        name: keys.name()?,
    };
    let mut options = OpenOptions::new(
        dir.root(),
        Arc::clone(keys) as Arc<dyn KeySource>,
        Arc::new(generations),
        Arc::clone(random),
        Arc::clone(clock),
    );
    options.accept_loss = accept_loss;
    options.one_of_many = true;
    Ok(Store::open(options)?)
}
