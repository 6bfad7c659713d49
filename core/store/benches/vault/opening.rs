//! What the whole store takes beside its database: its start, key and checks included, and the way to its writing thread.

use crate::sides::OsRandom;
use crate::table::median;
use citizen_domain::Timestamp;
use citizen_domain::ports::{KeyName, KeyStore};
use citizen_domain::repository::RepositoryError;
use citizen_store::{KeySource, KeyStoreGenerations, OpenOptions, Store, StoreError, VaultKey};
use citizen_testkit::{FakeClock, MemoryKeyStore};
use criterion::Criterion;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// A key that a key store has to open first.
struct Sealed(Arc<MemoryKeyStore>, Vec<u8>);

impl KeySource for Sealed {
    fn key(&self, _: Option<u32>) -> Result<VaultKey, StoreError> {
        let opened = self
            .0
            .open(&KeyName("vault".into()), b"bench", &self.1)
            .map_err(|_| StoreError::WrongKey)?;
        let bytes = opened.try_into().map_err(|_| StoreError::WrongKey)?;
        Ok(VaultKey::new([1; 16], 1, Zeroizing::new(bytes)))
    }
}

/// Medians, each unless a filter leaves it out.
pub(crate) struct Whole {
    /// Opening and closing.
    pub(crate) opened: Option<Duration>,
    /// A transaction that writes nothing: there and back, and whether the vault has been given a new key.
    pub(crate) nothing: Option<Duration>,
}

pub(crate) fn bench(criterion: &mut Criterion, dir: &Path) -> Whole {
    let keys = Arc::new(MemoryKeyStore::new());
    let sealed = keys.seal(&KeyName("vault".into()), b"bench", &[7; 32]).unwrap();
    let generations = KeyStoreGenerations {
        keys: Arc::clone(&keys) as _,
        name: KeyName("vault".into()),
    };
    let options = OpenOptions::new(
        dir.join("whole"),
        Arc::new(Sealed(keys, sealed)),
        Arc::new(generations),
        Arc::new(OsRandom),
        Arc::new(FakeClock::at(Timestamp::from_secs(0))),
    );
    drop(Store::open(options.clone()).unwrap());
    let opened = timed(criterion, "open of an existing vault with unsealing", || {
        drop(std::hint::black_box(Store::open(options.clone()).unwrap()));
    });
    let store = Store::open(options.clone()).unwrap();
    let nothing = timed(
        criterion,
        "a transaction of the store that writes nothing",
        || {
            store.write(|_| Ok::<_, RepositoryError>(())).unwrap();
        },
    );
    Whole { opened, nothing }
}

fn timed(criterion: &mut Criterion, name: &str, work: impl Fn()) -> Option<Duration> {
    let mut times = Vec::new();
    criterion.bench_function(name, |bencher| {
        bencher.iter_custom(|rounds| {
            let before = times.len();
            for _ in 0..rounds {
                let start = Instant::now();
                work();
                times.push(start.elapsed());
            }
            times[before..].iter().sum()
        });
    });
    (!times.is_empty()).then(|| median(times))
}
