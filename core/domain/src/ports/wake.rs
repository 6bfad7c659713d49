use super::PortError;
use crate::Timestamp;

/// Asks the system for a later moment of work: a content-free push, a job or a local reminder. Never holds personal
/// data, because it may appear on a lock screen.
pub trait Wake: Send + Sync {
    /// Wants to run again at about `at` and with a network; a moment that has passed means as soon as there is one, `None` that
    /// nothing waits. A later call replaces an earlier one.
    fn wake_at(&self, at: Option<Timestamp>) -> Result<(), PortError>;
}
