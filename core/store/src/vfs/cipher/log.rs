//! The write-ahead log: each frame sealed whole, SQLite's own frame header and checksums included.

use super::PAGE;
use super::chain::Chain;
use super::header::take;
use super::run::Run;
use super::seal::{Kind, NONCE, Nonces, Place, TAG};
use super::vault::Vault;
use crate::vfs::disk::{DiskError, DiskFile, IndexLock, LockLevel, Region};
use std::sync::Arc;

/// SQLite's log header and frame header (sqlite.org/fileformat2.html §4.1).
pub(super) const LOG_HEADER: usize = 32;
pub(super) const FRAME_HEADER: usize = 24;
/// A frame as SQLite sees it.
const FRAME: usize = FRAME_HEADER + PAGE;
/// What is sealed of a frame: the frame, and how many frames before it are durable.
const TEXT: usize = FRAME + 8;
/// On the disk: nonce, text, tag, 4 zeros.
const SEALED_HEADER: usize = NONCE + LOG_HEADER + TAG + 4;
const SEALED_FRAME: usize = NONCE + TEXT + TAG + 4;

type FrameHeader = [u8; FRAME_HEADER];
type Salts = [u8; 8];

pub(super) struct LogFile {
    vault: Arc<Vault>,
    inner: Box<dyn DiskFile>,
    nonces: Nonces,
    /// Of the log's header as last read, and in which turn.
    salts: Option<Salts>,
    turn: u64,
    /// A frame header that SQLite has written; its page follows.
    pending: Option<(u64, FrameHeader)>,
    /// Frames below this one were durable when the transaction under way began.
    durable_below: u64,
    /// The turn of the write lock in which the transaction under way was begun.
    transaction: Option<u64>,
    /// Frames of a transaction under way, and the turn of the write lock that they belong to. Whoever writes after it must not meet
    /// them: the place may be another program's then.
    run: Run,
    run_turn: u64,
    /// From this frame on, frames of that turn that SQLite takes for written could not be: nothing that follows them may be called written.
    lost: Option<u64>,
    /// A frame that was read whole by whoever is mending sums: its header comes next.
    mending: Option<u64>,
    /// A commit that `sync` makes durable.
    commit: Option<(Salts, u64)>,
    frame: Box<[u8; SEALED_FRAME]>,
    /// How far recovery has followed the log.
    chain: Option<Chain>,
}

impl LogFile {
    pub(super) fn new(vault: Arc<Vault>, inner: Box<dyn DiskFile>, nonces: Nonces) -> Self {
        Self {
            vault,
            inner,
            nonces,
            salts: None,
            turn: 0,
            pending: None,
            durable_below: 0,
            transaction: None,
            run: Run::default(),
            run_turn: 0,
            lost: None,
            mending: None,
            commit: None,
            frame: Box::new([0; SEALED_FRAME]),
            chain: None,
        }
    }

    /// SQLite's header of the log; `None` if there is none that opens.
    fn header(&mut self) -> Result<Option<[u8; LOG_HEADER]>, DiskError> {
        let mut bytes = [0; SEALED_HEADER];
        if self.inner.read_at(&mut bytes, 0)? < SEALED_HEADER {
            return Ok(None);
        }
        let mut rest = bytes.as_slice();
        let nonce = take(&mut rest)?;
        let mut text = take::<LOG_HEADER>(&mut rest)?;
        let tag = take(&mut rest)?;
        let opened = rest == [0; 4]
            && self
                .vault
                .sealer
                .open(Place::new(Kind::LogHeader, 0), nonce, tag, &mut text)
                .is_ok();
        self.turn = self.vault.turn();
        self.salts = opened.then(|| salts(&text)).flatten();
        Ok(opened.then_some(text))
    }

    /// The header as recovery reads it. One that does not open was torn, or there is a mark that knows better.
    fn recover_header(&mut self) -> Result<[u8; LOG_HEADER], DiskError> {
        let header = self.header()?;
        if !self.vault.accepts_loss()
            && let Some(mark) = self.vault.mark()?
            && self.salts != Some(mark.salts)
        {
            return Err(DiskError::Damaged);
        }
        let header = match header {
            Some(header) if self.vault.accepts_loss() && self.has_lost_moved(&header)? => {
                // What is left of it is in the main file, and would lay older pages over newer ones.
                self.salts = None;
                self.vault.log_is_void();
                None
            }
            other => other,
        };
        self.chain = header.as_ref().and_then(Chain::of);
        // No magic number: an empty log.
        Ok(header.unwrap_or([0; LOG_HEADER]))
    }

    /// Whether a frame that is in the main file is there no more, or an earlier sealing of it.
    fn has_lost_moved(&mut self, header: &[u8; LOG_HEADER]) -> Result<bool, DiskError> {
        let moved = self.vault.moved()?;
        let mut chain = Chain::of(header);
        let Some(salts) = self.salts.filter(|salts| moved.misses(*salts, 0)) else {
            return Ok(false);
        };
        for slot in 0..moved.frames {
            if !matches!(self.open(slot, salts)?, Opened::Whole) {
                return Ok(true);
            }
            let frame = self.text()?.get(..FRAME).ok_or(DiskError::Io)?;
            if !chain.as_mut().is_some_and(|chain| chain.follow(slot, frame)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The salts of the log as it is now: read again if somebody may have begun the log anew since.
    fn current_salts(&mut self) -> Result<Salts, DiskError> {
        if self.salts.is_none() || self.turn != self.vault.turn() {
            self.header()?;
        }
        self.salts.ok_or(DiskError::Damaged)
    }

    /// Reads frame `slot` and opens it with `salts`. The text then stands in `self.frame` behind the nonce.
    fn open(&mut self, slot: u64, salts: Salts) -> Result<Opened, DiskError> {
        self.before_reading(slot)?;
        let there = self.inner.read_at(self.frame.as_mut_slice(), physical(slot)?)?;
        if there < SEALED_FRAME {
            return Ok(Opened::End);
        }
        let (nonce, rest) = self.frame.split_first_chunk_mut::<NONCE>().ok_or(DiskError::Io)?;
        let (text, rest) = rest.split_first_chunk_mut::<TEXT>().ok_or(DiskError::Io)?;
        let mut rest: &[u8] = rest;
        let tag = take(&mut rest)?;
        let place = Place {
            kind: Kind::Frame,
            number: slot,
            salts,
        };
        let whole = rest == [0; 4] && self.vault.sealer.open(place, *nonce, tag, text).is_ok();
        Ok(if whole { Opened::Whole } else { Opened::Broken })
    }

    /// The text that [`Self::open`] has left.
    fn text(&self) -> Result<&[u8; TEXT], DiskError> {
        self.frame
            .get(NONCE..)
            .and_then(|rest| rest.first_chunk())
            .ok_or(DiskError::Io)
    }

    /// What recovery is to make of a frame that does not open: the torn end of the log, unless it is known to have been
    /// durable, from the mark or from a later frame.
    fn judge(&mut self, slot: u64, salts: Salts) -> Result<(), DiskError> {
        if self.vault.accepts_loss() {
            return Ok(());
        }
        if let Some(mark) = self.vault.mark()?
            && (mark.salts != salts || slot < mark.frames)
        {
            return Err(DiskError::Damaged);
        }
        if self.vault.moved()?.misses(salts, slot) {
            return Err(DiskError::Damaged);
        }
        for later in slot + 1.. {
            match self.open(later, salts)? {
                Opened::End => break,
                Opened::Broken => {}
                Opened::Whole => {
                    let mut below: &[u8] = self.text()?.get(FRAME..).unwrap_or_default();
                    if u64::from_be_bytes(take(&mut below)?) > slot {
                        return Err(DiskError::Damaged);
                    }
                }
            }
        }
        Ok(())
    }

    fn follows(&mut self, slot: u64, frame: &[u8]) -> bool {
        self.chain.as_mut().is_none_or(|chain| chain.follow(slot, frame))
    }

    /// The log ends at frame `slot`, if it may. Zeros are no frame.
    fn end(&mut self, slot: u64, salts: Salts, frame: &mut [u8]) -> Result<(), DiskError> {
        self.judge(slot, salts)?;
        frame.fill(0);
        Ok(())
    }

    /// Seals and writes a frame.
    fn put(&mut self, slot: u64, salts: Salts, header: &FrameHeader, page: &[u8]) -> Result<(), DiskError> {
        self.mending = None;
        let nonce = self.nonces.next();
        let durable_below = self.durable_below.to_be_bytes();
        let (front, rest) = self.frame.split_first_chunk_mut::<NONCE>().ok_or(DiskError::Io)?;
        let (text, rest) = rest.split_first_chunk_mut::<TEXT>().ok_or(DiskError::Io)?;
        *front = nonce;
        let (head, tail) = text
            .split_first_chunk_mut::<FRAME_HEADER>()
            .ok_or(DiskError::Io)?;
        let (body, tail) = tail.split_first_chunk_mut::<PAGE>().ok_or(DiskError::Io)?;
        *head = *header;
        *body = *<&[u8; PAGE]>::try_from(page).map_err(|_| DiskError::Refused)?;
        tail.copy_from_slice(&durable_below);
        let place = Place {
            kind: Kind::Frame,
            number: slot,
            salts,
        };
        let tag = self.vault.sealer.seal(place, nonce, text)?;
        rest.iter_mut()
            .zip(tag.into_iter().chain([0; 4]))
            .for_each(|(to, from)| *to = from);
        self.enter_turn();
        if self.lost.is_some_and(|lost| slot >= lost) {
            return Err(DiskError::Io);
        }
        let done = self
            .run
            .add(self.inner.as_mut(), physical(slot)?, self.frame.as_slice());
        self.or_lost(done)
    }

    /// What was kept back in an earlier turn of the write lock was taken back with its transaction, and is never written. (One that is alone
    /// has one turn: what it writes late is its own, behind all that it has shown.)
    fn enter_turn(&mut self) {
        let turn = self.vault.write_turn();
        if self.run_turn != turn {
            self.run.forget();
            self.lost = None;
            self.mending = None;
            self.commit = None;
            self.run_turn = turn;
        }
    }

    /// A run that could not be written is remembered: SQLite may go on after an error that it meets while it reads.
    fn or_lost(&mut self, done: Result<(), DiskError>) -> Result<(), DiskError> {
        if done.is_err() {
            let first = self.run.start().saturating_sub(SEALED_HEADER as u64) / SEALED_FRAME as u64;
            self.lost = Some(self.lost.map_or(first, |lost| lost.min(first)));
        }
        done
    }

    /// Writes the frames that were kept back, unless their transaction has ended: it was taken back then.
    fn write_run(&mut self) -> Result<(), DiskError> {
        self.enter_turn();
        let done = self.run.write(self.inner.as_mut());
        self.or_lost(done)
    }

    /// A disk that is full is a broken one for whoever reads: of a full one SQLite takes back the statement alone.
    fn before_reading(&mut self, slot: u64) -> Result<(), DiskError> {
        self.write_run().map_err(|_| DiskError::Io)?;
        if self.lost.is_some_and(|lost| slot >= lost) {
            return Err(DiskError::Io);
        }
        Ok(())
    }

    /// A page with a header before it: one more frame.
    fn append(&mut self, slot: u64, header: &FrameHeader, page: &[u8]) -> Result<(), DiskError> {
        // Once a frame of this transaction was written again, SQLite leaves salts and sums out until it ends, and then mends all
        // headers.
        let unfinished = frame_salts(header)? == [0; 8];
        let salts = if unfinished {
            self.current_salts()?
        } else {
            frame_salts(header)?
        };
        self.enter_turn();
        if self.lost.is_some_and(|lost| slot <= lost) {
            // The log ends here for SQLite: all that could not be written is written once more, or is not part of it.
            self.lost = None;
        }
        let turn = self.run_turn;
        if self.transaction != Some(turn) || slot < self.durable_below {
            // SQLite shows a transaction to others only when it is durable, and goes on behind what it shows.
            self.durable_below = slot;
            self.transaction = Some(turn);
            if let Some(mark) = self.vault.mark()?
                && mark.salts == salts
                && slot < mark.frames
            {
                // A transaction that was durable and still failed is written over, or another program's, which died before it could
                // show it.
                self.vault.void_mark()?;
            }
        }
        self.put(slot, salts, header, page)?;
        // The end of a transaction counts when its header is whole.
        if !unfinished {
            self.note_commit(slot, header, salts)?;
        }
        Ok(())
    }

    /// The last frame of a transaction has the size of the database in it.
    fn note_commit(&mut self, slot: u64, header: &FrameHeader, salts: Salts) -> Result<(), DiskError> {
        if header.get(4..8) != Some(&[0; 4]) {
            // There may be no `sync` before others are shown it.
            self.write_run()?;
            if self.lost.is_some() {
                return Err(DiskError::Io);
            }
            self.transaction = None;
            self.commit = Some((salts, slot + 1));
            self.vault.log_has(slot + 1);
        }
        Ok(())
    }

    /// A header that no page follows: SQLite has read this frame whole and mended its checksums.
    fn mend(&mut self, slot: u64, header: FrameHeader) -> Result<(), DiskError> {
        let salts = frame_salts(&header)?;
        match self.open(slot, salts)? {
            Opened::Whole => {}
            Opened::Broken | Opened::End => return Err(DiskError::Damaged),
        }
        let page: [u8; PAGE] = self
            .text()?
            .get(FRAME_HEADER..)
            .and_then(|rest| rest.first_chunk())
            .copied()
            .ok_or(DiskError::Io)?;
        self.put(slot, salts, &header, &page)?;
        self.note_commit(slot, &header, salts)
    }

    fn begin_log(&mut self, header: [u8; LOG_HEADER]) -> Result<(), DiskError> {
        self.vault.void_mark()?;
        self.run.forget();
        self.lost = None;
        self.mending = None;
        let mut text = header;
        let nonce = self.nonces.next();
        let tag = self
            .vault
            .sealer
            .seal(Place::new(Kind::LogHeader, 0), nonce, &mut text)?;
        let bytes = [nonce.as_slice(), &text, &tag, &[0; 4]].concat();
        self.inner.write_at(&bytes, 0)?;
        self.salts = salts(&header);
        self.turn = self.vault.turn();
        self.durable_below = 0;
        self.transaction = None;
        self.commit = None;
        Ok(())
    }

    fn frames(&mut self) -> Result<Option<u64>, DiskError> {
        self.write_run()?;
        let size = self.inner.size()?;
        Ok(size
            .checked_sub(SEALED_HEADER as u64)
            .map(|frames| frames / SEALED_FRAME as u64))
    }
}

enum Opened {
    Whole,
    Broken,
    End,
}

fn salts(header: &[u8; LOG_HEADER]) -> Option<Salts> {
    header.get(16..).and_then(|rest| rest.first_chunk()).copied()
}

fn frame_salts(header: &FrameHeader) -> Result<Salts, DiskError> {
    header
        .get(8..)
        .and_then(|rest| rest.first_chunk())
        .copied()
        .ok_or(DiskError::Io)
}

fn physical(slot: u64) -> Result<u64, DiskError> {
    slot.checked_mul(SEALED_FRAME as u64)
        .and_then(|at| at.checked_add(SEALED_HEADER as u64))
        .ok_or(DiskError::Io)
}

/// Frame and place within it, as SQLite counts.
fn split(offset: u64) -> Result<(u64, usize), DiskError> {
    let behind = offset.checked_sub(LOG_HEADER as u64).ok_or(DiskError::Io)?;
    let within = usize::try_from(behind % FRAME as u64).map_err(|_| DiskError::Io)?;
    Ok((behind / FRAME as u64, within))
}

impl DiskFile for LogFile {
    fn read_at(&mut self, buf: &mut [u8], offset: u64) -> Result<usize, DiskError> {
        if offset < LOG_HEADER as u64 {
            let at = usize::try_from(offset).map_err(|_| DiskError::Io)?;
            if self.inner.size()? == 0 {
                return Ok(0);
            }
            let header = if at == 0 {
                self.recover_header()?
            } else {
                self.header()?.ok_or(DiskError::Damaged)?
            };
            buf.copy_from_slice(header.get(at..at + buf.len()).ok_or(DiskError::Io)?);
            return Ok(buf.len());
        }
        let (slot, within) = split(offset)?;
        let salts = self.current_salts()?;
        match self.open(slot, salts)? {
            Opened::Whole => {
                let part = self
                    .text()?
                    .get(within..within + buf.len())
                    .ok_or(DiskError::Io)?;
                buf.copy_from_slice(part);
                // Frames are read whole by recovery, and by whoever mends their sums (`chain` is nothing then). A sealing of this frame
                // that was written over later opens too, but breaks the chain.
                if within == 0 && buf.len() == FRAME {
                    self.mending = self.chain.is_none().then_some(slot);
                    if !self.follows(slot, buf) {
                        self.end(slot, salts, buf)?;
                    }
                }
                Ok(buf.len())
            }
            Opened::End => Ok(0),
            // Only recovery looks for the end. To whoever mends, a frame that it has just written and that does not open is damage.
            Opened::Broken if within == 0 && buf.len() == FRAME && self.chain.is_some() => {
                self.end(slot, salts, buf)?;
                Ok(buf.len())
            }
            Opened::Broken => Err(DiskError::Damaged),
        }
    }

    fn write_at(&mut self, bytes: &[u8], offset: u64) -> Result<(), DiskError> {
        // Whoever writes has recovered. What it reads from here on it may have written itself, and mends itself.
        self.chain = None;
        if offset == 0 {
            self.pending = None;
            return self.begin_log(bytes.try_into().map_err(|_| DiskError::Refused)?);
        }
        let (slot, within) = split(offset)?;
        match (within, bytes.len()) {
            (0, FRAME_HEADER) => {
                let mending = self.mending.take();
                let header = bytes.try_into().map_err(|_| DiskError::Refused)?;
                if self.pending.take().is_some() {
                    // The page of the one before never came.
                    return Err(DiskError::Io);
                }
                if mending == Some(slot) {
                    return self.mend(slot, header);
                }
                self.pending = Some((slot, header));
                Ok(())
            }
            (FRAME_HEADER, PAGE) => match self.pending.take() {
                Some((at, header)) if at == slot => self.append(slot, &header, bytes),
                Some(_) => Err(DiskError::Io),
                None => {
                    // A page that is written again inside its transaction.
                    let salts = self.current_salts()?;
                    if !matches!(self.open(slot, salts)?, Opened::Whole) {
                        return Err(DiskError::Damaged);
                    }
                    let header = *self.text()?.first_chunk::<FRAME_HEADER>().ok_or(DiskError::Io)?;
                    self.put(slot, salts, &header, bytes)
                }
            },
            _ => Err(DiskError::Refused),
        }
    }

    fn truncate(&mut self, size: u64) -> Result<(), DiskError> {
        self.write_run()?;
        let frames = size.saturating_sub(LOG_HEADER as u64).div_ceil(FRAME as u64);
        let size = if size == 0 { 0 } else { physical(frames)? };
        if self.vault.mark()?.is_some_and(|mark| frames < mark.frames) {
            self.vault.void_mark()?;
        }
        self.inner.truncate(size)
    }

    fn size(&mut self) -> Result<u64, DiskError> {
        let frames = self.frames()?;
        if !self.vault.accepts_loss()
            && let Some(mark) = self.vault.mark()?
            && frames.unwrap_or(0) < mark.frames
        {
            // A part of the log that was durable is gone, or all of it.
            return Err(DiskError::Damaged);
        }
        if let Some(frames) = frames
            && self.header()?.is_some()
            && let Some(salts) = self.salts
            && self.vault.moved()?.misses(salts, frames)
        {
            // What is left would lay older pages over newer ones.
            if !self.vault.accepts_loss() {
                return Err(DiskError::Damaged);
            }
            self.vault.log_is_void();
            return Ok(0);
        }
        Ok(frames.map_or(0, |frames| LOG_HEADER as u64 + frames * FRAME as u64))
    }

    fn sync(&mut self) -> Result<(), DiskError> {
        // A commit of an earlier turn of the write lock was shown without a `sync`: its log may be gone, and so is what this knew of it.
        self.write_run()?;
        if self.pending.take().is_some() {
            return Err(DiskError::Io);
        }
        // If this fails, nobody knows what is durable.
        let commit = self.commit.take();
        self.inner.sync()?;
        if let Some((salts, frames)) = commit {
            // It is there to notice what goes missing later; the transaction is durable without it.
            let _ = self.vault.set_mark(salts, frames);
        }
        Ok(())
    }

    fn lock(&mut self, _level: LockLevel) -> Result<(), DiskError> {
        Ok(())
    }

    fn unlock(&mut self, _level: LockLevel) -> Result<(), DiskError> {
        Ok(())
    }

    fn is_reserved(&mut self) -> Result<bool, DiskError> {
        Ok(false)
    }

    fn index(&mut self, _: u32, _: u32, _: bool) -> Result<Option<Region>, DiskError> {
        Err(DiskError::Io)
    }

    fn lock_index(&mut self, _: u8, _: u8, _: IndexLock) -> Result<(), DiskError> {
        Err(DiskError::Io)
    }

    fn close_index(&mut self, _: bool) -> Result<(), DiskError> {
        Ok(())
    }
}
