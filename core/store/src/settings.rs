//! What every connection of a store is set to. Only rusqlite is needed here: the benchmarks set the sides beside the vault to the same.

use rusqlite::Connection;
use rusqlite::config::DbConfig;

/// What every connection of a store is set to.
///
/// # Errors
/// SQLite's own.
pub fn settings(db: &Connection) -> rusqlite::Result<()> {
    db.set_prepared_statement_cache_capacity(64);
    // A statement that was prepared stays so, whatever is bound to it: SQLite would plan some anew for each value.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    for (name, value) in [
        // What the person was told is kept is on the disk, also after a power cut.
        ("synchronous", "FULL"),
        ("fullfsync", "ON"),
        ("temp_store", "MEMORY"),
        ("cache_size", "-8000"),
        ("foreign_keys", "ON"),
        ("cell_size_check", "ON"),
        ("trusted_schema", "OFF"),
        ("secure_delete", "ON"),
        // SQLite's locks stand at the first gigabyte; a vault ends before.
        ("max_page_count", "262000"),
    ] {
        db.pragma_update(None, name, value)?;
    }
    Ok(())
}
