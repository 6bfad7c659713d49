//! The province's signed word that an item does not count and will never be taken again (compact JWS, `typ`
//! `withdrawal+jws`). What had arrived of it may stay in the province's files; it is marked as withdrawn there.

use crate::item::{Item, Kind};
use crate::receipt::{MAX_RECEIPT, ReceiptProblem, check_dates};
use citizen_domain::keys::KeyUse;
use citizen_domain::wire::{TYP_WITHDRAWAL, WithdrawalClaims};
use citizen_proof::{Alg, KeySet, ProofError, Rule, Verified, verify};

const RULE: Rule<'_> = Rule {
    typ: TYP_WITHDRAWAL,
    purpose: Some(KeyUse::Receipt),
    algs: &[Alg::Es256, Alg::EdDsa],
    max_len: MAX_RECEIPT,
};

/// Checks a withdrawal against the item it should be for.
pub(crate) fn judge_withdrawal(
    item: &Item,
    token: &str,
    keys: &KeySet,
    province: &str,
) -> Result<(), ReceiptProblem> {
    let verified: Verified<WithdrawalClaims> = verify(token, keys, &RULE).map_err(|error| match error {
        ProofError::UnknownKey => ReceiptProblem::UnknownKey,
        _ => ReceiptProblem::Signature,
    })?;
    let claims = &verified.claims;
    check_dates(&verified, claims.withdrawn_at, item.kind == Kind::Rating)?;
    for (fits, problem) in [
        (claims.iss == province, ReceiptProblem::Issuer),
        (claims.id == item.id, ReceiptProblem::Item),
        (claims.body_sha256 == item.body_sha256, ReceiptProblem::Body),
    ] {
        if !fits {
            return Err(problem);
        }
    }
    Ok(())
}
