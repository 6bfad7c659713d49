//! Everything a profile keeps: one SQLite file, content-addressed files beside it, and keys in files for the terminal
//! program. What is called inside one transaction becomes durable together or not at all.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod connection;
mod disk;
mod error;
mod files;
mod generation;
mod key_store;
mod place;
mod readers;
mod schema;
mod session;
mod store;
mod tx;
pub mod vfs;

pub use connection::{OpenOptions, make_folder};
pub use error::StoreError;
pub use files::FileStore;
pub use generation::{Generations, KeyStoreGenerations};
pub use key_store::FileKeyStore;
pub use schema::SCHEMA;
pub use session::SealedSession;
pub use store::Store;
pub use tx::Tx;
pub use vfs::{KeySource, VaultKey};
