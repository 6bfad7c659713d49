use super::SlipError;

/// A picture of 8-bit RGB pixels, row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// `3 * width * height` bytes.
    pub rgb: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({}x{})", self.width, self.height)
    }
}

/// The picture as PNG.
///
/// # Errors
/// [`SlipError::Drawing`] when the pixels do not fit the size.
pub fn png(picture: &Picture) -> Result<Vec<u8>, SlipError> {
    let bad = |_| SlipError::Drawing("png");
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(bad)?;
    writer.write_image_data(&picture.rgb).map_err(bad)?;
    writer.finish().map_err(bad)?;
    Ok(out)
}

/// The picture as baseline JPEG, `quality` 1–100, chroma at half size as phones do.
///
/// # Errors
/// [`SlipError::Drawing`] when the pixels do not fit the size.
pub fn jpeg(picture: &Picture, quality: u8) -> Result<Vec<u8>, SlipError> {
    let bad = SlipError::Drawing("jpeg");
    let (Ok(width), Ok(height)) = (u16::try_from(picture.width), u16::try_from(picture.height)) else {
        return Err(bad);
    };
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, quality.clamp(1, 100));
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder
        .encode(&picture.rgb, width, height, jpeg_encoder::ColorType::Rgb)
        .map_err(|_| bad)?;
    Ok(out)
}
