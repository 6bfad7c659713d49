//! Many seeds, controls that must fail, and mishaps that have a name.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

mod campaign;
mod common;
mod controls;
mod feed;
mod locked;
mod mishaps;
mod photos;
mod replay;
