//! What lies under SQLite: a [`Disk`], the cipher over any disk, and the shim that hands a disk to SQLite.
//!
//! `unsafe` is allowed in this folder alone; each block says why it is sound. Its files, from the outside in:
//! `disk.rs` the trait, safe and without SQLite's types; `real.rs` the device's own files through SQLite's own VFS, which
//! knows every platform's locks; `heap.rs` locks and the log's index in memory, for disks that are no files; `cipher/`
//! pages and log frames sealed over any disk (`FORMAT.md`); `shim.rs` and `methods.rs` any disk as an SQLite VFS; `wiped.rs` keys that leave nothing behind.

mod cipher;
mod disk;
mod heap;
mod key;
mod methods;
mod real;
mod shim;
mod wiped;

pub use crate::checkpoint::{LONG_LOG, log as checkpoint};
pub use crate::settings::settings;
pub(crate) use cipher::TABLES;
pub use cipher::{CipherDisk, Header, Mark};
pub use disk::{Disk, DiskError, DiskFile, FileKind, IndexLock, LockLevel, Region};
pub use heap::{HeapFile, Heaps};
pub use key::{KeySource, VaultKey};
pub use real::RealDisk;
pub use shim::Registered;
pub(crate) use wiped::WipedKey;
