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
    let put = || {
        let changed = transaction
            .prepare_cached("UPDATE sealed SET data = ?2 WHERE name = ?1")?
            .execute((ROW, bytes))?;
        if changed == 0 {
            // The first transaction of a vault.
            transaction.execute("INSERT INTO sealed (name, data) VALUES (?1, ?2)", (ROW, bytes))?;
        }
        Ok(())
    };
    put().map_err(crate::error::repository)
}
