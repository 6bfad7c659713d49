//! The rule by which time is learnt. Pure: readings of the device's clocks and lessons in, the time out.
//!
//! - Only an authenticated answer teaches: whoever calls [`LearnedTime::hear`] has checked the server's certificate at
//!   the time that it teaches.
//! - A later answer may move the time on, never back. An answer older than what is known (out of a cache, or held up)
//!   teaches nothing.
//! - Between answers the monotonic clock counts, so that turning the wall clock changes nothing.
//! - Over a restart only "not before" is kept, since nothing tells how long the device was off.

use super::RELEASED;
use citizen_domain::Timestamp;
use std::time::Duration;

/// How far two honest clocks may differ (D§7.3), in milliseconds.
const LEEWAY_MS: i64 = 5 * 60 * 1000;
/// An answer that took longer may have been held up on its way and teaches nothing.
const MAX_TRIP: Duration = Duration::from_secs(60);

/// Both clocks of the device, read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What the device shows.
    pub wall: Timestamp,
    /// Time since some fixed moment of this process or of the device's start.
    pub monotonic: Duration,
}

/// What an authenticated answer says of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lesson {
    /// Its `Date` (RFC 9110 §6.6.1).
    pub date: Timestamp,
    /// When its request left, by the monotonic clock.
    pub sent: Duration,
}

/// What came of a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The first one, or one that moved the time on.
    Learned,
    /// It agrees with what is known, or is older: nothing moved.
    Confirmed,
    /// Older than what was known before: not of now.
    TooOld,
    /// It was under way for too long.
    TooSlow,
}

/// Why the device's clock cannot be right, while nothing is learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It shows a time that is known to be past.
    Behind,
    /// It shows a time after the end of the pack's use: perhaps true, perhaps not.
    Ahead,
}

#[derive(Debug, Clone, Copy)]
struct Anchor {
    at: Timestamp,
    monotonic: Duration,
}

impl Anchor {
    fn now(self, device: Reading) -> Timestamp {
        let since = device.monotonic.saturating_sub(self.monotonic);
        self.at
            .plus_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// What is known of the time. `Debug` shows times only.
#[derive(Debug, Clone)]
pub struct LearnedTime {
    /// What the device showed at the start: turning it back later does not turn this back.
    started: Anchor,
    floor: Anchor,
    ceiling: Option<Timestamp>,
    learned: Option<Anchor>,
}

impl LearnedTime {
    /// Nothing is known but the age of this version.
    pub fn new(device: Reading) -> Self {
        Self {
            started: Anchor {
                at: device.wall,
                monotonic: device.monotonic,
            },
            floor: Anchor {
                at: RELEASED,
                monotonic: device.monotonic,
            },
            ceiling: None,
            learned: None,
        }
    }

    /// It is not earlier than `at` now: the pack's date, or what was learnt before a restart.
    pub fn not_before(&mut self, at: Timestamp, device: Reading) {
        if at > self.floor.now(device) {
            self.floor = Anchor {
                at,
                monotonic: device.monotonic,
            };
        }
    }

    /// The end of the pack's use: a device that shows a later time is doubted.
    pub fn doubt_after(&mut self, at: Timestamp) {
        self.ceiling = Some(at);
    }

    /// The time to go by.
    pub fn now(&self, device: Reading) -> Timestamp {
        match self.learned {
            Some(anchor) => anchor.now(device),
            None => device
                .wall
                .max(self.started.now(device))
                .max(self.floor.now(device)),
        }
    }

    /// Whether an answer has taught the time in this process.
    pub fn is_learned(&self) -> bool {
        self.learned.is_some()
    }

    /// What the device's clock is doubted for.
    pub fn doubt(&self, device: Reading) -> Option<Doubt> {
        if self.is_learned() {
            return None;
        }
        if device.wall.plus_millis(LEEWAY_MS) < self.floor.now(device) {
            Some(Doubt::Behind)
        } else if self.ceiling.is_some_and(|end| end <= device.wall) {
            Some(Doubt::Ahead)
        } else {
            None
        }
    }

    /// Whether the device's clock is known to be wrong.
    pub fn device_is_wrong(&self, device: Reading) -> bool {
        match self.learned {
            Some(anchor) => {
                let off = device.wall.millis().saturating_sub(anchor.now(device).millis());
                off.saturating_abs() > LEEWAY_MS
            }
            None => self.doubt(device) == Some(Doubt::Behind),
        }
    }

    /// Takes a lesson that was authenticated at its own time.
    pub fn hear(&mut self, lesson: Lesson, device: Reading) -> Heard {
        if device.monotonic.saturating_sub(lesson.sent) > MAX_TRIP {
            return Heard::TooSlow;
        }
        if lesson.date.plus_millis(LEEWAY_MS) < self.floor.now(device) {
            return Heard::TooOld;
        }
        let known = match self.learned {
            Some(anchor) => anchor.now(device),
            None => self.floor.now(device),
        };
        if self.learned.is_some() && lesson.date <= known {
            return Heard::Confirmed;
        }
        self.learned = Some(Anchor {
            at: lesson.date.max(known),
            monotonic: device.monotonic,
        });
        Heard::Learned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;
    const YEAR: i64 = 365 * DAY;

    fn true_start() -> Timestamp {
        RELEASED.plus_millis(100 * DAY)
    }

    fn at(wall: Timestamp, seconds: u64) -> Reading {
        Reading {
            wall,
            monotonic: Duration::from_secs(seconds),
        }
    }

    fn lesson(date: Timestamp, sent: u64) -> Lesson {
        Lesson {
            date,
            sent: Duration::from_secs(sent),
        }
    }

    #[test]
    fn whatever_the_device_shows_the_learnt_time_counts_on() {
        for off in [-10 * YEAR, -DAY, -660_000, 0, 660_000, YEAR, 20 * YEAR] {
            let start = at(true_start().plus_millis(off), 10);
            let mut time = LearnedTime::new(start);
            time.not_before(true_start().plus_millis(-30 * DAY), start);
            assert_eq!(time.hear(lesson(true_start(), 9), start), Heard::Learned);
            assert_eq!(time.now(start), true_start(), "{off}");
            assert_eq!(time.device_is_wrong(start), off != 0, "{off}");
            for turned in [-YEAR, 0, YEAR] {
                let later = at(start.wall.plus_millis(turned), 100);
                assert_eq!(
                    time.now(later),
                    true_start().plus_millis(90_000),
                    "{off} {turned}"
                );
            }
        }
    }

    #[test]
    fn a_later_answer_moves_the_time_on_and_never_back() {
        let start = at(true_start(), 0);
        let mut time = LearnedTime::new(start);
        time.hear(lesson(true_start(), 0), start);
        let now = at(true_start(), 10);
        for (date, heard, then) in [
            // The second that is under way: no news.
            (9_000, Heard::Confirmed, 10_000),
            // Out of a cache.
            (-3_600_000, Heard::TooOld, 10_000),
            (-120_000, Heard::Confirmed, 10_000),
            (12_000, Heard::Learned, 12_000),
            (3_600_000, Heard::Learned, 3_600_000),
            (10_000, Heard::Confirmed, 3_600_000),
        ] {
            time.not_before(true_start(), now);
            let lesson = lesson(true_start().plus_millis(date), 9);
            assert_eq!(time.hear(lesson, now), heard, "{date}");
            assert_eq!(time.now(now), true_start().plus_millis(then), "{date}");
        }
    }

    #[test]
    fn what_is_known_to_be_past_or_was_held_up_teaches_nothing() {
        let start = at(true_start(), 100);
        for (date, sent, heard) in [
            (RELEASED.plus_millis(-DAY), 99, Heard::TooOld),
            (true_start().plus_millis(-2 * DAY), 99, Heard::TooOld),
            (true_start(), 39, Heard::TooSlow),
            (true_start(), 40, Heard::Learned),
        ] {
            let mut time = LearnedTime::new(start);
            time.not_before(true_start().plus_millis(-DAY), start);
            assert_eq!(time.hear(lesson(date, sent), start), heard);
            assert_eq!(time.is_learned(), heard == Heard::Learned);
        }
    }

    #[test]
    fn the_device_is_doubted_before_what_is_past_and_after_the_packs_end() {
        let end = true_start().plus_millis(YEAR);
        for (off, doubt) in [
            (-10 * YEAR, Some(Doubt::Behind)),
            (-DAY, Some(Doubt::Behind)),
            (-660_000, Some(Doubt::Behind)),
            (-240_000, None),
            (660_000, None),
            (YEAR - 1, None),
            (YEAR, Some(Doubt::Ahead)),
            (20 * YEAR, Some(Doubt::Ahead)),
        ] {
            let device = at(true_start().plus_millis(off), 0);
            let mut time = LearnedTime::new(device);
            time.not_before(true_start(), device);
            time.doubt_after(end);
            assert_eq!(time.doubt(device), doubt, "{off}");
        }
    }

    /// A session, or an offline unlock, that ends an hour after the start. Each attack turns the wall clock to gain time;
    /// the thief gets none.
    #[test]
    fn turning_the_clock_lengthens_nothing() {
        let hour = 3_600;
        let end = true_start().plus_millis(3_600_000);
        // (learnt?, the wall's offset at the start, then turned to, at this second of true time, over?)
        let attacks: &[(bool, i64, i64, u64, bool)] = &[
            (true, 0, -DAY, hour - 1, false),
            (true, 0, -DAY, hour, true),
            (true, 0, -10 * YEAR, hour, true),
            (true, 0, YEAR, hour, true),
            (true, 0, YEAR, hour - 1, false),
            (true, YEAR, 0, hour, true),
            (true, -YEAR, -2 * YEAR, hour, true),
            // Without a lesson: turned back while the program runs.
            (false, 0, -DAY, hour, true),
            (false, 0, -1_800_000, hour, true),
            (false, 0, -10 * YEAR, hour, true),
            // Turned on: over sooner, never later.
            (false, 0, YEAR, 1, true),
            // Turned on, and back again.
            (false, YEAR, 0, 1, true),
            // Wrong from the start, and known to be past.
            (false, -DAY, -DAY, hour, true),
            (false, -10 * YEAR, -10 * YEAR, hour, true),
            (false, -10 * YEAR, -20 * YEAR, hour, true),
        ];
        for &(learnt, off, turned, seconds, over) in attacks {
            let start = at(true_start().plus_millis(off), 0);
            let mut time = LearnedTime::new(start);
            time.not_before(true_start(), start);
            if learnt {
                time.hear(lesson(true_start(), 0), start);
            }
            let elapsed = i64::try_from(seconds * 1000).unwrap();
            let later = at(true_start().plus_millis(turned + elapsed), seconds);
            assert_eq!(time.now(later) >= end, over, "{learnt} {off} {turned} {seconds}");
        }
    }

    /// Over a restart nothing counts on, but what was known to be past stays past.
    #[test]
    fn a_restart_forgets_no_time_that_has_passed() {
        let end = true_start().plus_millis(3_600_000);
        for (turned, known, over) in [
            // Last learnt after the end: over, however far the clock is turned back.
            (-DAY, 3_600_001, true),
            (-20 * YEAR, 3_600_001, true),
            // Last learnt before it: what was left then is left, and the device is known to be wrong.
            (-DAY, 3_000_000, false),
        ] {
            let device = at(true_start().plus_millis(turned), 0);
            let mut time = LearnedTime::new(device);
            time.not_before(true_start().plus_millis(known), device);
            assert_eq!(time.now(device) >= end, over, "{turned} {known}");
            assert!(time.device_is_wrong(device), "{turned} {known}");
        }
    }
}
