//! Attachments on their way: tus 1.0.0 (<https://tus.io/protocols/resumable-upload>), one small step at a time.

use crate::event::Reply;
use crate::item::Part;
use crate::judge::{MAX_CODE, MAX_REASON, cut, parse};
use citizen_domain::ports::NetworkClass;
use citizen_domain::wire::{ErrorReply, UploadGrant};
use serde::{Deserialize, Serialize};

/// A province that made an upload is known by this extension of tus: the first bytes go with the creation.
const WITH_UPLOAD: &str = "creation-with-upload";
/// Longest address or token that is kept.
const MAX_TEXT: usize = 2_048;

/// Where an attachment's upload stands. The token is a credential: `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Where an upload is created.
    pub create: String,
    /// Bearer token for this item's attachment alone. It outlives the person's session.
    pub token: String,
    /// The server takes the first bytes with the creation.
    pub with_upload: bool,
    /// Where the upload is, once it has been created.
    pub location: Option<String>,
    /// What the server holds is known: no request is in the dark.
    pub known: bool,
}

impl Upload {
    /// What a grant allows; `None` for one that is no use.
    pub(crate) fn granted(grant: &UploadGrant) -> Option<Self> {
        let fits = |text: &str| !text.is_empty() && text.len() <= MAX_TEXT;
        (fits(&grant.url) && fits(&grant.token)).then(|| Self {
            create: grant.url.clone(),
            token: grant.token.clone(),
            with_upload: grant.extensions.iter().any(|name| name == WITH_UPLOAD),
            location: None,
            known: false,
        })
    }

    /// The next request, or none when every byte is there.
    pub(crate) fn next(&self, part: &Part, chunk: u64) -> Option<UploadCall> {
        let left = part.bytes.saturating_sub(part.sent);
        match (&self.location, self.known) {
            (None, _) => Some(UploadCall::Create {
                first: if self.with_upload {
                    part.bytes.min(chunk)
                } else {
                    0
                },
            }),
            (Some(_), false) => Some(UploadCall::Ask),
            (Some(_), true) if left == 0 => None,
            (Some(_), true) => Some(UploadCall::Append {
                offset: part.sent,
                length: left.min(chunk),
            }),
        }
    }
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload")
            .field("created", &self.location.is_some())
            .field("known", &self.known)
            .finish_non_exhaustive()
    }
}

/// One request about an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UploadCall {
    /// `POST` to [`Upload::create`], with the first bytes where the server takes them.
    Create {
        /// How many bytes go along.
        first: u64,
    },
    /// `HEAD`: how many bytes are there?
    Ask,
    /// `PATCH`: more bytes.
    Append {
        /// From here,
        offset: u64,
        /// so many.
        length: u64,
    },
}

impl UploadCall {
    /// The bytes of the attachment that go along: from where, and how many.
    pub const fn range(self) -> (u64, u64) {
        match self {
            Self::Create { first } => (0, first),
            Self::Ask => (0, 0),
            Self::Append { offset, length } => (offset, length),
        }
    }
}

/// What a tus server says in the head of its reply (`Tus-Resumable: 1.0.0`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadHead {
    /// `Upload-Offset`: bytes that it holds.
    pub offset: Option<u64>,
    /// `Upload-Length`: bytes that it expects.
    pub length: Option<u64>,
    /// `Location`, made absolute and checked.
    pub location: Option<String>,
}

/// Most bytes in one request: about five seconds on a 2G line, so that a cut costs little and the head of each request
/// does not weigh.
pub const fn chunk(network: NetworkClass) -> u64 {
    match network {
        NetworkClass::None | NetworkClass::Slow => 64 * 1024,
        NetworkClass::Mobile => 256 * 1024,
        NetworkClass::Fast => 1024 * 1024,
    }
}

/// What a reply to a request about an upload means.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum UploadVerdict {
    /// It is there, with so many bytes if that was said.
    Created { location: String, offset: Option<u64> },
    /// So many bytes are there.
    Holds(u64),
    /// The server sees another offset, or the bytes came out wrong on the way: it is asked.
    Ask,
    /// The upload is gone: another one is created.
    Gone,
    /// The grant is not honoured (any more), or the upload not taken: the province is asked for another one.
    NoGrant,
    /// The province does not take these bytes, and says why.
    NotTaken { code: String, reason: String },
    /// The server asks for patience; whether it turned the request away unread.
    Busy { untouched: bool },
    /// Not a tus server.
    Stranger,
}

/// Judges a reply about an upload. Only a server that names its version of tus is believed; the rest is a portal or a
/// proxy in between.
pub(crate) fn judge_upload(part: &Part, call: UploadCall, reply: &Reply) -> UploadVerdict {
    match reply.status {
        // Proxies answer these too, and mean the same.
        425 | 429 => return UploadVerdict::Busy { untouched: true },
        408 | 503 => return UploadVerdict::Busy { untouched: false },
        _ => {}
    }
    let Some(head) = &reply.upload else {
        return UploadVerdict::Stranger;
    };
    let held = head.offset.filter(|offset| *offset <= part.bytes);
    match (reply.status, call) {
        (201, UploadCall::Create { first }) => match &head.location {
            Some(location) if location.len() <= MAX_TEXT => UploadVerdict::Created {
                location: location.clone(),
                offset: held.or((first == 0).then_some(0)),
            },
            _ => UploadVerdict::Stranger,
        },
        (200 | 204, UploadCall::Ask) if head.length.is_some_and(|length| length != part.bytes) => {
            UploadVerdict::Gone
        }
        (200 | 204, UploadCall::Ask | UploadCall::Append { .. }) => {
            held.map_or(UploadVerdict::Gone, UploadVerdict::Holds)
        }
        (409 | 423 | 460, UploadCall::Append { .. }) => UploadVerdict::Ask,
        // Another connection of ours, which the server has not given up yet: asking again is all there is to do.
        (423, UploadCall::Ask) => UploadVerdict::Busy { untouched: true },
        (404 | 410, UploadCall::Ask | UploadCall::Append { .. }) => UploadVerdict::Gone,
        // Another version of tus: nothing that we could do differently.
        (412, _) | (500..=599, _) => UploadVerdict::Busy { untouched: false },
        (413 | 415 | 422, UploadCall::Create { .. } | UploadCall::Append { .. }) => not_taken(&reply.body),
        (400..=499, _) => UploadVerdict::NoGrant,
        _ => UploadVerdict::Stranger,
    }
}

/// The bytes that arrived are not those of the picture: the line's doing, and no word about the picture.
const SPOILT: &[&str] = &["part_hash", "part_length"];

/// Only a reason of the province's own says that it does not take the picture.
fn not_taken(body: &[u8]) -> UploadVerdict {
    match parse::<ErrorReply>(body) {
        Some(reply) if SPOILT.contains(&reply.error.code.as_str()) => UploadVerdict::NoGrant,
        Some(reply) => UploadVerdict::NotTaken {
            code: cut(&reply.error.code, MAX_CODE),
            reason: cut(&reply.error.message, MAX_REASON),
        },
        None => UploadVerdict::NoGrant,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::PartState;

    fn part(sent: u64, upload: Option<Upload>) -> Part {
        Part {
            sha256: "00".repeat(32),
            bytes: 1_000,
            media_type: "image/jpeg".into(),
            sent,
            most: 0,
            state: PartState::Waiting,
            upload,
            refusals: 0,
            refused: None,
        }
    }

    fn grant(extensions: &[&str]) -> Upload {
        Upload::granted(&UploadGrant {
            sha256: "00".repeat(32),
            url: "https://tinh.example/v1/uploads".into(),
            token: "t".into(),
            extensions: extensions.iter().map(|name| (*name).to_owned()).collect(),
        })
        .unwrap()
    }

    #[test]
    fn the_next_request_follows_from_where_it_stands() {
        use UploadCall::{Append, Ask, Create};
        let plain = grant(&[]);
        let with = grant(&["creation-with-upload", "expiration"]);
        let at = |known| Upload {
            location: Some("https://tinh.example/v1/uploads/1".into()),
            known,
            ..plain.clone()
        };
        for (upload, sent, expected) in [
            (plain.clone(), 0, Some(Create { first: 0 })),
            (with, 0, Some(Create { first: 400 })),
            (at(false), 700, Some(Ask)),
            (
                at(true),
                0,
                Some(Append {
                    offset: 0,
                    length: 400,
                }),
            ),
            (
                at(true),
                700,
                Some(Append {
                    offset: 700,
                    length: 300,
                }),
            ),
            (at(true), 1_000, None),
        ] {
            assert_eq!(upload.next(&part(sent, None), 400), expected);
        }
    }

    #[test]
    fn every_reply_has_its_meaning() {
        use UploadCall::{Append, Ask, Create};
        use UploadVerdict as V;
        let append = Append {
            offset: 0,
            length: 400,
        };
        let place = || "https://tinh.example/v1/uploads/1".to_owned();
        let head = |offset, length, location: bool| {
            Some(UploadHead {
                offset,
                length,
                location: location.then(place),
            })
        };
        let created = |offset| V::Created {
            location: place(),
            offset,
        };
        let rows = [
            (201, Create { first: 0 }, head(None, None, true), created(Some(0))),
            (
                201,
                Create { first: 9 },
                head(Some(9), None, true),
                created(Some(9)),
            ),
            // It may have left the bytes aside: that is asked.
            (201, Create { first: 9 }, head(None, None, true), created(None)),
            (201, Create { first: 9 }, head(Some(9), None, false), V::Stranger),
            (201, Create { first: 9 }, None, V::Stranger),
            (200, Ask, head(Some(7), Some(1_000), false), V::Holds(7)),
            (200, Ask, head(Some(7), Some(999), false), V::Gone),
            (200, Ask, head(Some(1_001), None, false), V::Gone),
            (200, Ask, None, V::Stranger),
            (404, Ask, head(None, None, false), V::Gone),
            (404, Ask, None, V::Stranger),
            (410, append, head(None, None, false), V::Gone),
            (204, append, head(Some(400), None, false), V::Holds(400)),
            (409, append, head(None, None, false), V::Ask),
            (423, append, head(None, None, false), V::Ask),
            (
                423,
                UploadCall::Ask,
                head(None, None, false),
                V::Busy { untouched: true },
            ),
            (460, append, head(None, None, false), V::Ask),
            (401, append, head(None, None, false), V::NoGrant),
            (401, append, None, V::Stranger),
            (403, Create { first: 0 }, head(None, None, false), V::NoGrant),
            (413, Create { first: 0 }, head(None, None, false), V::NoGrant),
            (412, Ask, head(None, None, false), V::Busy { untouched: false }),
            (429, append, None, V::Busy { untouched: true }),
            (503, append, None, V::Busy { untouched: false }),
            (500, append, head(None, None, false), V::Busy { untouched: false }),
            (302, append, head(None, None, false), V::Stranger),
            (200, append, None, V::Stranger),
        ];
        for (status, call, upload, expected) in rows {
            let reply = Reply {
                status,
                retry_after: None,
                date: None,
                challenged: false,
                upload: upload.clone(),
                body: Vec::new(),
            };
            assert_eq!(
                judge_upload(&part(0, None), call, &reply),
                expected,
                "{status} {call:?} {upload:?}"
            );
        }
    }

    #[test]
    fn bytes_that_the_line_has_spoilt_are_no_word_about_the_photo() {
        for (code, taken) in [
            ("part_not_jpeg", false),
            ("part_hash", true),
            ("part_length", true),
        ] {
            let body = format!(r#"{{"error":{{"code":"{code}","message":"Không nhận."}}}}"#);
            let spoilt = not_taken(body.as_bytes()) == UploadVerdict::NoGrant;
            assert_eq!(spoilt, taken, "{code}");
        }
    }
}
