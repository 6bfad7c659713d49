//! What waits to be sent, and what was sent.

use crate::dossiers::ROWS;
use crate::error::OutboxError;
use crate::records::{ItemId, OutboxRow, ReceiptView, WaitingSummary};
use crate::shared::Shared;
use std::sync::Arc;

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OutboxPage {
    /// Oldest first.
    pub rows: Vec<OutboxRow>,
    /// How much of everything waits.
    pub waiting: WaitingSummary,
}

/// What waits to be sent, and what was sent.
#[derive(uniffi::Object)]
pub struct Outbox(pub(crate) Arc<Shared>);

#[uniffi::export]
impl Outbox {
    /// At most 100 items after `after`, or from the first one on; only those that wait, or everything.
    pub fn page(
        &self,
        after: Option<ItemId>,
        limit: u32,
        only_waiting: bool,
    ) -> Result<OutboxPage, OutboxError> {
        self.0.look(|client, lang| {
            let after = after.map(|id| id.0);
            Ok(OutboxPage {
                rows: client.show_outbox(after.as_deref(), limit.min(ROWS), only_waiting, lang)?,
                waiting: client.show_waiting(lang)?,
            })
        })
    }

    /// Makes the next sync try at once: one item, or all of them.
    pub fn retry(&self, id: Option<ItemId>) -> Result<(), OutboxError> {
        self.0
            .look(|client, _| client.retry(id.as_ref().map(|id| id.0.as_str())).map(drop))
    }

    /// Throws an item away; what the province may hold of it is taken back by the next sync first.
    pub fn discard(&self, id: ItemId) -> Result<OutboxRow, OutboxError> {
        self.0
            .look(|client, lang| Ok(client.show_item(&client.discard(&id.0)?, lang)))
    }

    /// The receipt of an item, verified anew.
    pub fn receipt(&self, id: ItemId) -> Result<ReceiptView, OutboxError> {
        self.0.look(|client, lang| client.show_receipt(&id.0, lang))
    }
}
