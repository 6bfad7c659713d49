//! What makes SQLite's checksum of the log say nothing (`FORMAT.md` §7).

use citizen_domain::ports::Random;
use citizen_domain::repository::RepositoryError;
use rusqlite::Connection;
use std::cell::RefCell;

const ROW: &str = "noise";
/// Holds eight bytes at an even place of eight wherever it comes to lie, also when the end of a page cuts it in two.
const LENGTH: usize = 32;

/// Fresh random bytes, for one row.
pub(crate) type Bytes = [u8; LENGTH];

/// The tables whose rows have room for noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    Dossier,
    Draft,
    Item,
    Report,
}

impl Table {
    /// Gives the row of a key new noise for old. As it is as long, the row stays where it is, and the old noise is written over.
    const fn renew(self) -> &'static str {
        match self {
            Self::Dossier => "UPDATE dossier SET noise = ?2 WHERE code = ?1 AND length(noise) = 32",
            Self::Draft => "UPDATE report_draft SET noise = ?2 WHERE id = ?1 AND length(noise) = 32",
            Self::Item => "UPDATE outbox_item SET noise = ?2 WHERE id = ?1 AND length(noise) = 32",
            Self::Report => "UPDATE report SET noise = ?2 WHERE id = ?1 AND length(noise) = 32",
        }
    }
}

/// The noise of one transaction. The first row that has room for it bears it.
///
/// It must stand in the log once. A row that is added at the end of its table is written once; but one that grows may make SQLite divide or
/// pack a page, which can leave a copy of it behind, and so can whatever is written afterwards. There the last step before the commit gives the row
/// new noise, in its place.
pub(crate) struct Noise<'a> {
    random: &'a dyn Random,
    bearer: RefCell<Option<Bearer>>,
}

/// The row that bears it.
struct Bearer {
    table: Table,
    key: String,
    /// It was added at the end of its table, and nothing was written since.
    at_the_end: bool,
}

impl<'a> Noise<'a> {
    pub(crate) const fn new(random: &'a dyn Random) -> Self {
        Self {
            random,
            bearer: RefCell::new(None),
        }
    }

    /// What the next row should hold; nothing where another bears it.
    pub(crate) fn for_row(&self) -> Result<Option<Bytes>, RepositoryError> {
        match &*self.bearer.borrow() {
            None => draw(self.random).map(Some),
            Some(_) => Ok(None),
        }
    }

    /// What [`Noise::for_row`] gave is in a row, which was new or was there before.
    pub(crate) fn is_in(&self, table: Table, key: &str, new: bool) {
        *self.bearer.borrow_mut() = Some(Bearer {
            table,
            key: key.to_owned(),
            at_the_end: new,
        });
    }

    /// Something else is written.
    pub(crate) fn disturb(&self) {
        if let Some(bearer) = &mut *self.bearer.borrow_mut() {
            bearer.at_the_end = false;
        }
    }

    /// The last step before a commit.
    pub(crate) fn stir(&self, transaction: &Connection) -> Result<(), RepositoryError> {
        if let Some(bearer) = &*self.bearer.borrow() {
            if bearer.at_the_end {
                return Ok(());
            }
            let bytes = draw(self.random)?;
            let renewed = transaction
                .prepare_cached(bearer.table.renew())
                .and_then(|mut renew| renew.execute((&bearer.key, bytes)))
                .map_err(crate::error::repository)?;
            if renewed == 1 {
                return Ok(());
            }
        }
        stir(transaction, self.random)
    }
}

/// Puts fresh random bytes into the row that is there for them.
pub(crate) fn stir(transaction: &Connection, random: &dyn Random) -> Result<(), RepositoryError> {
    let bytes = draw(random)?;
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

fn draw(random: &dyn Random) -> Result<Bytes, RepositoryError> {
    let mut bytes = [0; LENGTH];
    random
        .fill(&mut bytes)
        .map_err(|_| RepositoryError::Failed("randomness"))?;
    Ok(bytes)
}
