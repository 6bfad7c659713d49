//! Everything a profile keeps: one SQLite file, content-addressed files beside it, and keys in files for the terminal
//! program. What is called inside one transaction becomes durable together or not at all.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod connection;
mod disk;
mod error;
mod files;
mod key_store;
mod readers;
mod schema;
mod session;
mod store;
mod tx;

pub use connection::OpenOptions;
pub use error::StoreError;
pub use files::FileStore;
pub use key_store::FileKeyStore;
pub use schema::SCHEMA;
pub use session::SealedSession;
pub use store::Store;
pub use tx::Tx;
