use crate::keys::Keys;
use citizen_proof::base64url;

/// Format of cursor.
const VERSION: u8 = 1;
const TAG: usize = 16;

/// An opaque cursor: a change number, sealed to the person and to this gateway, so that another person's or
/// another province's cursor is recognised.
pub(super) fn seal(keys: &Keys, sub: &str, seq: i64) -> String {
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(&seq.to_be_bytes());
    let tag = keys.feed_tag(&sealed(&bytes, sub));
    bytes.extend(tag.as_ref().iter().take(TAG));
    base64url::encode(bytes)
}

/// The change number of a cursor that [`seal`] made for this person.
pub(super) fn open(keys: &Keys, sub: &str, cursor: &str) -> Option<i64> {
    if cursor.len() > 64 {
        return None;
    }
    let bytes = base64url::decode(cursor).ok()?;
    let seq = i64::from_be_bytes(bytes.get(1..9)?.try_into().ok()?);
    (seq >= 0 && seal(keys, sub, seq) == cursor).then_some(seq)
}

fn sealed(head: &[u8], sub: &str) -> Vec<u8> {
    [head, sub.as_bytes()].concat()
}
