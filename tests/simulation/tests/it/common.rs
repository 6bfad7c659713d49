//! What a mishap is told by.

use citizen_client::Client;
use citizen_client::outbox::{OutboxView, Page};
use citizen_domain::ports::{Method, Request};
use citizen_simulation::Scene;

pub(crate) fn puts(request: &Request) -> bool {
    request.method == Method::Put && request.url.path().starts_with("/v1/items/")
}

pub(crate) fn uploads(request: &Request) -> bool {
    request.url.path().starts_with("/v1/uploads")
}

pub(crate) fn state(client: &Client, id: &str) -> String {
    client
        .outbox_item(id)
        .map_or_else(|_| "gone".to_owned(), |view| view.state.to_owned())
}

pub(crate) fn outbox(client: &Client) -> Vec<OutboxView> {
    client.outbox(&Page::default()).unwrap()
}

/// How often the province has a report of that text.
pub(crate) fn there(scene: &Scene, text: &str) -> usize {
    scene
        .town()
        .reports()
        .iter()
        .filter(|report| report.text == text)
        .count()
}

pub(crate) const REFUSAL: &str = r#"{"error":{"code":"category_unknown","message":"Không có loại này."}}"#;
