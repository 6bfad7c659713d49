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

/// Reply to `PUT` and `GET` of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptReply {
    /// The receipt.
    pub receipt: String,
    /// For each attachment that is missing: how to bring it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uploads: Vec<UploadGrant>,
}

/// Leave to bring one attachment of one item, by any client of tus 1.0.0. It needs no session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadGrant {
    /// Which attachment.
    pub sha256: String,
    /// Where an upload is created (`POST`); absolute.
    pub url: String,
    /// Bearer token (RFC 6750): a credential for this attachment alone.
    pub token: String,
    /// Extensions of tus that the server knows, for example `creation-with-upload`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<String>,
}

impl std::fmt::Debug for UploadGrant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UploadGrant")
            .field("sha256", &self.sha256)
            .finish_non_exhaustive()
    }
}

/// Body of `POST {items}/{id}/withdrawal` and `POST {ratings}/{id}/withdrawal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalRequest {
    /// SHA-256 of the body that is not to count, lower-case hex.
    pub body_sha256: String,
}

/// Reply where an item is withdrawn. What took effect for good is answered with its receipt instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalReply {
    /// Compact JWS of [`WithdrawalClaims`].
    pub withdrawal: String,
}

/// What a withdrawal says: compact JWS, `typ` [`super::TYP_WITHDRAWAL`], by a key of use `receipt`. The province will
/// never take this body under this id (again).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalClaims {
    /// Province id.
    pub iss: String,
    /// Item id.
    pub id: String,
    /// SHA-256 of the body, lower-case hex.
    pub body_sha256: String,
    /// When. For ratings only the day: midnight in Vietnam.
    pub withdrawn_at: Timestamp,
}
