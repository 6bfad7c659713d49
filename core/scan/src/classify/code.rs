use super::ScanContext;
use crate::{DossierRef, Kind, Payload, Trust, Warning};
use citizen_domain::codes::{CodeWarning, DossierCode, Shape};

/// A bare dossier code. Codes of unknown issuers look like any word, so those must have the looks of a number: four
/// digits and a separator.
pub(super) fn classify(value: &str, context: &ScanContext<'_>) -> Option<Payload> {
    let code = DossierCode::parse_with(value, context.agencies).ok()?;
    let invalid_date = code.warnings.contains(&CodeWarning::InvalidDate);
    if code.shape == Shape::Opaque && !invalid_date && !looks_like_a_number(&code.normalized) {
        return None;
    }
    let payload = Payload {
        dossier: Some(reference(&code)),
        ..Payload::of(Kind::DossierCode, Trust::Hint).warn(Warning::NotSigned)
    };
    Some(if invalid_date {
        payload.warn(Warning::CodeDateInvalid)
    } else if code.shape == Shape::Opaque {
        payload.warn(Warning::UnrecognisedIssuer)
    } else {
        payload
    })
}

fn looks_like_a_number(normalized: &str) -> bool {
    let digits = normalized.bytes().filter(u8::is_ascii_digit).count();
    let separated = normalized.contains(['-', '/', '.']);
    digits >= 4 && separated && normalized.len() <= 40 && digits * 2 >= normalized.len()
}

/// What a code alone says.
pub(super) fn reference(code: &DossierCode) -> DossierRef {
    DossierRef {
        code: code.raw.clone(),
        normalized: code.normalized.clone(),
        agency: None,
        agency_name: None,
        province: None,
        received_at: None,
        received_on: code.received_on,
        appointment_at: None,
    }
}
