use super::{Json, Tx, from_json, to_json};
use crate::noise::Table;
use citizen_domain::Secret;
use citizen_domain::codes::DossierCode;
use citizen_domain::repository::RepositoryError;
use citizen_dossier::{Brief, Excerpt, Followed, Held, Page, Ready, Repository, Source};
use rusqlite::{Params, Row, params};

impl Repository for Tx<'_> {
    /// Its code is read again from how it was written; the pack's registry is not known here
    /// ([`DossierCode::with_registry`]).
    fn dossier(&self, normalized: &str) -> Result<Option<Followed>, RepositoryError> {
        self.one(
            "SELECT raw, secret, unconfirmed, data FROM dossier WHERE code = ?1",
            [normalized],
            columns,
        )?
        .map(followed)
        .transpose()
    }

    fn put_dossier(&self, followed: &Followed) -> Result<(), RepositoryError> {
        self.put(
            Table::Dossier,
            &followed.code.normalized,
            "INSERT INTO dossier (code, raw, followed_at, source, as_of, secret, unconfirmed, ratable, data, excerpt, noise)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (code) DO UPDATE SET raw = excluded.raw, followed_at = excluded.followed_at,
                source = excluded.source, as_of = excluded.as_of, secret = excluded.secret,
                unconfirmed = excluded.unconfirmed, ratable = excluded.ratable, data = excluded.data, excerpt = excluded.excerpt,
                noise = coalesce(excluded.noise, noise)",
            params![
                followed.code.normalized,
                followed.code.raw,
                followed.held.followed_at.millis(),
                source(followed.held.source()),
                followed.held.as_of.map(|as_of| as_of.millis()),
                followed.secret.as_ref().map(Secret::reveal),
                followed.held.unconfirmed,
                followed.held.record.as_ref().is_some_and(|record| record.ratable),
                to_json(&followed.held)?,
                to_json(&Excerpt::of(&followed.held))?
            ],
        )
        .map(drop)
    }

    fn add_dossier(&self, ready: &Ready) -> Result<bool, RepositoryError> {
        self.put(
            Table::Dossier,
            &ready.code.normalized,
            "INSERT INTO dossier (code, raw, followed_at, source, as_of, ratable, data, excerpt, noise)
             VALUES (?1, ?2, ?3, ?4, ?3, ?5, ?6, ?7, ?8) ON CONFLICT (code) DO NOTHING",
            params![
                ready.code.normalized,
                ready.code.raw,
                ready.as_of.millis(),
                source(Source::Province),
                ready.ratable,
                Json(&ready.held),
                Json(&ready.excerpt)
            ],
        )
        .map(|added| added > 0)
    }

    fn dossiers(&self, page: Page) -> Result<Vec<Followed>, RepositoryError> {
        self.followed(
            "SELECT raw, secret, unconfirmed, data FROM dossier ORDER BY followed_at DESC, code LIMIT ?1 OFFSET ?2",
            [page.limit, page.offset],
        )
    }

    fn briefs(&self, page: Page) -> Result<Vec<Brief>, RepositoryError> {
        // Read where the database holds it: a page has a hundred of some kilobyte each.
        self.all(
            "SELECT code, raw, unconfirmed, coalesce(excerpt, data) FROM dossier
             ORDER BY followed_at DESC, code LIMIT ?1 OFFSET ?2",
            [page.limit, page.offset],
            |row| {
                let held = row.get_ref(3)?.as_bytes()?;
                Ok(Brief::read(row.get(0)?, row.get(1)?, row.get(2)?, held))
            },
        )?
        .into_iter()
        .map(|brief| brief.map_err(|_| RepositoryError::Damaged))
        .collect()
    }

    fn dossier_codes(&self) -> Result<Vec<String>, RepositoryError> {
        self.all(
            "SELECT raw FROM dossier ORDER BY followed_at DESC, code",
            [],
            |row| row.get(0),
        )
    }

    fn codes_without_record(&self) -> Result<Vec<String>, RepositoryError> {
        self.all(
            r#"SELECT raw FROM dossier WHERE source <> '"province"' ORDER BY code"#,
            [],
            |row| row.get(0),
        )
    }

    fn ratable_dossiers(&self) -> Result<Vec<Followed>, RepositoryError> {
        self.followed(
            "SELECT raw, secret, unconfirmed, data FROM dossier WHERE ratable = 1 ORDER BY code",
            [],
        )
    }

    fn doubt_records(&self) -> Result<(), RepositoryError> {
        self.execute(
            r#"UPDATE dossier SET unconfirmed = 1 WHERE source = '"province"'"#,
            [],
        )
        .map(drop)
    }

    fn unconfirmed_dossiers(&self, limit: u32) -> Result<Vec<Followed>, RepositoryError> {
        self.followed(
            "SELECT raw, secret, unconfirmed, data FROM dossier WHERE unconfirmed = 1 ORDER BY code LIMIT ?1",
            [limit],
        )
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

impl Tx<'_> {
    fn followed(&self, sql: &str, params: impl Params) -> Result<Vec<Followed>, RepositoryError> {
        self.all(sql, params, columns)?
            .into_iter()
            .map(followed)
            .collect()
    }
}

/// As serde writes it; the schema's indexes name one of them.
const fn source(source: Source) -> &'static str {
    match source {
        Source::Code => r#""code""#,
        Source::Slip => r#""slip""#,
        Source::Lookup => r#""lookup""#,
        Source::Province => r#""province""#,
    }
}

type Columns = (String, Option<String>, bool, String);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn followed((raw, secret, unconfirmed, held): Columns) -> Result<Followed, RepositoryError> {
    Ok(Followed {
        code: DossierCode::parse(&raw).map_err(|_| RepositoryError::Damaged)?,
        secret: secret.map(Secret::new),
        held: Held {
            unconfirmed,
            ..from_json(&held)?
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_written_as_serde_reads_it() {
        for each in [Source::Code, Source::Slip, Source::Lookup, Source::Province] {
            assert_eq!(serde_json::to_string(&each).unwrap(), source(each));
        }
    }
}
