use ring::digest::{Context, Digest, SHA256, SHA512, digest};

/// SHA-256 of `bytes`.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    array(&digest(&SHA256, bytes))
}

/// SHA-256 of `bytes` in lower-case hex, 64 characters.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&sha256(bytes))
}

/// SHA-512 of `bytes`; only for `at_hash` beside Ed25519 signatures.
pub fn sha512(bytes: &[u8]) -> [u8; 64] {
    array(&digest(&SHA512, bytes))
}

/// SHA-256 of something that comes in pieces.
#[derive(Clone)]
pub struct Sha256(Context);

impl Sha256 {
    /// Starts at nothing.
    pub fn new() -> Self {
        Self(Context::new(&SHA256))
    }

    /// Adds a piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The hash.
    pub fn finish(self) -> [u8; 32] {
        array(&self.0.finish())
    }

    /// The hash in lower-case hex.
    pub fn finish_hex(self) -> String {
        hex(&self.finish())
    }
}

impl Default for Sha256 {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sha256(…)")
    }
}

fn array<const N: usize>(digest: &Digest) -> [u8; N] {
    let mut out = [0; N];
    out.iter_mut()
        .zip(digest.as_ref())
        .for_each(|(to, from)| *to = *from);
    out
}

/// Whether `text` is a SHA-256 as it is written here: 64 digits of lower-case hex.
pub fn is_sha256_hex(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for nibble in bytes.iter().flat_map(|b| [b >> 4, b & 15]) {
        text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_of_fips_180_4() {
        for (input, expected) in [
            (
                "",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (
                "abc",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
        ] {
            assert_eq!(sha256_hex(input.as_bytes()), expected);
        }
    }

    #[test]
    fn a_hash_has_one_form() {
        let good = sha256_hex(b"");
        assert!(is_sha256_hex(&good));
        for bad in [
            good.split_at(1).1,
            &good.to_uppercase(),
            &format!("{good}0"),
            &"ă".repeat(32),
            "",
        ] {
            assert!(!is_sha256_hex(bad), "{bad}");
        }
    }

    #[test]
    fn pieces_and_whole_agree() {
        let data: Vec<u8> = (0..=255).cycle().take(1000).collect();
        let mut pieces = Sha256::new();
        data.chunks(7).for_each(|c| pieces.update(c));
        assert_eq!(pieces.finish_hex(), sha256_hex(&data));
    }
}
