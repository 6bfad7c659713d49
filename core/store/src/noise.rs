//! What makes SQLite's checksum of the log say nothing (`FORMAT.md` §7).

use citizen_domain::ports::Random;
use citizen_domain::repository::RepositoryError;
use rusqlite::Connection;

const ROW: &str = "noise";
/// Holds eight bytes at an even place of eight wherever it comes to lie.
const LENGTH: usize = 24;

/// Puts fresh random bytes into the row that every transaction rewrites.
pub(crate) fn stir(transaction: &Connection, random: &dyn Random) -> Result<(), RepositoryError> {
    let mut bytes = [0; LENGTH];
    random
        .fill(&mut bytes)
        .map_err(|_| RepositoryError::Failed("randomness"))?;
    transaction
        .prepare_cached(
            "INSERT INTO sealed (name, data) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET data = excluded.data",
        )
        .and_then(|mut statement| statement.execute((ROW, bytes)))
        .map(drop)
        .map_err(crate::error::repository)
}
