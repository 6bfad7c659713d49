//! Drawing codes, level M, with the quiet zone of four modules that the standard asks for.

use crate::ScanError;
use qrcode::render::{svg, unicode};
use qrcode::{Color, EcLevel, QrCode};

/// Modules of white around a code (ISO/IEC 18004).
#[cfg(feature = "pictures")]
const QUIET: usize = 4;

fn code(text: &str) -> Result<QrCode, ScanError> {
    QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).map_err(|_| ScanError::TooLongToDraw)
}

/// As modules: how many on an edge, and row by row 1 for a dark one, without the quiet zone of four around it.
///
/// # Errors
/// [`ScanError::TooLongToDraw`].
pub fn modules(text: &str) -> Result<(u32, Vec<u8>), ScanError> {
    let code = code(text)?;
    let size = u32::try_from(code.width()).map_err(|_| ScanError::TooLongToDraw)?;
    let dark = |color| u8::from(color == Color::Dark);
    Ok((size, code.to_colors().into_iter().map(dark).collect()))
}

/// As SVG.
///
/// # Errors
/// [`ScanError::TooLongToDraw`].
pub fn draw_svg(text: &str) -> Result<String, ScanError> {
    Ok(code(text)?
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .build())
}

/// As a grey PNG, `module` pixels a module (1 to 64).
///
/// # Errors
/// [`ScanError::TooLongToDraw`].
#[cfg(feature = "pictures")]
pub fn draw_png(text: &str, module: u32) -> Result<Vec<u8>, ScanError> {
    let code = code(text)?;
    let (width, scale) = (code.width(), module.clamp(1, 64) as usize);
    let colors = code.to_colors();
    let line = |row: &[Color]| -> Vec<u8> {
        let shades = row
            .iter()
            .map(|color| if *color == Color::Dark { 0 } else { 255 });
        let quiet = [255; QUIET];
        let modules = quiet.into_iter().chain(shades).chain(quiet);
        modules
            .flat_map(|shade| std::iter::repeat_n(shade, scale))
            .collect()
    };
    let white = vec![Color::Light; width];
    let rows = std::iter::repeat_n(white.as_slice(), QUIET)
        .chain(colors.chunks(width))
        .chain(std::iter::repeat_n(white.as_slice(), QUIET));
    let pixels: Vec<u8> = rows.flat_map(|row| line(row).repeat(scale)).collect();
    let edge = u32::try_from((width + 2 * QUIET) * scale).map_err(|_| ScanError::TooLongToDraw)?;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, edge, edge);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&pixels))
        .map_err(|_| ScanError::TooLongToDraw)?;
    Ok(out)
}

/// In half blocks for a terminal, light on the terminal's own ground inverted so that it reads on dark and light ones.
///
/// # Errors
/// [`ScanError::TooLongToDraw`].
pub fn draw_terminal(text: &str) -> Result<String, ScanError> {
    Ok(code(text)?
        .render::<unicode::Dense1x2>()
        .dark_color(unicode::Dense1x2::Light)
        .light_color(unicode::Dense1x2::Dark)
        .build())
}
