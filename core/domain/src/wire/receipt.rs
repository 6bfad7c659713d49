use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// What a receipt says: compact JWS, `typ` [`super::TYP_RECEIPT`], by a key of use `receipt`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptClaims {
    /// Province id.
    pub iss: String,
    /// Item id.
    pub id: String,
    /// `report`, `report_action` or `rating`.
    pub kind: String,
    /// SHA-256 of the body's exact bytes, lower-case hex.
    pub body_sha256: String,
    /// Every attachment that the body names.
    pub attachments: Vec<PartClaim>,
    /// Hashes of attachments that the province does not hold yet.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Nothing is missing.
    pub complete: bool,
    /// When the body was accepted. For ratings only the day: midnight in Vietnam.
    pub accepted_at: Timestamp,
    /// The province's own number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// An attachment in a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartClaim {
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
}

/// Reply to `PUT` and `GET` of an item and `PUT` of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptReply {
    /// The receipt.
    pub receipt: String,
}
