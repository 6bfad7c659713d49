//! A key of ring's that is wiped.
#![expect(unsafe_code, reason = "wiping a key that ring does not wipe")]

use ring::aead::{LessSafeKey, UnboundKey};
use std::ops::Deref;

/// ring keeps the expanded key in place and does not wipe it; this one is, when it is dropped.
pub(crate) struct WipedKey(Box<LessSafeKey>);

impl WipedKey {
    pub(crate) fn new(key: UnboundKey) -> Self {
        Self(Box::new(LessSafeKey::new(key)))
    }
}

impl Deref for WipedKey {
    type Target = LessSafeKey;

    fn deref(&self) -> &LessSafeKey {
        &self.0
    }
}

impl Drop for WipedKey {
    fn drop(&mut self) {
        let start: *mut LessSafeKey = &raw mut *self.0;
        // SAFETY: the box is ours alone and is as long as the type. A `LessSafeKey` is plain data: it owns no memory and has
        // no `Drop` (asserted below), so nothing reads it between here and the end of the box.
        unsafe {
            let bytes = std::slice::from_raw_parts_mut(
                start.cast::<std::mem::MaybeUninit<u8>>(),
                size_of::<LessSafeKey>(),
            );
            zeroize::Zeroize::zeroize(bytes);
        }
    }
}

const _: () = assert!(!std::mem::needs_drop::<LessSafeKey>());
