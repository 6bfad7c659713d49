//! How far the receiving of a sync is: a first one may bring thousands of dossiers over a slow line.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// From so many changes on there is progress to tell: fewer come as one batch, and are there before anybody has read it.
const TOLD_FROM: u32 = 200;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Changes that are kept.
    pub received: u32,
    /// Changes that were to come when it began.
    pub of: u32,
}

/// Who is told.
pub(crate) type Listener<'a> = dyn Fn(Progress) + Send + Sync + 'a;

/// One run of the change feed.
pub(crate) struct Pull<'a> {
    listener: &'a Listener<'a>,
    received: AtomicU32,
    /// What was received before this feed began, where it is read a second time.
    earlier: AtomicU32,
    of: AtomicU32,
}

impl<'a> Pull<'a> {
    pub(crate) fn new(listener: &'a Listener<'a>) -> Self {
        Self {
            listener,
            received: AtomicU32::new(0),
            earlier: AtomicU32::new(0),
            of: AtomicU32::new(0),
        }
    }

    /// The feed says how much it is going to bring; a feed that is read from the start brings all of it.
    pub(crate) fn announced(&self, changes: u64) {
        self.earlier.store(self.received(), Relaxed);
        self.of.store(u32::try_from(changes).unwrap_or(u32::MAX), Relaxed);
        self.tell();
    }

    /// So many more are kept.
    pub(crate) fn kept(&self, changes: u32) {
        self.received.fetch_add(changes, Relaxed);
        self.tell();
    }

    /// What is kept of it, also where it broke off.
    pub(crate) fn received(&self) -> u32 {
        self.received.load(Relaxed)
    }

    fn tell(&self) {
        let received = self.received().saturating_sub(self.earlier.load(Relaxed));
        let of = self.of.load(Relaxed);
        if of >= TOLD_FROM {
            (self.listener)(Progress {
                received: received.min(of),
                of,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn only_what_is_long_is_told_and_never_more_than_all_of_it() {
        for (of, expected) in [
            (None, vec![]),
            (Some(199), vec![]),
            (Some(250), vec![(0, 250), (100, 250), (200, 250), (250, 250)]),
        ] {
            let told = Mutex::new(Vec::new());
            let listener = |progress: Progress| told.lock().unwrap().push((progress.received, progress.of));
            let pull = Pull::new(&listener);
            if let Some(of) = of {
                pull.announced(of);
            }
            for _ in 0..3 {
                pull.kept(100);
            }
            assert_eq!(pull.received(), 300);
            assert_eq!(*told.lock().unwrap(), expected);
        }
    }

    #[test]
    fn a_feed_that_is_read_again_begins_at_nothing() {
        let told = Mutex::new(Vec::new());
        let listener = |progress: Progress| told.lock().unwrap().push((progress.received, progress.of));
        let pull = Pull::new(&listener);
        for _ in 0..2 {
            pull.announced(250);
            pull.kept(100);
        }
        assert_eq!(
            *told.lock().unwrap(),
            [(0, 250), (100, 250), (0, 250), (100, 250)]
        );
        assert_eq!(pull.received(), 200);
    }
}
