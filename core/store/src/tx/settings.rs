use super::Tx;
use citizen_domain::repository::{RepositoryError, Settings};
use rusqlite::params;

impl Settings for Tx<'_> {
    fn setting(&self, name: &str) -> Result<Option<String>, RepositoryError> {
        self.one("SELECT value FROM setting WHERE name = ?1", [name], |row| {
            row.get(0)
        })
    }

    fn set_setting(&self, name: &str, value: Option<&str>) -> Result<(), RepositoryError> {
        match value {
            Some(value) => self.execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                params![name, value],
            ),
            None => self.execute("DELETE FROM setting WHERE name = ?1", [name]),
        }
        .map(drop)
    }
}

/// Bytes that the caller has sealed with the key store: the session, look-up secrets. The store never sees what is inside.
impl Tx<'_> {
    /// The sealed bytes under `name`.
    ///
    /// # Errors
    /// As every repository.
    pub fn sealed(&self, name: &str) -> Result<Option<Vec<u8>>, RepositoryError> {
        self.one("SELECT data FROM sealed WHERE name = ?1", [name], |row| {
            row.get(0)
        })
    }

    /// Keeps or, with `None`, removes sealed bytes.
    ///
    /// # Errors
    /// As every repository.
    pub fn set_sealed(&self, name: &str, sealed: Option<&[u8]>) -> Result<(), RepositoryError> {
        match sealed {
            Some(sealed) => self.execute(
                "INSERT INTO sealed (name, data) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET data = excluded.data",
                params![name, sealed],
            ),
            None => self.execute("DELETE FROM sealed WHERE name = ?1", [name]),
        }
        .map(drop)
    }
}
