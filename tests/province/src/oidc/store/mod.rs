//! What the provider keeps: pending requests, grants, codes and tokens. Every function works inside the caller's
//! transaction. Secrets stand in the database only as SHA-256.

mod codes;
mod grants;
mod refresh;
mod requests;
mod residents;

pub(super) use codes::{issue_code, use_code};
pub(super) use grants::{Grant, access, revoke_session, revoke_token};
pub(super) use refresh::{REPLAY_WINDOW, Shown, use_refresh};
pub(super) use requests::{PUSHED_LIFE, keep_pushed, keep_request, pushed, take_request};
pub(super) use residents::{Resident, choosable, guardian, resident};

use crate::error::ApiError;
use citizen_domain::Timestamp;
use rusqlite::{Transaction, params};

/// D§7.3: 1,800 s were seen.
pub(super) const ACCESS_LIFE: i64 = 30 * 60 * 1000;
/// A phone that was not opened for a month signs in again.
const REFRESH_LIFE: i64 = 30 * 24 * 60 * 60 * 1000;

/// Sweeps out whatever has ended.
fn sweep(tx: &Transaction<'_>, now: Timestamp) -> Result<(), ApiError> {
    for table in ["authorization_requests", "access_tokens", "refresh_tokens"] {
        tx.execute(
            &format!("DELETE FROM {table} WHERE expires_at <= ?1"),
            [now.millis()],
        )?;
    }
    // A code is kept as long as the tokens that a replay of it would have to revoke.
    tx.execute(
        "DELETE FROM authorization_codes WHERE expires_at <= ?1",
        [now.plus_millis(-REFRESH_LIFE).millis()],
    )?;
    tx.execute(
        "DELETE FROM grants WHERE id NOT IN (SELECT grant_id FROM authorization_codes)
         AND id NOT IN (SELECT grant_id FROM refresh_tokens)
         AND id NOT IN (SELECT grant_id FROM access_tokens WHERE grant_id IS NOT NULL)",
        [],
    )?;
    Ok(())
}

/// Keeps a new access token; `jkt` is the key that it is bound to.
pub(super) fn keep_access(
    tx: &Transaction<'_>,
    grant: &Grant,
    hash: &[u8],
    jkt: Option<&str>,
    now: Timestamp,
) -> Result<(), ApiError> {
    tx.execute(
        "INSERT INTO access_tokens (token_hash, sub, issued_at, expires_at, grant_id, jkt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            hash,
            grant.resident.sub,
            now.millis(),
            now.plus_millis(ACCESS_LIFE).millis(),
            grant.id,
            jkt
        ],
    )?;
    Ok(())
}

/// Keeps a new refresh token.
pub(super) fn keep_refresh(
    tx: &Transaction<'_>,
    grant: &Grant,
    hash: &[u8],
    now: Timestamp,
) -> Result<(), ApiError> {
    tx.execute(
        "INSERT INTO refresh_tokens (token_hash, grant_id, expires_at) VALUES (?1, ?2, ?3)",
        params![hash, grant.id, now.plus_millis(REFRESH_LIFE).millis()],
    )?;
    Ok(())
}
