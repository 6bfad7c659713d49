//! The time as the core believes it: learnt from the province where possible, else the device's, and never earlier
//! than what is known to be past. See `docs/adr/0011-tls-and-time.md`.

mod learned;
mod true_clock;

pub use learned::{Doubt, Heard, LearnedTime, Lesson, Reading};
pub use true_clock::{ClockAdvice, TrueClock};

/// The version that [`RELEASED`] was set for. A new version is not built without looking at both.
const RELEASED_AS: &str = "0.1.0";
const _: () = assert!(
    same(RELEASED_AS, env!("CARGO_PKG_VERSION")),
    "a new version: set RELEASED to its day, then RELEASED_AS to its name"
);

const fn same(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    loop {
        match (a.split_first(), b.split_first()) {
            (None, None) => return true,
            (Some((x, rest_a)), Some((y, rest_b))) if *x == *y => (a, b) = (rest_a, rest_b),
            _ => return false,
        }
    }
}

/// This version was made after this moment (2026-11-01): a device that shows an earlier one is wrong. Raised with each
/// release.
pub const RELEASED: citizen_domain::Timestamp = citizen_domain::Timestamp::from_secs(1_793_491_200);
