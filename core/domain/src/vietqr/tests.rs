use super::*;
use proptest::prelude::*;

const STATIC: &str =
    "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F";
const DYNAMIC: &str = "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6";

/// Puts the right check sum behind a payload that ends in `6304`.
fn sealed(body: &str) -> String {
    format!("{body}{:04X}", crc16(body.as_bytes()))
}

/// A sample with something replaced and the check sum made right again.
fn changed(sample: &str, from: &str, to: &str) -> String {
    let replaced = sample.replace(from, to);
    assert_ne!(replaced, sample);
    sealed(replaced.get(..replaced.len() - 4).unwrap())
}

#[test]
fn reads_and_makes_the_published_samples() {
    let fixed = VietQr::to_account("970416", "257678859", None, None);
    let paid = VietQr::to_account("970416", "257678859", Some(10_000), Some("Chuyển tiền"));
    assert_eq!(VietQr::parse(STATIC).as_ref(), Ok(&fixed));
    assert_eq!(fixed.payload().as_deref(), Ok(STATIC));
    assert_eq!(paid.payload().as_deref(), Ok(DYNAMIC));
    let read = VietQr::parse(DYNAMIC).unwrap();
    assert_eq!(
        (read.method, read.amount_vnd, read.purpose.as_deref()),
        (Method::Dynamic, Some(10_000), Some("Chuyen tien"))
    );
}

#[test]
fn the_check_sum_is_the_published_one() {
    assert_eq!(crc16(b"123456789"), 0x29B1);
}

#[test]
fn refuses_with_a_reason() {
    let tampered = DYNAMIC.replace("10000", "90000");
    let long = format!("000201{}", "0".repeat(600));
    let rows = [
        ("", VietQrError::NotPayment),
        ("000.00.12.H09-230110-0001", VietQrError::NotPayment),
        ("000201", VietQrError::Malformed),
        (long.as_str(), VietQrError::TooLong),
        (tampered.as_str(), VietQrError::Checksum),
        (STATIC.get(..60).unwrap(), VietQrError::Malformed),
        (&sealed("0002010102113899006304"), VietQrError::Malformed),
        (&sealed("000201010211010212630400006304"), VietQrError::Malformed),
        (&sealed("0002010102115802VN6304"), VietQrError::NotVietQr),
        (&changed(STATIC, "5303704", "5303840"), VietQrError::NotVietQr),
        (&changed(STATIC, "970416", "97041X"), VietQrError::Field("bin")),
        (
            &changed(DYNAMIC, "540510000", "540510.50"),
            VietQrError::Field("amount"),
        ),
        (&changed(STATIC, "010211", "010213"), VietQrError::Field("method")),
    ];
    for (payload, error) in rows {
        assert_eq!(VietQr::parse(payload), Err(error), "{payload:.60}");
    }
}

#[test]
fn lengths_count_bytes_and_foreign_letters_do_not_break_them() {
    let name = "NGUYỄN"; // 8 bytes, 6 characters
    let body = STATIC.get(..STATIC.len() - 8).unwrap();
    assert_eq!(
        VietQr::parse(&sealed(&format!("{body}5908{name}6304")))
            .unwrap()
            .merchant_name
            .as_deref(),
        Some(name)
    );
    assert_eq!(
        VietQr::parse(&sealed(&format!("{body}5906{name}6304"))),
        Err(VietQrError::Malformed)
    );
}

#[test]
fn makes_only_what_banks_take() {
    let rows = [
        (VietQr::to_account("97041", "1", None, None), "bin"),
        (VietQr::to_account("970416", "", None, None), "account"),
        (VietQr::to_account("970416", "12 34", None, None), "account"),
        (VietQr::to_account("970416", "1", Some(0), None), "amount"),
        (VietQr::to_account("970416", "1", Some(u64::MAX), None), "amount"),
        (
            VietQr::to_account("970416", "1", Some(1), Some("26 ký tự, một quá nhiều đấy")),
            "purpose",
        ),
    ];
    for (request, field) in rows {
        assert_eq!(request.payload(), Err(VietQrError::Field(field)));
    }
    let request = VietQr::to_account("970416", "1", Some(5_000), Some("Lệ phí đăng ký 🙂"));
    assert_eq!(
        VietQr::parse(&request.payload().unwrap())
            .unwrap()
            .purpose
            .as_deref(),
        Some("Le phi dang ky")
    );
}

#[test]
fn debug_shows_no_account() {
    assert!(!format!("{:?}", VietQr::parse(STATIC).unwrap()).contains("257678859"));
}

#[test]
fn every_error_is_explained_in_both_languages() {
    for error in VietQrError::ERRORS {
        assert!(
            crate::message::knows(&format!("error.{}", error.code)),
            "{}",
            error.code
        );
    }
}

proptest! {
    #[test]
    fn reading_never_panics(s in "\\PC{0,120}", tail in "[0-9A-Z]{0,80}") {
        let _ = VietQr::parse(&s);
        let _ = VietQr::parse(&sealed(&format!("000201{tail}{s}6304")));
    }

    #[test]
    fn what_is_made_is_read_back(
        bin in "[0-9]{6}", account in "[0-9A-Z]{1,19}", amount in proptest::option::of(1u64..=MAX_AMOUNT),
        purpose in proptest::option::of("[A-Za-z0-9]{1,25}"),
    ) {
        let request = VietQr::to_account(&bin, &account, amount, purpose.as_deref());
        prop_assert_eq!(VietQr::parse(&request.payload().unwrap()), Ok(request));
    }
}
