//! When the system should let this app work again, without the person.

use crate::ClientError;
use crate::client::Inner;
use crate::outbox_facade::all_open;
use citizen_domain::Timestamp;
use citizen_domain::ports::NetworkClass;
use citizen_outbox::{Action, Item, PlanContext, Reason, plan_all};
use std::sync::{MutexGuard, PoisonError};

/// Where there is a network and the province cannot be reached all the same.
const UNREACHED_MS: i64 = 15 * 60_000;

impl Inner {
    /// Something new can go out: as soon as there is a network.
    pub(crate) fn wake_now(&self) {
        let mut told = self.woken_at();
        let now = self.now();
        // Asked for already, and nothing came of it yet.
        if told.is_none_or(|at| at > now) {
            self.wake_at(&mut told, Some(now));
        }
    }

    /// After a sync: when what still waits is worth another try.
    ///
    /// # Errors
    /// The store's own.
    pub(crate) fn wake_for(&self, context: &PlanContext) -> Result<(), ClientError> {
        // Held while it is looked: what is given to be sent meanwhile asks after this, and not before.
        let mut told = self.woken_at();
        let items = self.read(all_open)?;
        let connectivity = &self.ports.connectivity;
        let nothing_there = connectivity.class() == NetworkClass::None && !connectivity.captive();
        self.wake_at(&mut told, moment(&items, context, nothing_there));
        Ok(())
    }

    fn woken_at(&self) -> MutexGuard<'_, Option<Timestamp>> {
        self.woken_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_at(&self, told: &mut Option<Timestamp>, at: Option<Timestamp>) {
        // The system goes by the device's clock, however wrong it is.
        let off = self.ports.trust.clock().device_now().millis() - self.now().millis();
        let device = at.map(|at| at.plus_millis(off));
        // A system that wakes nobody loses nothing: the next start of the app sends.
        *told = self.ports.wake.wake_at(device).ok().and(at);
    }
}

/// The earliest moment that something goes on by itself. What waits for the person, or behind another item, has none. The system
/// waits for a network by itself where there is none.
fn moment(items: &[Item], context: &PlanContext, nothing_there: bool) -> Option<Timestamp> {
    let unreached = if nothing_there { 0 } else { UNREACHED_MS };
    plan_all(items, context)
        .iter()
        .filter_map(|(_, action)| match action {
            Action::Wait {
                until: None,
                reason: Reason::Network,
            } => Some(context.now.plus_millis(unreached)),
            Action::Wait { until, .. } => *until,
            Action::Done => None,
            // A moment to wait has passed since, or it was given to be sent since.
            _ => Some(context.now),
        })
        .min()
}
