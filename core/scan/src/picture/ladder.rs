//! The order of attempts. Two decoders that fail on different pictures, then the same on the picture made easier: soft
//! noise away and contrast up, edges harder, half the size. Most pictures end on the first rung; the ladder is there for
//! the phone of someone whose lens is scratched.

use super::Found;
use super::grey::Grey;
use rxing::{BarcodeFormat, DecodeHints};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Larger pictures are looked at in this size first: a code that a hand-held phone shows is large in it.
const USUAL_EDGE: u32 = 1600;
/// A payload is at most this long by the standard (version 40, level L, digits).
const MAX_RAW: usize = 7089;

pub(super) struct Search {
    found: Vec<Found>,
    steps: u8,
    max_steps: u8,
    several: bool,
}

impl Search {
    pub(super) fn new(max_steps: u8, several: bool) -> Self {
        Self {
            found: Vec::new(),
            steps: 0,
            max_steps,
            several,
        }
    }

    pub(super) fn steps(&self) -> u8 {
        self.steps
    }

    pub(super) fn into_found(self) -> Vec<Found> {
        self.found
    }

    pub(super) fn run(&mut self, picture: &Grey) {
        let factor = picture.width.max(picture.height).div_ceil(USUAL_EDGE);
        if factor <= 1 {
            self.climb(picture);
            return;
        }
        self.climb(&picture.shrunk(factor));
        // A small code in a large picture is lost by shrinking.
        if self.found.is_empty() {
            self.attempt(picture, rxing);
        }
        if self.found.is_empty() {
            self.attempt(picture, quircs);
        }
    }

    fn climb(&mut self, picture: &Grey) {
        self.attempt(picture, rxing);
        // The first decoder gives one code of a picture, the second all that it sees.
        if self.found.is_empty() || self.several {
            self.attempt(picture, quircs);
        }
        let rungs: [fn(&Grey) -> Grey; 3] = [|p| p.blurred().stretched(), Grey::sharpened, |p| p.shrunk(2)];
        for easier in rungs {
            if !self.found.is_empty() || self.steps >= self.max_steps {
                return;
            }
            let picture = easier(picture);
            self.attempt(&picture, rxing);
            if self.found.is_empty() {
                self.attempt(&picture, quircs);
            }
        }
    }

    fn attempt(&mut self, picture: &Grey, decoder: fn(&Grey) -> Vec<Vec<u8>>) {
        if self.steps >= self.max_steps || picture.width == 0 || picture.height == 0 {
            return;
        }
        self.steps += 1;
        // See `load`: what a decoder trips over is a code not found.
        let hits = catch_unwind(AssertUnwindSafe(|| decoder(picture))).unwrap_or_default();
        for raw in hits {
            let known = self.found.iter().any(|found| found.raw == raw);
            if !known && !raw.is_empty() && raw.len() <= MAX_RAW {
                self.found.push(Found { raw });
            }
        }
    }
}

fn rxing(picture: &Grey) -> Vec<Vec<u8>> {
    let mut hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::QR_CODE])),
        TryHarder: Some(true),
        AlsoInverted: Some(true),
        CharacterSet: Some("UTF-8".into()),
        ..DecodeHints::default()
    };
    rxing::helpers::detect_in_luma_slice_with_hints(
        &picture.pixels,
        picture.width,
        picture.height,
        Some(BarcodeFormat::QR_CODE),
        &mut hints,
    )
    .map(|result| vec![result.getText().as_bytes().to_vec()])
    .unwrap_or_default()
}

fn quircs(picture: &Grey) -> Vec<Vec<u8>> {
    let mut decoder = quircs::Quirc::default();
    decoder
        .identify(picture.width as usize, picture.height as usize, &picture.pixels)
        .filter_map(|code| code.ok()?.decode().ok())
        .map(|data| data.payload)
        .collect()
}
