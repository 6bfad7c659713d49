//! What happens to residents, end to end: real sockets, real files, real processes. One module a journey.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "journeys may fail loudly, and say their figures"
)]

mod acting;
mod apart;
mod clock;
mod demo;
mod doctor;
mod drafts;
mod erase;
mod hostile_network;
#[cfg(target_os = "linux")]
mod key_ring;
mod kill;
mod leaks;
mod marked;
mod mishaps;
mod newcomer;
mod officials;
mod offline;
mod outside_provider;
mod places;
mod rating;
mod receipt_qr;
mod report;
mod restart;
mod rotation;
mod rounds;
mod same_photo;
mod sign_in;
mod slips;
mod taken_back;
mod tls;
mod tls_clock;
mod tls_refusals;
mod told;
mod two_programs;
mod vault;
