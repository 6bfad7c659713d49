//! Photos made smaller, held against a library that does nothing else.

/// The file itself: a photo as it is written would differ by what the encoder rounds.
#[path = "../../src/photo/shrink.rs"]
mod shrink;

use super::*;
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

fn decoded(jpeg: &[u8]) -> Vec<u8> {
    jpeg_decoder::Decoder::new(jpeg).decode().unwrap()
}

fn encoded(pixels: &[u8], width: u16, height: u16, kind: ColorType, quality: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(pixels, width, height, kind).unwrap();
    out
}

/// The largest and the mean difference between two pictures.
fn apart(one: &[u8], other: &[u8]) -> (u8, f64) {
    assert_eq!(one.len(), other.len());
    let apart = one.iter().zip(other).map(|(a, b)| a.abs_diff(*b));
    let sum: u64 = apart.clone().map(u64::from).sum();
    (apart.max().unwrap(), sum as f64 / one.len() as f64)
}

/// Ours and a library's from the same pixels. Where one narrows first and the other lowers first, each rounds
/// and cuts off on its own: by how much a colour may differ for that, is `most`.
fn hold_against_a_library(rgbx: Vec<u8>, from: (u32, u32), to: (u32, u32), most: u8) {
    let ours = shrink::shrunk(&rgbx, from, to);
    let source = Image::from_vec_u8(from.0, from.1, rgbx, PixelType::U8x4).unwrap();
    let mut theirs = Image::new(to.0, to.1, PixelType::U8x4);
    let curve = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new()
        .resize(&source, &mut theirs, Some(&curve.use_alpha(false)))
        .unwrap();
    let (found, mean) = apart(&ours, theirs.buffer());
    assert!(
        found <= most && mean < 0.25,
        "to {to:?}: {found} at most, {mean:.3} in the mean"
    );
}

/// Odd edges, so that no two windows lie alike.
const SIZES: [((u16, u16), (u32, u32)); 3] = [
    ((1801, 2399), (1201, 1600)),
    ((2397, 1203), (1600, 803)),
    ((1607, 803), (1600, 800)),
];

#[test]
fn a_photo_is_made_smaller_as_by_a_library_for_it() {
    for ((width, height), to) in SIZES {
        let camera = Camera {
            width,
            height,
            orientation: 1,
            ..Camera::new(3)
        };
        let pixels = decoded(&camera.jpeg());
        let rgbx = pixels.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
        hold_against_a_library(rgbx, (width.into(), height.into()), to, 2);
    }
}

/// Where the curve dips below black and rises above white, in each colour beside the others: nothing wraps round.
#[test]
fn hard_edges_are_made_smaller_as_by_a_library_too() {
    for ((width, height), to) in SIZES {
        let (width, height) = (u32::from(width), u32::from(height));
        let field = |at: u32, size: u32| if (at / size).is_multiple_of(2) { 0 } else { 255 };
        let rgbx = (0..width * height).flat_map(|at| {
            let (x, y) = (at % width, at / width);
            [field(x, 7), field(y, 5), field(x + y, 11), 255]
        });
        hold_against_a_library(rgbx.collect(), (width, height), to, 20);
    }
}

/// Neither a tint nor a rim, and nothing that wraps round.
#[test]
fn an_even_ground_stays_as_it_was() {
    for colour in [
        [0, 0, 0],
        [255, 255, 255],
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
        [200, 101, 50],
    ] {
        let (width, height) = (1999, 1001);
        let ground = colour.repeat(usize::from(width) * usize::from(height));
        let original = encoded(&ground, width, height, ColorType::Rgb, 95);
        let before = decoded(&original)[..3].to_vec();
        let photo = decoded(&prepare_photo(&original).unwrap().jpeg);
        let (most, _) = apart(&photo, &before.repeat(photo.len() / 3));
        assert!(most <= 2, "{colour:?}: {most}");
    }
}
