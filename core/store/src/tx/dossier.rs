use super::{Tx, from_json, to_json};
use citizen_domain::Secret;
use citizen_domain::codes::DossierCode;
use citizen_domain::repository::RepositoryError;
use citizen_dossier::{Followed, Page, Repository};
use rusqlite::{Row, params};

impl Repository for Tx<'_> {
    /// Its code is read again from how it was written; the pack's registry is not known here
    /// ([`DossierCode::with_registry`]).
    fn dossier(&self, normalized: &str) -> Result<Option<Followed>, RepositoryError> {
        self.one(
            "SELECT raw, secret, data FROM dossier WHERE code = ?1",
            [normalized],
            columns,
        )?
        .map(followed)
        .transpose()
    }

    fn put_dossier(&self, followed: &Followed) -> Result<(), RepositoryError> {
        self.execute(
            "INSERT INTO dossier (code, raw, followed_at, source, as_of, secret, data)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (code) DO UPDATE SET raw = excluded.raw, followed_at = excluded.followed_at,
                source = excluded.source, as_of = excluded.as_of, secret = excluded.secret, data = excluded.data",
            params![
                followed.code.normalized,
                followed.code.raw,
                followed.held.followed_at.millis(),
                to_json(&followed.held.source())?,
                followed.held.as_of.map(|as_of| as_of.millis()),
                followed.secret.as_ref().map(Secret::reveal),
                to_json(&followed.held)?
            ],
        )
        .map(drop)
    }

    fn dossiers(&self, page: Page) -> Result<Vec<Followed>, RepositoryError> {
        self.all(
            "SELECT raw, secret, data FROM dossier ORDER BY followed_at DESC, code LIMIT ?1 OFFSET ?2",
            [page.limit, page.offset],
            columns,
        )?
        .into_iter()
        .map(followed)
        .collect()
    }

    fn count_dossiers(&self) -> Result<u32, RepositoryError> {
        let counted = self.one("SELECT count(*) FROM dossier", [], |row| row.get(0))?;
        Ok(counted.unwrap_or_default())
    }

    fn remove_dossier(&self, normalized: &str) -> Result<bool, RepositoryError> {
        self.execute("DELETE FROM dossier WHERE code = ?1", [normalized])
            .map(|removed| removed > 0)
    }
}

type Columns = (String, Option<String>, String);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn followed((raw, secret, held): Columns) -> Result<Followed, RepositoryError> {
    Ok(Followed {
        code: DossierCode::parse(&raw).map_err(|_| RepositoryError::Damaged)?,
        secret: secret.map(Secret::new),
        held: from_json(&held)?,
    })
}
