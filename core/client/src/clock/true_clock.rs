use super::learned::{Doubt, Heard, LearnedTime, Lesson, Reading};
use citizen_domain::Timestamp;
use citizen_domain::ports::{BoxFuture, Clock};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The device's clock, put right by what the network has taught. Everything in the core that asks for the time asks
/// this one: sessions, proofs, packs, certificates.
pub struct TrueClock {
    device: Arc<dyn Clock>,
    time: Mutex<LearnedTime>,
}

/// What to tell a person whose device shows a wrong time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct ClockAdvice {
    /// What the device shows.
    pub device: Timestamp,
    /// What it should show; `None` while it is only known that it must be later than shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_to: Option<Timestamp>,
    /// It must be later than this.
    pub not_before: Timestamp,
}

impl ClockAdvice {
    /// The catalogue text that says it, with `now` and `right`.
    pub fn message(&self) -> &'static str {
        match self.set_to {
            Some(_) => "client.clock.set_to",
            None => "client.clock.behind",
        }
    }

    /// What `message` names as `right`.
    pub fn right(&self) -> Timestamp {
        self.set_to.unwrap_or(self.not_before)
    }
}

impl TrueClock {
    /// Over the device's clock; nothing is learnt yet.
    pub fn new(device: Arc<dyn Clock>) -> Self {
        let time = Mutex::new(LearnedTime::new(read(&*device)));
        Self { device, time }
    }

    /// Whether an answer has taught the time in this process.
    pub fn is_learned(&self) -> bool {
        self.time().is_learned()
    }

    /// What the device's clock is doubted for, while nothing is learnt.
    pub fn doubt(&self) -> Option<Doubt> {
        let device = read(&*self.device);
        self.time().doubt(device)
    }

    /// What to tell the person, where the device's clock is known to be wrong.
    pub fn advice(&self) -> Option<ClockAdvice> {
        let device = read(&*self.device);
        let time = self.time();
        time.device_is_wrong(device).then(|| ClockAdvice {
            device: device.wall,
            set_to: time.is_learned().then(|| time.now(device)),
            not_before: time.now(device),
        })
    }

    /// What the device itself shows: what other programs on it go by.
    pub fn device_now(&self) -> Timestamp {
        self.device.now()
    }

    /// See [`LearnedTime::not_before`].
    pub fn not_before(&self, at: Timestamp) {
        let device = read(&*self.device);
        self.time().not_before(at, device);
    }

    /// See [`LearnedTime::doubt_after`].
    pub fn doubt_after(&self, at: Timestamp) {
        self.time().doubt_after(at);
    }

    /// See [`LearnedTime::hear`]. For transports: only what an authenticated answer says may teach.
    pub fn hear(&self, lesson: Lesson) -> Heard {
        let device = read(&*self.device);
        self.time().hear(lesson, device)
    }

    fn time(&self) -> MutexGuard<'_, LearnedTime> {
        self.time.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(device: &dyn Clock) -> Reading {
    Reading {
        wall: device.now(),
        monotonic: device.monotonic(),
    }
}

impl Clock for TrueClock {
    fn now(&self) -> Timestamp {
        let device = read(&*self.device);
        self.time().now(device)
    }

    fn monotonic(&self) -> Duration {
        self.device.monotonic()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.device.sleep(duration)
    }
}

impl std::fmt::Debug for TrueClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TrueClock").finish_non_exhaustive()
    }
}
