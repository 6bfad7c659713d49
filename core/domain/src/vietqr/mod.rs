//! VietQR: the NAPAS profile of EMVCo's merchant-presented QR codes. Reads and makes the payload; never pays.
//!
//! The check sum guards against misreading, not against fraud: a fee's QR may be shown only when it came with the
//! signed-in person's own dossier, and whether it was paid is for the server to say.

mod build;
mod parse;
#[cfg(test)]
mod tests;
mod tlv;

/// Longest payload, in bytes (EMVCo merchant-presented mode).
pub const MAX_BYTES: usize = 512;

/// Longest purpose, bill number and reference, in ASCII characters.
pub const MAX_PURPOSE: usize = 25;

/// Whether the payer types the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `11`: the same code for every payment.
    Static,
    /// `12`: made for one payment.
    Dynamic,
}

/// Where the money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// `QRIBFTTA`: to an account.
    Account,
    /// `QRIBFTTC`: to a card.
    Card,
}

/// A payment request.
#[derive(Clone, PartialEq, Eq)]
pub struct VietQr {
    /// Static or dynamic.
    pub method: Method,
    /// Six digits of the receiving bank.
    pub bin: String,
    /// Account or card number, at most 19 letters and digits.
    pub account: String,
    /// To an account or a card.
    pub service: Service,
    /// Whole đồng.
    pub amount_vnd: Option<u64>,
    /// Payee's name, as the code says; not checked by anybody.
    pub merchant_name: Option<String>,
    /// Payee's city.
    pub merchant_city: Option<String>,
    /// Bill number.
    pub bill: Option<String>,
    /// Reference.
    pub reference: Option<String>,
    /// Purpose.
    pub purpose: Option<String>,
}

/// An account number is personal: shows the bank only.
impl std::fmt::Debug for VietQr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VietQr")
            .field("method", &self.method)
            .field("bin", &self.bin)
            .finish_non_exhaustive()
    }
}

/// Why a payload was refused, or cannot be made. Does not repeat it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VietQrError {
    /// Does not start as an EMVCo payload.
    #[error("not a payment code")]
    NotPayment,
    /// More than [`MAX_BYTES`].
    #[error("the payment code is too long")]
    TooLong,
    /// Lengths and fields do not fit together.
    #[error("the payment code is damaged")]
    Malformed,
    /// The check sum is wrong.
    #[error("the payment code's check sum is wrong")]
    Checksum,
    /// A payment code of another scheme, currency or country.
    #[error("not a Vietnamese bank transfer")]
    NotVietQr,
    /// A field cannot have this value; the field's name.
    #[error("the field {0} cannot have this value")]
    Field(&'static str),
}

crate::error_codes! { VietQrError {
    NotPayment => "vietqr.not_payment", Expected, Refused;
    TooLong => "vietqr.too_long", Expected, Refused;
    Malformed => "vietqr.malformed", Expected, Refused;
    Checksum => "vietqr.checksum", Expected, Refused;
    NotVietQr => "vietqr.not_vietqr", Expected, Refused;
    Field(..) => "vietqr.field", Expected, Refused;
}}

const NAPAS: &str = "A000000727";
const DONG: &str = "704";
const VIETNAM: &str = "VN";

/// CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, not reflected.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc: u16, _| {
            if crc & 0x8000 == 0 {
                crc << 1
            } else {
                (crc << 1) ^ 0x1021
            }
        })
    })
}

/// Whether `account` can be an account or card number.
fn is_account(account: &str) -> bool {
    (1..=19).contains(&account.len()) && account.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Whether `bin` can be a bank.
fn is_bin(bin: &str) -> bool {
    bin.len() == 6 && bin.bytes().all(|b| b.is_ascii_digit())
}

/// Largest amount: thirteen digits are what the field holds.
const MAX_AMOUNT: u64 = 9_999_999_999_999;
