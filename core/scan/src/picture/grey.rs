#[cfg(feature = "pictures")]
use crate::ScanError;

/// A grey picture, rows from the top, one byte a pixel.
pub(super) struct Grey {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) pixels: Vec<u8>,
}

impl Grey {
    #[cfg(feature = "pictures")]
    pub(super) fn new(width: u32, height: u32, pixels: Vec<u8>) -> Result<Self, ScanError> {
        if pixels.len() as u64 == u64::from(width) * u64::from(height) {
            Ok(Self {
                width,
                height,
                pixels,
            })
        } else {
            Err(ScanError::Broken)
        }
    }

    /// Each block of `factor` × `factor` pixels becomes its average; what does not fill a block is cut off.
    pub(super) fn shrunk(&self, factor: u32) -> Self {
        let step = factor.max(1) as usize;
        let (width, height) = ((self.width as usize) / step, (self.height as usize) / step);
        let mut pixels = Vec::with_capacity(width * height);
        let mut sums = vec![0_u32; width];
        let area = u32::try_from(step * step).unwrap_or(u32::MAX);
        for band in self
            .pixels
            .chunks((self.width as usize).max(1) * step)
            .take(height)
        {
            sums.fill(0);
            for row in band.chunks((self.width as usize).max(1)) {
                for (sum, block) in sums.iter_mut().zip(row.chunks_exact(step)) {
                    *sum += block.iter().map(|p| u32::from(*p)).sum::<u32>();
                }
            }
            pixels.extend(sums.iter().map(|sum| (sum / area) as u8));
        }
        Self {
            width: width as u32,
            height: height as u32,
            pixels,
        }
    }

    /// Average over three by three pixels; the rim stays.
    pub(super) fn blurred(&self) -> Self {
        let width = (self.width as usize).max(1);
        let mut pixels = self.pixels.clone();
        for (y, out) in pixels.chunks_mut(width).enumerate().skip(1) {
            let rows = self.pixels.get((y - 1) * width..(y + 2) * width);
            let Some(rows) = rows else { break };
            let (above, rest) = rows.split_at(width);
            let (here, below) = rest.split_at(width);
            let windows = above.windows(3).zip(here.windows(3)).zip(below.windows(3));
            for (pixel, ((a, b), c)) in out.iter_mut().skip(1).zip(windows) {
                let sum: u32 = a.iter().chain(b).chain(c).map(|p| u32::from(*p)).sum();
                *pixel = (sum / 9) as u8;
            }
        }
        Self { pixels, ..*self }
    }

    /// Spreads the shades between the darkest and the lightest two in a hundred over the whole range.
    pub(super) fn stretched(mut self) -> Self {
        let mut counts = [0_usize; 256];
        for pixel in &self.pixels {
            if let Some(count) = counts.get_mut(usize::from(*pixel)) {
                *count += 1;
            }
        }
        let cut = self.pixels.len() / 50;
        let (low, high) = (edge(0..256, &counts, cut), edge((0..256).rev(), &counts, cut));
        let range = high.saturating_sub(low).max(1);
        for pixel in &mut self.pixels {
            let above = usize::from(*pixel).saturating_sub(low).min(range);
            *pixel = (above * 255 / range) as u8;
        }
        self
    }

    /// Edges made harder: twice the picture minus its blur, and a little more.
    pub(super) fn sharpened(&self) -> Self {
        let soft = self.blurred().blurred();
        let pixels = self.pixels.iter().zip(&soft.pixels).map(|(sharp, soft)| {
            let (sharp, soft) = (i32::from(*sharp), i32::from(*soft));
            (sharp + (sharp - soft) * 2).clamp(0, 255) as u8
        });
        Self {
            pixels: pixels.collect(),
            ..*self
        }
    }
}

/// The first shade at which more than `cut` pixels have been passed.
fn edge(mut order: impl Iterator<Item = usize>, counts: &[usize; 256], cut: usize) -> usize {
    let mut seen = 0;
    let past = |shade: &usize| {
        seen += counts.get(*shade).copied().unwrap_or(0);
        seen > cut
    };
    order.find(past).unwrap_or(0)
}
