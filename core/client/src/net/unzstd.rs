//! Streaming Zstandard (RFC 8878): bytes in, bytes out, never more memory than a window and one piece.

use bytes::Bytes;
use citizen_domain::ports::TransportError;
use zstd::stream::raw::{DParameter, Decoder, InBuffer, Operation as _, OutBuffer};

/// Largest window, as a power of two: 8 MiB, which RFC 9659 sets for `Content-Encoding: zstd`.
const WINDOW_LOG: u32 = 23;
/// So much may come out of one piece whatever its size.
const ROOM: usize = 8 << 20;
/// Beyond that, what unfolds further than text ever does is meant to fill the memory. A block of one repeated byte is thirty thousand fold.
const MOST_FOLD: usize = 200;
/// So much comes out at a time.
const STEP: usize = 64 * 1024;

/// Undoes `Content-Encoding: zstd` piece by piece.
pub(super) struct Unzstd {
    decoder: Decoder<'static>,
    step: Vec<u8>,
    /// The last byte that was read ended a frame.
    whole: bool,
}

impl Unzstd {
    pub(super) fn new() -> Result<Self, TransportError> {
        let mut decoder = Decoder::new().map_err(|_| TransportError::Malformed)?;
        decoder
            .set_parameter(DParameter::WindowLogMax(WINDOW_LOG))
            .map_err(|_| TransportError::Malformed)?;
        Ok(Self {
            decoder,
            step: vec![0; STEP],
            whole: false,
        })
    }

    /// Takes a compressed piece; gives what came out of it. `limit` bounds how much may come out of one piece, so
    /// that a small reply cannot unfold into all of a phone's memory.
    pub(super) fn feed(&mut self, piece: &[u8], limit: usize) -> Result<Bytes, TransportError> {
        let mut input = InBuffer::around(piece);
        let mut out = Vec::new();
        loop {
            let before = input.pos();
            let mut output = OutBuffer::around(self.step.as_mut_slice());
            let more = self
                .decoder
                .run(&mut input, &mut output)
                .map_err(|_| TransportError::Malformed)?;
            let made = output.as_slice();
            out.extend_from_slice(made);
            let (read, made) = (input.pos() - before, made.len());
            if out.len() > limit || (out.len() > ROOM && out.len() > MOST_FOLD * piece.len()) {
                return Err(TransportError::TooLarge);
            }
            if read > 0 || made > 0 {
                self.whole = more == 0;
            }
            // Nothing is left to read, and what was made of it has all come out.
            if input.pos() == piece.len() && made < STEP {
                return Ok(out.into());
            }
        }
    }

    /// The regular end: a stream cut short is not one.
    pub(super) fn finish(&self) -> Result<Bytes, TransportError> {
        if self.whole {
            Ok(Bytes::new())
        } else {
            Err(TransportError::Interrupted)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zstd::stream::raw::{CParameter, Encoder};

    fn packed(data: &[u8], window: u32) -> Vec<u8> {
        let mut encoder = Encoder::new(3).unwrap();
        encoder.set_parameter(CParameter::WindowLog(window)).unwrap();
        let mut packed = vec![0; data.len() + 1024];
        let mut output = OutBuffer::around(packed.as_mut_slice());
        let mut input = InBuffer::around(data);
        while input.pos() < data.len() {
            encoder.run(&mut input, &mut output).unwrap();
        }
        while encoder.finish(&mut output, true).unwrap() > 0 {}
        let length = output.pos();
        packed.truncate(length);
        packed
    }

    fn unpacked(packed: &[u8], size: usize) -> Result<Vec<u8>, TransportError> {
        let mut unzstd = Unzstd::new().unwrap();
        let mut out = Vec::new();
        for piece in packed.chunks(size) {
            out.extend_from_slice(&unzstd.feed(piece, 1 << 20)?);
        }
        out.extend_from_slice(&unzstd.finish()?);
        Ok(out)
    }

    #[test]
    fn any_cut_is_noticed_and_any_split_gives_the_same() {
        let data: Vec<u8> = (0..200_000_u32).map(|i| (i % 251 + i / 9_000) as u8).collect();
        let whole = packed(&data, 20);
        for size in [1, 7, 500, whole.len()] {
            assert_eq!(unpacked(&whole, size).as_ref(), Ok(&data), "{size}");
        }
        // What comes out in exactly one step or several.
        for size in [STEP, 3 * STEP] {
            let data = vec![7; size];
            assert_eq!(unpacked(&packed(&data, 20), 100), Ok(data));
        }
        for cut in [0, 3, whole.len() / 2, whole.len() - 1] {
            assert!(unpacked(&whole[..cut], 100).is_err(), "cut at {cut} passed");
        }
        assert_eq!(unpacked(b"<html>", 6), Err(TransportError::Malformed));
    }

    #[test]
    fn a_bomb_or_a_window_that_no_phone_should_hold_is_given_up() {
        let bomb = packed(&vec![0_u8; 50 << 20], 20);
        assert!(bomb.len() < 100_000);
        let mut unzstd = Unzstd::new().unwrap();
        assert_eq!(unzstd.feed(&bomb, 1 << 20), Err(TransportError::TooLarge));
        // Whatever the whole reply may come to.
        let mut unzstd = Unzstd::new().unwrap();
        assert_eq!(unzstd.feed(&bomb, 256 << 20), Err(TransportError::TooLarge));
        let data: Vec<u8> = (0..20_u32 << 20)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        let wide = packed(&data, 25);
        let mut unzstd = Unzstd::new().unwrap();
        assert_eq!(unzstd.feed(&wide[..64], 1 << 20), Err(TransportError::Malformed));
    }
}
