//! JPEG and PNG, as grey.

use super::Limits;
use super::grey::Grey;
use super::load::check_size;
use crate::ScanError;
use jpeg_decoder::PixelFormat;

pub(super) fn jpeg(bytes: &[u8], limits: &Limits) -> Result<Grey, ScanError> {
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

pub(super) fn png(bytes: &[u8], limits: &Limits) -> Result<Grey, ScanError> {
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
