use super::residents::{Resident, resident};
use crate::error::ApiError;
use citizen_domain::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

/// A grant as far as tokens need it.
pub(in crate::oidc) struct Grant {
    pub(in crate::oidc) id: Vec<u8>,
    pub(in crate::oidc) client_id: String,
    pub(in crate::oidc) scope: String,
    pub(in crate::oidc) auth_time: Timestamp,
    pub(in crate::oidc) resident: Resident,
    /// Key that its refresh tokens are bound to.
    pub(super) jkt: Option<String>,
    pub(super) revoked: bool,
}

pub(super) fn find(tx: &Transaction<'_>, id: Vec<u8>) -> Result<Option<Grant>, ApiError> {
    let found = tx
        .prepare_cached(
            "SELECT sub, client_id, scope, auth_time, jkt, revoked_at IS NOT NULL FROM grants WHERE id = ?1",
        )?
        .query_row([&id], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
            ))
        })
        .optional()?;
    let Some((sub, client_id, scope, auth_time, jkt, revoked)) = found else {
        return Ok(None);
    };
    Ok(resident(tx, &sub)?.map(|resident| Grant {
        id,
        client_id,
        scope,
        auth_time: Timestamp::from_millis(auth_time),
        resident,
        jkt,
        revoked,
    }))
}

impl Grant {
    /// Binds its refresh tokens to a key (RFC 9449 §5: those of public clients are).
    pub(in crate::oidc) fn bind(&mut self, tx: &Transaction<'_>, jkt: Option<&str>) -> Result<(), ApiError> {
        if let Some(jkt) = jkt {
            tx.execute("UPDATE grants SET jkt = ?2 WHERE id = ?1", params![self.id, jkt])?;
            self.jkt = Some(jkt.to_owned());
        }
        Ok(())
    }
}

/// An access token that is good, as a resource server is told of it.
pub(in crate::oidc) struct Access {
    pub(in crate::oidc) grant: Grant,
    pub(in crate::oidc) jkt: Option<String>,
    pub(in crate::oidc) issued_at: Timestamp,
    pub(in crate::oidc) expires_at: Timestamp,
}

/// The access token with that hash, unless it has ended.
pub(in crate::oidc) fn access(
    tx: &Transaction<'_>,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<Access>, ApiError> {
    let found = tx
        .prepare_cached(
            "SELECT grant_id, jkt, issued_at, expires_at FROM access_tokens
             WHERE token_hash = ?1 AND expires_at > ?2 AND grant_id IS NOT NULL",
        )?
        .query_row(params![hash, now.millis()], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((id, jkt, issued_at, expires_at)) = found else {
        return Ok(None);
    };
    Ok(find(tx, id)?.filter(|g| !g.revoked).map(|grant| Access {
        grant,
        jkt,
        issued_at: Timestamp::from_millis(issued_at),
        expires_at: Timestamp::from_millis(expires_at),
    }))
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

/// Ends the sign-in that an ID token's `sid` names.
pub(in crate::oidc) fn revoke_session(
    tx: &Transaction<'_>,
    id: &[u8],
    now: Timestamp,
) -> Result<(), ApiError> {
    revoke(tx, id, now)
}

/// Revocation by token (RFC 7009 §2.1): a refresh token ends its grant, an access token itself. A token of another client
/// is left alone.
pub(in crate::oidc) fn revoke_token(
    tx: &Transaction<'_>,
    hash: &[u8],
    client_id: &str,
    now: Timestamp,
) -> Result<(), ApiError> {
    tx.execute(
        "DELETE FROM access_tokens WHERE token_hash = ?1
         AND grant_id IN (SELECT id FROM grants WHERE client_id = ?2)",
        params![hash, client_id],
    )?;
    let grant: Option<Vec<u8>> = tx
        .query_row(
            "SELECT g.id FROM refresh_tokens t JOIN grants g ON g.id = t.grant_id
             WHERE t.token_hash = ?1 AND g.client_id = ?2",
            params![hash, client_id],
            |row| row.get(0),
        )
        .optional()?;
    match grant {
        Some(id) => revoke(tx, &id, now),
        None => Ok(()),
    }
}
