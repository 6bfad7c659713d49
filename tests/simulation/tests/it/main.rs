//! Many seeds, controls that must fail, and mishaps that have a name.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

mod campaign;
mod controls;
mod feed;
mod mishaps;
mod replay;
