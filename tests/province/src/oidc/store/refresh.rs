use super::grants::{self, Grant};
use super::keep_refresh;
use crate::error::ApiError;
use citizen_domain::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

/// So long may a refresh token be shown again by the key that it is bound to, for the same successor: as long as the
/// successor lives. It ends earlier, when the successor is first used.
pub(in crate::oidc) const REPLAY_WINDOW: i64 = super::REFRESH_LIFE;

/// Who shows a refresh token.
pub(in crate::oidc) struct Shown<'a> {
    pub(in crate::oidc) hash: &'a [u8],
    /// Hash of the one successor that this token has.
    pub(in crate::oidc) successor: &'a [u8],
    pub(in crate::oidc) client_id: &'a str,
    /// Key that the request proved.
    pub(in crate::oidc) jkt: Option<&'a str>,
}

struct Row {
    grant_id: Vec<u8>,
    expires_at: i64,
    used_at: Option<i64>,
}

fn row(tx: &Transaction<'_>, hash: &[u8]) -> Result<Option<Row>, ApiError> {
    Ok(tx
        .prepare_cached("SELECT grant_id, expires_at, used_at FROM refresh_tokens WHERE token_hash = ?1")?
        .query_row([hash], |row| {
            Ok(Row {
                grant_id: row.get(0)?,
                expires_at: row.get(1)?,
                used_at: row.get(2)?,
            })
        })
        .optional()?)
}

/// Uses a refresh token up and keeps its successor. `None` when it is unknown, has ended, is another client's or is
/// bound to another key: then nothing changes.
///
/// A token that was used before is one of two things. Shown by the key that it is bound to, before its successor was ever
/// used, it is a client that never got the reply: it gets the same successor. Anything else revokes the grant, since one
/// of the two who hold it is a thief (RFC 9700 §4.14.2).
pub(in crate::oidc) fn use_refresh(
    tx: &Transaction<'_>,
    shown: &Shown<'_>,
    now: Timestamp,
) -> Result<Option<Grant>, ApiError> {
    let Some(token) = row(tx, shown.hash)? else {
        return Ok(None);
    };
    let Some(mut grant) = grants::find(tx, token.grant_id)? else {
        return Ok(None);
    };
    let other_key = grant.jkt.is_some() && grant.jkt.as_deref() != shown.jkt;
    // RFC 6749 §6: bound to the client that it was issued to.
    if grant.revoked || grant.client_id != shown.client_id || other_key || now.millis() >= token.expires_at {
        return Ok(None);
    }
    let Some(used_at) = token.used_at else {
        tx.execute(
            "UPDATE refresh_tokens SET used_at = ?2 WHERE token_hash = ?1",
            params![shown.hash, now.millis()],
        )?;
        keep_refresh(tx, &grant, shown.successor, now)?;
        // A session from before the client had a key is bound from now on.
        let new_key = shown.jkt.filter(|_| grant.jkt.is_none());
        grant.bind(tx, new_key)?;
        return Ok(Some(grant));
    };
    let lost = grant.jkt.is_some() && now.millis().saturating_sub(used_at) < REPLAY_WINDOW;
    let unused = row(tx, shown.successor)?
        .is_some_and(|next| next.used_at.is_none() && now.millis() < next.expires_at);
    if lost && unused {
        return Ok(Some(grant));
    }
    grants::revoke(tx, &grant.id, now)?;
    Ok(None)
}
