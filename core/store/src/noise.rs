//! What makes SQLite's checksum of the log say nothing (`FORMAT.md` §7).

use citizen_domain::ports::Random;
use citizen_domain::repository::RepositoryError;
use rusqlite::Connection;
use std::cell::Cell;

const ROW: &str = "noise";
/// Holds eight bytes at an even place of eight wherever it comes to lie, also when the end of a page cuts it in two.
const LENGTH: usize = 32;

/// Fresh random bytes, for one row.
pub(crate) type Bytes = [u8; LENGTH];

/// Whether the transaction has its noise already, and where.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lies {
    Nowhere,
    /// In the last row that was written into this table: there is one copy of it.
    In(&'static str),
    /// It was in a table that has been written to again: it may be gone, or stand twice where a page was divided.
    Disturbed,
}

/// The noise of one transaction. It goes into the first row that has room for it; [`Noise::stir`] makes up for it where there is none.
pub(crate) struct Noise<'a> {
    random: &'a dyn Random,
    lies: Cell<Lies>,
}

impl<'a> Noise<'a> {
    pub(crate) const fn new(random: &'a dyn Random) -> Self {
        Self {
            random,
            lies: Cell::new(Lies::Nowhere),
        }
    }

    /// What a row of `table` that is about to be written should hold; nothing if it need not.
    pub(crate) fn for_row(&self, table: &'static str) -> Result<Option<Bytes>, RepositoryError> {
        self.disturb(table);
        match self.lies.get() {
            Lies::Nowhere => draw(self.random).map(Some),
            Lies::In(_) | Lies::Disturbed => Ok(None),
        }
    }

    /// What [`Noise::for_row`] gave is in `table`.
    pub(crate) fn is_in(&self, table: &'static str) {
        self.lies.set(Lies::In(table));
    }

    /// Something else in `table` is written or removed.
    pub(crate) fn disturb(&self, table: &'static str) {
        if self.lies.get() == Lies::In(table) {
            self.lies.set(Lies::Disturbed);
        }
    }

    /// Something is written, wherever.
    pub(crate) fn disturb_all(&self) {
        if self.lies.get() != Lies::Nowhere {
            self.lies.set(Lies::Disturbed);
        }
    }

    /// The last step before a commit: where no row holds the noise, a row of its own does.
    pub(crate) fn stir(&self, transaction: &Connection) -> Result<(), RepositoryError> {
        match self.lies.get() {
            Lies::In(_) => Ok(()),
            Lies::Nowhere | Lies::Disturbed => stir(transaction, self.random),
        }
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
