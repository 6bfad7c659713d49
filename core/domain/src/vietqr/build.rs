use super::tlv::put;
use super::{
    DONG, MAX_AMOUNT, MAX_BYTES, MAX_PURPOSE, Method, NAPAS, Service, VIETNAM, VietQr, VietQrError, crc16,
    is_account, is_bin,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

impl VietQr {
    /// A request to pay `amount_vnd` to an account, for `purpose`.
    pub fn to_account(bin: &str, account: &str, amount_vnd: Option<u64>, purpose: Option<&str>) -> Self {
        Self {
            method: if amount_vnd.is_some() {
                Method::Dynamic
            } else {
                Method::Static
            },
            bin: bin.to_owned(),
            account: account.to_owned(),
            service: Service::Account,
            amount_vnd,
            merchant_name: None,
            merchant_city: None,
            bill: None,
            reference: None,
            purpose: purpose.map(str::to_owned),
        }
    }

    /// The payload. Texts are folded to ASCII, since many banks refuse anything else.
    ///
    /// # Errors
    /// [`VietQrError::Field`] for a bank, account, amount or text that does not fit; a text is never cut, because
    /// half a dossier code would be worse than none.
    pub fn payload(&self) -> Result<String, VietQrError> {
        if !is_bin(&self.bin) {
            return Err(VietQrError::Field("bin"));
        }
        if !is_account(&self.account) {
            return Err(VietQrError::Field("account"));
        }
        let mut payee = String::new();
        put(&mut payee, "00", &self.bin, "bin")?;
        put(&mut payee, "01", &self.account, "account")?;
        let mut block = String::new();
        put(&mut block, "00", NAPAS, "scheme")?;
        put(&mut block, "01", &payee, "payee")?;
        let service = match self.service {
            Service::Account => "QRIBFTTA",
            Service::Card => "QRIBFTTC",
        };
        put(&mut block, "02", service, "service")?;

        let mut out = String::from("000201");
        let method = match self.method {
            Method::Static => "11",
            Method::Dynamic => "12",
        };
        put(&mut out, "01", method, "method")?;
        put(&mut out, "38", &block, "payee")?;
        put(&mut out, "53", DONG, "currency")?;
        if let Some(amount) = self.amount_vnd {
            if amount == 0 || amount > MAX_AMOUNT {
                return Err(VietQrError::Field("amount"));
            }
            put(&mut out, "54", &amount.to_string(), "amount")?;
        }
        put(&mut out, "58", VIETNAM, "country")?;
        text(
            &mut out,
            "59",
            self.merchant_name.as_deref(),
            MAX_PURPOSE,
            "merchant_name",
        )?;
        text(&mut out, "60", self.merchant_city.as_deref(), 15, "merchant_city")?;
        let mut extra = String::new();
        text(&mut extra, "01", self.bill.as_deref(), MAX_PURPOSE, "bill")?;
        text(
            &mut extra,
            "05",
            self.reference.as_deref(),
            MAX_PURPOSE,
            "reference",
        )?;
        text(&mut extra, "08", self.purpose.as_deref(), MAX_PURPOSE, "purpose")?;
        if !extra.is_empty() {
            put(&mut out, "62", &extra, "extra")?;
        }
        out.push_str("6304");
        let sum = crc16(out.as_bytes());
        out.push_str(&format!("{sum:04X}"));
        if out.len() > MAX_BYTES {
            return Err(VietQrError::TooLong);
        }
        Ok(out)
    }
}

fn text(
    out: &mut String,
    tag: &str,
    value: Option<&str>,
    max: usize,
    name: &'static str,
) -> Result<(), VietQrError> {
    let folded = value.map(fold).unwrap_or_default();
    match folded.len() {
        0 => Ok(()),
        n if n <= max => put(out, tag, &folded, name),
        _ => Err(VietQrError::Field(name)),
    }
}

/// Vietnamese text as banks take it: marks dropped, `đ` as `d`, anything else outside printable ASCII dropped.
fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            c => c,
        })
        .filter(|c| (' '..='~').contains(c))
        .collect::<String>()
        .trim()
        .to_owned()
}
