//! The order in which a value is judged.

use super::*;

#[test]
fn every_kind_of_the_table() {
    let hex_card = "1234567890123|4e677579e1bb856e20566f6e20|01/01/1990|1";
    for (text, kind, trust, warnings) in [
        (
            STATIC_QR,
            Kind::Vietqr,
            Trust::Checked,
            vec![Warning::PayeeNotVerified],
        ),
        (
            DYNAMIC_QR,
            Kind::Vietqr,
            Trust::Checked,
            vec![Warning::PayeeNotVerified],
        ),
        (CARD, Kind::IdCard, Trust::Checked, vec![]),
        (
            "GD4520123456789|x|01/01/1990|2|y",
            Kind::HealthCard,
            Trust::Untrusted,
            vec![Warning::SensitiveDropped],
        ),
        (
            hex_card,
            Kind::HealthCard,
            Trust::Untrusted,
            vec![Warning::SensitiveDropped],
        ),
        (CODE, Kind::DossierCode, Trust::Hint, vec![Warning::NotSigned]),
        (
            " 000.00.12.h09–230110–0001 \n",
            Kind::DossierCode,
            Trust::Hint,
            vec![Warning::NotSigned],
        ),
        (
            "H55.242.00-260310-090001",
            Kind::DossierCode,
            Trust::Hint,
            vec![Warning::NotSigned],
        ),
        (
            "000.00.12.H09-230230-0001",
            Kind::DossierCode,
            Trust::Hint,
            vec![Warning::NotSigned, Warning::CodeDateInvalid],
        ),
        (
            "CA-2026/001234",
            Kind::DossierCode,
            Trust::Hint,
            vec![Warning::NotSigned, Warning::UnrecognisedIssuer],
        ),
        (
            "https://dichvucong.gov.vn/p?ma_ho_so=000.00.12.H09-230110-0001",
            Kind::DossierUrl,
            Trust::Hint,
            vec![Warning::NotSigned],
        ),
        (
            "https://example.com/",
            Kind::Url,
            Trust::Untrusted,
            vec![Warning::HostNotAllowed],
        ),
        ("Xin chào bà con", Kind::Text, Trust::Untrusted, vec![]),
        ("0001", Kind::Text, Trust::Untrusted, vec![]),
        ("", Kind::Text, Trust::Untrusted, vec![Warning::NotText]),
        (
            "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw",
            Kind::Text,
            Trust::Untrusted,
            vec![Warning::MaybeVneid],
        ),
    ] {
        assert_eq!(is(&read(text)), (kind, trust, &warnings[..]), "{text}");
    }
}

#[test]
fn nobody_is_led_to_pay_by_a_transfer_code_that_does_not_add_up() {
    for wrong in [
        STATIC_QR.replace("AE9F", "AE9E"),
        DYNAMIC_QR.replace("257678859", "257678850"),
        STATIC_QR.trim_end_matches("AE9F").to_owned(),
    ] {
        let payload = read(&wrong);
        assert_eq!(
            is(&payload),
            (Kind::Vietqr, Trust::Untrusted, &[Warning::TransferDamaged][..]),
            "{wrong}"
        );
        assert!(payload.vietqr.is_none() && payload.text.is_none());
    }
    let right = read(DYNAMIC_QR).vietqr.unwrap();
    assert_eq!(
        (right.bin.as_str(), right.account.as_str()),
        ("970416", "257678859")
    );
    assert_eq!(
        (right.amount_vnd, right.purpose.as_deref()),
        (Some(10_000), Some("Chuyen tien"))
    );
}

#[test]
fn sensitive_values_are_not_shown() {
    for text in [
        CARD,
        "GD4520123456789|x|01/01/1990|2|y",
        "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw",
    ] {
        let json = serde_json::to_string(&read(text)).unwrap();
        let first = text.split('|').next().unwrap();
        assert!(!json.contains(first) && !json.contains("Mẫu"), "{json}");
    }
    assert_eq!(
        serde_json::to_value(read(CARD)).unwrap()["id_card"]["id_last4"],
        "1234"
    );
}

#[test]
fn hostile_values_are_bounded_and_made_visible() {
    let context = ScanContext::default();
    let long = "a".repeat(MAX_PAYLOAD + 1);
    assert_eq!(
        classify(long.as_bytes(), &context),
        Err(ScanError::PayloadTooLong)
    );
    assert_eq!(
        classify(&[0xFF, 0xFE], &context).map(|p| p.warnings),
        Ok(vec![Warning::NotText])
    );
    let bidi = read("abc \u{202E}gpj.exe");
    assert_eq!(bidi.warnings, [Warning::InvisibleRemoved]);
    assert_eq!(bidi.text.as_deref(), Some("abc gpj.exe"));
    assert_eq!(read("xin cha\u{300}o").text.as_deref(), Some("xin chào"));
    assert_eq!(read("javascript:alert(1)").kind, Kind::Url);
    assert_eq!(read("intent://x#Intent;end").trust, Trust::Untrusted);
}
