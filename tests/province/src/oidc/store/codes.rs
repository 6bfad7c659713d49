use super::grants::{self, Grant};
use crate::error::ApiError;
use crate::oidc::request::Pending;
use citizen_domain::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

/// A code lives as long as a redirect takes (RFC 6749 §4.1.2 allows ten minutes).
const CODE_LIFE: i64 = 60 * 1000;

/// Begins a grant and gives it its code.
pub(in crate::oidc) fn issue_code(
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
        "INSERT INTO authorization_codes (code_hash, grant_id, redirect_uri, challenge, nonce, jkt, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            code_hash,
            grant_id,
            p.redirect_uri,
            p.challenge,
            p.nonce,
            p.jkt,
            now.plus_millis(CODE_LIFE).millis()
        ],
    )?;
    Ok(())
}

/// What a code says about the request that it answers.
pub(in crate::oidc) struct Code {
    pub(in crate::oidc) redirect_uri: String,
    pub(in crate::oidc) challenge: String,
    pub(in crate::oidc) nonce: Option<String>,
    pub(in crate::oidc) jkt: Option<String>,
}

/// Uses a code up. `None` when it is unknown, has ended or was used before; a used one revokes what came from it
/// (RFC 6749 §4.1.2).
pub(in crate::oidc) fn use_code(
    tx: &Transaction<'_>,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<(Grant, Code)>, ApiError> {
    let found = tx
        .prepare_cached(
            "SELECT grant_id, redirect_uri, challenge, nonce, jkt, expires_at, used_at IS NOT NULL
             FROM authorization_codes WHERE code_hash = ?1",
        )?
        .query_row([hash], |row| {
            let code = Code {
                redirect_uri: row.get(1)?,
                challenge: row.get(2)?,
                nonce: row.get(3)?,
                jkt: row.get(4)?,
            };
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                code,
                row.get::<_, i64>(5)?,
                row.get::<_, bool>(6)?,
            ))
        })
        .optional()?;
    let Some((id, code, expires_at, used)) = found else {
        return Ok(None);
    };
    if used {
        grants::revoke(tx, &id, now)?;
        return Ok(None);
    }
    tx.execute(
        "UPDATE authorization_codes SET used_at = ?2 WHERE code_hash = ?1",
        params![hash, now.millis()],
    )?;
    let grant = grants::find(tx, id)?.filter(|g| !g.revoked && now.millis() < expires_at);
    Ok(grant.map(|grant| (grant, code)))
}
