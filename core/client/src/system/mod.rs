//! Production implementations of the ports that need nothing but a computer with an operating system: the
//! terminal uses them all, the phones bring their own key store and connectivity.

mod clock;
mod connectivity;
mod executor;
mod random;
mod wake;

pub use clock::SystemClock;
pub use connectivity::AssumedConnectivity;
pub use executor::TokioExecutor;
pub use random::SystemRandom;
pub use wake::Unwoken;
