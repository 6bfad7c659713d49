//! One long story, told to the library over its door, against a real province. See the crate's `README.md`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail loudly"
)]

pub mod keys;
pub mod run;
pub mod side;
pub mod world;
