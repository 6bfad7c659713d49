use crate::AppState;
use crate::error::ApiError;
use citizen_domain::Timestamp;
use citizen_domain::wire::{PartClaim, ReceiptClaims, TYP_RECEIPT};
use rusqlite::{Connection, params};

/// A receipt and whether nothing is missing.
pub(crate) struct Signed {
    pub(crate) jws: String,
    pub(crate) complete: bool,
}

/// What a receipt is made from besides the parts.
pub(crate) struct Head<'a> {
    pub(crate) id: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) body_sha256: &'a str,
    pub(crate) accepted_at: Timestamp,
    pub(crate) reference: Option<&'a str>,
}

/// Signs the receipt of an item as it stands in this transaction.
pub(crate) fn sign(tx: &Connection, state: &AppState, head: &Head<'_>) -> Result<Signed, ApiError> {
    let mut rows = tx.prepare_cached(
        "SELECT sha256, bytes, content IS NOT NULL FROM parts WHERE item = ?1 ORDER BY position",
    )?;
    let parts = rows
        .query_map(params![head.id], |row| {
            let claim = PartClaim {
                sha256: row.get(0)?,
                bytes: row.get::<_, u32>(1)?.into(),
            };
            Ok((claim, row.get(2)?))
        })?
        .collect::<Result<Vec<(PartClaim, bool)>, _>>()?;
    let missing: Vec<String> = parts
        .iter()
        .filter(|(_, here)| !here)
        .map(|(part, _)| part.sha256.clone())
        .collect();
    let complete = missing.is_empty();
    let claims = ReceiptClaims {
        iss: state.pack().province.id.clone(),
        id: head.id.to_owned(),
        kind: head.kind.to_owned(),
        body_sha256: head.body_sha256.to_owned(),
        attachments: parts.into_iter().map(|(part, _)| part).collect(),
        missing,
        complete,
        accepted_at: head.accepted_at,
        reference: head.reference.map(str::to_owned),
    };
    Ok(Signed {
        jws: sign_claims(state, &claims)?,
        complete,
    })
}

/// Signs finished claims.
pub(crate) fn sign_claims(state: &AppState, claims: &ReceiptClaims) -> Result<String, ApiError> {
    state
        .keys()
        .receipt
        .sign(TYP_RECEIPT, claims)
        .map_err(|_| ApiError::Internal("a receipt could not be signed"))
}
