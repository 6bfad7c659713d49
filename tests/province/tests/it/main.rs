//! The gateway over real sockets, as phones, officials and strangers meet it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests may fail loudly, their helpers too"
)]

mod discovery;
mod dossiers;
mod feed;
mod gateway;
mod items;
mod limits;
mod officials;
mod ratings;
mod reports;
mod slips;
mod uploads;
mod withdrawals;
