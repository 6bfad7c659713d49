use citizen_domain::ports::{BoxFuture, Executor};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

type Job = Box<dyn FnOnce() + Send>;

/// Keeps a phone's blocking work until the run says that it is done, so that the phone can die before and after it.
#[derive(Default)]
pub(crate) struct Deferred {
    jobs: Mutex<VecDeque<Job>>,
}

impl Deferred {
    /// The oldest work that is not done yet.
    pub(crate) fn next(&self) -> Option<Job> {
        self.jobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
    }
}

impl Executor for Deferred {
    /// # Panics
    /// Always: the client runs no tasks of its own, and one that began to would need a place in the order of things.
    fn spawn(&self, _: BoxFuture<'static, ()>) {
        panic!("a task of its own");
    }

    fn spawn_blocking(&self, work: Job) {
        self.jobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(work);
    }
}
