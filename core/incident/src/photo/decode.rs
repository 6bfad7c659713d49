use super::pixels::Pixels;
use super::{MAX_EDGE, MAX_PIXELS};
use crate::IncidentError;
use jpeg_decoder::PixelFormat;

/// Shortest edge that can show anything.
const MIN_EDGE: u32 = 8;
/// A damaged header must not make a decoder reserve more: four bytes for each allowed pixel.
const MAX_BUFFER: usize = (MAX_PIXELS as usize) * 4;

fn check_size(width: u32, height: u32) -> Result<(), IncidentError> {
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(IncidentError::PhotoTooLarge);
    }
    if width.min(height) < MIN_EDGE {
        return Err(IncidentError::PhotoTooSmall);
    }
    Ok(())
}

/// Decodes a JPEG, at a half, quarter or eighth of its size where that is still enough: the inverse transform then
/// makes fewer pixels, which halves time and memory.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Pixels, IncidentError> {
    let broken = |_| IncidentError::PhotoBroken;
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(MAX_BUFFER);
    decoder.read_info().map_err(broken)?;
    let info = decoder.info().ok_or(IncidentError::PhotoBroken)?;
    check_size(info.width.into(), info.height.into())?;
    let longest = u32::from(info.width.max(info.height));
    let target = |edge: u16| (u32::from(edge) * MAX_EDGE).div_ceil(longest).min(edge.into()) as u16;
    if longest > MAX_EDGE {
        decoder
            .scale(target(info.width), target(info.height))
            .map_err(broken)?;
    }
    let data = decoder.decode().map_err(broken)?;
    if !ends_properly(bytes) {
        return Err(IncidentError::PhotoBroken);
    }
    let info = decoder.info().ok_or(IncidentError::PhotoBroken)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    match info.pixel_format {
        PixelFormat::L8 => Pixels::new(width, height, data.iter().map(|l| [*l, *l, *l])),
        PixelFormat::L16 => Pixels::new(width, height, data.chunks_exact(2).map(high_byte)),
        PixelFormat::RGB24 => Pixels::new(width, height, data.chunks_exact(3).map(rgb)),
        PixelFormat::CMYK32 => Pixels::new(width, height, data.chunks_exact(4).map(cmyk)),
    }
}

/// A photo that was cut off decodes to a picture with a grey lower half; it is refused instead, while the original can
/// still be sent again. The end marker stands after the last scan (thumbnails before it have their own).
fn ends_properly(bytes: &[u8]) -> bool {
    let find = |second: u8| bytes.windows(2).rposition(|pair| pair == [0xFF, second]);
    match (find(0xDA), find(0xD9)) {
        (Some(scan), Some(end)) => end > scan,
        _ => false,
    }
}

fn high_byte(pair: &[u8]) -> [u8; 3] {
    // jpeg-decoder gives 16-bit samples in the machine's order.
    let sample = pair.first_chunk::<2>().map_or(0, |p| u16::from_ne_bytes(*p));
    [(sample >> 8) as u8; 3]
}

fn rgb(pixel: &[u8]) -> [u8; 3] {
    pixel.first_chunk::<3>().copied().unwrap_or_default()
}

fn cmyk(pixel: &[u8]) -> [u8; 3] {
    let [c, m, y, k] = pixel
        .first_chunk::<4>()
        .copied()
        .unwrap_or_default()
        .map(u32::from);
    [c, m, y].map(|ink| ((255 - ink) * (255 - k) / 255) as u8)
}

/// Decodes a PNG; transparent parts become white.
pub(super) fn png(bytes: &[u8]) -> Result<Pixels, IncidentError> {
    let broken = |_| IncidentError::PhotoBroken;
    let mut decoder =
        png::Decoder::new_with_limits(std::io::Cursor::new(bytes), png::Limits { bytes: MAX_BUFFER });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let header = decoder.read_header_info().map_err(broken)?;
    check_size(header.width, header.height)?;
    let mut reader = decoder.read_info().map_err(broken)?;
    let size = reader.output_buffer_size().filter(|size| *size <= MAX_BUFFER);
    let mut data = vec![0; size.ok_or(IncidentError::PhotoTooLarge)?];
    let frame = reader.next_frame(&mut data).map_err(broken)?;
    reader.finish().map_err(broken)?;
    data.truncate(frame.buffer_size());
    let over_white = |shade: u8, alpha: u8| {
        let (shade, alpha) = (u32::from(shade), u32::from(alpha));
        ((shade * alpha + 255 * (255 - alpha)) / 255) as u8
    };
    let (width, height) = (frame.width, frame.height);
    match frame.color_type {
        png::ColorType::Grayscale => Pixels::new(width, height, data.iter().map(|l| [*l, *l, *l])),
        png::ColorType::Rgb => Pixels::new(width, height, data.chunks_exact(3).map(rgb)),
        png::ColorType::GrayscaleAlpha => Pixels::new(
            width,
            height,
            data.chunks_exact(2).map(|p| {
                let [l, a] = p.first_chunk::<2>().copied().unwrap_or_default();
                [over_white(l, a); 3]
            }),
        ),
        png::ColorType::Rgba => Pixels::new(
            width,
            height,
            data.chunks_exact(4).map(|p| {
                let [r, g, b, a] = p.first_chunk::<4>().copied().unwrap_or_default();
                [r, g, b].map(|shade| over_white(shade, a))
            }),
        ),
        png::ColorType::Indexed => Err(IncidentError::PhotoBroken),
    }
}
