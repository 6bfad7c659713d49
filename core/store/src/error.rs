//! What can go wrong with a store, and how SQLite's answers are read.

use crate::vfs::DiskError;
use citizen_domain::repository::RepositoryError;
use citizen_domain::{Category, Coded, ErrorInfo, Outcome};
use rusqlite::ErrorCode;

/// Why the store could not be opened or did not do its work. Nothing is ever deleted on the way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no store at that place.
    #[error("no store there")]
    NotFound,
    /// Another program holds it for longer than the wait allows.
    #[error("the store is held by another program")]
    Locked,
    /// The folder or the file may not be written.
    #[error("the store cannot be written")]
    Unwritable,
    /// Not a store, or no longer whole.
    #[error("the store is damaged")]
    Damaged,
    /// Written by a newer version of this program.
    #[error("the store has schema or format {found}, this version knows {known}")]
    Newer {
        /// What the file says.
        found: u32,
        /// What this version knows.
        known: u32,
    },
    /// The key opens something else than this file.
    #[error("the key is not that of this vault")]
    WrongKey,
    /// There is no key for the file.
    #[error("the key of the vault is missing")]
    MissingKey,
    /// What the key is sealed in is not whole.
    #[error("the envelope of the key is damaged")]
    DamagedEnvelope,
    /// An older copy of the whole file stands in its place.
    #[error("the vault has generation {found}, {recorded} was recorded")]
    RolledBack {
        /// What the file says.
        found: u64,
        /// What the key store has recorded.
        recorded: u64,
    },
    /// A plain database where a vault is expected.
    #[error("the store is not encrypted")]
    Unencrypted,
    /// In use: close, suspend, shut down or wipe what is open first.
    #[error("the store is in use")]
    InUse {
        /// The process that has it, where the system tells.
        process: Option<u32>,
    },
    /// As for repositories.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
}

impl StoreError {
    /// Every error of this room, for the error catalogue; those of repositories stand in
    /// [`RepositoryError::ERRORS`].
    pub const ERRORS: &'static [ErrorInfo] = &[
        NOT_FOUND,
        LOCKED,
        UNWRITABLE,
        DAMAGED,
        NEWER,
        WRONG_KEY,
        MISSING_KEY,
        DAMAGED_ENVELOPE,
        ROLLED_BACK,
        UNENCRYPTED,
        IN_USE,
    ];
}

const NOT_FOUND: ErrorInfo = line("store.not_found", Category::Expected);
const LOCKED: ErrorInfo = line("store.locked", Category::Retryable);
const UNWRITABLE: ErrorInfo = line("store.unwritable", Category::Expected);
const DAMAGED: ErrorInfo = line("store.unreadable", Category::Security);
const NEWER: ErrorInfo = line("store.newer", Category::Expected);
const WRONG_KEY: ErrorInfo = line("store.wrong_key", Category::Security);
const MISSING_KEY: ErrorInfo = line("store.missing_key", Category::Security);
const DAMAGED_ENVELOPE: ErrorInfo = line("store.damaged_envelope", Category::Security);
const ROLLED_BACK: ErrorInfo = line("store.rolled_back", Category::Security);
const UNENCRYPTED: ErrorInfo = line("store.unencrypted", Category::Security);
const IN_USE: ErrorInfo = line("store.in_use", Category::Retryable);

const fn line(code: &'static str, category: Category) -> ErrorInfo {
    ErrorInfo {
        code,
        category,
        outcome: Outcome::Store,
    }
}

impl Coded for StoreError {
    fn info(&self) -> ErrorInfo {
        match self {
            Self::NotFound => NOT_FOUND,
            Self::Locked => LOCKED,
            Self::Unwritable => UNWRITABLE,
            Self::Damaged => DAMAGED,
            Self::Newer { .. } => NEWER,
            Self::WrongKey => WRONG_KEY,
            Self::MissingKey => MISSING_KEY,
            Self::DamagedEnvelope => DAMAGED_ENVELOPE,
            Self::RolledBack { .. } => ROLLED_BACK,
            Self::Unencrypted => UNENCRYPTED,
            Self::InUse { .. } => IN_USE,
            Self::Repository(error) => error.info(),
        }
    }
}

impl From<DiskError> for StoreError {
    fn from(error: DiskError) -> Self {
        match error {
            DiskError::Busy => Self::Locked,
            DiskError::NotFound => Self::NotFound,
            DiskError::Full => Self::Repository(RepositoryError::NoSpace),
            DiskError::Refused => Self::Unwritable,
            DiskError::Damaged => Self::Damaged,
            DiskError::Io => Self::Repository(RepositoryError::Io),
        }
    }
}

/// Reads SQLite's answer in the course of work.
pub(crate) fn repository(error: rusqlite::Error) -> RepositoryError {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::DiskFull => RepositoryError::NoSpace,
            ErrorCode::SystemIoFailure if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_DATA => {
                RepositoryError::Damaged
            }
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => RepositoryError::Busy,
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => RepositoryError::Damaged,
            ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::ReadOnly
            | ErrorCode::PermissionDenied => RepositoryError::Io,
            ErrorCode::ConstraintViolation => RepositoryError::Failed("constraint"),
            _ => RepositoryError::Failed("sqlite"),
        },
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..) => RepositoryError::Damaged,
        _ => RepositoryError::Failed("sqlite"),
    }
}

/// Reads SQLite's answer while opening.
pub(crate) fn opening(error: rusqlite::Error) -> StoreError {
    match &error {
        rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Locked,
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => StoreError::Damaged,
            ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
                StoreError::Unwritable
            }
            _ => match repository(error) {
                RepositoryError::Damaged => StoreError::Damaged,
                other => StoreError::Repository(other),
            },
        },
        _ => StoreError::Repository(repository(error)),
    }
}

/// Reads the operating system's answer.
pub(crate) fn system(error: &std::io::Error) -> StoreError {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => StoreError::NotFound,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Repository(RepositoryError::NoSpace),
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotADirectory
        | ErrorKind::AlreadyExists => StoreError::Unwritable,
        _ => StoreError::Repository(RepositoryError::Io),
    }
}
