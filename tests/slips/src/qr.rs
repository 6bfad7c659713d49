//! What the QR of a slip may hold, and its drawing.

use super::SlipError;
use citizen_domain::wire::{SlipClaims, TYP_SLIP};
use citizen_proof::SigningKey;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Longest content that a phone still reads from paper in one QR.
const MAX_CHARACTERS: usize = 1195;

/// Content of a slip's QR.
#[derive(Clone, PartialEq, Eq)]
pub enum QrContent {
    /// A compact JWS of `typ` `dossier-slip+jws`.
    Signed(String),
    /// The bare dossier code, as many systems print it.
    Code(String),
    /// A link with the code in a parameter, see [`url()`].
    Url(String),
}

impl std::fmt::Debug for QrContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Signed(_) => "Signed(…)",
            Self::Code(_) => "Code(…)",
            Self::Url(_) => "Url(…)",
        })
    }
}

impl QrContent {
    /// The exact text in the QR.
    pub fn payload(&self) -> &str {
        match self {
            Self::Signed(text) | Self::Code(text) | Self::Url(text) => text,
        }
    }
}

/// Signs a slip's claims with the province's slip key.
///
/// # Errors
/// [`SlipError::TooLong`] when the result does not fit one QR, [`SlipError::Signing`].
pub fn sign(key: &SigningKey, claims: &SlipClaims) -> Result<QrContent, SlipError> {
    let signed = key.sign(TYP_SLIP, claims).map_err(|_| SlipError::Signing)?;
    if signed.len() > MAX_CHARACTERS {
        return Err(SlipError::TooLong);
    }
    Ok(QrContent::Signed(signed))
}

/// A link to the look-up page of `base` for `code`.
pub fn url(base: &str, code: &str) -> String {
    let query: String = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("ma_ho_so", code)
        .finish();
    format!("{}/tra-cuu-ho-so?{query}", base.trim_end_matches('/'))
}

/// The QR as SVG, its right edge at `right` and its upper edge at `top`, in millimetres; gives its side too. The more it
/// holds the larger it is, so that a module stays wide enough for a phone.
pub(super) fn svg(content: &QrContent, right: f32, top: f32) -> Result<(String, f32), SlipError> {
    let payload = content.payload();
    if payload.chars().count() > MAX_CHARACTERS {
        return Err(SlipError::TooLong);
    }
    let level = if payload.len() > 300 {
        EcLevel::L
    } else {
        EcLevel::M
    };
    let code = QrCode::with_error_correction_level(payload, level).map_err(|_| SlipError::TooLong)?;
    let modules = code.width();
    // Whole pixels a module (8 pixels a millimetre), so that no edge is grey.
    let pixels = (56.0 * 8.0 / modules as f32).floor().clamp(4.0, 8.0);
    let module = pixels / 8.0;
    let side = module * modules as f32;
    let left = ((right - side) * 8.0).floor() / 8.0;
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = ((at % modules) as f32, (at / modules) as f32);
            let _ = write!(
                path,
                "M{:.3} {:.3}h{module}v{module}h-{module}z",
                left + x * module,
                top + y * module
            );
        }
    }
    Ok((
        format!(r##"<path shape-rendering="crispEdges" fill="#000" d="{path}"/>"##),
        side,
    ))
}
