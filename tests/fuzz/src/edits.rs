//! How an input says what to change in some files: libFuzzer's bytes become small edits, so that most of a file stays as it was
//! and every part of it is reached.

/// Takes bytes from the front of an input; zeros when it is at its end.
pub(crate) struct Input<'a>(pub(crate) &'a [u8]);

impl Input<'_> {
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    pub(crate) fn number(&mut self) -> usize {
        (0..3).fold(0, |sum, _| sum << 8 | usize::from(self.byte()))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One edit of `bytes`.
pub(crate) fn edit(bytes: &mut Vec<u8>, input: &mut Input<'_>) {
    let (what, value) = (input.byte(), input.byte());
    let length = bytes.len().max(1);
    let (at, from) = (input.number() % length, input.number() % length);
    let span = (1 << (value % 13)).min(bytes.len() - at).min(bytes.len() - from);
    match what % 6 {
        0 if !bytes.is_empty() => bytes[at] = value,
        1 if !bytes.is_empty() => bytes[at] ^= 1 << (value % 8),
        2 => bytes.copy_within(from..from + span, at),
        3 => bytes[at..at + span].fill(value),
        4 => bytes.truncate(at),
        _ => {
            let raw = input.0.len().min(usize::from(value)).min(bytes.len() - at);
            bytes[at..at + raw].copy_from_slice(&input.0[..raw]);
            input.0 = &input.0[raw..];
        }
    }
}

/// A folder of the target's own, emptied.
pub(crate) fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("citizen-fuzz-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
