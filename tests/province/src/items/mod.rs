//! Items: what people send, by an id that stands for one body for ever, each answered with a signed receipt.

mod accept;
mod parts;
mod receipt;
mod reply;
mod withdraw;

pub(crate) use accept::{accept, get, put};
pub(crate) use parts::bring;
pub(crate) use receipt::sign_claims;
pub(crate) use reply::ItemReply;
pub(crate) use withdraw::{count_stranger, note, sign_withdrawal, withdraw, withdrawn};

/// Largest picture.
pub(crate) const MAX_PART: usize = 8 * 1024 * 1024;

/// Whether `id` is a UUIDv7 as clients write it.
pub(crate) fn is_item_id(id: &str) -> bool {
    uuid::Uuid::parse_str(id).is_ok_and(|uuid| {
        uuid.get_version_num() == 7 && uuid.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()) == id
    })
}
