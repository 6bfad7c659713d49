use super::PortError;

/// Cryptographically secure randomness; seeded in simulations.
pub trait Random: Send + Sync {
    /// Fills `buf` whole.
    fn fill(&self, buf: &mut [u8]) -> Result<(), PortError>;
}
