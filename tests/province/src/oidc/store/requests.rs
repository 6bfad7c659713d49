use super::sweep;
use crate::error::ApiError;
use crate::oidc::request::Pending;
use citizen_domain::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

/// A person may take this long to choose.
const REQUEST_LIFE: i64 = 10 * 60 * 1000;
/// A browser has this long to come for a pushed request: a slow phone opens its browser in the meantime.
pub(in crate::oidc) const PUSHED_LIFE: i64 = 5 * 60 * 1000;

const COLUMNS: &str = "client_id, redirect_uri, scope, state, nonce, challenge, jkt, acr_values";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Pending> {
    Ok(Pending {
        client_id: row.get(0)?,
        redirect_uri: row.get(1)?,
        scope: row.get(2)?,
        state: row.get(3)?,
        nonce: row.get(4)?,
        challenge: row.get(5)?,
        jkt: row.get(6)?,
        acr_values: row.get(7)?,
    })
}

fn insert(
    tx: &Transaction<'_>,
    hash: &[u8],
    p: &Pending,
    pushed: bool,
    came_from: Option<&[u8]>,
    until: Timestamp,
) -> Result<(), ApiError> {
    tx.execute(
        &format!(
            "INSERT INTO authorization_requests (id_hash, pushed, came_from, expires_at, {COLUMNS})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        ),
        params![
            hash,
            pushed,
            came_from,
            until.millis(),
            p.client_id,
            p.redirect_uri,
            p.scope,
            p.state,
            p.nonce,
            p.challenge,
            p.jkt,
            p.acr_values
        ],
    )?;
    Ok(())
}

/// Keeps a request that was pushed (RFC 9126).
pub(in crate::oidc) fn keep_pushed(
    tx: &Transaction<'_>,
    hash: &[u8],
    p: &Pending,
    now: Timestamp,
) -> Result<(), ApiError> {
    sweep(tx, now)?;
    insert(tx, hash, p, true, None, now.plus_millis(PUSHED_LIFE))
}

/// A pushed request. It stays until the person has chosen: a page may be loaded twice (RFC 9126 §4).
pub(in crate::oidc) fn pushed(
    tx: &Transaction<'_>,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<Pending>, ApiError> {
    Ok(tx
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM authorization_requests WHERE id_hash = ?1 AND pushed AND expires_at > ?2"
        ))?
        .query_row(params![hash, now.millis()], read)
        .optional()?)
}

/// Keeps a request until the person has chosen, and sweeps out whatever has ended. `came_from` is the pushed one that it
/// was made from.
pub(in crate::oidc) fn keep_request(
    tx: &Transaction<'_>,
    hash: &[u8],
    p: &Pending,
    came_from: Option<&[u8]>,
    now: Timestamp,
) -> Result<(), ApiError> {
    sweep(tx, now)?;
    insert(tx, hash, p, false, came_from, now.plus_millis(REQUEST_LIFE))
}

/// Takes a request out: it is answered once, and so is the pushed one that it came from, however many pages showed it.
pub(in crate::oidc) fn take_request(
    tx: &Transaction<'_>,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<Pending>, ApiError> {
    let found = tx
        .prepare_cached(&format!(
            "DELETE FROM authorization_requests WHERE id_hash = ?1 AND NOT pushed AND expires_at > ?2
             RETURNING {COLUMNS}, came_from"
        ))?
        .query_row(params![hash, now.millis()], |row| {
            Ok((read(row)?, row.get::<_, Option<Vec<u8>>>(8)?))
        })
        .optional()?;
    let Some((pending, came_from)) = found else {
        return Ok(None);
    };
    if let Some(pushed) = came_from {
        tx.execute(
            "DELETE FROM authorization_requests WHERE id_hash = ?1 OR came_from = ?1",
            [pushed],
        )?;
    }
    Ok(Some(pending))
}
