//! The bytes of a sealed file: `FORMAT.md`, "Files". One chunk is in memory at a time, however long the file is.

use super::port;
use crate::vfs::WipedKey;
use citizen_domain::ports::PortError;
use ring::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, Tag, UnboundKey};
use ring::digest::{Context, SHA256};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use std::io::{self, Read, Seek, SeekFrom, Write};
use zeroize::Zeroizing;

pub(super) const MAGIC: &[u8; 7] = b"CTZFILE";
pub(super) const VERSION: u8 = 1;
/// Magic, version, file id.
pub(super) const HEADER: usize = 7 + 1 + ID;
pub(super) const ID: usize = 16;
/// Plain bytes of a chunk; the last one may be shorter.
pub(super) const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
/// SHA-256 of the content, and its length as eight bytes, sealed.
pub(super) const TRAILER: usize = 32 + 8;
/// Longest content: far below what 32 bits of chunk numbers could count.
pub(super) const MOST: u64 = 1 << 30;

const INFO: &[u8] = b"citizen file content, version 1";

/// What the trailer says.
pub(super) struct Content {
    pub(super) sha256: [u8; 32],
    pub(super) length: u64,
}

/// Seals or opens the chunks of one file.
struct Chunks {
    key: WipedKey,
    header: [u8; HEADER],
    next: u32,
}

/// 32 bytes out of a derivation.
pub(super) struct Bytes32;

impl KeyType for Bytes32 {
    fn len(&self) -> usize {
        32
    }
}

fn damaged() -> PortError {
    PortError::Damaged("file")
}

impl Chunks {
    fn new(files_key: &[u8; 32], header: [u8; HEADER]) -> Result<Self, PortError> {
        let id = header.last_chunk::<ID>().ok_or_else(damaged)?;
        let key = Salt::new(HKDF_SHA256, id)
            .extract(files_key)
            .expand(&[INFO], &AES_256_GCM)
            .map(|okm| WipedKey::new(UnboundKey::from(okm)))
            .map_err(|_| PortError::Failed("derive".to_owned()))?;
        Ok(Self { key, header, next: 0 })
    }

    /// Seven zeros, the chunk's number, and whether it is the trailer: never twice under one file's key.
    fn nonce(&mut self, trailer: bool) -> Result<Nonce, PortError> {
        let [a, b, c, d] = self.next.to_be_bytes();
        self.next = self.next.checked_add(1).ok_or_else(damaged)?;
        let nonce: [u8; NONCE_LEN] = [0, 0, 0, 0, 0, 0, 0, a, b, c, d, u8::from(trailer)];
        Ok(Nonce::assume_unique_for_key(nonce))
    }

    fn seal(&mut self, plain: &mut [u8], trailer: bool, to: &mut dyn Write) -> Result<(), PortError> {
        let nonce = self.nonce(trailer)?;
        let tag: Tag = self
            .key
            .seal_in_place_separate_tag(nonce, Aad::from(self.header), plain)
            .map_err(|_| PortError::Failed("seal".to_owned()))?;
        to.write_all(plain)
            .and_then(|()| to.write_all(tag.as_ref()))
            .map_err(|e| port(&e))
    }

    fn open<'a>(&mut self, sealed: &'a mut [u8], trailer: bool) -> Result<&'a [u8], PortError> {
        let nonce = self.nonce(trailer)?;
        self.key
            .open_in_place(nonce, Aad::from(self.header), sealed)
            .map(|plain| &*plain)
            .map_err(|_| damaged())
    }
}

/// Seals everything that `from` gives. Answers with what it was.
pub(super) fn seal(
    files_key: &[u8; 32],
    id: [u8; ID],
    from: &mut dyn Read,
    to: &mut dyn Write,
) -> Result<Content, PortError> {
    let mut header = [0; HEADER];
    header
        .iter_mut()
        .zip(MAGIC.iter().chain(&[VERSION]).chain(&id))
        .for_each(|(to, from)| *to = *from);
    to.write_all(&header).map_err(|e| port(&e))?;
    let mut chunks = Chunks::new(files_key, header)?;
    let mut hash = Context::new(&SHA256);
    let mut buffer = Zeroizing::new(vec![0; CHUNK]);
    let mut length = 0;
    loop {
        let n = fill(from, &mut buffer).map_err(|e| port(&e))?;
        length += n as u64;
        if length > MOST {
            return Err(PortError::Refused("file size"));
        }
        let Some(plain) = buffer.get_mut(..n).filter(|plain| !plain.is_empty()) else {
            break;
        };
        hash.update(plain);
        chunks.seal(plain, false, to)?;
        if n < CHUNK {
            break;
        }
    }
    let sha256: [u8; 32] = hash
        .finish()
        .as_ref()
        .try_into()
        .map_err(|_| PortError::Failed("hash".to_owned()))?;
    let mut trailer = [sha256.as_slice(), &length.to_be_bytes()].concat();
    chunks.seal(&mut trailer, true, to)?;
    Ok(Content { sha256, length })
}

/// Opens a file of `size` bytes into `to`, chunk by chunk, each checked before it is given. Only `Ok` says that it was whole:
/// after an error what was given is to be thrown away.
pub(super) fn open(
    files_key: &[u8; 32],
    from: &mut dyn Read,
    size: u64,
    to: &mut dyn Write,
) -> Result<Content, PortError> {
    let (mut chunks, mut left) = begin(files_key, from, size)?;
    let mut hash = Context::new(&SHA256);
    let mut buffer = Zeroizing::new(vec![0; CHUNK + TAG]);
    let mut length = 0;
    while left > 0 {
        let n = usize::try_from(left).unwrap_or(usize::MAX).min(CHUNK + TAG);
        let sealed = buffer.get_mut(..n).ok_or_else(damaged)?;
        exact(from, sealed)?;
        let plain = chunks.open(sealed, false)?;
        if plain.is_empty() {
            return Err(damaged());
        }
        hash.update(plain);
        length += plain.len() as u64;
        to.write_all(plain).map_err(|e| port(&e))?;
        left -= n as u64;
    }
    let content = trailer(&mut chunks, from)?;
    if content.length == length && hash.finish().as_ref() == content.sha256 {
        Ok(content)
    } else {
        Err(damaged())
    }
}

/// What a file of `size` bytes says it holds, from its two ends.
pub(super) fn content(
    files_key: &[u8; 32],
    from: &mut (impl Read + Seek),
    size: u64,
) -> Result<Content, PortError> {
    let (mut chunks, body) = begin(files_key, from, size)?;
    chunks.next = u32::try_from(body.div_ceil((CHUNK + TAG) as u64)).map_err(|_| damaged())?;
    from.seek(SeekFrom::Start(HEADER as u64 + body))
        .map_err(|e| port(&e))?;
    trailer(&mut chunks, from)
}

/// Reads the header; answers with the number of bytes between it and the trailer.
fn begin(files_key: &[u8; 32], from: &mut dyn Read, size: u64) -> Result<(Chunks, u64), PortError> {
    let mut header = [0; HEADER];
    exact(from, &mut header)?;
    if !header.starts_with(MAGIC) || header.get(MAGIC.len()) != Some(&VERSION) {
        return Err(damaged());
    }
    let body = size
        .checked_sub((HEADER + TRAILER + TAG) as u64)
        .ok_or_else(damaged)?;
    Ok((Chunks::new(files_key, header)?, body))
}

fn trailer(chunks: &mut Chunks, from: &mut dyn Read) -> Result<Content, PortError> {
    let mut sealed = [0; TRAILER + TAG];
    exact(from, &mut sealed)?;
    let plain = chunks.open(&mut sealed, true)?;
    let (sha256, length) = plain.split_first_chunk::<32>().ok_or_else(damaged)?;
    let length: [u8; 8] = length.try_into().map_err(|_| damaged())?;
    Ok(Content {
        sha256: *sha256,
        length: u64::from_be_bytes(length),
    })
}

/// Reads until `buffer` is full or the source is at its end.
fn fill(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut n = 0;
    while let Some(rest) = buffer.get_mut(n..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(more) => n += more,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(n)
}

/// A file that ends too soon is a damaged one.
fn exact(from: &mut dyn Read, buffer: &mut [u8]) -> Result<(), PortError> {
    from.read_exact(buffer).map_err(|e| match e.kind() {
        io::ErrorKind::UnexpectedEof => damaged(),
        _ => port(&e),
    })
}
