//! Everything held about the person: to look after, to take along, to erase.

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
    /// Why something does not happen; asks the province too.
    pub async fn checks(&self) -> Result<Vec<CheckRow>, ProfileError> {
        let lang = self.0.lang();
        let work = async {
            let task = self
                .0
                .client()?
                .start(|client| async move { client.doctor(lang).await });
            let checks = task.await?;
            let row = |check: citizen_client::Check| CheckRow {
                name: check.name.to_owned(),
                ok: check.ok,
                said: Said::plain(check.detail),
            };
            Ok(checks.into_iter().map(row).collect())
        };
        work.await.map_err(|error| ProfileError::of(&error, lang))
    }

    /// Writes everything held about the person to a new file, readable, for its owner alone. It is not encrypted: say so.
    pub fn export(&self, path: &str) -> Result<Said, ProfileError> {
        self.0
            .ask(|client, lang| client.export_to(Path::new(path), lang))
            .map_err(|error| ProfileError::of(&error, self.0.lang()))
    }

    /// Erases everything: keys first, then files. This client is closed by it.
    pub fn erase(&self) -> Result<(), ProfileError> {
        let lang = self.0.lang();
        let erase = || {
            let client = self.0.client()?;
            client.erase()?;
            self.0.close();
            Ok(())
        };
        erase().map_err(|error| ProfileError::of(&error, lang))
    }
}
