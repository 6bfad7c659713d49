//! What travels between phone and province. `tests/contract/openapi.yaml` is the contract in writing; these are
//! its shapes in Rust, used by both ends. Unknown members are ignored on reading: a province may know more.
//! `Debug` of what is about a person shows ids and states only.

mod change;
mod discovery;
mod dossier;
mod item;
mod part;
mod rating;
mod receipt;
mod slip;
#[cfg(test)]
mod tests;

pub use change::{Change, ReportRecord, ReportUpdate};
pub use discovery::{Discovery, Endpoints, ProvinceRef};
pub use dossier::{
    AgencyRef, DossierRecord, EventRecord, FeeRecord, FollowRequest, Lookup, LookupRequest, Need,
    ProcedureRef, StatusRecord,
};
pub use item::{
    ActingFor, Attachment, ItemBody, Location, LocationSource, ReportAction, ReportBody, UnitRef,
};
pub use part::members;
pub use rating::{RatingBody, RatingToken, RatingTokenRequest, ResultRecord};
pub use receipt::{
    PartClaim, ReceiptClaims, ReceiptReply, UploadGrant, WithdrawalClaims, WithdrawalReply, WithdrawalRequest,
};
pub use slip::SlipClaims;

use serde::{Deserialize, Serialize};

/// `typ` of a receipt.
pub const TYP_RECEIPT: &str = "receipt+jws";
/// `typ` of a withdrawal.
pub const TYP_WITHDRAWAL: &str = "withdrawal+jws";
/// `typ` of a signed receipt slip.
pub const TYP_SLIP: &str = "dossier-slip+jws";
/// `typ` of a pack's manifest.
pub const TYP_PACK: &str = "province-pack+jws";
/// `typ` of a voucher.
pub const TYP_VOUCHER: &str = "province-voucher+jws";

/// Every error reply of the province's own endpoints (not of OAuth or Open311, which have their own).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorReply {
    /// The error.
    pub error: ErrorBody,
}

/// An error in words that a person can act on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// Stable code, for example `id_conflict`.
    pub code: String,
    /// Vietnamese sentence.
    pub message: String,
}
