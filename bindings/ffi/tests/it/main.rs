//! The door itself, without a province: what crosses, what is told, what is left behind.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    reason = "tests may fail loudly"
)]

mod asking;
mod breaking;
mod closing;
mod phone;
#[cfg(not(feature = "pictures"))]
mod pictures_unread;
mod speaking;
mod surface;
mod watching;
