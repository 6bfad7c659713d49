//! What a person would notice of the store.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail loudly"
)]

mod child;
mod common;
mod crash;
mod envelope;
mod files;
mod index;
mod journal;
mod keys;
mod kill;
mod life;
mod nonces;
mod opening;
mod pages;
mod photos;
mod repositories;
mod rotation;
mod runs;
mod schema;
mod seat;
mod space;
mod tamper;
mod unbound;
mod vectors;
mod workload;
