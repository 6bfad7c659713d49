//! Work on the core's own threads: a caller's thread never runs any of it, and a caller that stops waiting cuts no write.

use crate::{Client, ClientError};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::runtime::{Handle, Runtime};
use tokio::task::{AbortHandle, JoinHandle};

/// The client's runtime. Whoever lets go of it last may be one of its own threads, which must not wait for themselves.
#[derive(Debug)]
pub(crate) struct OwnRuntime {
    handle: Handle,
    /// Taken when this is dropped.
    runtime: Option<Runtime>,
}

impl OwnRuntime {
    pub(crate) fn new(runtime: Runtime) -> Self {
        Self {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
        }
    }

    /// Runs `future` to its end on the caller's thread.
    pub(crate) fn block_on<F: Future>(&self, future: F) -> F::Output {
        match &self.runtime {
            Some(runtime) => runtime.block_on(future),
            None => self.handle.block_on(future),
        }
    }
}

impl Drop for OwnRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Work under way. Waiting for it can be given up at any time: the work itself goes on to its end unless it is cancelled.
#[derive(Debug)]
pub struct Task<T>(JoinHandle<T>);

impl<T> Task<T> {
    /// Cuts the work off where it waits for the network. What is being written is written to its end.
    pub fn cancel(&self) {
        self.0.abort();
    }

    /// What cancels it while somebody else waits for it.
    pub fn stop(&self) -> Stop {
        Stop(self.0.abort_handle())
    }
}

/// Cancels work that somebody else waits for.
#[derive(Debug)]
pub struct Stop(AbortHandle);

impl Stop {
    /// As [`Task::cancel`]. Again, and when it is over, without effect.
    pub fn cancel(&self) {
        self.0.abort();
    }
}

impl<T> Future for Task<T> {
    type Output = Result<T, ClientError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(context)
            .map(|done| done.map_err(|_| ClientError::Runtime))
    }
}

impl Client {
    /// Starts `work` on the core's own threads.
    pub fn start<T, F>(&self, work: impl FnOnce(Self) -> F) -> Task<T>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let work = work(self.clone());
        Task(self.runtime.handle.spawn(work))
    }
}
