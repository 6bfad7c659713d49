//! What a server, or whoever poses as one, may answer.

mod net;

use crate::now;
use bytes::Bytes;
use citizen_domain::wire::{
    Discovery, ErrorReply, Lookup, RatingToken, ReceiptReply, ResultRecord, WithdrawalReply,
};
use citizen_outbox::{receipt_key_id, retry_after_ms, signer, verify_receipt_file};
use citizen_proof::KeySet;
use net::unpack::Unpack;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write as _;

/// Most that is let out of a reply here.
const MOST: usize = 1 << 20;

/// See `fuzz_targets/replies.rs`. The first byte says how the rest is cut into pieces.
pub fn replies(input: &[u8]) {
    let Some((&how, body)) = input.split_first() else {
        return;
    };
    compressed(how, body);
    same_again::<Discovery>(body);
    same_again::<ErrorReply>(body);
    same_again::<Lookup>(body);
    same_again::<RatingToken>(body);
    same_again::<ReceiptReply>(body);
    same_again::<Vec<ResultRecord>>(body);
    same_again::<WithdrawalReply>(body);
    let _ = signer(body);
    let Ok(text) = std::str::from_utf8(body) else {
        return;
    };
    let _ = receipt_key_id(text);
    let nobody = KeySet::new(Vec::new()).unwrap();
    assert!(verify_receipt_file(text, &nobody, None).is_err());
    // No header silences an item for more than a day.
    let (value, date) = text.split_once('\n').unwrap_or((text, text));
    for date in [None, Some(date)] {
        if let Some(wait) = retry_after_ms(value, date, now()) {
            assert!((0..=86_400_000).contains(&wait), "{wait}");
        }
    }
}

/// However a reply falls into pieces it says the same, and never more than is let out.
fn compressed(how: u8, body: &[u8]) {
    let size = 1 + usize::from(how);
    for encoding in ["gzip", "zstd"] {
        let whole = unpacked(encoding, body, body.len());
        assert_eq!(whole, unpacked(encoding, body, size), "{encoding}");
        assert!(whole.is_none_or(|whole| whole.len() <= MOST));
    }
    // What was packed comes out again; with the last byte missing it is no reply.
    if how % 4 == 0 {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(body).unwrap();
        let zstd = zstd::bulk::compress(body, 1).unwrap();
        for (encoding, packed) in [("gzip", gzip.finish().unwrap()), ("zstd", zstd)] {
            assert_eq!(
                unpacked(encoding, &packed, size).as_deref(),
                Some(body),
                "{encoding}"
            );
            let cut = packed.len() - 1;
            assert_eq!(unpacked(encoding, &packed[..cut], size), None, "{encoding}");
        }
    }
}

/// As a body is taken: so much is left, and each piece uses some of it.
fn unpacked(encoding: &str, body: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut unpack = Unpack::of(Some(encoding)).unwrap();
    let mut out = Vec::new();
    for piece in body.chunks(size.max(1)) {
        let made = unpack
            .feed(Bytes::copy_from_slice(piece), MOST - out.len())
            .ok()?;
        out.extend_from_slice(&made);
    }
    let rest = unpack.finish(MOST - out.len()).ok()?;
    out.extend_from_slice(&rest);
    Some(out)
}

/// What was read is written in one form, which reads the same.
fn same_again<T: Serialize + DeserializeOwned>(body: &[u8]) {
    let Ok(read) = serde_json::from_slice::<T>(body) else {
        return;
    };
    let written = serde_json::to_vec(&read).unwrap();
    let again: T = serde_json::from_slice(&written).expect("what was written reads");
    assert_eq!(serde_json::to_vec(&again).unwrap(), written);
}
