//! Virtual time, and what happens when.

use crate::transport::{Answer, Flight, Slot};
use citizen_domain::Timestamp;
use citizen_domain::ports::{Request, TransportError};
use citizen_testkit::SeededRandom;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

/// When every run begins: 2026-11-25, 08:10 in Vietnam.
pub const START: Timestamp = Timestamp::from_secs(1_795_569_000);

/// Something that happens at a moment.
pub(crate) enum Event {
    /// Somebody has slept long enough.
    Wake(Waker),
    /// A request is at the province.
    Arrive(Box<Flight>),
    /// An answer, or the certainty that there is none, is at the phone. With the request where the province itself has
    /// answered it, and whole.
    Answer(Arc<Slot>, Result<Answer, TransportError>, Option<Box<Request>>),
    /// The person takes the phone up, or it is switched on.
    Turn(usize),
    /// Officials work.
    Officials,
}

/// The time, what is to come, and the dice. One for a run; shared by everything in it.
pub struct World {
    state: Mutex<State>,
    begins: Timestamp,
    /// For what happens outside the phones.
    pub(crate) random: SeededRandom,
}

struct State {
    now: u64,
    number: u64,
    queue: BTreeMap<(u64, u64), Event>,
    trace: DefaultHasher,
    told: Option<Vec<String>>,
}

impl World {
    /// A world in which nothing has happened yet, at [`START`].
    pub fn new(seed: u64, tells: bool) -> Self {
        Self::at(START, seed, tells)
    }

    /// As [`World::new`], at another time.
    pub fn at(begins: Timestamp, seed: u64, tells: bool) -> Self {
        Self {
            begins,
            state: Mutex::new(State {
                now: 0,
                number: 0,
                queue: BTreeMap::new(),
                trace: DefaultHasher::new(),
                told: tells.then(Vec::new),
            }),
            random: SeededRandom::new(seed),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Milliseconds since the start.
    pub fn now(&self) -> u64 {
        self.state().now
    }

    /// The right time.
    pub fn time(&self) -> Timestamp {
        self.begins
            .plus_millis(i64::try_from(self.now()).unwrap_or(i64::MAX))
    }

    /// In so many milliseconds.
    pub(crate) fn after(&self, ms: u64, event: Event) {
        let mut state = self.state();
        state.number += 1;
        let key = (state.now + ms, state.number);
        state.queue.insert(key, event);
    }

    /// Time goes by, and nothing happens in it.
    pub(crate) fn pass(&self, ms: u64) {
        self.state().now += ms;
    }

    /// Goes on to the next event.
    pub(crate) fn next(&self) -> Option<Event> {
        let mut state = self.state();
        let ((at, _), event) = state.queue.pop_first()?;
        state.now = state.now.max(at);
        Some(event)
    }

    /// Notes what happened. The notes of two runs with the same seed are the same, to the last one.
    pub(crate) fn note(&self, what: impl FnOnce() -> String) {
        let mut state = self.state();
        let line = what();
        let now = state.now;
        (now, &line).hash(&mut state.trace);
        if let Some(told) = &mut state.told {
            told.push(format!("{:>10.3} {line}", now as f64 / 1000.0));
        }
    }

    /// Hash of everything that was noted.
    pub fn trace(&self) -> u64 {
        self.state().trace.finish()
    }

    /// What was noted, where somebody wanted to read it.
    pub fn told(&self) -> Vec<String> {
        self.state().told.clone().unwrap_or_default()
    }

    /// One in `of`.
    pub(crate) fn one_in(&self, of: u64) -> bool {
        self.random.below(of) == 0
    }

    /// So many in a thousand. Throws the dice only where it could happen.
    pub(crate) fn per_mille(&self, n: u64) -> bool {
        n > 0 && self.random.below(1000) < n
    }

    /// From `low` up to `high`.
    pub(crate) fn between(&self, low: u64, high: u64) -> u64 {
        low + self.random.below(high - low + 1)
    }
}
