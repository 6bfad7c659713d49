use super::BoxFuture;

/// Runs work away from the caller's thread: tasks, and the store's lanes. Threads in production, inline on the
/// simulating thread in tests.
pub trait Executor: Send + Sync {
    /// Runs a task to its end, detached.
    fn spawn(&self, task: BoxFuture<'static, ()>);

    /// Runs work that may block (SQLite, picture decoding) where it disturbs no task.
    fn spawn_blocking(&self, work: Box<dyn FnOnce() + Send + 'static>);
}
