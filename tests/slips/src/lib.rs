//! Receipt slips: the paper that a person holds in the hand (form 01, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
//! A5; TT 03/2025/TT-VPCP Annex I, D§4.3), drawn with its QR at the top right, and then photographed-looking, so that
//! what reads slips can be tried on what phones really send.
//!
//! Everything is made here from a bundled font; equal input gives an equal picture.

mod data;
mod encode;
mod fonts;
mod form;
mod page;
mod photo;
mod qr;
mod random;
mod warp;

pub use data::{Delegate, SlipData};
pub use encode::{Picture, jpeg, png};
pub use photo::{Look, photograph};
pub use qr::{QrContent, sign, url};

/// Longest side of a drawn slip, in pixels: A5 at 203 dots an inch.
pub const HEIGHT: u32 = 1680;
/// Shorter side of a drawn slip, in pixels.
pub const WIDTH: u32 = 1184;

/// Why a slip could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlipError {
    /// The QR's content is longer than one readable QR holds (1,195 characters).
    #[error("the content is too long for one QR")]
    TooLong,
    /// The key could not sign.
    #[error("the slip could not be signed")]
    Signing,
    /// The drawing itself went wrong.
    #[error("the slip could not be drawn: {0}")]
    Drawing(&'static str),
}

citizen_domain::error_codes! { SlipError {
    TooLong => "province.slip_too_long", Expected, Refused;
    Signing => "province.slip_signing", Retryable, Waiting;
    Drawing(..) => "province.slip_drawing", Bug, Bug;
}}

/// Draws the slip with `qr` at the top right.
///
/// # Errors
/// [`SlipError::TooLong`] when the content does not fit; [`SlipError::Drawing`] for a defect.
pub fn draw(data: &SlipData, qr: &QrContent) -> Result<Picture, SlipError> {
    let svg = form::svg(data, qr)?;
    let options = resvg::usvg::Options {
        fontdb: fonts::database(),
        font_family: fonts::FAMILY.to_owned(),
        ..Default::default()
    };
    let tree = resvg::usvg::Tree::from_str(&svg, &options).map_err(|_| SlipError::Drawing("svg"))?;
    let mut pixels = resvg::tiny_skia::Pixmap::new(WIDTH, HEIGHT).ok_or(SlipError::Drawing("size"))?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    let scale = WIDTH as f32 / tree.size().width();
    resvg::render(
        &tree,
        resvg::tiny_skia::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    // Painted on white, so that no pixel is transparent.
    let rgb = pixels
        .pixels()
        .iter()
        .flat_map(|p| [p.red(), p.green(), p.blue()])
        .collect();
    Ok(Picture {
        width: WIDTH,
        height: HEIGHT,
        rgb,
    })
}
