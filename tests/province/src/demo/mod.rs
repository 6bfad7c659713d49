//! Demonstration data: plainly fictitious people, dossiers and ratings, added once to an empty database.

mod dossiers;
mod office;
mod plan;
mod ratings;
mod residents;

pub use dossiers::DemoCodes;
pub use residents::{CHILD, DemoResident, MAIN_RESIDENT, OTHER_RESIDENT, RESIDENTS};

use crate::error::ApiError;
use crate::state::AppState;

/// Adds the demonstration to a database that has no residents yet.
pub(crate) fn fill(state: &AppState) -> Result<(), ApiError> {
    state.db().write(|tx| {
        let empty: bool = tx.query_row("SELECT NOT EXISTS (SELECT 1 FROM residents)", [], |row| {
            row.get(0)
        })?;
        if empty {
            residents::add(tx)?;
            dossiers::add(tx, state)?;
            ratings::add(tx, state)?;
        }
        Ok(())
    })
}
