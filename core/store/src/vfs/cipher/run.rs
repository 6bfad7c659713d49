//! Pieces that stand one behind the other in a file, written in one go: a call of the system costs as much as sealing a page.

use crate::vfs::disk::{DiskError, DiskFile};

/// So many bytes are not kept back any longer.
const FULL: usize = 64 << 10;

/// What is not written yet.
#[derive(Default)]
pub(super) struct Run {
    start: u64,
    bytes: Vec<u8>,
}

impl Run {
    /// Adds a piece that stands at `at`. What does not end there is written first.
    pub(super) fn add(&mut self, file: &mut dyn DiskFile, at: u64, piece: &[u8]) -> Result<(), DiskError> {
        if self.start.checked_add(self.bytes.len() as u64) != Some(at) {
            self.write(file)?;
            self.start = at;
        }
        self.bytes.extend_from_slice(piece);
        if self.bytes.len() < FULL {
            return Ok(());
        }
        self.write(file)?;
        self.start = at.saturating_add(piece.len() as u64);
        Ok(())
    }

    /// Writes what there is. Where that fails, nobody knows what stands there, and nothing is kept to be tried again.
    pub(super) fn write(&mut self, file: &mut dyn DiskFile) -> Result<(), DiskError> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let done = file.write_at(&self.bytes, self.start);
        self.forget();
        done
    }

    /// Where what there is, or what could not be written, begins.
    pub(super) const fn start(&self) -> u64 {
        self.start
    }

    /// Nothing of it is to be written.
    pub(super) fn forget(&mut self) {
        self.bytes.clear();
    }
}
