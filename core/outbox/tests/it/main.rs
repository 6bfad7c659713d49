//! What a person would notice of the outbox.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail loudly"
)]

mod common;
mod invariants;
mod plan;
mod receipts;
mod replies;
mod retry;
mod table;
mod uploads;
mod withdrawals;
