//! The main file: pages, each sealed in the place of its number.

use super::PAGE;
use super::header::HEADER;
use super::seal::{Kind, NONCE, Nonces, Place, Sealer, TAG};
use super::vault::Vault;
use crate::vfs::disk::{DiskError, DiskFile, IndexLock, LockLevel, Region};
use std::sync::Arc;

/// Bytes at the end of each page that SQLite leaves alone: tag, nonce, 4 zeros.
pub(super) const RESERVED: usize = TAG + NONCE + 4;
const TEXT: usize = PAGE - RESERVED;

pub(super) struct MainFile {
    vault: Arc<Vault>,
    inner: Box<dyn DiskFile>,
    nonces: Nonces,
    page: Box<[u8; PAGE]>,
    /// The generation that a checkpoint under way has written.
    raised: Option<u64>,
}

impl MainFile {
    pub(super) fn new(vault: Arc<Vault>, inner: Box<dyn DiskFile>, nonces: Nonces) -> Self {
        Self {
            vault,
            inner,
            nonces,
            page: Box::new([0; PAGE]),
            raised: None,
        }
    }

    /// Reads and opens page `number` into `page`; `false` beyond the end of the file.
    fn load(&mut self, number: u64, page: &mut [u8; PAGE]) -> Result<bool, DiskError> {
        match self.inner.read_at(page, physical(number)?)? {
            0 => return Ok(false),
            PAGE => {}
            _ => return Err(DiskError::Damaged),
        }
        open_page(&self.vault.sealer, number, page)?;
        if number == 1 && !is_ours(page) {
            return Err(DiskError::Damaged);
        }
        Ok(true)
    }

    /// In WAL mode, the main file is written by checkpoints alone. The first write of each raises the generation.
    fn begin_checkpoint(&mut self) -> Result<(), DiskError> {
        if self.raised.is_none() {
            self.raised = Some(self.vault.raise(0, false)?);
        }
        Ok(())
    }
}

/// Where page `number` (from 1) stands.
fn physical(number: u64) -> Result<u64, DiskError> {
    number
        .checked_sub(1)
        .and_then(|before| before.checked_mul(PAGE as u64))
        .and_then(|at| at.checked_add(HEADER))
        .ok_or(DiskError::Io)
}

/// Seals the text of a page; tag and nonce take the place of its reserved bytes.
pub(super) fn seal_page(
    sealer: &Sealer,
    nonce: [u8; NONCE],
    number: u64,
    page: &mut [u8; PAGE],
) -> Result<(), DiskError> {
    let (text, rest) = page.split_at_mut_checked(TEXT).ok_or(DiskError::Io)?;
    let tag = sealer.seal(Place::new(Kind::Page, number), nonce, text)?;
    rest.iter_mut()
        .zip(tag.into_iter().chain(nonce).chain([0; 4]))
        .for_each(|(to, from)| *to = from);
    Ok(())
}

/// Opens a page in place; its reserved bytes become zeros.
fn open_page(sealer: &Sealer, number: u64, page: &mut [u8; PAGE]) -> Result<(), DiskError> {
    let (text, rest) = page.split_at_mut_checked(TEXT).ok_or(DiskError::Io)?;
    let mut after: &[u8] = rest;
    let tag = super::header::take(&mut after)?;
    let nonce = super::header::take(&mut after)?;
    if after != [0; 4] {
        return Err(DiskError::Damaged);
    }
    sealer.open(Place::new(Kind::Page, number), nonce, tag, text)?;
    rest.fill(0);
    Ok(())
}

/// Whether page 1 says what a vault's database must: pages of our size, WAL, our reserved bytes.
fn is_ours(page: &[u8; PAGE]) -> bool {
    let reserved = u8::try_from(RESERVED).unwrap_or(0);
    page.get(16..21) == Some(&[0x10, 0, 2, 2, reserved])
}

impl DiskFile for MainFile {
    fn read_at(&mut self, buf: &mut [u8], offset: u64) -> Result<usize, DiskError> {
        let size = PAGE as u64;
        let number = offset / size + 1;
        let within = usize::try_from(offset % size).map_err(|_| DiskError::Io)?;
        if within == 0
            && let Ok(page) = <&mut [u8; PAGE]>::try_from(&mut *buf)
        {
            return Ok(if self.load(number, page)? { PAGE } else { 0 });
        }
        // SQLite looks at parts of the first page.
        let mut page = std::mem::replace(&mut self.page, Box::new([0; PAGE]));
        let mut loaded = self.load(number, &mut page);
        if number == 1 && loaded == Err(DiskError::Damaged) {
            // Before it looks into the log, SQLite asks the main file for the size of its pages. A checkpoint that a power cut
            // ended may have torn this page, which the log has whole; what is asked for is the same in every vault. When the
            // page itself is read, from here, it must open.
            *page = super::vault::first_page();
            loaded = Ok(true);
        }
        let part = page.get(within..within + buf.len()).ok_or(DiskError::Io);
        let count = match (loaded, part) {
            (Err(error), _) | (_, Err(error)) => Err(error),
            (Ok(false), _) => Ok(0),
            (Ok(true), Ok(part)) => {
                buf.copy_from_slice(part);
                Ok(buf.len())
            }
        };
        self.page = page;
        count
    }

    fn write_at(&mut self, bytes: &[u8], offset: u64) -> Result<(), DiskError> {
        let page = <&[u8; PAGE]>::try_from(bytes).map_err(|_| DiskError::Refused)?;
        if !offset.is_multiple_of(PAGE as u64) || (offset == 0 && !is_ours(page)) {
            return Err(DiskError::Refused);
        }
        self.begin_checkpoint()?;
        let number = offset / PAGE as u64 + 1;
        *self.page = *page;
        seal_page(&self.vault.sealer, self.nonces.next(), number, &mut self.page)?;
        self.inner.write_at(self.page.as_slice(), physical(number)?)
    }

    fn truncate(&mut self, size: u64) -> Result<(), DiskError> {
        self.begin_checkpoint()?;
        self.inner.truncate(size.saturating_add(HEADER))
    }

    fn size(&mut self) -> Result<u64, DiskError> {
        // SQLite takes a file without a page for a new one, and removes the log beside it.
        match self.inner.size()?.checked_sub(HEADER) {
            Some(size) if size >= PAGE as u64 => Ok(size),
            _ => Err(DiskError::Damaged),
        }
    }

    fn sync(&mut self) -> Result<(), DiskError> {
        self.inner.sync()?;
        if let Some(generation) = self.raised.take() {
            self.vault.is_durable(generation);
        }
        Ok(())
    }

    fn lock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        self.inner.lock(level)
    }

    fn unlock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        self.inner.unlock(level)
    }

    fn is_reserved(&mut self) -> Result<bool, DiskError> {
        self.inner.is_reserved()
    }

    /// The log is the only journal, and temporary data has no file.
    fn allows(&mut self, pragma: &str, value: Option<&str>) -> bool {
        let only = |wanted: &[&str]| {
            value.is_none_or(|value| wanted.iter().any(|wanted| value.eq_ignore_ascii_case(wanted)))
        };
        match pragma.to_ascii_lowercase().as_str() {
            "journal_mode" => only(&["wal"]),
            "temp_store" => only(&["memory", "2"]),
            _ => true,
        }
    }

    fn index(&mut self, number: u32, size: u32, extend: bool) -> Result<Option<Region>, DiskError> {
        self.inner.index(number, size, extend)
    }

    fn lock_index(&mut self, first: u8, count: u8, how: IndexLock) -> Result<(), DiskError> {
        self.inner.lock_index(first, count, how)?;
        if how == IndexLock::Shared {
            self.vault.begin_turn();
        }
        Ok(())
    }

    fn barrier(&mut self) {
        self.inner.barrier();
    }

    fn close_index(&mut self, delete: bool) -> Result<(), DiskError> {
        self.inner.close_index(delete)
    }
}
