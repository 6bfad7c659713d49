//! A phone with its person: what was said, what runs, what is kept of it.

use crate::device::Device;
use citizen_client::{Client, ClientError, RatingView, SessionView, SyncReport};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Wake;
use url::Url;

/// Something under way.
pub(crate) type Work = Pin<Box<dyn Future<Output = Finished> + Send>>;

/// What came to its end.
pub(crate) enum Finished {
    Sync(Result<SyncReport, ClientError>),
    /// The browser is to go there.
    Page(Result<Url, ClientError>),
    SignedIn(Result<SessionView, ClientError>),
    Rated(Result<RatingView, ClientError>),
}

/// Whether a task wants to be looked at.
#[derive(Default)]
pub(crate) struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Flag {
    pub(crate) fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn take(&self) -> bool {
        self.0.swap(false, Ordering::Relaxed)
    }
}

/// What a person was told is kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entrusted {
    pub(crate) anonymous: bool,
    /// The person wants it gone.
    pub(crate) unwanted: bool,
}

pub(crate) struct Phone {
    pub(crate) device: Device,
    /// The program, while it runs.
    pub(crate) client: Option<Client>,
    pub(crate) work: Option<Work>,
    pub(crate) flag: Arc<Flag>,
    /// By item id.
    pub(crate) entrusted: BTreeMap<String, Entrusted>,
    /// Texts that were written so far, kept or not.
    pub(crate) written: usize,
    /// Turns since the weather is fair.
    pub(crate) fair_turns: usize,
    /// The person has started the program again since then.
    pub(crate) started_anew: bool,
    pub(crate) done: bool,
}

impl Phone {
    pub(crate) fn new(device: Device) -> Self {
        Self {
            device,
            client: None,
            work: None,
            flag: Arc::default(),
            entrusted: BTreeMap::new(),
            written: 0,
            fair_turns: 0,
            started_anew: false,
            done: false,
        }
    }
}
