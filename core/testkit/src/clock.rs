use crate::lock;
use citizen_domain::Timestamp;
use citizen_domain::ports::{BoxFuture, Clock};
use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::time::Duration;

/// A clock that stands still until it is told to move. Clones show the same time.
#[derive(Clone)]
pub struct FakeClock {
    state: Arc<Mutex<State>>,
}

struct State {
    wall: Timestamp,
    monotonic: Duration,
    sleepers: Vec<(Duration, Waker)>,
}

impl FakeClock {
    /// A clock that shows `now`.
    pub fn at(now: Timestamp) -> Self {
        Self {
            state: Arc::new(Mutex::new(State {
                wall: now,
                monotonic: Duration::ZERO,
                sleepers: Vec::new(),
            })),
        }
    }

    /// Moves both times on and wakes whoever has slept long enough.
    pub fn advance(&self, by: Duration) {
        let mut state = lock(&self.state);
        state.monotonic += by;
        state.wall = state
            .wall
            .plus_millis(i64::try_from(by.as_millis()).unwrap_or(i64::MAX));
        let now = state.monotonic;
        let (woken, asleep) = std::mem::take(&mut state.sleepers)
            .into_iter()
            .partition(|(until, _)| *until <= now);
        state.sleepers = asleep;
        drop(state);
        for (_, waker) in woken as Vec<(Duration, Waker)> {
            waker.wake();
        }
    }

    /// Sets the wall time alone, as a person or a bad battery does. Nobody wakes.
    pub fn set_wall(&self, now: Timestamp) {
        lock(&self.state).wall = now;
    }

    /// How many sleep.
    pub fn sleepers(&self) -> usize {
        lock(&self.state).sleepers.len()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        lock(&self.state).wall
    }

    fn monotonic(&self) -> Duration {
        lock(&self.state).monotonic
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let state = Arc::clone(&self.state);
        let until = lock(&state).monotonic + duration;
        Box::pin(poll_fn(move |context| {
            let mut state = lock(&state);
            if state.monotonic >= until {
                return Poll::Ready(());
            }
            state.sleepers.push((until, context.waker().clone()));
            Poll::Pending
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InlineExecutor;
    use citizen_domain::ports::Executor as _;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn sleepers_wake_when_the_clock_is_moved_and_not_before() {
        let clock = FakeClock::at(Timestamp::from_secs(0));
        let executor = InlineExecutor::new();
        let woken = Arc::new(AtomicU32::new(0));
        for seconds in [1_u64, 5] {
            let (sleep, woken) = (clock.sleep(Duration::from_secs(seconds)), Arc::clone(&woken));
            executor.spawn(Box::pin(async move {
                sleep.await;
                woken.fetch_add(1, Ordering::SeqCst);
            }));
        }
        executor.run();
        for (advance, expected) in [(0, 0), (1, 1), (3, 1), (1, 2)] {
            clock.advance(Duration::from_secs(advance));
            executor.run();
            assert_eq!(woken.load(Ordering::SeqCst), expected);
        }
        assert_eq!(clock.now(), Timestamp::from_secs(5));
    }
}
