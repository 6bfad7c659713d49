//! Receipts: the province's signed word for what it holds (compact JWS, `typ` `receipt+jws`).

use crate::error::OutboxError;
use crate::item::{Item, Kind};
use citizen_domain::Timestamp;
use citizen_domain::keys::KeyUse;
use citizen_domain::wire::{PartClaim, ReceiptClaims, ReceiptReply, TYP_RECEIPT, WithdrawalReply};
use citizen_proof::{Alg, KeySet, ProofError, Rule, Verified, peek_kid, verify};
use serde::{Deserialize, Serialize};

/// Longest receipt in characters; one with five attachments has about 1,100.
pub(crate) const MAX_RECEIPT: usize = 8 * 1024;
/// Longest receipt file in bytes.
const MAX_FILE: usize = 64 * 1024;
const DAY_MS: i64 = 24 * 3_600_000;

const RULE: Rule<'_> = Rule {
    typ: TYP_RECEIPT,
    purpose: Some(KeyUse::Receipt),
    algs: &[Alg::Es256, Alg::EdDsa],
    max_len: MAX_RECEIPT,
};

/// Why a receipt was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptProblem {
    /// Signed by a key that the held pack does not know; a newer pack may.
    UnknownKey,
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
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::UnknownKey,
        Self::Signature,
        Self::Issuer,
        Self::Item,
        Self::Kind,
        Self::Body,
        Self::Attachment,
    ];

    /// The word of `--json` output and message ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownKey => "unknown_key",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Item => "item",
            Self::Kind => "kind",
            Self::Body => "body",
            Self::Attachment => "attachment",
        }
    }
}

/// A receipt that fits its item.
#[derive(Debug)]
pub(crate) struct Judged {
    /// Hashes of our attachments that the province does not hold yet.
    pub(crate) missing: Vec<String>,
    /// Everything is held.
    pub(crate) complete: bool,
    pub(crate) accepted_at: Timestamp,
    pub(crate) reference: Option<String>,
}

/// Checks a receipt against the item it should be for.
pub(crate) fn judge_receipt(
    item: &Item,
    receipt: &str,
    keys: &KeySet,
    province: &str,
) -> Result<Judged, ReceiptProblem> {
    let verified = verified(receipt, keys)?;
    let claims = verified.claims;
    for (fits, problem) in [
        (claims.iss == province, ReceiptProblem::Issuer),
        (claims.id == item.id, ReceiptProblem::Item),
        (claims.kind == item.kind.as_str(), ReceiptProblem::Kind),
        (claims.body_sha256 == item.body_sha256, ReceiptProblem::Body),
        (
            claims.attachments.iter().all(|claim| ours(item, claim)),
            ReceiptProblem::Attachment,
        ),
        (
            claims
                .missing
                .iter()
                .all(|hash| item.parts.iter().any(|part| part.sha256 == *hash)),
            ReceiptProblem::Attachment,
        ),
    ] {
        if !fits {
            return Err(problem);
        }
    }
    // One that the receipt leaves out is missing, whatever else the receipt says.
    let missing: Vec<String> = item
        .parts
        .iter()
        .map(|part| &part.sha256)
        .filter(|hash| {
            claims.missing.contains(hash) || !claims.attachments.iter().any(|claim| claim.sha256 == **hash)
        })
        .cloned()
        .collect();
    Ok(Judged {
        complete: claims.complete && missing.is_empty(),
        missing,
        accepted_at: claims.accepted_at,
        reference: claims.reference,
    })
}

fn ours(item: &Item, claim: &PartClaim) -> bool {
    item.parts
        .iter()
        .any(|part| part.sha256 == claim.sha256 && part.bytes == claim.bytes)
}

/// Signature, type, use of the key, and its dates at the time of acceptance.
fn verified(receipt: &str, keys: &KeySet) -> Result<Verified<ReceiptClaims>, ReceiptProblem> {
    let verified: Verified<ReceiptClaims> = verify(receipt, keys, &RULE).map_err(|error| match error {
        ProofError::UnknownKey => ReceiptProblem::UnknownKey,
        _ => ReceiptProblem::Signature,
    })?;
    let whole_day = verified.claims.kind == Kind::Rating.as_str();
    check_dates(&verified, verified.claims.accepted_at, whole_day)?;
    Ok(verified)
}

/// Whether the key was in use at that time. Word about a rating names only the day, and the key may have come into use in
/// the course of it.
pub(crate) fn check_dates<T>(
    verified: &Verified<T>,
    at: Timestamp,
    whole_day: bool,
) -> Result<(), ReceiptProblem> {
    let in_use = verified.key_valid_at(at).is_ok()
        || (whole_day && verified.key_valid_at(at.plus_millis(DAY_MS - 1)).is_ok());
    if in_use {
        Ok(())
    } else {
        Err(ReceiptProblem::Signature)
    }
}

/// A receipt as it is shown and exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptView {
    /// Item id.
    pub id: String,
    /// `report`, `report_action` or `rating`.
    pub kind: String,
    /// Province that issued it.
    pub issuer: String,
    /// When the province accepted the item.
    pub issued_at: Timestamp,
    /// The province's own number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// SHA-256 of the body.
    pub body_sha256: String,
    /// Attachments with hash and size.
    pub attachments: Vec<PartClaim>,
    /// Hashes of attachments that the province did not hold then.
    pub missing: Vec<String>,
    /// Nothing was missing.
    pub complete: bool,
    /// Key that signed.
    pub key_id: String,
    /// Always true: a receipt that does not verify gives an error instead.
    pub verified: bool,
}

/// Verifies a receipt by itself, without the item: signature, use and dates of the key, issuer (if `province` is given).
/// `text` is the compact JWS, or JSON with a member `receipt` (the province's reply, or an exported file).
///
/// # Errors
/// [`OutboxError::NotAReceipt`] if it has not the shape of one, [`OutboxError::Receipt`] if it is refused.
pub fn verify_receipt_file(
    text: &str,
    keys: &KeySet,
    province: Option<&str>,
) -> Result<ReceiptView, OutboxError> {
    let token = receipt_token(text)?;
    let verified = verified(&token, keys).map_err(OutboxError::Receipt)?;
    if province.is_some_and(|province| province != verified.claims.iss) {
        return Err(OutboxError::Receipt(ReceiptProblem::Issuer));
    }
    let key_id = verified.key.kid.clone();
    let claims = verified.claims;
    Ok(ReceiptView {
        id: claims.id,
        kind: claims.kind,
        issuer: claims.iss,
        issued_at: claims.accepted_at,
        reference: claims.reference,
        body_sha256: claims.body_sha256,
        attachments: claims.attachments,
        missing: claims.missing,
        complete: claims.complete,
        key_id,
        verified: true,
    })
}

/// The id of the key that a receipt file names, unverified: tells which pack to try.
///
/// # Errors
/// [`OutboxError::NotAReceipt`].
pub fn receipt_key_id(text: &str) -> Result<String, OutboxError> {
    peek_kid(&receipt_token(text)?, MAX_RECEIPT).map_err(|_| OutboxError::NotAReceipt)
}

/// The id of the key that the province's word in a reply (receipt or withdrawal) names, unverified.
pub fn signer(reply: &[u8]) -> Option<String> {
    let token = serde_json::from_slice(reply)
        .map(|reply: ReceiptReply| reply.receipt)
        .or_else(|_| serde_json::from_slice(reply).map(|reply: WithdrawalReply| reply.withdrawal))
        .ok()?;
    peek_kid(&token, MAX_RECEIPT).ok()
}

fn receipt_token(text: &str) -> Result<String, OutboxError> {
    if text.len() > MAX_FILE {
        return Err(OutboxError::NotAReceipt);
    }
    let text = text.trim();
    if text.starts_with('{') {
        return serde_json::from_str(text)
            .map(|reply: ReceiptReply| reply.receipt)
            .map_err(|_| OutboxError::NotAReceipt);
    }
    if text.split('.').count() == 3 && text.is_ascii() {
        Ok(text.to_owned())
    } else {
        Err(OutboxError::NotAReceipt)
    }
}
