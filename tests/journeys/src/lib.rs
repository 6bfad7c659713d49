//! What the journeys are made of: the real `citizen` program on a home folder of its own, a reference province in this
//! process or in another, and a line between them that can be cut. See the crate's `README.md`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail loudly"
)]

pub mod browser;
pub mod canary;
pub mod phone;
pub mod program;
pub mod proxy;
pub mod relay;
pub mod said;
pub mod served;
pub mod tls;
pub mod town;

pub use phone::Phone;
pub use program::meets;
pub use proxy::{Fault, Proxy, Seen};
pub use relay::Relay;
pub use said::{Said, keys};
pub use served::Served;
pub use tls::Tls;
pub use town::Town;
