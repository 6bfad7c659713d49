use crate::Followed;
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

    /// Followed dossiers, last followed first (`held.followed_at`, then code).
    ///
    /// # Errors
    /// The store cannot read.
    fn dossiers(&self, page: Page) -> Result<Vec<Followed>, RepositoryError>;

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
