//! One at a time at an upload: whoever asks where it stands, goes on with it or throws it away waits until an append that is under way
//! has kept what it got. A client that lost its line and comes back at once is told an offset that no longer grows.

use crate::error::ApiError;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as Lock, OwnedMutexGuard, watch};

/// How long somebody waits for a turn. An append that gets bytes all this time is alive, and the other is told to come back.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// An append for which somebody waits ends when nothing came for so long: most likely its line is dead, and the server was not told.
pub(super) const QUIET: Duration = Duration::from_secs(1);

#[derive(Debug, Default)]
struct One {
    lock: Arc<Lock<()>>,
    /// How many wait for it.
    waiting: watch::Sender<usize>,
}

/// The uploads that somebody is at. An entry lives as long as a request holds or awaits it, so there are never more than requests.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turns(Arc<Mutex<HashMap<String, Arc<One>>>>);

/// The right to an upload, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    place: Place,
    _held: OwnedMutexGuard<()>,
}

/// A share in an entry; the last one takes it away.
#[derive(Debug)]
struct Place {
    turns: Turns,
    id: String,
    one: Arc<One>,
}

impl Turns {
    /// Waits for the turn at an upload, and has whoever holds it know that somebody waits.
    pub(super) async fn take(&self, id: &str, patience: Duration) -> Result<Turn, ApiError> {
        let place = self.place(id);
        let _waits = Waits::of(&place.one);
        let held = tokio::time::timeout(patience, place.one.lock.clone().lock_owned());
        let held = held.await.map_err(|_| ApiError::UploadBusy)?;
        Ok(Turn { place, _held: held })
    }

    fn place(&self, id: &str) -> Place {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let one = all.entry(id.to_owned()).or_default().clone();
        Place {
            turns: self.clone(),
            id: id.to_owned(),
            one,
        }
    }
}

impl Turn {
    /// Ready as soon as somebody else waits for this upload.
    pub(super) async fn wanted(&self) {
        let mut waiting = self.place.one.waiting.subscribe();
        // The sender is held by this turn: it does not end before.
        let _ = waiting.wait_for(|waiting| *waiting > 0).await;
    }
}

/// Counts somebody who waits, however the waiting ends.
struct Waits(Arc<One>);

impl Waits {
    fn of(one: &Arc<One>) -> Self {
        one.waiting.send_modify(|waiting| *waiting += 1);
        Self(one.clone())
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        self.0
            .waiting
            .send_modify(|waiting| *waiting = waiting.saturating_sub(1));
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Given back under the lock, so that of two that end at once one sees itself the last.
        drop(std::mem::take(&mut self.one));
        if all.get(&self.id).is_some_and(|one| Arc::strong_count(one) == 1) {
            all.remove(&self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(turns: &Turns) -> usize {
        turns.0.lock().unwrap().len()
    }

    #[tokio::test]
    async fn one_at_a_time_at_one_upload_and_nothing_is_left_behind() {
        let turns = Turns::default();
        let first = turns.take("a", Duration::ZERO).await.unwrap();
        let other = turns.take("b", Duration::ZERO).await.unwrap();
        assert_eq!(entries(&turns), 2);
        let refused = turns.take("a", Duration::ZERO).await;
        assert_eq!(refused.unwrap_err(), ApiError::UploadBusy);
        // Whoever has given up wants it no more.
        tokio::select! {
            biased;
            () = first.wanted() => panic!("nobody waits"),
            () = std::future::ready(()) => {}
        }
        let waits = turns.take("a", PATIENCE);
        let (second, ()) = tokio::join!(waits, async {
            first.wanted().await;
            drop(first);
        });
        assert_eq!(entries(&turns), 2);
        drop((second.unwrap(), other));
        assert_eq!(entries(&turns), 0);
    }
}
