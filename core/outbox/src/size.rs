//! What it costs to send an item, in bytes on the wire once a connection stands: said to the person before anything leaves.
//! Heads are those that the terminal program's requests to the reference province were seen to have; a journey holds the figure to
//! five in a hundred of what really passes.

use crate::item::Item;
use citizen_domain::wire::ItemBody;
use serde::Serialize;

/// Head of a request with the session: address, token, proof of its key, hash of the body.
const SESSION_HEAD: u64 = 950;
/// Head of a request that names nobody.
const PLAIN_HEAD: u64 = 284;
/// Head of the request that brings a photo: address, upload's token.
const PHOTO_HEAD: u64 = 410;

/// Bytes that will leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WireBytes {
    /// The words, which go first, with their head.
    pub text: u64,
    /// All photos, each with the head of one request; on a slow line there are more.
    pub photos: u64,
}

impl WireBytes {
    /// Of something that is not an item yet; `None` for what cannot be written.
    pub fn of(body: &ItemBody) -> Option<Self> {
        let length = serde_json::to_vec(body).ok()?.len() as u64;
        let (session, photos): (bool, Vec<u64>) = match body {
            ItemBody::Report(report) => (
                !report.anonymous,
                report.attachments.iter().map(|photo| photo.bytes).collect(),
            ),
            ItemBody::ReportAction(_) => (true, Vec::new()),
            ItemBody::Rating(_) => (false, Vec::new()),
        };
        Some(Self::made(length, session, photos))
    }

    /// Of an item, as if nothing of it had left.
    pub fn of_item(item: &Item) -> Self {
        let photos = item.parts.iter().map(|part| part.bytes).collect();
        Self::made(item.body.len() as u64, item.needs_session(), photos)
    }

    fn made(body: u64, session: bool, photos: Vec<u64>) -> Self {
        let head = if session { SESSION_HEAD } else { PLAIN_HEAD };
        Self {
            text: body.saturating_add(head),
            photos: photos.into_iter().fold(0, |sum, photo| {
                sum.saturating_add(photo).saturating_add(PHOTO_HEAD)
            }),
        }
    }

    /// Both.
    pub const fn all(self) -> u64 {
        self.text.saturating_add(self.photos)
    }
}
