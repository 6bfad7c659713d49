use citizen_domain::Timestamp;
use citizen_domain::ports::{BoxFuture, Clock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A moment of a clock that only counts. On Linux and Android it counts while the device sleeps too, so that what was
/// learnt before is still right after a night in a pocket; elsewhere the shell may bring a clock that does.
#[derive(Debug)]
struct Steady(Moment);

#[cfg(any(target_os = "linux", target_os = "android"))]
type Moment = Duration;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
type Moment = std::time::Instant;

#[cfg(any(target_os = "linux", target_os = "android"))]
impl Steady {
    fn now() -> Self {
        let at = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        Self(Duration::new(
            u64::try_from(at.tv_sec).unwrap_or(0),
            u32::try_from(at.tv_nsec).unwrap_or(0),
        ))
    }

    fn elapsed(&self) -> Duration {
        Self::now().0.saturating_sub(self.0)
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
impl Steady {
    fn now() -> Self {
        Self(std::time::Instant::now())
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The device's clock, moved by an offset: tests and the curious can live at another date.
#[derive(Debug)]
pub struct SystemClock {
    start: Steady,
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
            start: Steady::now(),
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
