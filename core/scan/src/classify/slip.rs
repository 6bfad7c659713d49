use super::{MAX_SLIP, ScanContext};
use crate::{DossierRef, Kind, Payload, Trust, Warning};
use citizen_domain::codes::DossierCode;
use citizen_domain::keys::KeyUse;
use citizen_domain::wire::{SlipClaims, TYP_SLIP};
use citizen_proof::{Alg, ProofError, Rule, base64url, verify};

/// A signed slip: compact JWS of `typ` `dossier-slip+jws`.
pub(super) fn classify(value: &str, context: &ScanContext<'_>) -> Option<Payload> {
    let claimed = unverified(value)?;
    let untrusted = |warning: Warning| Payload::of(Kind::DossierSlip, Trust::Untrusted).warn(warning);
    // Without the right key the code may still be looked up by hand, so it is shown; a wrong signature gets nothing.
    let code_only = |warning: Warning| Payload {
        dossier: claimed.as_ref().and_then(|claims| bare(&claims.code, context)),
        ..untrusted(warning)
    };
    let Some(keys) = context.keys else {
        return Some(code_only(Warning::NoPack));
    };
    let rule = Rule {
        typ: TYP_SLIP,
        purpose: Some(KeyUse::Slip),
        algs: &[Alg::Es256, Alg::EdDsa],
        max_len: MAX_SLIP,
    };
    let verified = match verify::<SlipClaims>(value, keys, &rule) {
        Ok(verified) => verified,
        Err(ProofError::UnknownKey) => return Some(code_only(Warning::UnknownKey)),
        Err(ProofError::BadSignature) => return Some(untrusted(Warning::WrongSignature)),
        Err(ProofError::WrongUse | ProofError::KeyAlgorithm) => {
            return Some(untrusted(Warning::KeyNotForThis));
        }
        Err(_) => return Some(untrusted(Warning::MalformedSlip)),
    };
    // A slip is signed when the dossier is received.
    if verified.key_valid_at(verified.claims.received_at).is_err() {
        return Some(untrusted(Warning::KeyNotForThis));
    }
    let claims = verified.claims;
    if context.province.is_some_and(|province| province != claims.iss) {
        return Some(code_only(Warning::OtherProvince));
    }
    let Some(code) = bare(&claims.code, context) else {
        return Some(untrusted(Warning::MalformedSlip));
    };
    let name = context.agencies.iter().find(|agency| agency.id == claims.agency);
    Some(Payload {
        dossier: Some(DossierRef {
            agency_name: name.map(|agency| agency.name.clone()),
            agency: Some(claims.agency),
            province: Some(claims.iss),
            received_at: Some(claims.received_at),
            appointment_at: claims.appointment_at,
            ..code
        }),
        slip: Some(value.to_owned()),
        ..Payload::of(Kind::DossierSlip, Trust::Signed)
    })
}

fn bare(code: &str, context: &ScanContext<'_>) -> Option<DossierRef> {
    DossierCode::parse_with(code, context.agencies)
        .ok()
        .map(|code| super::code::reference(&code))
}

/// `None` if it is no JWS of a slip at all; `Some(None)` if it is one whose claims cannot be read.
#[expect(
    clippy::option_option,
    reason = "no slip and an unreadable slip are two answers"
)]
fn unverified(value: &str) -> Option<Option<SlipClaims>> {
    let mut parts = value.split('.');
    let (header, claims, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    let no_more = parts.next().is_none();
    let header: serde_json::Value = serde_json::from_slice(&base64url::decode(header).ok()?).ok()?;
    let is_slip = no_more && header.get("typ").and_then(|typ| typ.as_str()) == Some(TYP_SLIP);
    is_slip.then(|| {
        base64url::decode(claims)
            .ok()
            .and_then(|json| serde_json::from_slice(&json).ok())
    })
}
