use crate::lock;
use citizen_domain::Timestamp;
use citizen_domain::ports::{PortError, Wake};
use std::sync::Mutex;

/// Remembers what was asked for.
#[derive(Default)]
pub struct RecordingWake(Mutex<Vec<Option<Timestamp>>>);

impl RecordingWake {
    /// Everything that was asked for, oldest first.
    pub fn asked(&self) -> Vec<Option<Timestamp>> {
        lock(&self.0).clone()
    }
}

impl Wake for RecordingWake {
    fn wake_at(&self, at: Option<Timestamp>) -> Result<(), PortError> {
        lock(&self.0).push(at);
        Ok(())
    }
}
