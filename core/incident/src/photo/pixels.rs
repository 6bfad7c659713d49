use crate::IncidentError;
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

/// A picture in memory: four bytes a pixel (the fourth is unused), rows from the top. Four bytes because that is the
/// one format for which the resizer is compiled in.
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
            rgbx.extend([r, g, b, 255]);
        }
        if rgbx.len() == expected {
            Ok(Self { width, height, rgbx })
        } else {
            Err(IncidentError::PhotoBroken)
        }
    }

    /// At most `edge` pixels along the longer edge; smaller pictures stay as they are.
    pub(super) fn fitted(self, edge: u32) -> Result<Self, IncidentError> {
        let longest = self.width.max(self.height);
        if longest <= edge {
            return Ok(self);
        }
        let shrink = |side: u32| {
            let exact = u64::from(side) * u64::from(edge);
            u32::try_from((exact + u64::from(longest) / 2) / u64::from(longest))
                .unwrap_or(edge)
                .clamp(1, edge)
        };
        let (width, height) = (shrink(self.width), shrink(self.height));
        let broken = |_| IncidentError::PhotoBroken;
        let source =
            Image::from_vec_u8(self.width, self.height, self.rgbx, PixelType::U8x4).map_err(broken)?;
        let mut target = Image::new(width, height, PixelType::U8x4);
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
            .use_alpha(false);
        Resizer::new()
            .resize(&source, &mut target, Some(&options))
            .map_err(|_| IncidentError::PhotoBroken)?;
        Ok(Self {
            width,
            height,
            rgbx: target.into_vec(),
        })
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
                rgbx.extend(self.rgbx.get(at..at + 4).unwrap_or(&[0; 4]));
            }
        }
        Self { width, height, rgbx }
    }
}
