//! AES-256-GCM with everything that a sealed piece is bound to.
use crate::vfs::disk::DiskError;
use crate::vfs::key::VaultKey;
use crate::vfs::wiped::WipedKey;
use citizen_domain::ports::Random;
use ring::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, Tag, UnboundKey};
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of a nonce.
pub(super) const NONCE: usize = NONCE_LEN;
/// Bytes of a tag.
pub(super) const TAG: usize = 16;

/// "citizen vault 1" and a zero: begins all associated data.
const DOMAIN: &[u8; 16] = b"citizen vault 1\0";

/// What a sealed piece is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    KeyCheck = b'K' as isize,
    Generation = b'G' as isize,
    Mark = b'M' as isize,
    Page = b'P' as isize,
    Table = b'T' as isize,
    LogHeader = b'L' as isize,
    Frame = b'F' as isize,
}

/// Where a sealed piece belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) kind: Kind,
    /// Page number from 1, frame from 0, slot of the header, pages that a table has.
    pub(super) number: u64,
    /// The log's salts, for frames.
    pub(super) salts: [u8; 8],
}

impl Place {
    pub(super) const fn new(kind: Kind, number: u64) -> Self {
        Self {
            kind,
            number,
            salts: [0; 8],
        }
    }
}

/// Seals and opens under one key.
pub(super) struct Sealer {
    key: WipedKey,
    vault_id: [u8; 16],
    epoch: u32,
    sealed: AtomicU64,
}

impl Sealer {
    pub(super) fn new(key: &VaultKey) -> Result<Self, DiskError> {
        let unbound = UnboundKey::new(&AES_256_GCM, key.bytes()).map_err(|_| DiskError::Io)?;
        Ok(Self {
            key: WipedKey::new(unbound),
            vault_id: key.vault_id(),
            epoch: key.epoch(),
            sealed: AtomicU64::new(0),
        })
    }

    /// Seals `text` in place.
    pub(super) fn seal(
        &self,
        place: Place,
        nonce: [u8; NONCE],
        text: &mut [u8],
    ) -> Result<[u8; TAG], DiskError> {
        self.sealed.fetch_add(1, Ordering::Relaxed);
        let tag = self
            .key
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(self.associated(place)),
                text,
            )
            .map_err(|_| DiskError::Io)?;
        tag.as_ref().try_into().map_err(|_| DiskError::Io)
    }

    /// Opens `text` in place; what it holds after an error is of no use.
    pub(super) fn open(
        &self,
        place: Place,
        nonce: [u8; NONCE],
        tag: [u8; TAG],
        text: &mut [u8],
    ) -> Result<(), DiskError> {
        self.key
            .open_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(self.associated(place)),
                Tag::from(tag),
                text,
                0..,
            )
            .map(drop)
            .map_err(|_| DiskError::Damaged)
    }

    /// Vault and epoch.
    pub(super) const fn identity(&self) -> ([u8; 16], u32) {
        (self.vault_id, self.epoch)
    }

    /// How much was sealed since the last call.
    pub(super) fn take_count(&self) -> u64 {
        self.sealed.swap(0, Ordering::Relaxed)
    }

    /// Domain 16, kind 1, zeros 3, epoch 4, vault 16, number 8, salts 8; numbers big-endian. Put together as words: it is done for
    /// every page.
    fn associated(&self, place: Place) -> [u8; 56] {
        let [a, b] = halves(u128::from_be_bytes(*DOMAIN));
        let [c, d] = halves(u128::from_be_bytes(self.vault_id));
        let kind = (u64::from(place.kind as u8) << 56) | u64::from(self.epoch);
        let words = [a, b, kind, c, d, place.number, u64::from_be_bytes(place.salts)];
        let mut bytes = [0; 56];
        for (to, word) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(words) {
            *to = word.to_be_bytes();
        }
        bytes
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
const fn halves(word: u128) -> [u64; 2] {
    [(word >> 64) as u64, word as u64]
}

/// Nonces of one open file: a random start, then counted, so that two of them meet only if two random starts of 96 bits lie
/// closer together than one file has seals (`FORMAT.md` §4).
pub(super) struct Nonces(u128);

impl Nonces {
    pub(super) fn new(random: &dyn Random) -> Result<Self, DiskError> {
        let mut start = [0; 16];
        random.fill(&mut start).map_err(|_| DiskError::Io)?;
        Ok(Self(u128::from_be_bytes(start)))
    }

    pub(super) fn next(&mut self) -> [u8; NONCE] {
        self.0 = self.0.wrapping_add(1);
        let mut nonce = [0; NONCE];
        nonce
            .iter_mut()
            .zip(self.0.to_be_bytes().into_iter().skip(16 - NONCE))
            .for_each(|(to, from)| *to = from);
        nonce
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    fn sealer(vault: u8, epoch: u32) -> Sealer {
        Sealer::new(&VaultKey::new([vault; 16], epoch, Zeroizing::new([7; 32]))).unwrap()
    }

    /// Twelve bytes as a frame of vault 1 under its first key, nonce all threes.
    fn frame() -> (Place, [u8; 12], [u8; TAG]) {
        let place = Place {
            kind: Kind::Frame,
            number: 5,
            salts: [9; 8],
        };
        let mut text = *b"twelve bytes";
        let tag = sealer(1, 1).seal(place, [3; NONCE], &mut text).unwrap();
        (place, text, tag)
    }

    #[test]
    fn a_piece_opens_only_where_it_was_sealed() {
        let (place, text, tag) = frame();
        assert_ne!(&text, b"twelve bytes");
        let open = |sealer: &Sealer, place, nonce| {
            let mut text = text;
            sealer.open(place, nonce, tag, &mut text).map(|()| text)
        };
        assert_eq!(open(&sealer(1, 1), place, [3; NONCE]), Ok(*b"twelve bytes"));
        for (sealer, place, nonce) in [
            (sealer(2, 1), place, [3; NONCE]),
            (sealer(1, 2), place, [3; NONCE]),
            (sealer(1, 1), Place { number: 6, ..place }, [3; NONCE]),
            (
                sealer(1, 1),
                Place {
                    salts: [8; 8],
                    ..place
                },
                [3; NONCE],
            ),
            (
                sealer(1, 1),
                Place {
                    kind: Kind::Page,
                    ..place
                },
                [3; NONCE],
            ),
            (sealer(1, 1), place, [4; NONCE]),
        ] {
            assert_eq!(open(&sealer, place, nonce), Err(DiskError::Damaged));
        }
    }

    /// The same bytes as PyPI's `cryptography` makes of key, nonce and associated data by `FORMAT.md`.
    #[test]
    fn a_known_answer() {
        let (_, text, tag) = frame();
        assert_eq!(text, 0x5189_c66f_2c4d_7e20_0334_262f_u128.to_be_bytes()[4..]);
        assert_eq!(tag, 0xa0b2_3e89_c432_4ecf_bb45_f357_ef25_7b8f_u128.to_be_bytes());
    }

    #[test]
    fn what_is_bound_has_the_bytes_of_the_format() {
        let place = Place {
            kind: Kind::Frame,
            number: 0x0102,
            salts: [1, 2, 3, 4, 5, 6, 7, 8],
        };
        let mut expected = b"citizen vault 1\0F\0\0\0".to_vec();
        expected.extend(9_u32.to_be_bytes());
        expected.extend([0xA5; 16]);
        expected.extend(0x0102_u64.to_be_bytes());
        expected.extend([1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(sealer(0xA5, 9).associated(place).as_slice(), expected);
    }

    #[test]
    fn nonces_count_from_a_random_start_and_go_round() {
        struct Fixed;
        impl Random for Fixed {
            fn fill(&self, buf: &mut [u8]) -> Result<(), citizen_domain::ports::PortError> {
                buf.fill(0xFF);
                Ok(())
            }
        }
        let mut nonces = Nonces::new(&Fixed).unwrap();
        assert_eq!(nonces.next(), [0; NONCE]);
        assert_eq!(nonces.next()[NONCE - 1], 1);
    }
}
