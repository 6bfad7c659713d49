//! What the transport asks servers to compress by, and how it is undone.

use super::gunzip::Gunzip;
use super::unzstd::Unzstd;
use bytes::Bytes;
use citizen_domain::ports::TransportError;

/// What is asked for, the better first.
pub const ACCEPTED: &str = "zstd, gzip";

/// Undoes a `Content-Encoding` piece by piece, in bounded memory.
pub struct Unpack(Way);

enum Way {
    Plain,
    Gzip(Box<Gunzip>),
    Zstd(Box<Unzstd>),
}

impl Unpack {
    /// For a reply's `Content-Encoding`.
    ///
    /// # Errors
    /// [`TransportError::Malformed`] for one that was not asked for.
    pub fn of(encoding: Option<&str>) -> Result<Self, TransportError> {
        Ok(Self(match encoding {
            None | Some("identity") => Way::Plain,
            Some("gzip") => Way::Gzip(Box::new(Gunzip::new())),
            Some("zstd") => Way::Zstd(Box::new(Unzstd::new()?)),
            Some(_) => return Err(TransportError::Malformed),
        }))
    }

    /// Takes a piece as it came; gives what is in it, at most `limit` bytes.
    ///
    /// # Errors
    /// [`TransportError::TooLarge`], [`TransportError::Malformed`].
    pub fn feed(&mut self, piece: Bytes, limit: usize) -> Result<Bytes, TransportError> {
        match &mut self.0 {
            Way::Plain => Ok(piece),
            Way::Gzip(gunzip) => gunzip.feed(&piece, limit),
            Way::Zstd(unzstd) => unzstd.feed(&piece, limit),
        }
    }

    /// What is left at the end, at most `limit` bytes.
    ///
    /// # Errors
    /// [`TransportError::Interrupted`] where the stream was cut short.
    pub fn finish(&mut self, limit: usize) -> Result<Bytes, TransportError> {
        match &mut self.0 {
            Way::Plain => Ok(Bytes::new()),
            Way::Gzip(gunzip) => gunzip.finish(limit),
            Way::Zstd(unzstd) => unzstd.finish(),
        }
    }
}

impl std::fmt::Debug for Unpack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            Way::Plain => "Unpack(plain)",
            Way::Gzip(_) => "Unpack(gzip)",
            Way::Zstd(_) => "Unpack(zstd)",
        })
    }
}
