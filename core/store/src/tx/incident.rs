use super::{Tx, all_from_json, from_json, to_json};
use crate::noise::Table;
use citizen_domain::repository::RepositoryError;
use citizen_incident::{Draft, DraftRepository, ReportRepository, StoredReport};
use rusqlite::params;

impl DraftRepository for Tx<'_> {
    fn save_draft(&self, draft: &Draft) -> Result<(), RepositoryError> {
        self.put(
            Table::Draft,
            &draft.id,
            "INSERT INTO report_draft (id, created_at, data, noise) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at, data = excluded.data,
                noise = coalesce(excluded.noise, noise)",
            params![draft.id, draft.created_at.millis(), to_json(draft)?],
        )
        .map(drop)
    }

    fn draft(&self, id: &str) -> Result<Option<Draft>, RepositoryError> {
        self.one("SELECT data FROM report_draft WHERE id = ?1", [id], |row| {
            row.get::<_, String>(0)
        })?
        .map(|json| from_json(&json))
        .transpose()
    }

    fn drafts(&self) -> Result<Vec<Draft>, RepositoryError> {
        all_from_json(&self.all(
            "SELECT data FROM report_draft ORDER BY created_at DESC, id DESC",
            [],
            |row| row.get(0),
        )?)
    }

    fn remove_draft(&self, id: &str) -> Result<(), RepositoryError> {
        self.execute("DELETE FROM report_draft WHERE id = ?1", [id])
            .map(drop)
    }
}

impl ReportRepository for Tx<'_> {
    fn save_report(&self, report: &StoredReport) -> Result<(), RepositoryError> {
        self.put(
            Table::Report,
            &report.id,
            "INSERT INTO report (id, created_at, data, noise) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at, data = excluded.data,
                noise = coalesce(excluded.noise, noise)",
            params![report.id, report.created_at.millis(), to_json(report)?],
        )
        .map(drop)
    }

    fn report(&self, id: &str) -> Result<Option<StoredReport>, RepositoryError> {
        self.one("SELECT data FROM report WHERE id = ?1", [id], |row| {
            row.get::<_, String>(0)
        })?
        .map(|json| from_json(&json))
        .transpose()
    }

    fn remove_report(&self, id: &str) -> Result<(), RepositoryError> {
        self.execute("DELETE FROM report WHERE id = ?1", [id]).map(drop)
    }

    fn reports(&self, skip: u32, limit: u32) -> Result<Vec<StoredReport>, RepositoryError> {
        all_from_json(&self.all(
            "SELECT data FROM report ORDER BY created_at DESC, id DESC LIMIT ?2 OFFSET ?1",
            [skip, limit],
            |row| row.get(0),
        )?)
    }
}

impl Tx<'_> {
    /// Hashes of every file that a draft, a report or an outbox item names: what [`citizen_domain::ports::Files::collect`] must leave.
    ///
    /// # Errors
    /// As every repository; a row that cannot be read is an error, so that nothing it may need is removed.
    pub fn needed_files(&self) -> Result<std::collections::HashSet<String>, RepositoryError> {
        let mut needed: std::collections::HashSet<String> = std::collections::HashSet::new();
        for draft in self.drafts()? {
            needed.extend(draft.photos.into_iter().map(|photo| photo.sha256));
        }
        let reports = self.all("SELECT data FROM report", [], |row| row.get::<_, String>(0))?;
        for report in all_from_json::<StoredReport>(&reports)? {
            needed.extend(report.photos.into_iter().map(|photo| photo.sha256));
            needed.extend(
                report
                    .body
                    .attachments
                    .into_iter()
                    .map(|attachment| attachment.sha256),
            );
        }
        let items = self.all("SELECT data FROM outbox_item", [], |row| row.get::<_, String>(0))?;
        for item in all_from_json::<citizen_outbox::Item>(&items)? {
            needed.extend(item.parts.into_iter().map(|part| part.sha256));
        }
        Ok(needed)
    }
}
