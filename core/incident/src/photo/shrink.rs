//! Pictures made smaller, by Catmull and Rom's curve stretched over all that becomes one pixel. In whole numbers: red, green and blue stand
//! side by side in one word and are weighed by one multiplication, which is as fast as a library with vectors of its own and 1 % of its size.

use std::collections::VecDeque;

/// Room of one colour in a word.
const LANE: u32 = 21;
const MASK: u64 = (1 << LANE) - 1;
/// The weights of a pixel come to one, in so many binary digits.
const DIGITS: u32 = 12;
const ONE: i64 = 1 << DIGITS;
/// Added to each colour while it is summed up, for the curve dips below zero: a quarter of the largest sum.
const LIFT: u64 = 255 << (DIGITS - 2);
/// What a sum begins with: lifted, and a half for rounding.
const START: u64 = word([LIFT + (1 << (DIGITS - 1)); 3]);

#[inline(always)]
const fn word([r, g, b]: [u64; 3]) -> u64 {
    r | g << LANE | b << (2 * LANE)
}

/// A sum's colours as bytes.
#[inline(always)]
fn bytes(sum: u64) -> [u8; 3] {
    [byte(sum), byte(sum >> LANE), byte(sum >> (2 * LANE))]
}

#[inline(always)]
fn byte(lane: u64) -> u8 {
    let level = (lane & MASK).saturating_sub(LIFT) >> DIGITS;
    level.min(255) as u8
}

/// The pixels in a row that become one, and how much each counts. A negative weight is a word that wraps round.
struct Window {
    start: usize,
    weights: Vec<u64>,
}

/// One window for each of `to` pixels, of `from`.
fn windows(from: u32, to: u32) -> Vec<Window> {
    let scale = f64::from(from) / f64::from(to);
    let window = |at: u32| {
        let centre = (f64::from(at) + 0.5) * scale;
        let start = (centre - 2.0 * scale).floor().max(0.0) as u32;
        let end = ((centre + 2.0 * scale).ceil() as u32).min(from);
        let curve: Vec<f64> = (start..end)
            .map(|x| catmull_rom((f64::from(x) + 0.5 - centre) / scale))
            .collect();
        let sum: f64 = curve.iter().sum();
        // What rounding takes from one weight it gives to the next: an even ground stays as it was.
        let (mut exact, mut given) = (0.0, 0);
        let weights = curve.iter().map(|weight| {
            exact += weight / sum * ONE as f64;
            let weight = exact.round() as i64 - given;
            given += weight;
            weight as u64
        });
        Window {
            start: start as usize,
            weights: weights.collect(),
        }
    };
    (0..to).map(window).collect()
}

fn catmull_rom(x: f64) -> f64 {
    let x = x.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < 2.0 {
        ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}

/// From `width` × `height` pixels of four bytes to fewer: line by line, each made narrower as it comes, and as many of those kept as
/// become one.
pub(super) fn shrunk(rgbx: &[u8], (width, height): (u32, u32), (to_width, to_height): (u32, u32)) -> Vec<u8> {
    let columns = windows(width, to_width);
    let mut source = rgbx.chunks_exact(width as usize * 4);
    let mut lines = VecDeque::new();
    let mut taken = 0;
    let mut sums = vec![START; columns.len()];
    let mut out = Vec::with_capacity(columns.len() * to_height as usize * 4);
    for row in windows(height, to_height) {
        let wanted = (row.start + row.weights.len()).saturating_sub(taken);
        for line in source.by_ref().take(wanted) {
            lines.push_back(narrower(line, &columns));
            taken += 1;
        }
        lines.drain(..lines.len().saturating_sub(row.weights.len()));
        sums.fill(START);
        for (line, weight) in lines.iter().zip(&row.weights) {
            for (sum, pixel) in sums.iter_mut().zip(line) {
                *sum = sum.wrapping_add(weight.wrapping_mul(*pixel));
            }
        }
        for sum in &sums {
            let [r, g, b] = bytes(*sum);
            out.extend_from_slice(&[r, g, b, 255]);
        }
    }
    out
}

/// Plain loops over slices: this crate is built for size, and adapters would be called for each pixel.
fn narrower(line: &[u8], columns: &[Window]) -> Vec<u64> {
    let mut pixels = Vec::with_capacity(line.len() / 4);
    for [r, g, b, _] in line.as_chunks::<4>().0 {
        pixels.push(word([u64::from(*r), u64::from(*g), u64::from(*b)]));
    }
    let mut narrow = Vec::with_capacity(columns.len());
    for column in columns {
        let Some(pixels) = pixels.get(column.start..) else {
            break;
        };
        let mut sum = START;
        for (weight, pixel) in column.weights.iter().zip(pixels) {
            sum = sum.wrapping_add(weight.wrapping_mul(*pixel));
        }
        let [r, g, b] = bytes(sum);
        narrow.push(word([u64::from(r), u64::from(g), u64::from(b)]));
    }
    narrow
}
