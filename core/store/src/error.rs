//! What can go wrong with a store, and how SQLite's answers are read.

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
    #[error("the store has schema {found}, this version knows {known}")]
    Newer {
        /// What the file says.
        found: u32,
        /// What this version knows.
        known: u32,
    },
    /// In use: close, suspend, shut down or wipe what is open first.
    #[error("the store is in use")]
    InUse,
    /// As for repositories.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
}

impl StoreError {
    /// Every error of this room, for the error catalogue; those of repositories stand in
    /// [`RepositoryError::ERRORS`].
    pub const ERRORS: &'static [ErrorInfo] = &[NOT_FOUND, LOCKED, UNWRITABLE, DAMAGED, NEWER, IN_USE];
}

const NOT_FOUND: ErrorInfo = line("store.not_found", Category::Expected);
const LOCKED: ErrorInfo = line("store.locked", Category::Retryable);
const UNWRITABLE: ErrorInfo = line("store.unwritable", Category::Expected);
const DAMAGED: ErrorInfo = line("store.unreadable", Category::Security);
const NEWER: ErrorInfo = line("store.newer", Category::Expected);
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
            Self::InUse => IN_USE,
            Self::Repository(error) => error.info(),
        }
    }
}

/// Reads SQLite's answer in the course of work.
pub(crate) fn repository(error: rusqlite::Error) -> RepositoryError {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::DiskFull => RepositoryError::NoSpace,
            // The WAL's index could not grow: SQLite has no other word for a full disk there.
            ErrorCode::SystemIoFailure if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE => {
                RepositoryError::NoSpace
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
            _ => StoreError::Repository(repository(error)),
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
