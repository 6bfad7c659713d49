//! Receipts: the province's signed word for what it holds.

use serde::{Deserialize, Serialize};

/// Why a receipt was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptProblem {
    /// Not signed by a key of the province that may sign receipts at that time.
    Signature,
    /// By another province.
    Issuer,
    /// For another item.
    Item,
    /// For another kind of item.
    Kind,
    /// For another body.
    Body,
    /// Names an attachment that is not ours, or with another size.
    Attachment,
}

impl ReceiptProblem {
    /// The word of `--json` output and message ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Item => "item",
            Self::Kind => "kind",
            Self::Body => "body",
            Self::Attachment => "attachment",
        }
    }
}
