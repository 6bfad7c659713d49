//! Long work, with what there is to tell of it and a way to stop it.

use crate::error::Trouble;
use crate::ports::PortFailure;
use crate::records::{Said, SyncView};
use crate::shared::Shared;
use citizen_client::{Client, ClientError, Progress, Task};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What there is to tell of long work. `Finished`, `Failed` or `Cancelled` comes last, and once.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum OperationEvent {
    /// It runs.
    Started,
    /// Much is to come, and so much of it is kept. Told where it is worth telling; the newest wins.
    Progress {
        /// Changes that are kept.
        received: u32,
        /// Changes that were to come when it began.
        of: u32,
        /// In words.
        said: Said,
    },
    /// It is done.
    Finished {
        /// What it came to.
        view: SyncView,
    },
    /// It came to an error. What was to be sent is kept.
    Failed {
        /// Which.
        trouble: Trouble,
    },
    /// The person stopped it. What was being written was written to its end.
    Cancelled,
}

/// Told by the core's one thread for it. Everybody else waits while it is told, so it only hands on.
#[uniffi::export(rust, foreign)]
pub trait OperationObserver: Send + Sync {
    /// What happened. An error changes nothing.
    fn event(&self, event: OperationEvent) -> Result<(), PortFailure>;
}

/// Long work under way. Letting go of it does not stop it.
#[derive(uniffi::Object)]
pub struct Operation {
    task: Mutex<Option<Task<()>>>,
    told: Arc<Told>,
}

#[uniffi::export]
impl Operation {
    /// Stops it where it waits for the network. Again, and when it is over, without effect.
    pub fn cancel(&self) {
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            // Said first: whatever the end of the task says, it was the person who stopped it.
            self.told.last(OperationEvent::Cancelled);
            task.cancel();
        }
    }

    /// Whether its last event is on its way or told.
    pub fn is_over(&self) -> bool {
        self.told.over.load(Ordering::Acquire)
    }
}

struct Told {
    shared: Arc<Shared>,
    observer: Arc<dyn OperationObserver>,
    over: AtomicBool,
    /// The last event is told, or is being told.
    ended: AtomicBool,
    /// How far it is, where nobody has been told of it yet.
    progress: Mutex<Option<Progress>>,
}

impl Told {
    /// The newest wins: who is told slowly is told less often.
    fn progress(self: &Arc<Self>, client: &Client, progress: Progress) {
        let newest = |told: &Self, progress| {
            let mut slot = told.progress.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *slot, progress)
        };
        if newest(self, Some(progress)).is_some() {
            return;
        }
        let (told, client) = (Arc::clone(self), client.clone());
        self.shared.hub.post(Box::new(move || {
            let Some(progress) = newest(&told, None) else {
                return;
            };
            // Nothing is told after the last event; what came before it is, also where that waits already to be told.
            if !told.ended.load(Ordering::Acquire) {
                let said = client.show_progress(progress, told.shared.lang());
                let _ = told.observer.event(OperationEvent::Progress {
                    received: progress.received,
                    of: progress.of,
                    said,
                });
            }
        }));
    }

    fn begun(&self) {
        let observer = Arc::clone(&self.observer);
        self.shared.hub.post(Box::new(move || {
            // What the shell does with it is the shell's.
            let _ = observer.event(OperationEvent::Started);
        }));
    }

    /// The last event, unless there was one.
    fn last(self: &Arc<Self>, event: OperationEvent) {
        if !self.over.swap(true, Ordering::AcqRel) {
            let told = Arc::clone(self);
            self.shared.hub.post(Box::new(move || {
                told.ended.store(true, Ordering::Release);
                let _ = told.observer.event(event);
            }));
        }
    }
}

/// Whatever ends the task, it ends with a last event: also when it breaks down, or goes with the client.
struct Ending(Arc<Told>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.last(OperationEvent::Failed {
            trouble: Trouble::of(&ClientError::Runtime, self.0.shared.lang()),
        });
    }
}

impl Operation {
    /// Sends what waits and fetches what changed.
    pub(crate) fn sync(
        shared: &Arc<Shared>,
        observer: Arc<dyn OperationObserver>,
    ) -> Result<Arc<Self>, ClientError> {
        let client = shared.client()?;
        let told = Arc::new(Told {
            shared: Arc::clone(shared),
            observer,
            over: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            progress: Mutex::default(),
        });
        told.begun();
        let task = client.start({
            let ending = Ending(Arc::clone(&told));
            |client| async move {
                let told = &ending.0;
                let heard = |progress| told.progress(&client, progress);
                let done = client.sync_with(&heard).await;
                // Only now: another may have been chosen meanwhile.
                let lang = told.shared.lang();
                let done = match done {
                    Ok(report) => client.show_sync(&report, lang),
                    Err(error) => Err(error),
                };
                told.last(match done {
                    Ok(view) => OperationEvent::Finished { view },
                    Err(error) => OperationEvent::Failed {
                        trouble: Trouble::of(&error, lang),
                    },
                });
            }
        });
        Ok(Arc::new(Self {
            task: Mutex::new(Some(task)),
            told,
        }))
    }
}
