use super::starts::Mark;
use crate::keys::Keys;
use citizen_proof::base64url;

/// Format of cursor. It rises whenever a dossier's members are others, so that every client is told the whole once more.
const VERSION: u8 = 2;
const TAG: usize = 16;

/// How far a client was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Every change up to this one was told, or told later.
    pub(super) upto: i64,
    /// What the client holds is at least as new as after this one. Behind `upto` in the midst of a feed: an object that changed again
    /// is told further on, and what it was meanwhile is not.
    pub(super) base: i64,
    /// The start of the gateway that told it.
    pub(super) mark: Mark,
}

impl Place {
    /// Nothing was told.
    pub(super) const START: Self = Self {
        upto: 0,
        base: 0,
        mark: [0; 8],
    };
}

/// An opaque cursor: a place, sealed to the person and to this gateway, so that another person's or another province's
/// cursor is recognised.
pub(super) fn seal(keys: &Keys, sub: &str, place: Place) -> String {
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(&place.upto.to_be_bytes());
    bytes.extend_from_slice(&place.base.to_be_bytes());
    bytes.extend_from_slice(&place.mark);
    let tag = keys.feed_tag(&sealed(&bytes, sub));
    bytes.extend(tag.as_ref().iter().take(TAG));
    base64url::encode(bytes)
}

/// The place of a cursor that [`seal`] made for this person.
pub(super) fn open(keys: &Keys, sub: &str, cursor: &str) -> Option<Place> {
    if cursor.len() > 64 {
        return None;
    }
    let bytes = base64url::decode(cursor).ok()?;
    let number = |at: std::ops::Range<usize>| Some(i64::from_be_bytes(bytes.get(at)?.try_into().ok()?));
    let place = Place {
        upto: number(1..9)?,
        base: number(9..17)?,
        mark: bytes.get(17..25)?.try_into().ok()?,
    };
    (place.base >= 0 && place.base <= place.upto && seal(keys, sub, place) == cursor).then_some(place)
}

fn sealed(head: &[u8], sub: &str) -> Vec<u8> {
    [head, sub.as_bytes()].concat()
}
