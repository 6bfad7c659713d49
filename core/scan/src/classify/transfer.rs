use crate::{Kind, Payload, Trust, VietQrSummary, Warning};
use citizen_domain::vietqr::VietQr;

/// A bank transfer code whose check sum holds. The sum guards against misreading, not against fraud.
pub(super) fn classify(value: &str) -> Option<Payload> {
    let Ok(code) = VietQr::parse(value) else {
        return damaged(value);
    };
    Some(Payload {
        vietqr: Some(VietQrSummary {
            bin: code.bin.clone(),
            account: code.account.clone(),
            amount_vnd: code.amount_vnd,
            purpose: code.purpose.clone(),
            name: code.merchant_name.clone(),
        }),
        ..Payload::of(Kind::Vietqr, Trust::Checked).warn(Warning::PayeeNotVerified)
    })
}

/// What begins like a bank transfer code and does not add up: misread, or changed. Nothing of it is shown, so that nobody pays
/// by it.
fn damaged(value: &str) -> Option<Payload> {
    // EMVCo's first field, and the identifier of Vietnam's interbank transfers.
    (value.starts_with("000201") && value.contains("A000000727"))
        .then(|| Payload::of(Kind::Vietqr, Trust::Untrusted).warn(Warning::TransferDamaged))
}
