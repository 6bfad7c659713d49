//! What was seen on the wire of each item: whether it was asked about before it was sent again.

use citizen_domain::ports::{Method, Request};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of what left the phones.
#[derive(Default)]
pub(crate) struct Ledger {
    items: BTreeMap<String, Seen>,
    /// Ids whose body went out again although nobody had said that the province does not hold it.
    pub(crate) unasked: BTreeSet<String>,
}

#[derive(Default)]
struct Seen {
    sent: bool,
    may_go_again: bool,
}

/// The item that a request is about, if it is one of `/v1/items/{id}`.
pub(crate) fn item_of(request: &Request) -> Option<&str> {
    let id = request.url.path().strip_prefix("/v1/items/")?;
    (!id.contains('/')).then_some(id)
}

impl Ledger {
    /// A request leaves a phone and may arrive.
    pub(crate) fn left(&mut self, request: &Request) {
        let (Method::Put, Some(id)) = (request.method, item_of(request)) else {
            return;
        };
        let seen = self.items.entry(id.to_owned()).or_default();
        if seen.sent && !seen.may_go_again {
            self.unasked.insert(id.to_owned());
        }
        seen.sent = true;
        seen.may_go_again = false;
    }

    /// The province's own answer is at the phone.
    pub(crate) fn heard(&mut self, request: &Request, status: u16) {
        let Some(id) = item_of(request) else { return };
        let untouched = match request.method {
            Method::Get => status == 404,
            // Turned away unread, or for its proof alone.
            _ => matches!(status, 401 | 425 | 426 | 429),
        };
        if untouched {
            self.items.entry(id.to_owned()).or_default().may_go_again = true;
        }
    }
}
