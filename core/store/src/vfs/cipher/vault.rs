//! What all open files of one vault share: the key, the generation and the mark.

use super::PAGE;
use super::header::{GENERATIONS, HEADER, Header, MARK, take};
use super::seal::{Kind, NONCE, Nonces, Place, Sealer, TAG};
use super::table::{Moved, Nonce, Table, Where};
use crate::error::StoreError;
use crate::vfs::disk::{Disk, DiskError, DiskFile, FileKind};
use crate::vfs::key::VaultKey;
use citizen_domain::ports::Random;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes of a sealed record of the header: nonce, 32 bytes of text, tag.
const RECORD: usize = NONCE + 32 + TAG;

pub(super) struct Vault {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) path: PathBuf,
    pub(super) log: PathBuf,
    pub(super) sealer: Sealer,
    header: Header,
    side: Mutex<Side>,
    durable: AtomicU64,
    sealed: AtomicU64,
    /// Rises whenever a connection begins to read: what is known of the log's header may be old then.
    turn: AtomicU64,
    /// Rises whenever somebody here gives the write lock back.
    write_turn: AtomicU64,
    log_frames: AtomicU64,
    accept_loss: AtomicBool,
    /// The log has lost frames that are in the main file, and counts as empty.
    void_log: AtomicBool,
    /// The newest that was seen; none before a page was read.
    table: Mutex<Option<Arc<Table>>>,
}

/// The header's records, through a handle of their own.
struct Side {
    file: Box<dyn DiskFile>,
    nonces: Nonces,
    /// As last seen; another process may have raised it.
    generation: u64,
    /// What is known of a void mark.
    void: Void,
    /// The generation's blocks as they were last read, and what they say: they need not be opened again.
    seen: Option<([[u8; RECORD]; 2], Record)>,
    /// The mark's block likewise.
    mark: Option<([u8; RECORD], Option<Mark>)>,
}

/// What is known of a mark that reads as void.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Void {
    /// Another program may have written it, and died before its `sync`.
    Unknown,
    /// A `sync` of it has failed.
    Unsure,
    /// It is on the disk.
    Durable,
}

/// What the generation's block says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Record {
    generation: u64,
    /// Pieces sealed under this key up to then.
    sealed: u64,
    /// Which table of pages counts.
    table: Nonce,
    /// In which of the two files it is.
    file: Where,
}

impl Record {
    const fn slot(&self) -> u64 {
        self.generation % 2
    }

    /// Index in [`GENERATIONS`] of the block that the next generation is written into.
    fn next_block(&self) -> usize {
        usize::from(self.slot() == 0)
    }

    fn text(&self) -> [u8; 32] {
        text(&[
            &self.generation.to_be_bytes(),
            &self.sealed.to_be_bytes(),
            &self.table,
            &[self.file.byte()],
        ])
    }

    fn of(text: &[u8; 32]) -> Result<Self, DiskError> {
        let mut rest = text.as_slice();
        Ok(Self {
            generation: u64::from_be_bytes(take(&mut rest)?),
            sealed: u64::from_be_bytes(take(&mut rest)?),
            table: take(&mut rest)?,
            file: Where::of(take::<1>(&mut rest)?),
        })
    }
}

/// How far the log is known to be durable. It is written after the log's `sync` and not synced itself: what it says is true,
/// but it may be missing or old. It is made void, durably, before that log is begun anew, cut or removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Of the log that is meant.
    pub salts: [u8; 8],
    /// That many frames are durable.
    pub frames: u64,
}

impl Mark {
    fn of(text: &[u8; 32]) -> Result<Self, DiskError> {
        let mut rest = text.as_slice();
        Ok(Self {
            salts: take(&mut rest)?,
            frames: u64::from_be_bytes(take(&mut rest)?),
        })
    }
}

impl Vault {
    pub(super) fn open(
        disk: Arc<dyn Disk>,
        path: &Path,
        key: &VaultKey,
        random: &dyn Random,
    ) -> Result<Self, StoreError> {
        let mut file = disk.open(path, FileKind::Main, false)?;
        let header = Header::of(file.as_mut())?;
        if header.vault_id != key.vault_id() || header.epoch != key.epoch() {
            return Err(StoreError::WrongKey);
        }
        let sealer = Sealer::new(key)?;
        header.check(&sealer)?;
        let mut log = OsString::from(path);
        log.push("-wal");
        let vault = Self {
            path: path.to_owned(),
            log: log.into(),
            sealer,
            header,
            side: Mutex::new(Side {
                file,
                nonces: Nonces::new(random)?,
                generation: 0,
                seen: None,
                mark: None,
                void: Void::Unknown,
            }),
            durable: AtomicU64::new(0),
            sealed: AtomicU64::new(0),
            turn: AtomicU64::new(0),
            write_turn: AtomicU64::new(0),
            log_frames: AtomicU64::new(0),
            table: Mutex::new(None),
            accept_loss: AtomicBool::new(false),
            void_log: AtomicBool::new(false),
            disk,
        };
        // What was read need not be durable: whoever wrote it may have died before its `sync`.
        vault.generation()?;
        Ok(vault)
    }

    fn side(&self) -> MutexGuard<'_, Side> {
        self.side.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn durable(&self) -> u64 {
        self.durable.load(Ordering::Acquire)
    }

    /// `generation` was written before a `sync` that has succeeded.
    pub(super) fn is_durable(&self, generation: u64) {
        self.durable.fetch_max(generation, Ordering::AcqRel);
    }

    pub(super) fn sealed(&self) -> u64 {
        self.sealed.load(Ordering::Acquire)
    }

    pub(super) fn accept_loss(&self, accept: bool) {
        self.accept_loss.store(accept, Ordering::Release);
    }

    pub(super) fn accepts_loss(&self) -> bool {
        self.accept_loss.load(Ordering::Acquire)
    }

    pub(super) fn log_is_void(&self) {
        self.void_log.store(true, Ordering::Release);
    }

    /// Empties a log that counts as empty, so that nobody finds what is left of it. The caller holds SQLite's write lock.
    pub(super) fn empty_void_log(&self) -> Result<(), DiskError> {
        if self.void_log.swap(false, Ordering::AcqRel) {
            self.void_mark()?;
            let mut log = self.disk.open(&self.log, FileKind::Log, false)?;
            log.truncate(0)?;
            log.sync()?;
        }
        Ok(())
    }

    pub(super) fn begin_turn(&self) {
        self.turn.fetch_add(1, Ordering::AcqRel);
    }

    pub(super) fn turn(&self) -> u64 {
        self.turn.load(Ordering::Acquire)
    }

    pub(super) fn end_writing(&self) {
        self.write_turn.fetch_add(1, Ordering::AcqRel);
    }

    pub(super) fn write_turn(&self) -> u64 {
        self.write_turn.load(Ordering::Acquire)
    }

    pub(super) fn log_frames(&self) -> u64 {
        self.log_frames.load(Ordering::Acquire)
    }

    /// A transaction ends with this frame of the log.
    pub(super) fn log_has(&self, frames: u64) {
        self.log_frames.store(frames, Ordering::Release);
    }

    /// What the main file says now.
    pub(super) fn generation(&self) -> Result<u64, DiskError> {
        let mut side = self.side();
        let newest = self.newest(&mut side)?;
        side.generation = newest.generation;
        self.sealed.fetch_max(newest.sealed, Ordering::AcqRel);
        Ok(newest.generation)
    }

    fn newest(&self, side: &mut Side) -> Result<Record, DiskError> {
        // Whatever is written next goes into the block that does not count: while that is as it was, so is the other one.
        if let Some((seen, record)) = side.seen
            && let (Some(before), Some(at)) = (
                seen.get(record.next_block()),
                GENERATIONS.get(record.next_block()),
            )
        {
            let mut now = [0; RECORD];
            if side.file.read_at(&mut now, *at)? == RECORD && now == *before {
                return Ok(record);
            }
        }
        // One that does not open was torn while it was written; the other one counts then.
        let mut blocks = [[0; RECORD]; 2];
        for (block, at) in blocks.iter_mut().zip(GENERATIONS) {
            if side.file.read_at(block, at)? < RECORD {
                return Err(DiskError::Damaged);
            }
        }
        let mut newest = None;
        for (number, block) in (0..).zip(&blocks) {
            if let Some(text) = self.open_record(Place::new(Kind::Generation, number), block)? {
                newest = newest.max(Some(Record::of(&text)?));
            }
        }
        let newest = newest.ok_or(DiskError::Damaged)?;
        side.seen = Some((blocks, newest));
        Ok(newest)
    }

    /// The generation, which is durable when this returns.
    pub(super) fn settle(&self) -> Result<u64, DiskError> {
        self.settled(&mut self.side()).map(|newest| newest.generation)
    }

    /// The newest record, made durable if it is not known to be.
    fn settled(&self, side: &mut Side) -> Result<Record, DiskError> {
        let newest = self.newest(side)?;
        if self.durable() < newest.generation {
            side.file.sync()?;
            self.is_durable(newest.generation);
        }
        Ok(newest)
    }

    /// Writes a record in the place of its generation.
    fn write(&self, side: &mut Side, record: Record) -> Result<(), DiskError> {
        let slot = record.slot();
        let at = *GENERATIONS.get(usize::from(slot == 1)).ok_or(DiskError::Io)?;
        self.put(side, Place::new(Kind::Generation, slot), at, record.text())?;
        side.generation = record.generation;
        side.seen = None;
        self.sealed.fetch_max(record.sealed, Ordering::AcqRel);
        Ok(())
    }

    /// Writes the next generation, above `floor` too; durable when this returns. The block that is written over is that of the
    /// generation before the newest one, which counts no more.
    pub(super) fn raise(&self, floor: u64) -> Result<u64, DiskError> {
        let mut side = self.side();
        let newest = self.settled(&mut side)?;
        let mut record = Record {
            generation: newest.generation.max(floor).saturating_add(1),
            ..newest
        };
        if record.slot() == newest.slot() {
            // Above a floor that is ahead: never over the record that counts.
            record.generation = record.generation.saturating_add(1);
        }
        self.write(&mut side, record)?;
        side.file.sync()?;
        self.is_durable(record.generation);
        Ok(record.generation)
    }

    /// The table that a checkpoint changes. The record that names it is durable then, so that the other table's file may be written
    /// to.
    pub(super) fn begin_checkpoint(&self) -> Result<Arc<Table>, DiskError> {
        self.settle()?;
        self.table()
    }

    /// Whether the main file at this path is still this vault's. A program that has an erased vault open must not touch what belongs to the
    /// one that came after it.
    pub(super) fn is_here(&self) -> Result<(), DiskError> {
        let now = Header::read(self.disk.as_ref(), &self.path);
        (now == Ok(self.header)).then_some(()).ok_or(DiskError::Refused)
    }

    /// Which frames of the log are in the main file.
    pub(super) fn moved(&self) -> Result<Moved, DiskError> {
        match self.table() {
            Ok(table) => Ok(table.moved),
            Err(_) if self.accepts_loss() => Ok(Moved::default()),
            Err(error) => Err(error),
        }
    }

    /// Makes a table of `pages` durable, into which those frames of the log are `moved`, and writes the record of the next generation, which names it. When that is durable too, and
    /// the pages with it, [`Self::is_published`] has to be told. The caller holds SQLite's write lock.
    ///
    /// A record is never written over: the one before counts if a power cut tears this one.
    pub(super) fn publish(&self, pages: Vec<Nonce>, moved: Moved) -> Result<Arc<Table>, DiskError> {
        // One that does not open any more has no file that must not be written to.
        let slot = match self.table() {
            Err(DiskError::Damaged) if self.accepts_loss() => 0,
            table => table?.other_slot(),
        };
        self.is_here()?;
        let mut side = self.side();
        let newest = self.settled(&mut side)?;
        let table = Table::new(side.nonces.next(), slot, pages, moved);
        table.store(self.disk.as_ref(), &self.path, &self.sealer)?;
        let record = Record {
            generation: newest.generation.saturating_add(1),
            sealed: newest.sealed.saturating_add(self.sealer.take_count()),
            table: table.id,
            file: Where::slot(slot),
        };
        self.write(&mut side, record)?;
        Ok(Arc::new(table))
    }

    /// `table` was named by a record that has become durable.
    pub(super) fn is_published(&self, table: Arc<Table>) {
        self.is_durable(self.side().generation);
        *self.known_table() = Some(table);
    }

    fn known_table(&self) -> MutexGuard<'_, Option<Arc<Table>>> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether `table` still counts.
    pub(super) fn counts(&self, table: &Table) -> Result<bool, DiskError> {
        Ok(self.newest(&mut self.side())?.table == table.id)
    }

    /// The table that counts now; another process may have written it.
    pub(super) fn table(&self) -> Result<Arc<Table>, DiskError> {
        let mut missed = None;
        loop {
            let Record { table: id, file, .. } = self.newest(&mut self.side())?;
            if let Some(known) = self.known_table().as_ref().filter(|known| known.id == id) {
                return Ok(Arc::clone(known));
            }
            match Table::load(self.disk.as_ref(), &self.path, &self.sealer, id, file) {
                Ok(Some(table)) => {
                    let table = Arc::new(table);
                    *self.known_table() = Some(Arc::clone(&table));
                    return Ok(table);
                }
                // Written over while it was looked for: then there is a newer one.
                Ok(None) | Err(DiskError::Damaged) if missed != Some(id) => missed = Some(id),
                Ok(None) => return Err(DiskError::Damaged),
                Err(error) => return Err(error),
            }
        }
    }

    /// The mark, if there is one and it holds.
    pub(super) fn mark(&self) -> Result<Option<Mark>, DiskError> {
        let mut side = self.side();
        let mut bytes = [0; RECORD];
        if side.file.read_at(&mut bytes, MARK)? < RECORD {
            return Err(DiskError::Damaged);
        }
        if let Some((seen, mark)) = side.mark
            && seen == bytes
        {
            return Ok(mark);
        }
        let text = self.open_record(Place::new(Kind::Mark, 0), &bytes)?;
        let mark = text.as_ref().map(Mark::of).transpose()?;
        let mark = mark.filter(|mark| mark.frames > 0);
        side.mark = Some((bytes, mark));
        Ok(mark)
    }

    /// Says that `frames` frames of the log are durable.
    pub(super) fn set_mark(&self, salts: [u8; 8], frames: u64) -> Result<(), DiskError> {
        let text = text(&[&salts, &frames.to_be_bytes()]);
        let mut side = self.side();
        side.void = Void::Unknown;
        self.put(&mut side, Place::new(Kind::Mark, 0), MARK, text)
    }

    /// Takes the mark back, durably, before frames that it speaks of are written again or go.
    pub(super) fn void_mark(&self) -> Result<(), DiskError> {
        let void = self.mark()?.is_none();
        if void && self.side().void == Void::Durable {
            return Ok(());
        }
        // Where a `sync` has failed, it is written again: nobody knows what became of it. What another program wrote need only be
        // durable.
        if !void || self.side().void == Void::Unsure {
            self.set_mark([0; 8], 0)?;
        }
        let mut side = self.side();
        side.void = Void::Unsure;
        side.file.sync()?;
        side.void = Void::Durable;
        Ok(())
    }

    fn open_record(&self, place: Place, bytes: &[u8; RECORD]) -> Result<Option<[u8; 32]>, DiskError> {
        let mut rest = bytes.as_slice();
        let nonce = take(&mut rest)?;
        let mut text: [u8; 32] = take(&mut rest)?;
        let tag = take(&mut rest)?;
        Ok(self.sealer.open(place, nonce, tag, &mut text).ok().map(|()| text))
    }

    fn put(&self, side: &mut Side, place: Place, at: u64, text: [u8; 32]) -> Result<(), DiskError> {
        let bytes = seal_record(&self.sealer, &mut side.nonces, place, text)?;
        side.file.write_at(&bytes, at)
    }
}

fn text(parts: &[&[u8]]) -> [u8; 32] {
    let mut text = [0; 32];
    text.iter_mut()
        .zip(parts.iter().copied().flatten())
        .for_each(|(to, from)| *to = *from);
    text
}

fn seal_record(
    sealer: &Sealer,
    nonces: &mut Nonces,
    place: Place,
    mut text: [u8; 32],
) -> Result<Vec<u8>, DiskError> {
    let nonce = nonces.next();
    let tag = sealer.seal(place, nonce, &mut text)?;
    Ok([nonce.as_slice(), &text, &tag].concat())
}

/// The main file of an empty vault, beside its place, then moved there: no power cut leaves half of one.
pub(super) fn create(
    disk: &dyn Disk,
    path: &Path,
    key: &VaultKey,
    random: &dyn Random,
    generation: u64,
) -> Result<(), DiskError> {
    let sealer = Sealer::new(key)?;
    let mut nonces = Nonces::new(random)?;
    let mut bytes = vec![0; usize::try_from(HEADER).map_err(|_| DiskError::Io)? + PAGE];
    let mut put = |at: u64, part: &[u8]| {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        bytes
            .iter_mut()
            .skip(at)
            .zip(part)
            .for_each(|(to, from)| *to = *from);
    };
    put(
        0,
        &Header::block(key.vault_id(), key.epoch(), &sealer, &mut nonces)?,
    );
    let mut page = first_page();
    let nonce = nonces.next();
    super::main_file::seal_page(&sealer, nonce, 1, &mut page)?;
    put(HEADER, &page);
    let table = Table::new(nonces.next(), 0, vec![nonce], Moved::default());
    let record = Record {
        generation,
        sealed: 0,
        table: table.id,
        file: Where::slot(0),
    };
    let slot = record.slot();
    let at = *GENERATIONS.get(usize::from(slot == 1)).ok_or(DiskError::Io)?;
    put(
        at,
        &seal_record(
            &sealer,
            &mut nonces,
            Place::new(Kind::Generation, slot),
            record.text(),
        )?,
    );
    table.store(disk, path, &sealer)?;

    let mut beside = OsString::from(path);
    beside.push(".new");
    let beside = PathBuf::from(beside);
    match disk.delete(&beside, false) {
        // Left by a process that died here: never in use.
        Ok(()) | Err(DiskError::NotFound) => {}
        Err(error) => return Err(error),
    }
    let mut file = disk.open(&beside, FileKind::Main, true)?;
    file.write_at(&bytes, 0)?;
    file.sync()?;
    drop(file);
    disk.rename(&beside, path)?;
    path.parent().map_or(Ok(()), |dir| disk.sync_dir(dir))
}

/// An SQLite database without a table, in WAL mode, that leaves room for tag and nonce in each page (sqlite.org/fileformat2.html
/// §1.3, §1.6). Made here, so that no journal of any kind is ever needed to turn a new database to WAL.
pub(super) fn first_page() -> [u8; PAGE] {
    let reserved = super::main_file::RESERVED;
    let content = u16::try_from(PAGE - reserved).unwrap_or(0).to_be_bytes();
    let reserved = u8::try_from(reserved).unwrap_or(0);
    let mut page = [0; PAGE];
    let parts: [(usize, &[u8]); 10] = [
        (0, b"SQLite format 3\0"),
        // Page size, WAL to write and to read, reserved bytes, the three fixed fractions.
        (16, &[0x10, 0, 2, 2, reserved, 64, 32, 32]),
        // Change counter, and size in pages.
        (24, &[0, 0, 0, 1, 0, 0, 0, 1]),
        // Schema format 4.
        (44, &[0, 0, 0, 4]),
        // UTF-8.
        (56, &[0, 0, 0, 1]),
        // The change counter for which the size holds, and the SQLite that wrote it.
        (92, &[0, 0, 0, 1]),
        (96, &3_054_001_u32.to_be_bytes()),
        // An empty leaf of a table: no free block, no cell, content from the end of the usable part.
        (100, &[0x0D, 0, 0, 0, 0]),
        (105, &content),
        (107, &[0]),
    ];
    for (at, part) in parts {
        page.iter_mut()
            .skip(at)
            .zip(part)
            .for_each(|(to, from)| *to = *from);
    }
    page
}
