//! Where items are kept.

use crate::item::Item;
use citizen_domain::repository::RepositoryError;

/// Keeps items. Implemented by one transaction of the store.
pub trait Repository {
    /// Keeps a new item.
    ///
    /// # Errors
    /// [`RepositoryError::Failed`] if an item of that id is there already.
    fn insert_item(&self, item: &Item) -> Result<(), RepositoryError>;

    /// The item of that id.
    fn item(&self, id: &str) -> Result<Option<Item>, RepositoryError>;

    /// Stores `item` if what is stored still has `item.version`, and raises the version.
    fn update_item(&self, item: &Item) -> Result<Update, RepositoryError>;

    /// Items in order of creation (time, then id).
    fn items(&self, page: &Page) -> Result<Vec<Item>, RepositoryError>;

    /// Id and version of everything that is not through yet, in order of creation: enough to know what has changed.
    fn open_versions(&self) -> Result<Vec<(String, u64)>, RepositoryError>;

    /// Removes an item; one that is not there is no error.
    fn remove_item(&self, id: &str) -> Result<(), RepositoryError>;
}

/// Which items to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Only those after this id (in order of creation).
    pub after: Option<String>,
    /// At most so many; 1 to 500.
    pub limit: u32,
    /// Leave out accepted and rejected ones.
    pub open_only: bool,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            after: None,
            limit: 500,
            open_only: false,
        }
    }
}

/// What became of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a stale item was not stored: read it again and apply the event to what is there"]
pub enum Update {
    /// Stored under this version.
    Stored(u64),
    /// Somebody else changed or removed it meanwhile; nothing was stored.
    Stale,
}
