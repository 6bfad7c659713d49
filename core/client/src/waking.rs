//! When the system should let this app work again, without the person.

use crate::client::Inner;
use crate::outbox_facade::Waiting;
use citizen_domain::Timestamp;
use citizen_outbox::Reason;
use std::sync::PoisonError;

impl Inner {
    /// Something new can go out: as soon as there is a network.
    pub(crate) fn wake_now(&self) {
        let now = self.now();
        let told = *self.woken_at.lock().unwrap_or_else(PoisonError::into_inner);
        // Asked for already, and nothing came of it yet.
        if told.is_none_or(|at| at > now) {
            self.wake_at(Some(now));
        }
    }

    /// After a sync: when what still waits is worth another try.
    pub(crate) fn wake_for(&self, waiting: &[Waiting]) {
        self.wake_at(moment(waiting, self.now()));
    }

    fn wake_at(&self, at: Option<Timestamp>) {
        *self.woken_at.lock().unwrap_or_else(PoisonError::into_inner) = at;
        // A system that wakes nobody loses nothing: the next start of the app sends.
        let _ = self.ports.wake.wake_at(at);
    }
}

/// The earliest moment that something goes on by itself. What waits for the person, or behind another item, has none.
fn moment(waiting: &[Waiting], now: Timestamp) -> Option<Timestamp> {
    waiting
        .iter()
        .filter_map(|one| {
            one.next_try_at
                .or_else(|| (one.reason == Reason::Network.as_str()).then_some(now))
        })
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(reason: &str, next_try_at: Option<i64>) -> Waiting {
        Waiting {
            id: String::new(),
            reason: reason.to_owned(),
            missing_photos: 0,
            next_try_at: next_try_at.map(Timestamp::from_millis),
        }
    }

    #[test]
    fn the_system_is_asked_for_the_first_moment_that_needs_nobody() {
        let now = Timestamp::from_millis(1_000);
        let table: &[(&[Waiting], Option<i64>)] = &[
            (&[], None),
            (&[waits("auth", None)], None),
            (&[waits("order", None)], None),
            (&[waits("network", None)], Some(1_000)),
            (&[waits("busy", Some(9_000)), waits("auth", None)], Some(9_000)),
            (&[waits("busy", Some(9_000)), waits("network", None)], Some(1_000)),
            (
                &[waits("busy", Some(9_000)), waits("network", Some(4_000))],
                Some(4_000),
            ),
        ];
        for (waiting, expected) in table {
            assert_eq!(
                moment(waiting, now),
                expected.map(Timestamp::from_millis),
                "{waiting:?}"
            );
        }
    }
}
