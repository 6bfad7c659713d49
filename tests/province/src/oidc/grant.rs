//! What the provider keeps: pending requests, grants, codes and tokens. Every function works inside the caller's
//! transaction.

use crate::error::ApiError;
use citizen_domain::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

/// A person may take this long to choose.
const REQUEST_LIFE: i64 = 10 * 60 * 1000;
/// A code lives as long as a redirect takes (RFC 6749 §4.1.2 allows ten minutes).
const CODE_LIFE: i64 = 60 * 1000;
/// D§7.3: 1,800 s were seen.
pub(super) const ACCESS_LIFE: i64 = 30 * 60 * 1000;
/// A phone that was not opened for a month signs in again.
const REFRESH_LIFE: i64 = 30 * 24 * 60 * 60 * 1000;

/// An authorization request that was found good.
#[derive(Clone)]
pub(super) struct Pending {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) scope: String,
    pub(super) state: Option<String>,
    pub(super) nonce: Option<String>,
    pub(super) challenge: String,
}

/// A resident as the provider knows them.
pub(super) struct Resident {
    pub(super) sub: String,
    pub(super) name: String,
    id_number: String,
    pub(super) account_type: String,
    pub(super) level: Option<u8>,
    pub(super) age_band: Option<String>,
}

impl Resident {
    pub(super) fn is_under_14(&self) -> bool {
        matches!(self.age_band.as_deref(), Some("6-13" | "under-6"))
    }

    /// Last four characters of the identity number: all that leaves of it.
    pub(super) fn last4(&self) -> &str {
        let start = self.id_number.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
        self.id_number.get(start..).unwrap_or_default()
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

pub(super) fn residents(tx: &Transaction<'_>) -> Result<Vec<Resident>, ApiError> {
    let mut statement = tx.prepare_cached(&format!("{RESIDENT} ORDER BY sub LIMIT 200"))?;
    let rows = statement.query_map([], Resident::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn resident(tx: &Transaction<'_>, sub: &str) -> Result<Option<Resident>, ApiError> {
    let mut statement = tx.prepare_cached(&format!("{RESIDENT} WHERE sub = ?1"))?;
    Ok(statement.query_row([sub], Resident::read).optional()?)
}

/// Keeps a request until the person has chosen, and sweeps out whatever has ended.
pub(super) fn keep_request(
    tx: &Transaction<'_>,
    hash: &[u8],
    p: &Pending,
    now: Timestamp,
) -> Result<(), ApiError> {
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
    tx.execute(
        "INSERT INTO authorization_requests (id_hash, client_id, redirect_uri, scope, state, nonce, challenge, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![hash, p.client_id, p.redirect_uri, p.scope, p.state, p.nonce, p.challenge, now.plus_millis(REQUEST_LIFE).millis()],
    )?;
    Ok(())
}

/// Takes a request out: it is answered once.
pub(super) fn take_request(
    tx: &Transaction<'_>,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<Pending>, ApiError> {
    let found = tx
        .prepare_cached(
            "DELETE FROM authorization_requests WHERE id_hash = ?1 AND expires_at > ?2
             RETURNING client_id, redirect_uri, scope, state, nonce, challenge",
        )?
        .query_row(params![hash, now.millis()], |row| {
            Ok(Pending {
                client_id: row.get(0)?,
                redirect_uri: row.get(1)?,
                scope: row.get(2)?,
                state: row.get(3)?,
                nonce: row.get(4)?,
                challenge: row.get(5)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// Begins a grant and gives it its code.
pub(super) fn issue_code(
    tx: &Transaction<'_>,
    grant_id: &[u8; 16],
    code_hash: &[u8],
    p: &Pending,
    sub: &str,
    now: Timestamp,
) -> Result<(), ApiError> {
    tx.execute(
        "INSERT INTO grants (id, sub, client_id, scope, auth_time) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![grant_id, sub, p.client_id, p.scope, now.millis()],
    )?;
    tx.execute(
        "INSERT INTO authorization_codes (code_hash, grant_id, redirect_uri, challenge, nonce, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            code_hash,
            grant_id,
            p.redirect_uri,
            p.challenge,
            p.nonce,
            now.plus_millis(CODE_LIFE).millis()
        ],
    )?;
    Ok(())
}

/// A grant as far as tokens need it.
pub(super) struct Grant {
    pub(super) id: Vec<u8>,
    pub(super) client_id: String,
    pub(super) scope: String,
    pub(super) auth_time: Timestamp,
    pub(super) resident: Resident,
    revoked: bool,
}

fn grant(tx: &Transaction<'_>, id: Vec<u8>) -> Result<Option<Grant>, ApiError> {
    let found = tx
        .prepare_cached(
            "SELECT sub, client_id, scope, auth_time, revoked_at IS NOT NULL FROM grants WHERE id = ?1",
        )?
        .query_row([&id], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })
        .optional()?;
    let Some((sub, client_id, scope, auth_time, revoked)) = found else {
        return Ok(None);
    };
    Ok(resident(tx, &sub)?.map(|resident| Grant {
        id,
        client_id,
        scope,
        auth_time: Timestamp::from_millis(auth_time),
        resident,
        revoked,
    }))
}

/// What a code says about the request that it answers.
pub(super) struct Code {
    pub(super) redirect_uri: String,
    pub(super) challenge: String,
    pub(super) nonce: Option<String>,
}

/// Uses a code up. `None` when it is unknown, has ended or was used before; a used one revokes what came from it
/// (RFC 6749 §4.1.2).
pub(super) fn use_code(
    tx: &Transaction<'_>,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<(Grant, Code)>, ApiError> {
    let found = tx
        .prepare_cached(
            "SELECT grant_id, redirect_uri, challenge, nonce, expires_at, used_at IS NOT NULL
             FROM authorization_codes WHERE code_hash = ?1",
        )?
        .query_row([hash], |row| {
            let code = Code {
                redirect_uri: row.get(1)?,
                challenge: row.get(2)?,
                nonce: row.get(3)?,
            };
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                code,
                row.get::<_, i64>(4)?,
                row.get::<_, bool>(5)?,
            ))
        })
        .optional()?;
    let Some((id, code, expires_at, used)) = found else {
        return Ok(None);
    };
    if used {
        revoke(tx, &id, now)?;
        return Ok(None);
    }
    tx.execute(
        "UPDATE authorization_codes SET used_at = ?2 WHERE code_hash = ?1",
        params![hash, now.millis()],
    )?;
    let grant = grant(tx, id)?.filter(|g| !g.revoked && now.millis() < expires_at);
    Ok(grant.map(|grant| (grant, code)))
}

/// Uses a refresh token up. `None` when it is unknown, has ended or was used before; a used one revokes the grant: one
/// of the two who hold it is a thief (RFC 9700 §4.14.2).
pub(super) fn use_refresh(
    tx: &Transaction<'_>,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<Grant>, ApiError> {
    let found = tx
        .prepare_cached(
            "SELECT grant_id, expires_at, used_at IS NOT NULL FROM refresh_tokens WHERE token_hash = ?1",
        )?
        .query_row([hash], |row| {
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, bool>(2)?,
            ))
        })
        .optional()?;
    let Some((id, expires_at, used)) = found else {
        return Ok(None);
    };
    if used {
        revoke(tx, &id, now)?;
        return Ok(None);
    }
    tx.execute(
        "UPDATE refresh_tokens SET used_at = ?2 WHERE token_hash = ?1",
        params![hash, now.millis()],
    )?;
    Ok(grant(tx, id)?.filter(|g| !g.revoked && now.millis() < expires_at))
}

/// Keeps a new pair of tokens.
pub(super) fn keep_tokens(
    tx: &Transaction<'_>,
    grant: &Grant,
    access: &[u8],
    refresh: &[u8],
    now: Timestamp,
) -> Result<(), ApiError> {
    tx.execute(
        "INSERT INTO access_tokens (token_hash, sub, issued_at, expires_at, grant_id) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![access, grant.resident.sub, now.millis(), now.plus_millis(ACCESS_LIFE).millis(), grant.id],
    )?;
    tx.execute(
        "INSERT INTO refresh_tokens (token_hash, grant_id, expires_at) VALUES (?1, ?2, ?3)",
        params![refresh, grant.id, now.plus_millis(REFRESH_LIFE).millis()],
    )?;
    Ok(())
}

/// Ends a grant with all its tokens. Used codes and refresh tokens stay, so that they are still known as used.
pub(super) fn revoke(tx: &Transaction<'_>, id: &[u8], now: Timestamp) -> Result<(), ApiError> {
    tx.execute(
        "UPDATE grants SET revoked_at = coalesce(revoked_at, ?2) WHERE id = ?1",
        params![id, now.millis()],
    )?;
    tx.execute("DELETE FROM access_tokens WHERE grant_id = ?1", [id])?;
    Ok(())
}

/// Revocation by token (RFC 7009 §2.1): a refresh token ends its grant, an access token itself.
pub(super) fn revoke_token(tx: &Transaction<'_>, hash: &[u8], now: Timestamp) -> Result<(), ApiError> {
    tx.execute("DELETE FROM access_tokens WHERE token_hash = ?1", [hash])?;
    let grant: Option<Vec<u8>> = tx
        .query_row(
            "SELECT grant_id FROM refresh_tokens WHERE token_hash = ?1",
            [hash],
            |row| row.get(0),
        )
        .optional()?;
    match grant {
        Some(id) => revoke(tx, &id, now),
        None => Ok(()),
    }
}
