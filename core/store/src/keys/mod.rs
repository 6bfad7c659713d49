//! Keys kept by software: for the terminal program and computers. Phones bring stores in hardware.

mod agree;
mod files;
mod passphrase;
mod shelf;
mod soft;

pub use files::{FileKeyStore, KeyFiles};
pub use shelf::SecretShelf;
pub use soft::SoftKeyStore;
