//! Pictures: small ones, and some that take more than one piece on a slow line.

use citizen_fixtures::Grey;
use citizen_fixtures::rng::Rng;
use std::sync::OnceLock;

/// A few pictures, the same in every run.
pub fn photos() -> &'static [Vec<u8>] {
    static PHOTOS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    PHOTOS.get_or_init(|| {
        [(16, 1), (24, 2), (32, 3), (360, 4)]
            .into_iter()
            .map(|(side, seed)| noise(side, seed).jpeg(90))
            .collect()
    })
}

fn noise(side: u32, seed: u64) -> Grey {
    let mut rng = Rng::new(seed);
    let mut picture = Grey::new(side, side, 0);
    for pixel in &mut picture.pixels {
        *pixel = u8::try_from(rng.next_u64() & 0xff).unwrap_or_default();
    }
    picture
}
