//! Client ids.

use crate::OutboxError;
use crate::item::Endpoint;
use citizen_domain::Timestamp;
use uuid::{Builder, Uuid, Version};

/// A new item id: UUIDv7 (RFC 9562 §5.7) of `now` and ten random bytes.
pub fn item_id(now: Timestamp, random: [u8; 10]) -> String {
    let millis = u64::try_from(now.millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &random)
        .into_uuid()
        .to_string()
}

/// A rating's item id: the first 16 bytes of SHA-256 of `citizen-rating:` and the token, as a version 8 UUID, so
/// that it tells no time and the same token can only ever make one item.
pub fn rating_item_id(token: &str) -> String {
    let mut hash = citizen_proof::Sha256::new();
    hash.update(b"citizen-rating:");
    hash.update(token.as_bytes());
    let mut bytes = [0_u8; 16];
    for (to, from) in bytes.iter_mut().zip(hash.finish()) {
        *to = from;
    }
    Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

pub(crate) fn check(id: &str, endpoint: Endpoint) -> Result<(), OutboxError> {
    let want = match endpoint {
        Endpoint::Items => Version::SortRand,
        Endpoint::Ratings => Version::Custom,
    };
    let uuid = Uuid::parse_str(id).map_err(|_| OutboxError::BadId)?;
    // One spelling only: the id is compared as text on both sides.
    let right = uuid.get_version() == Some(want) && uuid.hyphenated().to_string() == id;
    if right { Ok(()) } else { Err(OutboxError::BadId) }
}
