use super::id_card::{IdCard, IdCardError};
use crate::{IdCardSummary, Kind, Payload, Trust, Warning};

/// Identity card or health insurance card: fields between `|`. Whatever looks like a card and is none that can be
/// read is not shown as text either, because a person's data may be in it.
pub(super) fn classify(value: &str) -> Option<Payload> {
    let fields: Vec<&str> = value.split('|').map(str::trim).collect();
    let first = *fields.first()?;
    if fields.len() >= 4 && is_health_card(first, &fields) {
        return Some(Payload::of(Kind::HealthCard, Trust::Untrusted).warn(Warning::SensitiveDropped));
    }
    match IdCard::parse(value) {
        Ok(card) => {
            let warned = !card.warnings().is_empty();
            let trust = if warned { Trust::Hint } else { Trust::Checked };
            let payload = Payload {
                id_card: Some(IdCardSummary {
                    card: card.kind().code(),
                    id_last4: card.last_four(),
                }),
                ..Payload::of(Kind::IdCard, trust)
            };
            Some(
                card.warnings()
                    .iter()
                    .fold(payload, |payload, warning| payload.warn(*warning)),
            )
        }
        Err(IdCardError::NotACard) => None,
        Err(_) => Some(Payload::of(Kind::IdCard, Trust::Untrusted).warn(Warning::IdCardInvalid)),
    }
}

/// The first field is a health insurance number (two letters and 13 digits, or the 10 digits of social insurance), or
/// name and address stand as the hex of their UTF-8 (D§5, as seen).
fn is_health_card(first: &str, fields: &[&str]) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let letters_then_digits = first.len() == 15
        && first.bytes().take(2).all(|b| b.is_ascii_alphabetic())
        && first.bytes().skip(2).all(|b| b.is_ascii_digit());
    let social = first.len() == 10 && digits(first);
    let number = letters_then_digits || social;
    let identity = first.len() == 12 && digits(first);
    number || (!identity && fields.iter().any(|field| is_hex_text(field)))
}

fn is_hex_text(field: &str) -> bool {
    let hex =
        field.len() >= 12 && field.len().is_multiple_of(2) && field.bytes().all(|b| b.is_ascii_hexdigit());
    hex && field.bytes().any(|b| b.is_ascii_alphabetic())
}
