use super::QUALITY;
use super::pixels::Pixels;
use crate::IncidentError;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Writes a JPEG with 4:2:0 colour. The encoder writes a JFIF header, tables and the picture, and nothing else.
pub(super) fn jpeg(pixels: &Pixels) -> Result<Vec<u8>, IncidentError> {
    let side = |edge: u32| u16::try_from(edge).map_err(|_| IncidentError::PhotoEncode);
    let (width, height) = (side(pixels.width)?, side(pixels.height)?);
    let mut out = Vec::with_capacity(pixels.rgbx.len() / 12);
    let mut encoder = Encoder::new(&mut out, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder
        .encode(&pixels.rgbx, width, height, ColorType::Rgba)
        .map_err(|_| IncidentError::PhotoEncode)?;
    Ok(out)
}
