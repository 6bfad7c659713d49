//! One transaction, seen through every room's repository trait.

mod dossier;
mod incident;
mod outbox;
mod pack;
mod rating;
mod settings;

use crate::error::repository;
use crate::noise::{Noise, Table};
use citizen_domain::repository::RepositoryError;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Params, Row, ToSql, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An open transaction of [`crate::Store::write`] or [`crate::Store::read`].
pub struct Tx<'a> {
    db: &'a Connection,
    /// Of a transaction that may write.
    noise: Option<&'a Noise<'a>>,
}

impl<'a> Tx<'a> {
    pub(crate) const fn reading(db: &'a Connection) -> Self {
        Self { db, noise: None }
    }

    pub(crate) const fn writing(db: &'a Connection, noise: &'a Noise<'a>) -> Self {
        Self {
            db,
            noise: Some(noise),
        }
    }

    pub(crate) fn check(&self) -> Result<(), RepositoryError> {
        let verdict: String = self
            .db
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(repository)?;
        if verdict == "ok" {
            Ok(())
        } else {
            Err(RepositoryError::Damaged)
        }
    }

    /// Another number than before where another process has committed something in between. Says something only of two
    /// transactions of [`crate::Store::write`], and nothing of what this process has written itself.
    ///
    /// # Errors
    /// The database's own.
    pub fn others_wrote(&self) -> Result<i64, RepositoryError> {
        self.one("PRAGMA data_version", [], |row| row.get(0))
            .map(Option::unwrap_or_default)
    }

    /// Runs a statement; the number of rows that it changed.
    fn execute(&self, sql: &str, params: impl Params) -> Result<usize, RepositoryError> {
        if let Some(noise) = self.noise {
            noise.disturb();
        }
        self.run(sql, params)
    }

    /// As [`Tx::execute`], for a statement that writes the row of `key` into `table`. The parameter after the last is the row's noise, or NULL
    /// to leave it what it has.
    fn put(
        &self,
        table: Table,
        key: &str,
        sql: &str,
        params: &[&dyn ToSql],
    ) -> Result<usize, RepositoryError> {
        let bytes = match self.noise {
            Some(noise) => noise.for_row()?,
            None => None,
        };
        let before = self.db.last_insert_rowid();
        let last: &dyn ToSql = &bytes;
        let changed = self.execute(sql, params_from_iter(params.iter().copied().chain([last])))?;
        if let (Some(noise), Some(_), 1..) = (self.noise, bytes, changed) {
            // A new row has a number above all others.
            noise.is_in(table, key, self.db.last_insert_rowid() != before);
        }
        Ok(changed)
    }

    fn run(&self, sql: &str, params: impl Params) -> Result<usize, RepositoryError> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(params))
            .map_err(repository)
    }

    fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, RepositoryError> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row(params, read).optional())
            .map_err(repository)
    }

    fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, RepositoryError> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_map(params, read)?.collect())
            .map_err(repository)
    }
}

/// A value as JSON, to be bound as text.
struct Json<T>(T);

impl<T: AsRef<[u8]>> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(self.0.as_ref())))
    }
}

fn to_json<T: Serialize>(value: &T) -> Result<Json<Vec<u8>>, RepositoryError> {
    // As long as most values are, so that it need not grow three times.
    let mut json = Vec::with_capacity(1 << 10);
    serde_json::to_writer(&mut json, value).map_err(|_| RepositoryError::Failed("json"))?;
    Ok(Json(json))
}

fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, RepositoryError> {
    serde_json::from_str(json).map_err(|_| RepositoryError::Damaged)
}

fn all_from_json<T: DeserializeOwned>(rows: &[String]) -> Result<Vec<T>, RepositoryError> {
    rows.iter().map(|json| from_json(json)).collect()
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tx(…)")
    }
}
