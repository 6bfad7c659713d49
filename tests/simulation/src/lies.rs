//! Answers that nobody stands behind, and a province that breaks its word on purpose.

use crate::ledger::item_of;
use crate::network::local;
use crate::run::Run;
use crate::transport::{Answer, Flight};
use crate::weather::Doctored;
use citizen_domain::ports::Method;
use citizen_domain::wire::{Attachment, PartClaim, ReceiptClaims, TYP_RECEIPT};
use citizen_proof::sha256_hex;
use serde_json::Value;

impl Run<'_> {
    /// Whether this time a receipt that nobody stands behind is to pass the check.
    pub(crate) fn believes(&self, flight: &Flight) -> bool {
        let put = flight.request.method == Method::Put && item_of(&flight.request).is_some();
        self.setting.doctored == Doctored::ReceiptsBelieved && put && self.world.one_in(4)
    }

    /// A complete receipt for a body that never went on to the province; nothing for other requests.
    pub(crate) fn forged(&self, flight: &Flight) -> Option<Answer> {
        let id = item_of(&flight.request).filter(|_| flight.request.method == Method::Put)?;
        let body: Value = serde_json::from_slice(&flight.request.body).ok()?;
        let attachments: Vec<Attachment> = match body.get("attachments") {
            Some(list) => serde_json::from_value(list.clone()).ok()?,
            None => Vec::new(),
        };
        let mut claims = ReceiptClaims {
            iss: self.town.state().pack().province.id.clone(),
            id: id.to_owned(),
            kind: body.get("kind")?.as_str()?.to_owned(),
            body_sha256: sha256_hex(&flight.request.body),
            attachments: attachments
                .into_iter()
                .map(|a| PartClaim {
                    sha256: a.sha256,
                    bytes: a.bytes,
                })
                .collect(),
            missing: Vec::new(),
            complete: true,
            accepted_at: self.world.time(),
            reference: None,
        };
        let own = &self.town.state().keys().receipt;
        let receipt = if self.setting.doctored == Doctored::ReceiptsBelieved {
            own.sign(TYP_RECEIPT, &claims)
        } else if self.world.one_in(2) {
            // The province's own word, about something else.
            claims.body_sha256 = sha256_hex(b"another");
            own.sign(TYP_RECEIPT, &claims)
        } else {
            self.template.forger.sign(TYP_RECEIPT, &claims)
        };
        Some(local(200, &[], &format!(r#"{{"receipt":"{}"}}"#, receipt.ok()?)))
    }

    /// A province that does not know which ratings it has counted.
    pub(crate) fn counted_again(&mut self, flight: &Flight) {
        let path = flight.request.url.path();
        let rating = path.starts_with("/v1/ratings/") && flight.request.method == Method::Put;
        if rating && !self.taken.insert(path.to_owned()) {
            self.town.count_a_rating_again();
        }
    }

    /// A province that does not know what it has taken: the same body once more is one more report.
    pub(crate) fn again(&mut self, flight: &Flight) {
        let Some(id) = item_of(&flight.request).filter(|_| flight.request.method == Method::Put) else {
            return;
        };
        if self.taken.insert(id.to_owned()) {
            return;
        }
        let mut second = flight.request.clone();
        let (head, tail) = id.split_at(24);
        let number = self.taken.len() as u64 + (self.world.now() << 8);
        second.url.set_path(&format!(
            "/v1/items/{head}{:012x}",
            number ^ u64::from_str_radix(tail, 16).unwrap_or(0)
        ));
        // Its own way in: the proof of the first is for another address.
        let body = second.body.clone();
        let done = self.town.take_as_new(second.url.path(), &body);
        self.world.note(|| format!("taken again {done}"));
    }
}

/// Takes the first dossier out of a piece of the feed.
pub(crate) fn leave_out(answer: &mut Answer) {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let mut left_out = false;
    let rest = text.split_inclusive('\n').filter(|line| {
        let first = !left_out && line.starts_with(r#"{"type":"dossier","#);
        left_out |= first;
        !first
    });
    answer.body = rest.collect::<String>().into();
}
