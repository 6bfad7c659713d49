//! Signing in as a phone and a provider see it. The provider is scripted and lives in the test; no sockets.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod corpus;
mod dpop;
mod flow;
mod id_token;
mod kept;
mod pushed;
mod redirect;
mod renewal;
mod sign_out;
mod table;
mod walk;
mod world;
