use crate::error::ApiError;
use rusqlite::{Connection, TransactionBehavior};

/// Numbered steps of the schema: 1–9 residents, dossiers, items, ratings; 10–12 OpenID and Open311; from 13 on whatever came next, so
/// that the highest rises with every step.
const STEPS: &[(u32, &str)] = &[
    (1, include_str!("../../migrations/0001_residents.sql")),
    (2, include_str!("../../migrations/0002_dossiers.sql")),
    (3, include_str!("../../migrations/0003_items.sql")),
    (4, include_str!("../../migrations/0004_ratings.sql")),
    (5, include_str!("../../migrations/0005_uploads.sql")),
    (10, include_str!("../../migrations/0010_oidc.sql")),
    (11, include_str!("../../migrations/0011_outside.sql")),
    (12, include_str!("../../migrations/0012_provider.sql")),
    (13, include_str!("../../migrations/0013_dossier_parts.sql")),
    (14, include_str!("../../migrations/0014_acting_for.sql")),
];

/// Applies the steps that this file has not had, each in a transaction of its own. `user_version` is the highest
/// step known; a file with a higher one was written by a newer gateway and is left alone.
///
/// Foreign keys are not enforced meanwhile, or a table that is made anew would take with it what refers to it; each
/// step is checked at its end instead (<https://sqlite.org/lang_altertable.html>, section 7). The caller turns them on.
pub(super) fn run(conn: &mut Connection) -> Result<(), ApiError> {
    let newest = STEPS.iter().map(|(number, _)| *number).max().unwrap_or(0);
    let version: u32 = conn.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    if version > newest {
        return Err(ApiError::Store("the database was written by a newer gateway"));
    }
    conn.pragma_update(None, "foreign_keys", false)?;
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
            let broken: bool = tx.query_row(
                "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)",
                [],
                |r| r.get(0),
            )?;
            if broken {
                return Err(ApiError::Store("a step of the schema does not fit the data"));
            }
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
    fn a_table_that_is_made_anew_takes_nothing_with_it() {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE schema_steps (number INTEGER PRIMARY KEY) STRICT")
            .unwrap();
        for (number, sql) in STEPS.iter().filter(|(number, _)| *number < 11) {
            conn.execute_batch(sql).unwrap();
            conn.execute("INSERT INTO schema_steps (number) VALUES (?1)", [number])
                .unwrap();
        }
        conn.execute_batch(
            "INSERT INTO residents VALUES ('a', 'A', '000000000001', 'citizen', 2, 'adult');
             INSERT INTO access_tokens (token_hash, sub, issued_at, expires_at) VALUES (zeroblob(32), 'a', 1, 2)",
        )
        .unwrap();
        run(&mut conn).unwrap();
        let kept: i64 = conn
            .query_row(
                "SELECT count(*) FROM residents JOIN access_tokens USING (sub)",
                [],
                |r| r.get(0),
            )
            .unwrap();
        assert_eq!(kept, 1);
    }

    #[test]
    fn a_newer_file_is_refused() {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.pragma_update(None, "user_version", 9999).unwrap();
        assert!(run(&mut conn).is_err());
    }
}
