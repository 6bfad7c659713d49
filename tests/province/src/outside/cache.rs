use citizen_domain::Timestamp;
use citizen_proof::sha256;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Most tokens that are remembered.
const MOST: usize = 10_000;

/// What was found out about tokens, by their hashes, for a while.
pub(super) struct Cache<T>(Mutex<HashMap<[u8; 32], (T, Timestamp)>>);

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Cache<T> {
    pub(super) fn get(&self, token: &str, now: Timestamp) -> Option<T> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&sha256(token.as_bytes()))
            .filter(|(_, until)| now < *until)
            .map(|(value, _)| value.clone())
    }

    pub(super) fn put(&self, token: &str, value: T, until: Timestamp, now: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, (_, until)| now < *until);
        }
        if all.len() < MOST {
            all.insert(sha256(token.as_bytes()), (value, until));
        }
    }
}
