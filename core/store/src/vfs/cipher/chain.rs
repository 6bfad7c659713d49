//! SQLite's running checksum of the log (sqlite.org/fileformat2.html §4.2), followed while the log is recovered: SQLite ends the
//! log where it breaks, and whether that may be its end is for us to say.

use super::PAGE;
use super::log::{FRAME_HEADER, LOG_HEADER};

/// First word of a log whose checksums take words as big-endian; the other one is smaller by 1.
const BIG_ENDIAN: u32 = 0x377f_0683;

/// The checksum up to a frame.
#[derive(Clone, Copy)]
pub(super) struct Chain {
    big_endian: bool,
    sum: (u32, u32),
    next: u64,
}

impl Chain {
    /// Behind the log's header; `None` for one that is not SQLite's.
    pub(super) fn of(header: &[u8; LOG_HEADER]) -> Option<Self> {
        let words = header.as_chunks::<4>().0;
        let [magic, .., one, two] = words else {
            return None;
        };
        let magic = u32::from_be_bytes(*magic);
        (magic | 1 == BIG_ENDIAN).then_some(Self {
            big_endian: magic == BIG_ENDIAN,
            sum: (u32::from_be_bytes(*one), u32::from_be_bytes(*two)),
            next: 0,
        })
    }

    /// Whether frame `slot` follows those before it. Frames are asked for in their order.
    pub(super) fn follow(&mut self, slot: u64, frame: &[u8]) -> bool {
        if slot != self.next {
            return slot < self.next;
        }
        let (Some(head), Some(page), Some(said)) = (
            frame.get(..8),
            frame.get(FRAME_HEADER..FRAME_HEADER + PAGE),
            frame.get(16..FRAME_HEADER),
        ) else {
            return false;
        };
        let sum = self.add(self.add(self.sum, head), page);
        if [sum.0.to_be_bytes(), sum.1.to_be_bytes()].as_flattened() != said {
            return false;
        }
        self.sum = sum;
        self.next = slot + 1;
        true
    }

    fn add(&self, sum: (u32, u32), bytes: &[u8]) -> (u32, u32) {
        let word = |bytes: [u8; 4]| match self.big_endian {
            true => u32::from_be_bytes(bytes),
            false => u32::from_le_bytes(bytes),
        };
        let pairs = bytes.as_chunks::<4>().0.as_chunks::<2>().0;
        pairs.iter().fold(sum, |(a, b), [x, y]| {
            let a = a.wrapping_add(word(*x)).wrapping_add(b);
            (a, b.wrapping_add(word(*y)).wrapping_add(a))
        })
    }
}
