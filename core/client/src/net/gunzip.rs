//! Streaming gzip: bytes in, bytes out, never more memory than one piece.

use bytes::Bytes;
use citizen_domain::ports::TransportError;
use flate2::write::GzDecoder;
use std::io::Write;

/// Undoes `Content-Encoding: gzip` piece by piece.
pub(super) struct Gunzip {
    decoder: GzDecoder<Vec<u8>>,
}

impl Gunzip {
    pub(super) fn new() -> Self {
        Self {
            decoder: GzDecoder::new(Vec::new()),
        }
    }

    /// Takes a compressed piece; gives what came out of it. `limit` bounds how much may come out of one piece, so
    /// that a small reply cannot unfold into all of a phone's memory.
    pub(super) fn feed(&mut self, piece: &[u8], limit: usize) -> Result<Bytes, TransportError> {
        let mut out = Vec::new();
        // Deflate unfolds at most about 1,032-fold: small steps keep what is pending small.
        for step in piece.chunks(1024) {
            self.decoder
                .write_all(step)
                .map_err(|_| TransportError::Malformed)?;
            self.decoder.flush().map_err(|_| TransportError::Malformed)?;
            out.append(self.decoder.get_mut());
            if out.len() > limit {
                return Err(TransportError::TooLarge);
            }
        }
        Ok(out.into())
    }

    /// The regular end: a stream cut short is not one.
    pub(super) fn finish(&mut self, limit: usize) -> Result<Bytes, TransportError> {
        self.decoder
            .try_finish()
            .map_err(|_| TransportError::Interrupted)?;
        let out = std::mem::take(self.decoder.get_mut());
        if out.len() > limit {
            Err(TransportError::TooLarge)
        } else {
            Ok(out.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};

    fn gzip(data: &[u8]) -> Vec<u8> {
        let mut e = GzEncoder::new(Vec::new(), Compression::best());
        e.write_all(data).unwrap();
        e.finish().unwrap()
    }

    #[test]
    fn any_cut_is_noticed_and_any_split_gives_the_same() {
        let data: Vec<u8> = (0..20_000_u32).map(|i| (i % 251) as u8).collect();
        let packed = gzip(&data);
        for size in [1, 7, 500, packed.len()] {
            let mut g = Gunzip::new();
            let mut out = Vec::new();
            for piece in packed.chunks(size) {
                out.extend_from_slice(&g.feed(piece, 1 << 20).unwrap());
            }
            out.extend_from_slice(&g.finish(1 << 20).unwrap());
            assert_eq!(out, data);
        }
        for cut in [0, 5, packed.len() / 2, packed.len() - 1] {
            let mut g = Gunzip::new();
            let fed = g.feed(&packed[..cut], 1 << 20);
            assert!(fed.is_err() || g.finish(1 << 20).is_err(), "cut at {cut} passed");
        }
    }

    #[test]
    fn a_bomb_is_given_up() {
        let packed = gzip(&vec![0_u8; 50 << 20]);
        assert!(packed.len() < 100_000);
        assert_eq!(
            Gunzip::new().feed(&packed, 1 << 20),
            Err(TransportError::TooLarge)
        );
    }
}
