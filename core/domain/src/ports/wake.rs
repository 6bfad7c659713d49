use super::PortError;
use crate::Timestamp;

/// Asks the system for a later moment of work: a content-free push or a local reminder. Never holds personal
/// data, because it may appear on a lock screen.
pub trait Wake: Send + Sync {
    /// Wants to run again at about `at`; a later call replaces an earlier one.
    fn wake_at(&self, at: Option<Timestamp>) -> Result<(), PortError>;
}
