use citizen_domain::Timestamp;
use citizen_domain::ports::{BoxFuture, Clock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The device's clock, moved by an offset: tests and the curious can live at another date.
#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
    offset_ms: i64,
}

impl SystemClock {
    /// The device's clock as it is.
    pub fn new() -> Self {
        Self::shifted(0)
    }

    /// The device's clock, `offset_ms` milliseconds off.
    pub fn shifted(offset_ms: i64) -> Self {
        Self {
            start: Instant::now(),
            offset_ms,
        }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let ms = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |ms| -ms),
        };
        Timestamp::from_millis(ms.saturating_add(self.offset_ms))
    }

    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
