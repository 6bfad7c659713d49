use crate::{Brief, Followed, Ready};
use citizen_domain::repository::RepositoryError;

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many to leave out.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

impl Page {
    /// Everything up to what anybody follows.
    pub const ALL: Self = Self {
        offset: 0,
        limit: 10_000,
    };
}

/// Where followed dossiers are kept, by normalised code. What is called inside one transaction becomes durable
/// together or not at all.
pub trait Repository {
    /// The dossier of a normalised code.
    ///
    /// # Errors
    /// The store cannot read.
    fn dossier(&self, normalized: &str) -> Result<Option<Followed>, RepositoryError>;

    /// Keeps a dossier in place of the one under the same code.
    ///
    /// # Errors
    /// The store cannot write.
    fn put_dossier(&self, followed: &Followed) -> Result<(), RepositoryError>;

    /// Keeps a dossier that is not followed yet; `false`, and nothing else, where one of its code is.
    ///
    /// # Errors
    /// The store cannot write.
    fn add_dossier(&self, ready: &Ready) -> Result<bool, RepositoryError>;

    /// Followed dossiers, last followed first (`held.followed_at`, then code).
    ///
    /// # Errors
    /// The store cannot read.
    fn dossiers(&self, page: Page) -> Result<Vec<Followed>, RepositoryError>;

    /// The same, each as far as a line of a list shows it.
    ///
    /// # Errors
    /// The store cannot read.
    fn briefs(&self, page: Page) -> Result<Vec<Brief>, RepositoryError>;

    /// Codes of all that are followed, exactly as issued, last followed first.
    ///
    /// # Errors
    /// The store cannot read.
    fn dossier_codes(&self) -> Result<Vec<String>, RepositoryError>;

    /// Codes, exactly as issued, of those whose record the province has not shown to this person.
    ///
    /// # Errors
    /// The store cannot read.
    fn codes_without_record(&self) -> Result<Vec<String>, RepositoryError>;

    /// Those that can be rated and were not.
    ///
    /// # Errors
    /// The store cannot read.
    fn ratable_dossiers(&self) -> Result<Vec<Followed>, RepositoryError>;

    /// Sets [`crate::Held::unconfirmed`] of each that has a record.
    ///
    /// # Errors
    /// The store cannot write.
    fn doubt_records(&self) -> Result<(), RepositoryError>;

    /// Some of those with [`crate::Held::unconfirmed`], at most `limit`.
    ///
    /// # Errors
    /// The store cannot read.
    fn unconfirmed_dossiers(&self, limit: u32) -> Result<Vec<Followed>, RepositoryError>;

    /// How many are followed.
    ///
    /// # Errors
    /// The store cannot read.
    fn count_dossiers(&self) -> Result<u32, RepositoryError>;

    /// Forgets a dossier with everything held about it; whether there was one.
    ///
    /// # Errors
    /// The store cannot write.
    fn remove_dossier(&self, normalized: &str) -> Result<bool, RepositoryError>;
}
