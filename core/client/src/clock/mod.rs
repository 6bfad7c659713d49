//! The time as the core believes it: learnt from the province where possible, else the device's, and never earlier
//! than what is known to be past. See `docs/adr/0011-tls-and-time.md`.

mod learned;
mod true_clock;

pub use learned::{Doubt, Heard, LearnedTime, Lesson, Reading};
pub use true_clock::{ClockAdvice, TrueClock};

/// This version was made after this moment (2026-11-01): a device that shows an earlier one is wrong. Raised with each
/// release.
pub const RELEASED: citizen_domain::Timestamp = citizen_domain::Timestamp::from_secs(1_793_491_200);

#[cfg(test)]
mod tests {
    /// A new version has a new date: set [`super::RELEASED`] to its day, then this to its name.
    #[test]
    fn the_date_of_release_is_this_versions() {
        assert_eq!(env!("CARGO_PKG_VERSION"), "0.1.0");
    }
}
