use super::shrink::shrunk;
use crate::IncidentError;

/// A picture in memory: four bytes a pixel (the fourth is unused), rows from the top. Four bytes because the encoder
/// takes them so.
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) rgbx: Vec<u8>,
}

impl Pixels {
    pub(super) fn new(
        width: u32,
        height: u32,
        pixels: impl Iterator<Item = [u8; 3]>,
    ) -> Result<Self, IncidentError> {
        let expected = (width as usize) * (height as usize) * 4;
        let mut rgbx = Vec::with_capacity(expected);
        for [r, g, b] in pixels {
            rgbx.extend_from_slice(&[r, g, b, 255]);
        }
        if rgbx.len() == expected {
            Ok(Self { width, height, rgbx })
        } else {
            Err(IncidentError::PhotoBroken)
        }
    }

    /// At most `edge` pixels along the longer edge; smaller pictures stay as they are.
    pub(super) fn fitted(self, edge: u32) -> Self {
        let longest = self.width.max(self.height);
        if longest <= edge {
            return self;
        }
        let shrink = |side: u32| {
            let exact = u64::from(side) * u64::from(edge);
            u32::try_from((exact + u64::from(longest) / 2) / u64::from(longest))
                .unwrap_or(edge)
                .clamp(1, edge)
        };
        let (width, height) = (shrink(self.width), shrink(self.height));
        Self {
            width,
            height,
            rgbx: shrunk(&self.rgbx, (self.width, self.height), (width, height)),
        }
    }

    /// Turned and mirrored so that it stands as EXIF orientation 1 to 8 means it (EXIF 2.32).
    pub(super) fn turned(self, orientation: u16) -> Self {
        if !(2..=8).contains(&orientation) {
            return self;
        }
        let (w, h) = (self.width, self.height);
        let (width, height) = if orientation >= 5 { (h, w) } else { (w, h) };
        let mut rgbx = Vec::with_capacity(self.rgbx.len());
        for y in 0..height {
            for x in 0..width {
                let (sx, sy) = match orientation {
                    2 => (w - 1 - x, y),
                    3 => (w - 1 - x, h - 1 - y),
                    4 => (x, h - 1 - y),
                    5 => (y, x),
                    6 => (y, h - 1 - x),
                    7 => (w - 1 - y, h - 1 - x),
                    _ => (w - 1 - y, x),
                };
                let at = ((sy as usize) * (w as usize) + sx as usize) * 4;
                rgbx.extend_from_slice(self.rgbx.get(at..at + 4).unwrap_or(&[0; 4]));
            }
        }
        Self { width, height, rgbx }
    }
}
