use crate::world::{Event, World};
use citizen_domain::Timestamp;
use citizen_domain::ports::{BoxFuture, Clock};
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::Poll;
use std::time::Duration;

/// A phone's clock: the world's time, and how far it is off.
#[derive(Clone)]
pub(crate) struct PhoneClock {
    pub(crate) world: Arc<World>,
    pub(crate) off_ms: Arc<AtomicI64>,
}

impl Clock for PhoneClock {
    fn now(&self) -> Timestamp {
        self.world.time().plus_millis(self.off_ms.load(Ordering::Relaxed))
    }

    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.world.now())
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let world = Arc::clone(&self.world);
        let ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let until = world.now() + ms;
        let mut asked = false;
        Box::pin(poll_fn(move |context| {
            if world.now() >= until {
                return Poll::Ready(());
            }
            if !asked {
                asked = true;
                world.after(until - world.now(), Event::Wake(context.waker().clone()));
            }
            Poll::Pending
        }))
    }
}
