use crate::error::ApiError;
use rusqlite::{Connection, TransactionBehavior};

/// Numbered steps of the schema: 1–9 residents, dossiers, items, ratings; 10–19 OpenID and Open311.
const STEPS: &[(u32, &str)] = &[
    (1, include_str!("../../migrations/0001_residents.sql")),
    (2, include_str!("../../migrations/0002_dossiers.sql")),
    (3, include_str!("../../migrations/0003_items.sql")),
    (4, include_str!("../../migrations/0004_ratings.sql")),
    (10, include_str!("../../migrations/0010_oidc.sql")),
];

/// Applies the steps that this file has not had, each in a transaction of its own. `user_version` is the highest
/// step known; a file with a higher one was written by a newer gateway and is left alone.
pub(super) fn run(conn: &mut Connection) -> Result<(), ApiError> {
    let newest = STEPS.iter().map(|(number, _)| *number).max().unwrap_or(0);
    let version: u32 = conn.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    if version > newest {
        return Err(ApiError::Store("the database was written by a newer gateway"));
    }
    conn.execute_batch("CREATE TABLE IF NOT EXISTS schema_steps (number INTEGER PRIMARY KEY) STRICT")?;
    for (number, sql) in STEPS {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done: bool = tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM schema_steps WHERE number = ?1)",
            [number],
            |r| r.get(0),
        )?;
        if !done {
            tx.execute_batch(sql)?;
            tx.execute("INSERT INTO schema_steps (number) VALUES (?1)", [number])?;
            let version: u32 = tx.query_row("PRAGMA user_version", [], |r| r.get(0))?;
            tx.pragma_update(None, "user_version", version.max(*number))?;
        }
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_numbered_upwards_and_run_once() {
        assert!(STEPS.is_sorted_by(|a, b| a.0 < b.0));
        let mut conn = Connection::open_in_memory().unwrap();
        run(&mut conn).unwrap();
        run(&mut conn).unwrap();
        let n: i64 = conn
            .query_row("SELECT count(*) FROM schema_steps", [], |r| r.get(0))
            .unwrap();
        assert_eq!(usize::try_from(n).unwrap(), STEPS.len());
    }

    #[test]
    fn a_newer_file_is_refused() {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.pragma_update(None, "user_version", 9999).unwrap();
        assert!(run(&mut conn).is_err());
    }
}
