use citizen_domain::ports::{PortError, Random};
use ring::rand::SecureRandom;

/// The operating system's randomness, by ring.
#[derive(Debug)]
pub struct SystemRandom(ring::rand::SystemRandom);

impl SystemRandom {
    /// The operating system's randomness.
    pub fn new() -> Self {
        Self(ring::rand::SystemRandom::new())
    }
}

impl Default for SystemRandom {
    fn default() -> Self {
        Self::new()
    }
}

impl Random for SystemRandom {
    fn fill(&self, buf: &mut [u8]) -> Result<(), PortError> {
        self.0.fill(buf).map_err(|_| PortError::Unavailable("randomness"))
    }
}
