//! Ratings: one token a finished dossier, redeemed without a session, kept without a link to either.
//!
//! **Not yet unlinkable**: the token is computed from the dossier's code, so a province that wanted to could compute
//! it again and look up whether it was spent, and by what body hash. Blind signatures (RFC 9474) will end that.

mod answers;
mod redeem;
mod results;
mod token;
mod withdraw;

pub(crate) use redeem::{keep, redeem};
pub(crate) use results::results;
pub(crate) use token::issue;
pub(crate) use withdraw::withdraw;

use crate::error::ApiError;
use citizen_domain::Timestamp;
use citizen_domain::time::iso_date;
use citizen_proof::sha256;
use rusqlite::{Connection, params};

/// Whether a token was spent.
pub(crate) fn is_spent(tx: &Connection, token: &str) -> Result<bool, ApiError> {
    Ok(tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM spent_tokens WHERE token_hash = ?1)")?
        .query_row(params![sha256(token.as_bytes())], |row| row.get(0))?)
}

/// The day as it is kept: nothing finer is.
pub(crate) fn day(now: Timestamp) -> String {
    iso_date::format(now.date())
}

/// Quarter, `2026Q4`.
pub(crate) fn period(at: Timestamp) -> String {
    let date = at.date();
    format!("{:04}Q{}", date.year(), (u8::from(date.month()) - 1) / 3 + 1)
}
