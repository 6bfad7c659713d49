//! The one thread that tells observers. Snapshot first, newest wins, at most one round in 16 ms, and never from inside a lock.

use crate::subscription::{Round, Watching};
use citizen_client::Changes;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// A frame of a screen: nobody sees what comes more often.
const FRAME: Duration = Duration::from_millis(16);

/// Something to tell once, in order.
pub(crate) type Letter = Box<dyn FnOnce() + Send>;

pub(crate) struct Hub {
    changes: Arc<Changes>,
    /// Nothing when there is no thread to tell them, or none any more.
    letters: Mutex<Option<VecDeque<Letter>>>,
    watching: Mutex<Vec<Weak<Watching>>>,
    closed: AtomicBool,
    closing: (Mutex<()>, Condvar),
}

impl Hub {
    pub(crate) fn new(changes: Arc<Changes>) -> Arc<Self> {
        Arc::new(Self {
            changes,
            letters: Mutex::new(Some(VecDeque::new())),
            watching: Mutex::default(),
            closed: AtomicBool::new(false),
            closing: (Mutex::new(()), Condvar::new()),
        })
    }

    /// Starts the thread. Where none can be started, nobody watches anything; everything else goes on.
    pub(crate) fn run(self: &Arc<Self>) {
        let hub = Arc::clone(self);
        let started = std::thread::Builder::new()
            .name("citizen-events".to_owned())
            .spawn(move || {
                #[cfg(not(target_vendor = "apple"))]
                let _attached = crate::jvm::attach();
                hub.tell();
            });
        if started.is_err() {
            *self.letters() = None;
        }
    }

    /// Sends something to tell. Where there is no thread for it, whoever sends it tells it.
    pub(crate) fn post(&self, letter: Letter) {
        let mut letters = self.letters();
        if let Some(waiting) = &mut *letters {
            waiting.push_back(letter);
            drop(letters);
            self.changes.rise();
        } else {
            drop(letters);
            letter();
        }
    }

    fn letters(&self) -> MutexGuard<'_, Option<VecDeque<Letter>>> {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in somebody who watches; told first what is so now.
    pub(crate) fn watch(&self, watching: &Arc<Watching>) {
        self.watching
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Arc::downgrade(watching));
        self.changes.rise();
    }

    /// Where the count of changes stands.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.count()
    }

    /// Ends the thread after the round that it is in.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.closing.1.notify_all();
        self.changes.rise();
    }

    fn tell(&self) {
        // Not the count of now: what rose before this thread ran is told too.
        let mut seen = self.changes.count().wrapping_sub(1);
        loop {
            seen = self.changes.wait(seen);
            if self.closed.load(Ordering::Acquire) {
                // What was to be told once is told once, last events above all.
                let rest = self.letters().take();
                return deliver(rest.unwrap_or_default());
            }
            self.round();
            self.pause();
        }
    }

    fn round(&self) {
        let letters = self.letters().as_mut().map(std::mem::take);
        deliver(letters.unwrap_or_default());
        let mut round = Round::default();
        for watching in self.live() {
            let _ = catch_unwind(AssertUnwindSafe(|| watching.tell(&mut round)));
        }
    }

    /// Those who still watch; the others are forgotten.
    fn live(&self) -> Vec<Arc<Watching>> {
        let mut list = self.watching.lock().unwrap_or_else(PoisonError::into_inner);
        list.retain(|watching| watching.upgrade().is_some_and(|watching| !watching.is_over()));
        list.iter().filter_map(Weak::upgrade).collect()
    }

    fn pause(&self) {
        let (lock, closing) = &self.closing;
        let held = lock.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.closed.load(Ordering::Acquire) {
            let _ = closing.wait_timeout(held, FRAME);
        }
    }
}

/// Whoever breaks down while being told does not silence the others.
fn deliver(letters: VecDeque<Letter>) {
    for letter in letters {
        let _ = catch_unwind(AssertUnwindSafe(letter));
    }
}
