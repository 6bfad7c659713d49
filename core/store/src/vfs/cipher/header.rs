//! What stands in clear at the beginning of a main file, and where its parts are.

use super::PAGE;
use super::seal::{Kind, NONCE, Nonces, Place, Sealer, TAG};
use crate::error::StoreError;
use crate::vfs::disk::{Disk, DiskError, DiskFile, FileKind};
use ring::digest::{SHA256, digest};
use std::path::Path;

/// Four blocks of a page each, so that writing one never touches another: fixed, generation (two, in turn), mark.
pub(super) const HEADER: u64 = 4 * PAGE as u64;
/// The generation's block for an even and an odd number.
pub(super) const GENERATIONS: [u64; 2] = [PAGE as u64, 2 * PAGE as u64];
/// The mark's block.
pub(super) const MARK: u64 = 3 * PAGE as u64;

const MAGIC: &[u8; 16] = b"CITIZEN VAULT\r\n\x1a";
const PLAIN_SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// The version of the format that is written here.
pub(crate) const FORMAT: u32 = 1;

const CHECKED: usize = 76;
const USED: usize = CHECKED + 32;

/// What a main file says of itself to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Which vault.
    pub vault_id: [u8; 16],
    /// Under its how manyth key.
    pub epoch: u32,
    key_check: ([u8; NONCE], [u8; TAG]),
}

impl Header {
    /// Reads the header of the main file at `path`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Unencrypted`] for a plain database, [`StoreError::Newer`] for a later format,
    /// [`StoreError::Damaged`] for all else that is no header; what the disk says.
    pub fn read(disk: &dyn Disk, path: &Path) -> Result<Self, StoreError> {
        Self::of(disk.open(path, FileKind::Main, false)?.as_mut())
    }

    pub(super) fn of(file: &mut dyn DiskFile) -> Result<Self, StoreError> {
        let mut block = [0; PAGE];
        let there = file.read_at(&mut block, 0)?;
        if block.starts_with(PLAIN_SQLITE) {
            return Err(StoreError::Unencrypted);
        }
        if there < PAGE {
            return Err(StoreError::Damaged);
        }
        Self::parse(&block)
    }

    fn parse(block: &[u8; PAGE]) -> Result<Self, StoreError> {
        let mut rest = block.as_slice();
        if take::<16>(&mut rest)? != *MAGIC {
            return Err(StoreError::Damaged);
        }
        let format = u32::from_be_bytes(take(&mut rest)?);
        let page = u32::from_be_bytes(take(&mut rest)?);
        let epoch = u32::from_be_bytes(take(&mut rest)?);
        let zero = u32::from_be_bytes(take(&mut rest)?);
        let vault_id = take(&mut rest)?;
        let key_check = (take(&mut rest)?, take(&mut rest)?);
        let sum: [u8; 32] = take(&mut rest)?;
        let checked = block.get(..CHECKED).ok_or(StoreError::Damaged)?;
        if digest(&SHA256, checked).as_ref() != sum || rest != [0; PAGE - USED] {
            return Err(StoreError::Damaged);
        }
        if format > FORMAT {
            return Err(StoreError::Newer {
                found: format,
                known: FORMAT,
            });
        }
        if (format, page, zero) != (FORMAT, PAGE as u32, 0) {
            return Err(StoreError::Damaged);
        }
        Ok(Self {
            vault_id,
            epoch,
            key_check,
        })
    }

    /// Whether the key is the one that this header was made with.
    pub(super) fn check(&self, sealer: &Sealer) -> Result<(), StoreError> {
        let (nonce, tag) = self.key_check;
        sealer
            .open(Place::new(Kind::KeyCheck, 0), nonce, tag, &mut [])
            .map_err(|_| StoreError::WrongKey)
    }

    /// The block for a new file.
    pub(super) fn block(
        vault_id: [u8; 16],
        epoch: u32,
        sealer: &Sealer,
        nonces: &mut Nonces,
    ) -> Result<[u8; PAGE], DiskError> {
        let nonce = nonces.next();
        let tag = sealer.seal(Place::new(Kind::KeyCheck, 0), nonce, &mut [])?;
        let fixed = [
            MAGIC.as_slice(),
            &FORMAT.to_be_bytes(),
            &(PAGE as u32).to_be_bytes(),
            &epoch.to_be_bytes(),
            &[0; 4],
            &vault_id,
            &nonce,
            &tag,
        ]
        .concat();
        let sum = digest(&SHA256, &fixed);
        let mut block = [0; PAGE];
        block
            .iter_mut()
            .take(USED)
            .zip(fixed.iter().chain(sum.as_ref()))
            .for_each(|(to, from)| *to = *from);
        Ok(block)
    }
}

/// The first `N` bytes.
pub(super) fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], DiskError> {
    let (first, after) = rest.split_first_chunk::<N>().ok_or(DiskError::Damaged)?;
    *rest = after;
    Ok(*first)
}
