use citizen_domain::Timestamp;
use citizen_domain::ports::{PortError, Wake};

/// For a program that ends with its command and that nobody starts again: whoever runs it is told the moment instead
/// ([`crate::SyncReport::next_try_at`]).
#[derive(Debug, Default)]
pub struct Unwoken;

impl Wake for Unwoken {
    fn wake_at(&self, _: Option<Timestamp>) -> Result<(), PortError> {
        Err(PortError::Unavailable("wake"))
    }
}
