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
    /// The database is there, and its envelope or the key that sealed it is not.
    #[error("the key is missing")]
    MissingKey,
    /// Envelope and database are whole, and the key does not fit them.
    #[error("the key is another one")]
    WrongKey,
    /// The envelope is not whole, or belongs to another profile, province or purpose.
    #[error("the envelope is damaged")]
    DamagedEnvelope,
    /// Another kind of key store sealed the envelope. Never a silent change from one to another.
    #[error("sealed by another kind of key store")]
    OtherKeyStore,
    /// The key store refuses now: locked device, missing or wrong passphrase.
    #[error("the key store refuses")]
    KeyRefused,
    /// Other users of the computer may read the keys.
    #[error("the keys are exposed")]
    KeyExposed,
    /// The vault is sealed to a public key: here it takes in and does not give out.
    #[error("the vault can only be written")]
    WriteOnly,
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
    /// Another profile of the same home is open; one is at a time.
    #[error("another profile is open")]
    OtherOpen,
    /// As for repositories.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
}

impl StoreError {
    /// What a key store's answer means for the vault.
    pub fn of_keys(error: &citizen_domain::ports::PortError) -> Self {
        crate::envelope::key_error(error)
    }

    /// Every error of this room, for the error catalogue; those of repositories stand in
    /// [`RepositoryError::ERRORS`].
    pub const ERRORS: &'static [ErrorInfo] = &[
        NOT_FOUND,
        LOCKED,
        UNWRITABLE,
        DAMAGED,
        NEWER,
        MISSING_KEY,
        WRONG_KEY,
        DAMAGED_ENVELOPE,
        OTHER_KEY_STORE,
        KEY_REFUSED,
        KEY_EXPOSED,
        WRITE_ONLY,
        ROLLED_BACK,
        UNENCRYPTED,
        IN_USE,
        OTHER_OPEN,
    ];
}

const NOT_FOUND: ErrorInfo = line("store.not_found", Category::Expected);
const LOCKED: ErrorInfo = line("store.locked", Category::Retryable);
const UNWRITABLE: ErrorInfo = line("store.unwritable", Category::Expected);
const DAMAGED: ErrorInfo = line("store.unreadable", Category::Security);
const NEWER: ErrorInfo = line("store.newer", Category::Expected);
const MISSING_KEY: ErrorInfo = line("store.missing_key", Category::Security);
const WRONG_KEY: ErrorInfo = line("store.wrong_key", Category::Security);
const DAMAGED_ENVELOPE: ErrorInfo = line("store.damaged_envelope", Category::Security);
const OTHER_KEY_STORE: ErrorInfo = line("store.other_key_store", Category::Expected);
const KEY_REFUSED: ErrorInfo = line("store.key_refused", Category::Expected);
const KEY_EXPOSED: ErrorInfo = line("store.key_exposed", Category::Security);
const WRITE_ONLY: ErrorInfo = line("store.write_only", Category::Expected);
const ROLLED_BACK: ErrorInfo = line("store.rolled_back", Category::Security);
const UNENCRYPTED: ErrorInfo = line("store.unencrypted", Category::Security);
const IN_USE: ErrorInfo = line("store.in_use", Category::Retryable);
const OTHER_OPEN: ErrorInfo = line("store.other_open", Category::Retryable);

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
            Self::MissingKey => MISSING_KEY,
            Self::WrongKey => WRONG_KEY,
            Self::DamagedEnvelope => DAMAGED_ENVELOPE,
            Self::OtherKeyStore => OTHER_KEY_STORE,
            Self::KeyRefused => KEY_REFUSED,
            Self::KeyExposed => KEY_EXPOSED,
            Self::WriteOnly => WRITE_ONLY,
            Self::RolledBack { .. } => ROLLED_BACK,
            Self::Unencrypted => UNENCRYPTED,
            Self::InUse { .. } => IN_USE,
            Self::OtherOpen => OTHER_OPEN,
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
