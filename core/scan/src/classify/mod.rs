//! What a scanned value is, and how far to trust it. The order is that of D§5, with the signed slip before it.

mod card;
mod code;
pub(crate) mod host;
pub(crate) mod id_card;
mod link;
mod slip;
mod transfer;

use crate::{Kind, Payload, ScanError, Trust, Warning};
use citizen_domain::pack::{Agency, AllowedHost};
use citizen_domain::text;
use citizen_proof::KeySet;

/// Longest payload in bytes; the largest QR code holds less than 3 KB of bytes.
pub const MAX_PAYLOAD: usize = 4096;
/// Longest signed slip in characters, so that one code holds it and a phone still reads it from paper.
pub const MAX_SLIP: usize = 1195;

/// What the province's pack knows.
#[derive(Clone, Copy, Default)]
pub struct ScanContext<'a> {
    /// Province whose pack this is; a slip of another one is not taken as signed.
    pub province: Option<&'a str>,
    /// Its keys. `None` before a pack is there.
    pub keys: Option<&'a KeySet>,
    /// Hosts whose links may be offered.
    pub hosts: &'a [AllowedHost],
    /// Its agencies, for names and for codes of centralised systems.
    pub agencies: &'a [Agency],
}

/// Classifies a scanned or pasted value. The value is neither kept nor logged; no link is opened.
///
/// # Errors
/// [`ScanError::PayloadTooLong`] beyond [`MAX_PAYLOAD`]. Everything else is an answer, if only "text".
pub fn classify(raw: &[u8], context: &ScanContext<'_>) -> Result<Payload, ScanError> {
    if raw.len() > MAX_PAYLOAD {
        return Err(ScanError::PayloadTooLong);
    }
    let Ok(written) = std::str::from_utf8(raw) else {
        return Ok(Payload::of(Kind::Text, Trust::Untrusted).warn(Warning::NotText));
    };
    let value = text::clean(written, MAX_PAYLOAD).map_err(|_| ScanError::PayloadTooLong)?;
    let payload = slip::classify(&value, context)
        .or_else(|| transfer::classify(&value))
        .or_else(|| card::classify(&value))
        .or_else(|| link::classify(&value, context))
        .or_else(|| code::classify(&value, context))
        .unwrap_or_else(|| plain(&value));
    // A final line end is what many readers add; anything else that cannot be seen was put there.
    let hidden = written.chars().filter(|c| !c.is_whitespace() && *c != '\u{FEFF}');
    let shown = value.chars().filter(|c| !c.is_whitespace());
    let removed = text::nfc(&hidden.collect::<String>()) != shown.collect::<String>();
    Ok(if removed {
        payload.warn(Warning::InvisibleRemoved)
    } else {
        payload
    })
}

/// Anything else. A long run of letters and digits without a word in it is what VNeID's one-minute codes look like:
/// only VNeID can read those, and keeping one would be wrong, so it is not even shown.
fn plain(value: &str) -> Payload {
    let payload = Payload::of(Kind::Text, Trust::Untrusted);
    if value.is_empty() {
        return payload.warn(Warning::NotText);
    }
    let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_' | '.' | ':');
    if value.len() >= 32 && value.chars().all(token) && value.chars().any(|c| c.is_ascii_digit()) {
        return payload.warn(Warning::MaybeVneid);
    }
    Payload {
        text: Some(value.to_owned()),
        ..payload
    }
}
