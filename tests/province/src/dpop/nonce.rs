use crate::error::ApiError;
use citizen_domain::Timestamp;
use citizen_proof::base64url;
use ring::hmac;

/// A nonce is the current one for this long, and good for as long again, in milliseconds.
const WINDOW: i64 = 5 * 60 * 1000;

/// Number of the time slice that `now` lies in.
pub(super) fn window(now: Timestamp) -> i64 {
    now.millis().div_euclid(WINDOW)
}

/// Nonces that nobody can foretell and that need no storage: a MAC of the time slice.
pub(super) struct Nonces(hmac::Key);

impl Nonces {
    /// With a key of its own.
    pub(super) fn new() -> Result<Self, ApiError> {
        let key = crate::keys::random::<32>()?;
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &key)))
    }

    /// The nonce of the time slice of `now`.
    pub(super) fn current(&self, now: Timestamp) -> String {
        self.of(window(now))
    }

    /// Whether a nonce is the current one or the one before.
    pub(super) fn is_good(&self, nonce: &str, now: Timestamp) -> bool {
        let slice = window(now);
        nonce == self.of(slice) || nonce == self.of(slice - 1)
    }

    fn of(&self, slice: i64) -> String {
        let tag = hmac::sign(&self.0, &slice.to_be_bytes());
        // 96 bits are enough for what lives ten minutes, and every reply carries them.
        base64url::encode(tag.as_ref().get(..12).unwrap_or_default())
    }
}
