//! A receipt, like the slip of paper that one gets at a counter.

use crate::{Fact, ItemId, QrView, Said, Voice, qr};
use citizen_domain::Timestamp;
use serde::Serialize;

/// A receipt as a screen: it can be shown, shared and checked by somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptView {
    /// Outbox item that it is for.
    pub item: ItemId,
    /// When the province took it.
    pub when: Said,
    /// The province's signature was verified here.
    pub verified: bool,
    /// What it says.
    pub facts: Vec<Fact>,
    /// The whole receipt as one code, where it fits.
    pub qr: Option<QrView>,
}

/// The screen of a receipt over an item and `photos` photos; `code` is the text that its QR carries.
pub fn receipt(
    item: &str,
    issued_at: Timestamp,
    reference: Option<&str>,
    photos: usize,
    verified: bool,
    code: Option<&str>,
    voice: &Voice,
) -> ReceiptView {
    let when = voice.when(issued_at);
    let mut facts = vec![voice.fact("screen.receipt.taken", when.clone())];
    facts.extend(reference.map(|number| voice.fact("screen.report.reference", Voice::spelled(number))));
    facts.push(voice.fact(
        "screen.report.photos",
        voice.number(u64::try_from(photos).unwrap_or(u64::MAX)),
    ));
    facts.push(voice.fact(
        "screen.receipt.signature",
        voice.say(
            if verified {
                "screen.receipt.good"
            } else {
                "screen.receipt.unchecked"
            },
            &[],
        ),
    ));
    ReceiptView {
        item: ItemId(item.to_owned()),
        when,
        verified,
        facts,
        qr: code.and_then(|code| qr(code, voice.say("screen.receipt.qr", &[])).ok()),
    }
}
