//! Which sealing of each page is the newest: the nonces of all pages of the main file, sealed as one piece. A page whose nonce is
//! another one is an older page that somebody put back, or one of a checkpoint that was cut off, which the log has.

use super::header::take;
use super::seal::{Kind, NONCE, Place, Sealer, TAG};
use crate::vfs::disk::{Disk, DiskError, FileKind};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Bytes of a table of as many pages as there may be.
const MOST_BYTES: usize = NONCE + NONCE * super::MOST_PAGES + MOVED + TAG;

/// Bytes that say which frames of the log are in the pages. (Tables were written without them at first.)
const MOVED: usize = 16;

/// Which frames of the log are in the main file: the first so many of the log with these salts. Whoever reads them again needs them all, for an earlier
/// end of them lays older pages over newer ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) salts: [u8; 8],
    pub(super) frames: u64,
}

impl Moved {
    fn of(text: &[u8; MOVED]) -> Result<Self, DiskError> {
        let mut rest = text.as_slice();
        Ok(Self {
            salts: take(&mut rest)?,
            frames: u64::from_be_bytes(take(&mut rest)?),
        })
    }

    /// Whether a log with these salts that ends at frame `slot` has lost some of them.
    pub(super) fn misses(self, salts: [u8; 8], slot: u64) -> bool {
        self.salts == salts && slot < self.frames
    }
}

/// A nonce is used once under a key, so it names what was sealed with it.
pub(super) type Nonce = [u8; NONCE];

/// The two files stand beside the main file and are written in turn, so that the one that counts is never written to.
pub(crate) const SLOTS: [&str; 2] = ["-pages0", "-pages1"];

/// In which of the two files a table is: that one is looked into first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Where(u8);

impl Where {
    /// In the file of that slot.
    pub(super) fn slot(slot: usize) -> Self {
        Self(u8::try_from(slot + 1).unwrap_or(0))
    }

    pub(super) const fn of([byte]: [u8; 1]) -> Self {
        Self(byte)
    }

    /// One more than the slot; 0 says nothing.
    pub(super) const fn byte(self) -> u8 {
        self.0
    }

    const fn first(self) -> usize {
        if self.0 == 2 { 1 } else { 0 }
    }
}

/// A main file that is being made has this behind its name; its tables have the names that they keep.
const BEING_MADE: &str = ".new";

/// Nonces of the pages, page 1 first.
pub(super) struct Table {
    /// With which the table itself is sealed; the generation's record names it.
    pub(super) id: Nonce,
    slot: usize,
    pub(super) pages: Vec<Nonce>,
    pub(super) moved: Moved,
}

impl Table {
    pub(super) const fn new(id: Nonce, slot: usize, pages: Vec<Nonce>, moved: Moved) -> Self {
        Self {
            id,
            slot,
            pages,
            moved,
        }
    }

    /// Whether page `number` (from 1) was last sealed with `nonce`.
    pub(super) fn has(&self, number: u64, nonce: Nonce) -> bool {
        let index = number
            .checked_sub(1)
            .and_then(|index| usize::try_from(index).ok());
        index.and_then(|index| self.pages.get(index)) == Some(&nonce)
    }

    /// Whether there is a page `number` (from 1).
    pub(super) fn covers(&self, number: u64) -> bool {
        usize::try_from(number).is_ok_and(|number| (1..=self.pages.len()).contains(&number))
    }

    /// Where the next table goes.
    pub(super) const fn other_slot(&self) -> usize {
        1 - self.slot
    }

    /// The table that is sealed with `id`, if one of the two files holds it.
    pub(super) fn load(
        disk: &dyn Disk,
        main: &Path,
        sealer: &Sealer,
        id: Nonce,
        place: Where,
    ) -> Result<Option<Self>, DiskError> {
        for slot in [place.first(), 1 - place.first()] {
            let Some(bytes) = disk.read(&path(main, slot)?, MOST_BYTES)? else {
                continue;
            };
            if let Some((pages, moved)) = open(bytes, sealer, id)? {
                return Ok(Some(Self::new(id, slot, pages, moved)));
            }
        }
        Ok(None)
    }

    /// Writes it into its file; durable when this returns.
    pub(super) fn store(&self, disk: &dyn Disk, main: &Path, sealer: &Sealer) -> Result<(), DiskError> {
        let mut text = [
            self.pages.as_flattened(),
            &self.moved.salts,
            &self.moved.frames.to_be_bytes(),
        ]
        .concat();
        let tag = sealer.seal(self.place(), self.id, &mut text)?;
        let bytes = [self.id.as_slice(), &text, &tag].concat();
        let mut file = disk.open(&path(main, self.slot)?, FileKind::Table, true)?;
        file.write_at(&bytes, 0)?;
        file.truncate(u64::try_from(bytes.len()).map_err(|_| DiskError::Io)?)?;
        file.sync()
    }

    fn place(&self) -> Place {
        Place::new(Kind::Table, u64::try_from(self.pages.len()).unwrap_or(u64::MAX))
    }
}

/// The table that these bytes are, if it is the one that is sealed with `id`.
fn open(mut bytes: Vec<u8>, sealer: &Sealer, id: Nonce) -> Result<Option<(Vec<Nonce>, Moved)>, DiskError> {
    if bytes.first_chunk() != Some(&id) {
        return Ok(None);
    }
    let (_, rest) = bytes.split_at_mut_checked(NONCE).ok_or(DiskError::Io)?;
    let (text, tag) = rest.split_last_chunk_mut::<TAG>().ok_or(DiskError::Damaged)?;
    let tells_moved = text.len() % NONCE == MOVED % NONCE;
    let pages = text.len().saturating_sub(if tells_moved { MOVED } else { 0 }) / NONCE;
    sealer.open(Place::new(Kind::Table, pages as u64), id, *tag, text)?;
    let (text, moved) = match text.split_last_chunk::<MOVED>() {
        Some((text, moved)) if tells_moved => (text, Moved::of(moved)?),
        _ => (&*text, Moved::default()),
    };
    let (pages, rest) = text.as_chunks::<NONCE>();
    if rest.is_empty() {
        Ok(Some((pages.to_vec(), moved)))
    } else {
        Err(DiskError::Damaged)
    }
}

/// The file of a slot.
fn path(main: &Path, slot: usize) -> Result<PathBuf, DiskError> {
    let mut name = kept_name(main);
    name.push(SLOTS.get(slot).ok_or(DiskError::Io)?);
    Ok(name.into())
}

/// The name that the main file has, or will have.
fn kept_name(main: &Path) -> OsString {
    let making = main
        .extension()
        .is_some_and(|end| BEING_MADE.strip_prefix('.').is_some_and(|new| end == new));
    if making {
        main.with_extension("").into_os_string()
    } else {
        main.as_os_str().to_owned()
    }
}
