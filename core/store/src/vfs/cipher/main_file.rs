//! The main file: pages, each sealed in the place of its number.

use super::PAGE;
use super::header::HEADER;
use super::run::Run;
use super::seal::{Kind, NONCE, Nonces, Place, Sealer, TAG};
use super::table::{Moved, Nonce, Table};
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
    /// Against which pages are held.
    table: Option<Arc<Table>>,
    /// It was looked at whether that table counts: once in each transaction that reads from here.
    looked: bool,
    /// What the index said when it was last looked at.
    looked_at: Option<Moment>,
    /// How large the file was, and what the index said then.
    measured: Option<(Moment, u64)>,
    /// What the table will be when the checkpoint under way is done.
    checkpoint: Option<Vec<Nonce>>,
    /// Pages of the checkpoint under way.
    run: Run,
    locks: Locks,
}

/// What the log's index said: its salts, and how far it is moved.
type Moment = ([u32; 2], u32);

/// Where the index has them, and how many frames the log has: the second copy of that, which SQLite writes before the first.
const SALTS: [usize; 2] = [32, 36];
const MOVED: usize = 96;
const FRAMES: usize = 64;

/// What SQLite holds of this file, and whom it met (sqlite.org/walformat.html §2.3).
#[derive(Default)]
struct Locks {
    alone: bool,
    /// Slots of the index that are held alone, a bit each.
    held: u8,
    /// Slots that a reader held when the checkpoint under way asked for them.
    refused: u8,
}

/// Slots of the index: the write lock, and the checkpoint's.
const WRITE: u8 = 1 << 0;
const CHECKPOINT: u8 = 1 << 1;
/// Number of the slot that recovery holds.
const RECOVER: u8 = 2;

impl Locks {
    /// Whether a checkpoint by this connection can be whole: nobody writes meanwhile, and no reader looks at an earlier state.
    const fn allow_checkpoint(&self) -> bool {
        self.alone || (self.held & WRITE != 0 && self.held & CHECKPOINT != 0 && self.refused == 0)
    }

    /// Notes what came of a question for `count` slots from `first` on; whether a checkpoint begins with it.
    fn note(&mut self, first: u8, count: u8, how: IndexLock, granted: bool) -> bool {
        let slots = (1_u8.checked_shl(count.into()).unwrap_or(0))
            .wrapping_sub(1)
            .checked_shl(first.into())
            .unwrap_or(0);
        match how {
            IndexLock::Exclusive if granted => {
                self.held |= slots;
                self.refused &= !slots;
                if slots == CHECKPOINT {
                    self.refused = 0;
                    return true;
                }
            }
            IndexLock::Exclusive => self.refused |= slots,
            IndexLock::FreeExclusive => self.held &= !slots,
            IndexLock::Shared | IndexLock::FreeShared => {}
        }
        false
    }
}

impl MainFile {
    pub(super) fn new(vault: Arc<Vault>, inner: Box<dyn DiskFile>, nonces: Nonces) -> Self {
        Self {
            vault,
            inner,
            nonces,
            page: Box::new([0; PAGE]),
            table: None,
            looked: false,
            looked_at: None,
            measured: None,
            checkpoint: None,
            run: Run::default(),
            locks: Locks::default(),
        }
    }

    /// Reads and opens page `number` into `page`; `false` beyond the end of the file.
    fn load(&mut self, number: u64, page: &mut [u8; PAGE]) -> Result<bool, DiskError> {
        match self.inner.read_at(page, physical(number)?)? {
            0 => return self.may_be_missing(number),
            PAGE => {}
            _ => return Err(DiskError::Damaged),
        }
        let nonce = open_page(&self.vault.sealer, number, page)?;
        if number == 1 {
            if !is_ours(page) {
                return Err(DiskError::Damaged);
            }
            // Read anew, it may say another size than the one that is known. (Another program's recovery of an empty log makes the index
            // say what it said before.)
            self.measured = None;
        }
        self.is_newest(number, nonce)?;
        Ok(true)
    }

    /// SQLite takes a page behind the end for one of zeros. A file that was cut must not be read so: what the table has must be there.
    fn may_be_missing(&self, number: u64) -> Result<bool, DiskError> {
        match self.vault.table() {
            Ok(table) if table.covers(number) => Err(DiskError::Damaged),
            Err(error) if !self.vault.accepts_loss() => Err(error),
            _ => Ok(false),
        }
    }

    /// A page that is not the newest at its place is refused: somebody has put it back. (One that a checkpoint wrote which was cut
    /// off is newer than the table says; the log has it, and it is not read from here.)
    fn is_newest(&mut self, number: u64, nonce: Nonce) -> Result<(), DiskError> {
        if self.vault.accepts_loss() {
            return Ok(());
        }
        let known = self.table.as_ref().filter(|table| table.has(number, nonce));
        if known.is_some() && self.looked {
            return Ok(());
        }
        // Before the table is looked at: what changes meanwhile is looked at again.
        let moment = self.moment();
        if let Some(table) = known
            && ((moment.is_some() && moment == self.looked_at) || self.vault.counts(table)?)
        {
            (self.looked, self.looked_at) = (true, moment);
            return Ok(());
        }
        let table = self.vault.table()?;
        let newest = table.has(number, nonce);
        (self.table, self.looked, self.looked_at) = (Some(table), true, moment);
        newest.then_some(()).ok_or(DiskError::Damaged)
    }

    /// Which run of the log there is, and how many of its frames are in the main file (sqlite.org/walformat.html §2.2.1, bytes 32 and
    /// 96 of the index); nothing while somebody is about to begin the log anew.
    ///
    /// While both are as they were, no checkpoint has ended, so that no other table counts for pages that are read from here. (A
    /// program that published a table and died before it said so has changed no page that the log does not still lay over; neither has
    /// one that adopted the pages that are there.) What the
    /// index says is as trustworthy as the disk it is on: this spares a look at the disk, and decides nothing about a page that is
    /// not in the table which is known. The same goes for the file's size.
    fn moment(&self) -> Option<Moment> {
        let word = |at| self.inner.index_word(at);
        let salts = || Some([word(SALTS[0])?, word(SALTS[1])?]);
        let (before, frames, moved, after) = (salts()?, word(FRAMES)?, word(MOVED)?, salts()?);
        (before == after && moved <= frames).then_some((after, moved))
    }

    /// What a checkpoint that ends now has moved: all that the log has, for it is whole, and nobody writes meanwhile.
    fn moved(&self) -> Moved {
        let word = |at| self.inner.index_word(at);
        let told = || {
            // Bytes as they stand in the log.
            let salts = [word(SALTS[0])?.to_ne_bytes(), word(SALTS[1])?.to_ne_bytes()];
            Some(Moved {
                salts: *salts.as_flattened().first_chunk()?,
                frames: word(FRAMES)?.into(),
            })
        };
        told().unwrap_or_default()
    }

    /// In WAL mode, the main file is written by checkpoints alone.
    ///
    /// A checkpoint that cannot be whole is put off, as SQLite puts off one that meets a reader: it would let others read pages from
    /// here before `sync` has published them.
    fn checkpoint(&mut self) -> Result<&mut Vec<Nonce>, DiskError> {
        if !self.locks.allow_checkpoint() {
            // SQLite takes `Busy` for a checkpoint that is put off, also where it would then remove the log.
            return Err(if self.locks.held & CHECKPOINT == 0 {
                DiskError::Io
            } else {
                DiskError::Busy
            });
        }
        self.measured = None;
        if self.checkpoint.is_none() {
            self.checkpoint = Some(self.vault.begin_checkpoint().map_err(not_busy)?.pages.clone());
        }
        self.checkpoint.as_mut().ok_or(DiskError::Io)
    }

    /// A checkpoint may begin: others may have made some since, and begun the log anew.
    fn begin(&mut self) {
        self.abandon();
        self.vault.begin_turn();
    }

    /// What is left of a checkpoint that failed must not become part of another one.
    fn or_begin_anew<T>(&mut self, done: Result<T, DiskError>) -> Result<T, DiskError> {
        if done.is_err() {
            self.abandon();
        }
        done
    }

    fn abandon(&mut self) {
        self.checkpoint = None;
        self.measured = None;
        self.run.forget();
    }

    fn put_page(&mut self, page: &[u8; PAGE], index: usize) -> Result<(), DiskError> {
        let nonce = self.nonces.next();
        let pages = self.checkpoint()?;
        if pages.len() <= index {
            // Those between are written by the same checkpoint.
            pages.resize(index + 1, [0; NONCE]);
        }
        if let Some(entry) = pages.get_mut(index) {
            *entry = nonce;
        }
        let number = index as u64 + 1;
        *self.page = *page;
        seal_page(&self.vault.sealer, nonce, number, &mut self.page)?;
        self.run
            .add(self.inner.as_mut(), physical(number)?, self.page.as_slice())
    }

    fn cut(&mut self, size: u64) -> Result<(), DiskError> {
        let pages = usize::try_from(size / PAGE as u64).map_err(|_| DiskError::Io)?;
        self.checkpoint()?.truncate(pages);
        self.run.write(self.inner.as_mut())?;
        self.inner.truncate(size.saturating_add(HEADER))
    }
}

/// Only a lock that is held is `Busy`.
fn not_busy(error: DiskError) -> DiskError {
    match error {
        DiskError::Busy => DiskError::Io,
        other => other,
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

/// The nonces of all pages of a main file, opened or not.
pub(super) fn nonces(file: &mut dyn DiskFile) -> Result<Vec<Nonce>, DiskError> {
    let pages = file.size()?.saturating_sub(HEADER) / PAGE as u64;
    if pages > super::MOST_PAGES as u64 {
        return Err(DiskError::Damaged);
    }
    (1..=pages)
        .map(|number| {
            let mut nonce = [0; NONCE];
            let at = physical(number)? + (TEXT + TAG) as u64;
            match file.read_at(&mut nonce, at)? {
                NONCE => Ok(nonce),
                _ => Err(DiskError::Damaged),
            }
        })
        .collect()
}

/// Opens a page in place; its reserved bytes become zeros. The nonce that it was sealed with.
fn open_page(sealer: &Sealer, number: u64, page: &mut [u8; PAGE]) -> Result<Nonce, DiskError> {
    let (text, rest) = page.split_at_mut_checked(TEXT).ok_or(DiskError::Io)?;
    let mut after: &[u8] = rest;
    let tag = super::header::take(&mut after)?;
    let nonce = super::header::take(&mut after)?;
    if after != [0; 4] {
        return Err(DiskError::Damaged);
    }
    sealer.open(Place::new(Kind::Page, number), nonce, tag, text)?;
    rest.fill(0);
    Ok(nonce)
}

/// Whether page 1 says what a vault's database must: pages of our size, WAL, our reserved bytes, no auto-vacuum.
fn is_ours(page: &[u8; PAGE]) -> bool {
    let reserved = u8::try_from(RESERVED).unwrap_or(0);
    // No auto-vacuum: neither its largest root page nor its flag.
    page.get(16..21) == Some(&[0x10, 0, 2, 2, reserved])
        && page.get(52..56) == Some(&[0; 4])
        && page.get(64..68) == Some(&[0; 4])
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
        // Before it looks into the log, SQLite asks the first page how large pages are. A checkpoint that a power cut ended may have torn
        // this page, which the log has whole; what is asked for is the same in every vault. When the page itself is read, from here, it
        // must open.
        let first = super::vault::first_page();
        let part = first.get(within..within + buf.len()).filter(|_| number == 1);
        buf.copy_from_slice(part.ok_or(DiskError::Io)?);
        Ok(buf.len())
    }

    fn write_at(&mut self, bytes: &[u8], offset: u64) -> Result<(), DiskError> {
        let page = <&[u8; PAGE]>::try_from(bytes).map_err(|_| DiskError::Refused)?;
        if !offset.is_multiple_of(PAGE as u64) || (offset == 0 && !is_ours(page)) {
            return Err(DiskError::Refused);
        }
        let index = usize::try_from(offset / PAGE as u64).map_err(|_| DiskError::Io)?;
        if index >= super::MOST_PAGES {
            return Err(DiskError::Full);
        }
        let done = self.put_page(page, index);
        self.or_begin_anew(done)
    }

    fn truncate(&mut self, size: u64) -> Result<(), DiskError> {
        let done = self.cut(size);
        self.or_begin_anew(done)
    }

    fn size(&mut self) -> Result<u64, DiskError> {
        // SQLite takes a file without a page for a new one, and removes the log beside it.
        let moment = self.moment();
        if let (Some(now), Some((then, size))) = (moment, self.measured)
            && now == then
        {
            return Ok(size);
        }
        match self.inner.size()?.checked_sub(HEADER) {
            Some(size) if size >= PAGE as u64 => {
                // Only a checkpoint changes it, and while one is under way it is the log that says how many pages there are.
                self.measured = moment.map(|moment| (moment, size));
                Ok(size)
            }
            _ => Err(DiskError::Damaged),
        }
    }

    /// The end of a checkpoint: its table is made durable first, then the next generation's record, which names it, together with the pages. A
    /// power cut between leaves the log, which has all pages that either table does not know.
    fn sync(&mut self) -> Result<(), DiskError> {
        let Some(pages) = self.checkpoint.take() else {
            return self.inner.sync();
        };
        self.run.write(self.inner.as_mut())?;
        let table = self.vault.publish(pages, self.moved()).map_err(not_busy)?;
        self.inner.sync()?;
        // What the index says of it, it says later.
        (self.table, self.looked, self.looked_at) = (Some(Arc::clone(&table)), true, None);
        self.measured = None;
        self.vault.is_published(table);
        Ok(())
    }

    fn lock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        self.inner.lock(level)?;
        if level == LockLevel::Exclusive {
            self.locks.alone = true;
            self.begin();
        }
        Ok(())
    }

    fn unlock(&mut self, level: LockLevel) -> Result<(), DiskError> {
        if std::mem::take(&mut self.locks.alone) {
            self.vault.end_writing();
        }
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
            // What SQLite asks of the first page before it reads it is the same in every vault.
            "auto_vacuum" => only(&["none", "0"]),
            // Without any `sync` a checkpoint would never be published.
            "synchronous" => only(&["full", "2", "normal", "1", "extra", "3"]),
            _ => true,
        }
    }

    fn index(&mut self, number: u32, size: u32, extend: bool) -> Result<Option<Region>, DiskError> {
        self.inner.index(number, size, extend)
    }

    fn lock_index(&mut self, first: u8, count: u8, how: IndexLock) -> Result<(), DiskError> {
        match how {
            IndexLock::FreeShared => return self.inner.lock_index(first, count, how),
            IndexLock::Shared => {
                self.inner.lock_index(first, count, how)?;
                self.vault.begin_turn();
                self.looked = false;
                return Ok(());
            }
            // Before the next one can have it.
            IndexLock::FreeExclusive if first == 0 && self.locks.held & WRITE != 0 => {
                self.vault.end_writing()
            }
            IndexLock::Exclusive | IndexLock::FreeExclusive => {}
        }
        if how == IndexLock::Exclusive && (first..first.saturating_add(count)).contains(&RECOVER) {
            // What the index says is made anew, and may be what it said before.
            (self.looked_at, self.measured) = (None, None);
        }
        let answer = self.inner.lock_index(first, count, how);
        if self.locks.note(first, count, how, answer.is_ok()) {
            self.begin();
        }
        answer
    }

    fn barrier(&mut self) {
        self.inner.barrier();
    }

    fn close_index(&mut self, delete: bool) -> Result<(), DiskError> {
        self.locks.held = 0;
        (self.looked_at, self.measured) = (None, None);
        // Not that of a vault that came after this one.
        let delete = delete && self.vault.is_here().is_ok();
        self.inner.close_index(delete)
    }
}
