//! What every room's repository trait shares. The traits stand beside the types they keep (in the rooms), are
//! synchronous, take `&self` and are implemented by one transaction of `core/store`: what is called inside one
//! transaction becomes durable together or not at all.

/// Why a repository could not do its work. Carries no personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RepositoryError {
    /// The disk is full; nothing of this transaction was kept, everything before it is intact.
    #[error("no space left")]
    NoSpace,
    /// Another program holds the store for longer than the wait allows.
    #[error("the store is busy")]
    Busy,
    /// The store is closed, suspended or wiped.
    #[error("the store is closed")]
    Closed,
    /// The disk refuses to read or write.
    #[error("the disk failed")]
    Io,
    /// What was read is not what was written.
    #[error("the store is damaged")]
    Damaged,
    /// Anything else; the kind, never the content.
    #[error("the store failed: {0}")]
    Failed(&'static str),
}

crate::error_codes! { RepositoryError {
    NoSpace => "store.no_space", Retryable, Store;
    Busy => "store.busy", Retryable, Store;
    Closed => "store.closed", Expected, Store;
    Io => "store.io", Retryable, Store;
    Damaged => "store.damaged", Security, Store;
    Failed(..) => "store.failed", Bug, Bug;
}}

/// Small settings of the profile, by name: the sync cursor, the province, the language.
pub trait Settings {
    /// The value of `name`.
    fn setting(&self, name: &str) -> Result<Option<String>, RepositoryError>;

    /// Sets or, with `None`, removes a value.
    fn set_setting(&self, name: &str, value: Option<&str>) -> Result<(), RepositoryError>;
}
