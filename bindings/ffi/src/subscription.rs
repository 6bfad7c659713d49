//! Watching something: told what is so now, and then whenever it is otherwise.

use crate::error::Trouble;
use crate::ports::PortFailure;
use crate::records::{DossierCode, DossierView, HomeView, ReportId, ReportView, SessionView, WaitingSummary};
use crate::shared::Shared;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// What can be watched.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Topic {
    /// Home.
    Home,
    /// A dossier.
    Dossier {
        /// Which.
        code: DossierCode,
    },
    /// A report or draft.
    Report {
        /// Which.
        id: ReportId,
    },
    /// What waits to be sent.
    Waiting,
    /// Who is signed in.
    Session,
}

/// What is so now.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Snapshot {
    /// Home.
    Home {
        /// As it is.
        view: HomeView,
    },
    /// A dossier.
    Dossier {
        /// As it is.
        view: DossierView,
    },
    /// A report or draft.
    Report {
        /// As it is.
        view: ReportView,
    },
    /// What waits to be sent.
    Waiting {
        /// As it is.
        view: WaitingSummary,
    },
    /// Who is signed in.
    Session {
        /// As it is.
        view: SessionView,
    },
    /// It is not there: never followed, unfollowed, discarded.
    Gone,
    /// It cannot be looked at now, for example because the device is locked; told again when it can.
    Unavailable {
        /// Why.
        trouble: Trouble,
    },
}

/// What was looked at in one round: of those who watch the same, only the first has it looked at, until something changes.
#[derive(Default)]
pub(crate) struct Round {
    seen: Vec<(Topic, Snapshot)>,
    /// Where the changes stood when the first of it was looked at.
    count: u64,
}

impl Round {
    /// What is so; nothing when nobody watches any more, or the client is shut down.
    fn look(&mut self, watching: &Watching) -> Option<Snapshot> {
        let shared = watching.shared.upgrade()?;
        if watching.is_over() || shared.client().is_err() {
            return None;
        }
        // Whoever is told may take long, and what is so may be otherwise by then.
        let count = shared.hub.changes();
        if self.count != count {
            self.seen.clear();
            self.count = count;
        }
        if let Some((_, seen)) = self.seen.iter().find(|(topic, _)| *topic == watching.topic) {
            return Some(seen.clone());
        }
        let now = watching.look(&shared)?;
        self.seen.push((watching.topic.clone(), now.clone()));
        Some(now)
    }
}

/// Told by the core's one thread for it. Everybody else waits while it is told, so it only hands on.
#[uniffi::export(rust, foreign)]
pub trait ChangeObserver: Send + Sync {
    /// What is so now. An error ends nothing: the next change is told again.
    fn changed(&self, snapshot: Snapshot) -> Result<(), PortFailure>;
}

/// Ends when it is cancelled, or when the last reference to it goes: keep it.
#[derive(uniffi::Object)]
pub struct Subscription {
    watching: Arc<Watching>,
}

#[uniffi::export]
impl Subscription {
    /// Tells nothing any more. What is being told at this moment still is. Again, and after everything is shut down, without effect.
    pub fn cancel(&self) {
        self.watching.end();
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.watching.end();
    }
}

impl Subscription {
    pub(crate) fn new(shared: &Arc<Shared>, topic: Topic, observer: Arc<dyn ChangeObserver>) -> Arc<Self> {
        let watching = Arc::new(Watching {
            shared: Arc::downgrade(shared),
            topic,
            observer: Mutex::new(Some(observer)),
            told: Mutex::new(None),
            over: AtomicBool::new(false),
        });
        shared.hub.watch(&watching);
        Arc::new(Self { watching })
    }
}

pub(crate) struct Watching {
    shared: Weak<Shared>,
    topic: Topic,
    observer: Mutex<Option<Arc<dyn ChangeObserver>>>,
    told: Mutex<Option<Snapshot>>,
    over: AtomicBool,
}

impl Watching {
    pub(crate) fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }

    /// Lets go of the observer too, so that nothing of the shell is held here.
    fn end(&self) {
        self.over.store(true, Ordering::Release);
        let gone = self
            .observer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        // Outside the lock: letting go may run the shell's code.
        drop(gone);
    }

    /// Tells what is so, if it is otherwise than what was told last.
    pub(crate) fn tell(&self, round: &mut Round) {
        let Some(now) = round.look(self) else { return };
        {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            if told.as_ref() == Some(&now) {
                return;
            }
            *told = Some(now.clone());
        }
        let observer = self
            .observer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let taken = observer.is_none_or(|observer| observer.changed(now).is_ok());
        if !taken {
            // Not taken: told again with the next change, whatever it is.
            *self.told.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// What is so; nothing when the client is shut down.
    fn look(&self, shared: &Shared) -> Option<Snapshot> {
        use citizen_client::ClientError;
        let seen = shared.ask(|client, lang| {
            Ok(match &self.topic {
                Topic::Home => Snapshot::Home {
                    view: client.show_home(lang)?,
                },
                Topic::Dossier { code } => Snapshot::Dossier {
                    view: client.show_dossier(&code.0, lang)?,
                },
                Topic::Report { id } => Snapshot::Report {
                    view: client.show_report(&id.0, lang)?,
                },
                Topic::Waiting => Snapshot::Waiting {
                    view: client.show_waiting(lang)?,
                },
                Topic::Session => Snapshot::Session {
                    view: client.show_session(lang)?,
                },
            })
        });
        match seen {
            Ok(snapshot) => Some(snapshot),
            Err(ClientError::NotFound) => Some(Snapshot::Gone),
            Err(ClientError::Closed) => None,
            Err(error) => Some(Snapshot::Unavailable {
                trouble: Trouble::of(&error, shared.lang()),
            }),
        }
    }
}
