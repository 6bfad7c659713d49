use crate::error::ApiError;
use crate::{AppState, uploads};
use citizen_domain::wire::{ReceiptReply, WithdrawalReply};
use rusqlite::{Connection, params};
use serde::Serialize;

/// The province's signed word about an item.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum ItemReply {
    /// It is held, and this is how what is missing can be brought.
    Receipt(ReceiptReply),
    /// It is withdrawn.
    Withdrawal(WithdrawalReply),
}

impl ItemReply {
    /// A receipt, with leave to bring what is missing.
    pub(crate) fn receipt(
        tx: &Connection,
        state: &AppState,
        id: &str,
        receipt: String,
    ) -> Result<Self, ApiError> {
        let mut rows = tx.prepare_cached(
            "SELECT sha256 FROM parts WHERE item = ?1 AND content IS NULL ORDER BY position",
        )?;
        let missing = rows
            .query_map(params![id], |row| row.get(0))?
            .collect::<Result<Vec<String>, _>>()?;
        Ok(Self::Receipt(ReceiptReply {
            receipt,
            uploads: uploads::grants(state, id, &missing),
        }))
    }

    /// The word that it is withdrawn.
    pub(crate) fn withdrawn(withdrawal: String) -> Self {
        Self::Withdrawal(WithdrawalReply { withdrawal })
    }
}
