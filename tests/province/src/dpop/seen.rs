use std::collections::HashSet;

/// Most proofs in one time slice: a thousand phones, each with a request every second and a half.
const MOST: usize = 200_000;

/// Proofs that were used, for as long as their nonces are good: this time slice and the one before.
#[derive(Default)]
pub(super) struct Seen {
    slice: i64,
    now: HashSet<[u8; 32]>,
    before: HashSet<[u8; 32]>,
}

impl Seen {
    /// Remembers a proof and says whether it is new; nothing when there is no room to remember it.
    pub(super) fn first_time(&mut self, mark: [u8; 32], slice: i64) -> Option<bool> {
        if slice > self.slice {
            let last = std::mem::take(&mut self.now);
            self.before = if slice == self.slice + 1 {
                last
            } else {
                HashSet::new()
            };
            self.slice = slice;
        }
        if self.before.contains(&mark) || self.now.contains(&mark) {
            return Some(false);
        }
        (self.now.len() < MOST).then(|| self.now.insert(mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_remembered_for_two_slices() {
        let mut seen = Seen::default();
        assert_eq!(seen.first_time([1; 32], 10), Some(true));
        assert_eq!(seen.first_time([1; 32], 10), Some(false));
        assert_eq!(seen.first_time([1; 32], 11), Some(false));
        // A clock that is set back forgets nothing.
        assert_eq!(seen.first_time([1; 32], 9), Some(false));
        assert_eq!(seen.first_time([2; 32], 12), Some(true));
        assert_eq!(
            seen.first_time([1; 32], 12),
            Some(true),
            "its nonce is too old by now"
        );
        assert_eq!(seen.first_time([2; 32], 20), Some(true));
    }
}
