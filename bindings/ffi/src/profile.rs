//! Everything held about the person: to look after, to take along, to erase.

use crate::asking::Asking;
use crate::error::ProfileError;
use crate::records::Said;
use crate::shared::Shared;
use std::path::Path;
use std::sync::Arc;

/// One look at one thing.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CheckRow {
    /// Stable name.
    pub name: String,
    /// Nothing to mend.
    pub ok: bool,
    /// What is so, and what to do.
    pub said: Said,
}

/// Everything held about the person.
#[derive(uniffi::Object)]
pub struct Profile(pub(crate) Arc<Shared>);

#[uniffi::export]
impl Profile {
    /// Why something does not happen; asks the province too, until `asking` is given up.
    pub async fn checks(&self, asking: Arc<Asking>) -> Result<Vec<CheckRow>, ProfileError> {
        self.0
            .ask_province(&asking, |client, lang| async move {
                let row = |check: citizen_client::Check| CheckRow {
                    name: check.name.to_owned(),
                    ok: check.ok,
                    said: check.detail,
                };
                Ok(client.doctor(lang).await.into_iter().map(row).collect())
            })
            .await
    }

    /// Writes everything held about the person to a new file, readable, for its owner alone. It is not encrypted: say so.
    pub fn export(&self, path: &str) -> Result<Said, ProfileError> {
        self.0
            .look(|client, lang| client.export_to(Path::new(path), lang))
    }

    /// Erases everything: keys first, then files. This client is closed by it.
    pub fn erase(&self) -> Result<(), ProfileError> {
        self.0.look(|client, _| client.erase())?;
        self.0.close();
        Ok(())
    }
}
