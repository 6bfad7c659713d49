//! Codes that people meet on paper and screens: dossier codes, agency identifiers, procedure codes.
//!
//! Shapes in use, their rules and their examples: TT 01/2018/TT-VPCP Art. 19, QĐ 20/2020/QĐ-TTg, TT 03/2025/TT-VPCP
//! Art. 13 (its third paragraph added by TT 04/2025/TT-VPCP). Deviating codes are normal and are kept as they come.

mod agency;
mod dossier;
mod grammar;
mod procedure;
#[cfg(test)]
mod tests;

pub use agency::{AgencyForm, AgencyId};
pub use dossier::{CodeWarning, DossierCode, Shape};
pub use procedure::ProcedureCode;

/// Longest text looked at, in bytes, before anything is removed from it.
pub const MAX_RAW_BYTES: usize = 256;

/// Why a text is no code. Does not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Fewer than four characters are left, or only the number of a day (`0001`).
    #[error("the code is too short")]
    TooShort,
    /// More than 64 characters (35 for agencies), or more than [`MAX_RAW_BYTES`].
    #[error("the code is too long")]
    TooLong,
    /// Something that no code contains.
    #[error("the code contains characters that no code has")]
    BadCharacter,
    /// Not built like an agency identifier.
    #[error("not an agency identifier")]
    NotAgency,
    /// Not built like a procedure code.
    #[error("not a procedure code")]
    NotProcedure,
}

crate::error_codes! { CodeError {
    TooShort => "code.too_short", Expected, Refused;
    TooLong => "code.too_long", Expected, Refused;
    BadCharacter => "code.bad_character", Expected, Refused;
    NotAgency => "code.not_agency", Expected, Refused;
    NotProcedure => "code.not_procedure", Expected, Refused;
}}
