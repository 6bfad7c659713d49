use crate::{Kind, Payload, Trust, VietQrSummary, Warning};
use citizen_domain::vietqr::VietQr;

/// A bank transfer code whose check sum holds. The sum guards against misreading, not against fraud.
pub(super) fn classify(value: &str) -> Option<Payload> {
    let code = VietQr::parse(value).ok()?;
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
