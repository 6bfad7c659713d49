//! What a person would notice of the outbox.

mod common;
mod invariants;
mod plan;
mod receipts;
mod replies;
mod retry;
mod table;
