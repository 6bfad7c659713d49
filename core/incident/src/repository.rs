use crate::{Draft, StoredReport};
use citizen_domain::repository::RepositoryError;

/// Keeps drafts. Called inside one transaction of the store: a draft and the outbox item made from it change
/// together.
pub trait DraftRepository {
    /// Keeps a draft, new or changed.
    fn save_draft(&self, draft: &Draft) -> Result<(), RepositoryError>;

    /// The draft of that id.
    fn draft(&self, id: &str) -> Result<Option<Draft>, RepositoryError>;

    /// All drafts, newest first (by `created_at`, then id).
    fn drafts(&self) -> Result<Vec<Draft>, RepositoryError>;

    /// Removes a draft; removing one that is not there is no error.
    fn remove_draft(&self, id: &str) -> Result<(), RepositoryError>;
}

/// Keeps finalised reports by client id.
pub trait ReportRepository {
    /// Keeps a report, new or changed.
    fn save_report(&self, report: &StoredReport) -> Result<(), RepositoryError>;

    /// The report of that client id.
    fn report(&self, id: &str) -> Result<Option<StoredReport>, RepositoryError>;

    /// Removes a report whose item the person discarded; removing one that is not there is no error.
    fn remove_report(&self, id: &str) -> Result<(), RepositoryError>;

    /// Reports, newest first (by `created_at`, then id), at most `limit` after the first `skip`.
    fn reports(&self, skip: u32, limit: u32) -> Result<Vec<StoredReport>, RepositoryError>;
}
