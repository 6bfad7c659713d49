use citizen_domain::ports::{BoxFuture, Executor};

/// Runs tasks on a tokio runtime and blocking work on its blocking threads.
#[derive(Debug, Clone)]
pub struct TokioExecutor(tokio::runtime::Handle);

impl TokioExecutor {
    /// On the runtime behind `handle`.
    pub fn new(handle: tokio::runtime::Handle) -> Self {
        Self(handle)
    }
}

impl Executor for TokioExecutor {
    fn spawn(&self, task: BoxFuture<'static, ()>) {
        self.0.spawn(task);
    }

    fn spawn_blocking(&self, work: Box<dyn FnOnce() + Send + 'static>) {
        self.0.spawn_blocking(work);
    }
}
