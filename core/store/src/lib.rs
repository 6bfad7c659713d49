//! Everything a profile keeps: one SQLite file, content-addressed files beside it, and keys in files for the terminal
//! program. What is called inside one transaction becomes durable together or not at all.
//!
//! See the crate's `README.md` for what it promises and what it must not know.

mod checkpoint;
mod connection;
mod disk;
mod drop_box;
mod envelope;
mod error;
mod files;
mod folder;
mod generation;
mod holder;
mod keys;
mod lanes;
mod marker;
mod noise;
mod place;
mod readers;
mod rekey;
mod schema;
mod seat;
mod session;
mod set_aside;
mod settings;
mod store;
mod tx;
mod vault_keys;
pub mod vfs;

pub use connection::{OpenOptions, make_folder};
pub use drop_box::DropBox;
pub use envelope::{Binding, ENVELOPE, Envelope, EpochKey, KeyBytes, Label, Opened};
pub use error::StoreError;
pub use files::{FileStore, FilesKeySource};
pub use folder::{Folder, StoredFile};
pub use generation::{Generations, KeyStoreGenerations};
pub use keys::{FileKeyStore, KeyFiles, SecretShelf, SoftKeyStore};
pub use lanes::LaneKind;
pub use marker::installation;
pub use schema::SCHEMA;
pub use session::{Save, SealedSession};
pub use set_aside::set_aside;
pub use store::Store;
pub use tx::Tx;
pub use vault_keys::VaultKeys;
pub use vfs::{KeySource, VaultKey};
