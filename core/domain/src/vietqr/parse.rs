use super::tlv::Fields;
use super::{
    DONG, MAX_AMOUNT, MAX_BYTES, Method, NAPAS, Service, VIETNAM, VietQr, VietQrError, crc16, is_account,
    is_bin,
};

impl VietQr {
    /// Reads a payload: check sum first, then structure, then meaning.
    ///
    /// # Errors
    /// See [`VietQrError`]. [`VietQrError::NotPayment`] means "look for something else in this text".
    pub fn parse(payload: &str) -> Result<Self, VietQrError> {
        let payload = payload.trim();
        if !payload.starts_with("000201") {
            return Err(VietQrError::NotPayment);
        }
        if payload.len() > MAX_BYTES {
            return Err(VietQrError::TooLong);
        }
        let split = payload.len().checked_sub(4).ok_or(VietQrError::Malformed)?;
        let (signed, sum) = payload.split_at_checked(split).ok_or(VietQrError::Malformed)?;
        if !signed.ends_with("6304") {
            return Err(VietQrError::Malformed);
        }
        let expected = format!("{:04X}", crc16(signed.as_bytes()));
        if !sum.eq_ignore_ascii_case(&expected) {
            return Err(VietQrError::Checksum);
        }
        read(&Fields::parse(payload)?)
    }
}

fn read(fields: &Fields<'_>) -> Result<VietQr, VietQrError> {
    let block = Fields::parse(fields.get("38").ok_or(VietQrError::NotVietQr)?)?;
    let scheme = (block.get("00"), fields.get("53"), fields.get("58"));
    if scheme != (Some(NAPAS), Some(DONG), Some(VIETNAM)) {
        return Err(VietQrError::NotVietQr);
    }
    let payee = Fields::parse(block.get("01").ok_or(VietQrError::Field("payee"))?)?;
    let method = match fields.get("01") {
        Some("11") | None => Method::Static,
        Some("12") => Method::Dynamic,
        Some(_) => return Err(VietQrError::Field("method")),
    };
    let service = match block.get("02") {
        Some("QRIBFTTA") | None => Service::Account,
        Some("QRIBFTTC") => Service::Card,
        Some(_) => return Err(VietQrError::Field("service")),
    };
    let extra = fields.get("62").map(Fields::parse).transpose()?;
    let extra = |tag: &str| extra.as_ref().and_then(|e| e.text(tag));
    Ok(VietQr {
        method,
        service,
        bin: payee
            .text("00")
            .filter(|b| is_bin(b))
            .ok_or(VietQrError::Field("bin"))?,
        account: payee
            .text("01")
            .filter(|a| is_account(a))
            .ok_or(VietQrError::Field("account"))?,
        amount_vnd: fields.get("54").map(amount).transpose()?,
        merchant_name: fields.text("59"),
        merchant_city: fields.text("60"),
        bill: extra("01"),
        reference: extra("05"),
        purpose: extra("08"),
    })
}

/// Whole đồng; a fraction is taken only when it is zero.
fn amount(text: &str) -> Result<u64, VietQrError> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let plain = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    if !plain || fraction.bytes().any(|b| b != b'0') {
        return Err(VietQrError::Field("amount"));
    }
    whole
        .parse()
        .ok()
        .filter(|a| *a <= MAX_AMOUNT)
        .ok_or(VietQrError::Field("amount"))
}
