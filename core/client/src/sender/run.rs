//! The loop of the sender: many steps from one plan, and everything looked at anew as soon as somebody else has written.

use super::{Sender, Sent};
use crate::ClientError;
use citizen_outbox::{Action, Applied, Effect, Item, Pause, PlanContext, Repository as _, next_steps, plan};
use citizen_proof::KeySet;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// More steps and looks than any honest outbox needs in one run; a piece of a photo takes one of each.
const MAX_STEPS: u32 = 40_000;

/// What is open, as far as this run knows.
#[derive(Default)]
struct Known {
    /// In order of creation, with the answers of this run put in their places.
    items: Vec<Item>,
    /// Where [`crate::Changes`] stood before they were read.
    seen: u64,
    /// Nothing was done since they were read.
    fresh: bool,
    /// A step has changed more than its own item, or has found another one.
    stale: bool,
    /// Steps taken, and looks at what is to be done.
    tries: u32,
}

/// What shows whether somebody else has written since the items were read: this process counts its transactions, and the
/// database tells of another's.
#[derive(Default)]
pub(crate) struct Wrote {
    /// How many of this process's transactions are this sender's own.
    ours: AtomicU64,
    /// What the database last said of other processes.
    last: Mutex<Option<i64>>,
    others: AtomicBool,
}

impl Wrote {
    /// One transaction of this sender was committed, and the database said this in it.
    pub(super) fn note(&self, said: i64) {
        self.ours.fetch_add(1, Ordering::Relaxed);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        // Before the first time there is nothing to compare it with.
        if last.replace(said) != Some(said) {
            self.others.store(true, Ordering::Relaxed);
        }
    }
}

/// Whether more than the item itself may be another than before.
fn touches_others(applied: &Applied) -> bool {
    let item = &applied.item;
    item.ancestor.is_some()
        || applied.effects.iter().any(|effect| match effect {
            Effect::Accepted => item.takes_back(),
            Effect::Security(_) | Effect::SignInNeeded => false,
            Effect::Remove | Effect::Rejected => true,
        })
}

impl Sender<'_> {
    /// Runs until nothing can be done now.
    pub(crate) async fn run(&self) -> Result<Sent, ClientError> {
        let mut keys = Arc::new(crate::province::key_set(self.pack)?);
        let mut sent = Sent::default();
        if self.access.is_some() {
            self.release(Pause::Auth, &keys).await?;
        }
        // It may be right by now; if not, the first answer that cannot be had will say so again.
        self.release(Pause::Clock, &keys).await?;
        let mut known = Known::default();
        while known.tries < MAX_STEPS {
            known.tries += 1;
            let steps = next_steps(&known.items, &self.context(&sent));
            if steps.is_empty() && known.fresh {
                break;
            }
            if steps.is_empty() || !self.is_known(&known) {
                self.read_anew(&mut known).await?;
            } else {
                self.take(steps, &mut known, &mut keys, &mut sent).await?;
            }
        }
        Ok(sent)
    }

    fn context(&self, sent: &Sent) -> PlanContext {
        let signed_in = self.access.is_some() && !sent.sign_in_needed;
        self.inner.plan_context(signed_in, sent.offline)
    }

    /// Takes one step after the other of one plan, for as long as nothing shows that it no longer holds.
    async fn take(
        &self,
        steps: Vec<(usize, Action)>,
        known: &mut Known,
        keys: &mut Arc<KeySet>,
        sent: &mut Sent,
    ) -> Result<(), ClientError> {
        for (place, action) in steps {
            let Some(item) = known.items.get(place) else {
                return Ok(());
            };
            // The network, the session, the clock or the budget may be others than before the last step.
            if plan(item, &self.context(sent)) != action {
                return Ok(());
            }
            let (named, confirmed) = ((item.id.clone(), item.version), item.receipt.is_some());
            known.fresh = false;
            known.tries += 1;
            let applied = self.step(&named, action, keys, sent).await?;
            let Some(applied) = applied.filter(|applied| !touches_others(applied)) else {
                known.stale = true;
                return Ok(());
            };
            // What the province does not have after all holds up what comes after it.
            let unconfirmed = confirmed && applied.item.receipt.is_none();
            if let Some(slot) = known.items.get_mut(place) {
                *slot = applied.item;
            }
            if unconfirmed {
                return Ok(());
            }
            if !self.is_known(known) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Whether the items are still as they were read, but for this sender's own steps.
    fn is_known(&self, known: &Known) -> bool {
        let ours = self.wrote.ours.load(Ordering::Relaxed);
        !known.stale
            && !self.wrote.others.load(Ordering::Relaxed)
            && self.inner.changes.count() == known.seen.wrapping_add(ours)
    }

    async fn read_anew(&self, known: &mut Known) -> Result<(), ClientError> {
        // What is written from here on is noticed, even while it is read.
        known.seen = self.inner.changes.count();
        self.wrote.ours.store(0, Ordering::Relaxed);
        self.wrote.others.store(false, Ordering::Relaxed);
        known.items = self.renewed(std::mem::take(&mut known.items)).await?;
        (known.fresh, known.stale) = (true, false);
        Ok(())
    }

    /// What is open now. Only what has changed since `before` is read anew: a photo of a hundred pieces must not cost a
    /// hundred readings of everything that waits.
    async fn renewed(&self, before: Vec<Item>) -> Result<Vec<Item>, ClientError> {
        self.inner
            .read_soon(move |tx| {
                let mut known: HashMap<(String, u64), Item> = before
                    .into_iter()
                    .map(|item| ((item.id.clone(), item.version), item))
                    .collect();
                let mut items = Vec::new();
                for named in tx.open_versions()? {
                    match known.remove(&named) {
                        Some(item) => items.push(item),
                        None => items.extend(tx.item(&named.0)?),
                    }
                }
                Ok(items)
            })
            .await
    }
}
