//! A scanned value: what it is, how far to trust it and why, what can be done with it.

use crate::{Fact, Said, Tone, Voice};
use citizen_scan::{Kind, Payload, Trust};
use serde::Serialize;

/// What a scanned value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum ScanKind {
    /// A receipt slip.
    DossierSlip,
    /// A bare dossier code.
    DossierCode,
    /// A link of an allowed host that carries a dossier code.
    DossierUrl,
    /// An identity card.
    IdCard,
    /// A bank transfer code.
    Vietqr,
    /// A health insurance card.
    HealthCard,
    /// A claim ticket of assisted mode.
    ClaimTicket,
    /// Any other link.
    Url,
    /// Anything else.
    Text,
}

/// How far it can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum ScanTrust {
    /// The province's signature was verified.
    Signed,
    /// Form and checksum hold; nobody vouches for the content.
    Checked,
    /// Good for looking something up, and for nothing else.
    Hint,
    /// Not to be relied on.
    Untrusted,
}

/// A scanned value as a screen.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ScanView {
    /// What it is.
    pub kind: ScanKind,
    /// How far it can be relied on.
    pub trust: ScanTrust,
    /// What it is, in words.
    pub title: Said,
    /// How far it can be relied on, in words.
    pub trust_said: Said,
    /// The same as a tone.
    pub tone: Tone,
    /// What it says.
    pub facts: Vec<Fact>,
    /// What to know before relying on it.
    pub warnings: Vec<Said>,
    /// The text to follow the dossier by, where it names one.
    pub follow: Option<String>,
}

impl std::fmt::Debug for ScanView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScanView")
            .field("kind", &self.kind)
            .field("trust", &self.trust)
            .finish_non_exhaustive()
    }
}

/// The screen of a scanned value. A link is shown and never opened; of a card the last four digits are shown.
pub fn scanned(payload: &Payload, voice: &Voice) -> ScanView {
    let (kind, kind_word) = kind(payload.kind);
    let (trust, trust_word, tone) = trust(payload.trust);
    let mut facts = Vec::new();
    if let Some(dossier) = &payload.dossier {
        facts.push(voice.fact("screen.dossier.code", Voice::spelled(&dossier.code)));
        let agency = dossier.agency_name.as_ref().map(|name| Said::aloud(name.clone()));
        facts.extend(agency.map(|name| voice.fact("screen.dossier.agency", name)));
        let received = dossier
            .received_at
            .map(|at| voice.when(at))
            .or_else(|| dossier.received_on.map(|day| voice.day(day)));
        facts.extend(received.map(|when| voice.fact("screen.dossier.received", when)));
        let appointment = dossier.appointment_at.map(|at| voice.when(at));
        facts.extend(appointment.map(|when| voice.fact("screen.dossier.appointment", when)));
    }
    if let Some(card) = &payload.id_card {
        let digits = Voice::spelled(&card.id_last4);
        facts.push(voice.fact("screen.id_last4", digits));
    }
    if let Some(transfer) = &payload.vietqr {
        facts.push(voice.fact("screen.transfer.bank", Voice::spelled(&transfer.bin)));
        facts.push(voice.fact("screen.transfer.account", Voice::spelled(&transfer.account)));
        let amount = transfer.amount_vnd.map(|vnd| voice.money(vnd));
        facts.extend(amount.map(|amount| voice.fact("screen.transfer.amount", amount)));
        for (label, text) in [
            ("screen.transfer.name", &transfer.name),
            ("screen.transfer.purpose", &transfer.purpose),
        ] {
            facts.extend(
                text.as_ref()
                    .map(|text| voice.fact(label, Said::plain(text.clone()))),
            );
        }
    }
    if let Some(host) = &payload.host {
        facts.push(voice.fact("screen.scan.host", Said::plain(host.clone())));
    }
    if payload.dossier.is_none() {
        let shown = payload.url.as_ref().or(payload.text.as_ref());
        facts.extend(shown.map(|text| voice.fact("screen.scan.content", Said::plain(text.clone()))));
    }
    // A signed slip carries what the province vouches for; of everything else the code alone counts.
    let follow = payload
        .dossier
        .as_ref()
        .map(|dossier| payload.slip.clone().unwrap_or_else(|| dossier.code.clone()));
    ScanView {
        kind,
        trust,
        title: voice.say(&format!("scan.kind.{kind_word}"), &[]),
        trust_said: voice.say(&format!("scan.trust.{trust_word}"), &[]),
        tone,
        facts,
        warnings: payload
            .warnings
            .iter()
            .map(|warning| voice.say(&warning.message_id(), &[]))
            .collect(),
        follow,
    }
}

const fn kind(kind: Kind) -> (ScanKind, &'static str) {
    match kind {
        Kind::DossierSlip => (ScanKind::DossierSlip, "dossier_slip"),
        Kind::DossierCode => (ScanKind::DossierCode, "dossier_code"),
        Kind::DossierUrl => (ScanKind::DossierUrl, "dossier_url"),
        Kind::IdCard => (ScanKind::IdCard, "id_card"),
        Kind::Vietqr => (ScanKind::Vietqr, "vietqr"),
        Kind::HealthCard => (ScanKind::HealthCard, "health_card"),
        Kind::ClaimTicket => (ScanKind::ClaimTicket, "claim_ticket"),
        Kind::Url => (ScanKind::Url, "url"),
        Kind::Text => (ScanKind::Text, "text"),
    }
}

const fn trust(trust: Trust) -> (ScanTrust, &'static str, Tone) {
    match trust {
        Trust::Signed => (ScanTrust::Signed, "signed", Tone::Done),
        Trust::Checked => (ScanTrust::Checked, "checked", Tone::Neutral),
        Trust::Hint => (ScanTrust::Hint, "hint", Tone::Neutral),
        Trust::Untrusted => (ScanTrust::Untrusted, "untrusted", Tone::Security),
    }
}
