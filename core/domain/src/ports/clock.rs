use super::BoxFuture;
use crate::Timestamp;
use std::time::Duration;

/// Wall and monotonic time. The wall clock of a phone is often wrong; nothing may depend on it alone.
pub trait Clock: Send + Sync {
    /// Wall time as the device believes it.
    fn now(&self) -> Timestamp;

    /// Time since some fixed moment of this process (or boot); never goes back.
    fn monotonic(&self) -> Duration;

    /// Completes after `duration` of monotonic time.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}
