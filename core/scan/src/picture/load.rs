use super::Limits;
use super::grey::Grey;
use crate::ScanError;
use jpeg_decoder::PixelFormat;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A code of version 1 has 21 modules; less than one pixel each shows nothing.
const MIN_EDGE: u32 = 21;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// `ftyp` brands of HEIF.
const HEIF: [&[u8; 4]; 8] = [
    b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif",
];

pub(super) fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), ScanError> {
    if u64::from(width) * u64::from(height) > limits.max_pixels {
        return Err(ScanError::TooLarge);
    }
    if width.min(height) < MIN_EDGE {
        return Err(ScanError::TooSmall);
    }
    Ok(())
}

/// Reads a picture as grey.
pub(super) fn load(bytes: &[u8], limits: &Limits) -> Result<Grey, ScanError> {
    if bytes.len() > limits.max_bytes {
        return Err(ScanError::TooLarge);
    }
    let reader: fn(&[u8], &Limits) -> Result<Grey, ScanError> = match bytes {
        [0xFF, 0xD8, ..] => jpeg,
        _ if bytes.starts_with(PNG) => png,
        [_, _, _, _, b'f', b't', b'y', b'p', a, b, c, d, ..] if HEIF.contains(&&[*a, *b, *c, *d]) => {
            return Err(ScanError::Heic);
        }
        _ => return Err(ScanError::UnknownKind),
    };
    // Other people's decoders on hostile bytes: safe Rust, so the worst is a tripped index check. It must end as a
    // damaged picture. Nothing shared is changed inside, so going on is sound.
    catch_unwind(AssertUnwindSafe(|| reader(bytes, limits))).unwrap_or(Err(ScanError::Broken))
}

fn jpeg(bytes: &[u8], limits: &Limits) -> Result<Grey, ScanError> {
    let broken = |_| ScanError::Broken;
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(usize::try_from(limits.max_pixels * 4).unwrap_or(usize::MAX));
    decoder.read_info().map_err(broken)?;
    let info = decoder.info().ok_or(ScanError::Broken)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    check_size(width, height, limits)?;
    let data = decoder.decode().map_err(broken)?;
    match info.pixel_format {
        PixelFormat::L8 => Grey::new(width, height, data),
        PixelFormat::L16 => {
            let high = data.chunks_exact(2).map(|p| {
                p.first_chunk::<2>()
                    .map_or(0, |p| (u16::from_ne_bytes(*p) >> 8) as u8)
            });
            Grey::new(width, height, high.collect())
        }
        PixelFormat::RGB24 => Grey::new(width, height, data.chunks_exact(3).map(luma).collect()),
        PixelFormat::CMYK32 => Grey::new(width, height, data.chunks_exact(4).map(key).collect()),
    }
}

/// BT.601 luma in whole numbers.
fn luma(pixel: &[u8]) -> u8 {
    let [r, g, b] = pixel
        .first_chunk::<3>()
        .copied()
        .unwrap_or_default()
        .map(u32::from);
    ((77 * r + 150 * g + 29 * b) >> 8) as u8
}

fn key(pixel: &[u8]) -> u8 {
    let [c, m, y, k] = pixel
        .first_chunk::<4>()
        .copied()
        .unwrap_or_default()
        .map(u32::from);
    let ink = (77 * c + 150 * m + 29 * y) >> 8;
    ((255 - ink) * (255 - k) / 255) as u8
}

fn png(bytes: &[u8], limits: &Limits) -> Result<Grey, ScanError> {
    let broken = |_| ScanError::Broken;
    let most = usize::try_from(limits.max_pixels * 4).unwrap_or(usize::MAX);
    let mut decoder = png::Decoder::new_with_limits(std::io::Cursor::new(bytes), png::Limits { bytes: most });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let header = decoder.read_header_info().map_err(broken)?;
    check_size(header.width, header.height, limits)?;
    let mut reader = decoder.read_info().map_err(broken)?;
    let size = reader.output_buffer_size().filter(|size| *size <= most);
    let mut data = vec![0; size.ok_or(ScanError::TooLarge)?];
    let frame = reader.next_frame(&mut data).map_err(broken)?;
    data.truncate(frame.buffer_size());
    // What is transparent is shown on white paper.
    let over_white = |shade: u8, alpha: u8| {
        ((u32::from(shade) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255) as u8
    };
    let pixels = match frame.color_type {
        png::ColorType::Grayscale => data,
        png::ColorType::Rgb => data.chunks_exact(3).map(luma).collect(),
        png::ColorType::GrayscaleAlpha => data
            .chunks_exact(2)
            .map(|p| p.first_chunk::<2>().map_or(255, |[l, a]| over_white(*l, *a)))
            .collect(),
        png::ColorType::Rgba => data
            .chunks_exact(4)
            .map(|p| p.first_chunk::<4>().map_or(255, |p| over_white(luma(p), p[3])))
            .collect(),
        png::ColorType::Indexed => return Err(ScanError::Broken),
    };
    Grey::new(frame.width, frame.height, pixels)
}
