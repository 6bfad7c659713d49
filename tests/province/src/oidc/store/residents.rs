use crate::error::ApiError;
use rusqlite::{OptionalExtension, Transaction};

/// A resident as the provider knows them.
pub(in crate::oidc) struct Resident {
    pub(in crate::oidc) sub: String,
    pub(in crate::oidc) name: String,
    pub(in crate::oidc) id_number: Option<String>,
    pub(in crate::oidc) account_type: String,
    pub(in crate::oidc) level: Option<u8>,
    age_band: Option<String>,
}

impl Resident {
    /// Whether somebody else has to act for them (ND 69/2024/NĐ-CP Art. 14.2).
    pub(in crate::oidc) fn is_under_14(&self) -> bool {
        matches!(self.age_band.as_deref(), Some("6-13" | "under-6"))
    }

    /// Age band as clients are told it: no finer than the rules need.
    pub(in crate::oidc) fn age_band(&self) -> Option<&'static str> {
        match self.age_band.as_deref()? {
            "adult" => Some("adult"),
            "14-15" => Some("14_15"),
            _ => Some("under_14"),
        }
    }

    /// Last four characters of the identity number: all that leaves of it.
    pub(in crate::oidc) fn last4(&self) -> Option<&str> {
        let number = self.id_number.as_deref()?;
        let start = number.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
        number.get(start..)
    }

    /// Level of the electronic identity as an authentication context (D§7.3).
    pub(in crate::oidc) fn acr(&self) -> Option<String> {
        self.level.map(|level| format!("LoA{level}"))
    }

    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            sub: row.get(0)?,
            name: row.get(1)?,
            id_number: row.get(2)?,
            account_type: row.get(3)?,
            level: row.get(4)?,
            age_band: row.get(5)?,
        })
    }
}

const RESIDENT: &str = "SELECT sub, display_name, id_number, account_type, level, age_band FROM residents";

/// Whom a person may choose to be. Never somebody whom another provider has signed in: that is a real person, and here
/// nobody is asked for a password.
pub(in crate::oidc) fn choosable(tx: &Transaction<'_>) -> Result<Vec<Resident>, ApiError> {
    let mut statement = tx.prepare_cached(&format!(
        "{RESIDENT} WHERE sub NOT IN (SELECT resident FROM outside_accounts) ORDER BY sub LIMIT 200"
    ))?;
    let rows = statement.query_map([], Resident::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A resident by id.
pub(in crate::oidc) fn resident(tx: &Transaction<'_>, sub: &str) -> Result<Option<Resident>, ApiError> {
    let mut statement = tx.prepare_cached(&format!("{RESIDENT} WHERE sub = ?1"))?;
    Ok(statement.query_row([sub], Resident::read).optional()?)
}

/// Name of a child's guardian, where one is known.
pub(in crate::oidc) fn guardian(tx: &Transaction<'_>, child: &str) -> Result<Option<String>, ApiError> {
    Ok(tx
        .prepare_cached(
            "SELECT r.display_name FROM guardians g JOIN residents r ON r.sub = g.guardian
             WHERE g.child = ?1 ORDER BY r.sub LIMIT 1",
        )?
        .query_row([child], |row| row.get(0))
        .optional()?)
}
