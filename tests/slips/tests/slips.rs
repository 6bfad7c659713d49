//! Slips are read back by a reader that others wrote.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail loudly"
)]

use citizen_domain::Timestamp;
use citizen_domain::wire::SlipClaims;
use citizen_proof::SigningKey;
use citizen_slips::*;

fn data() -> SlipData {
    SlipData {
        parent: "ỦY BAN NHÂN DÂN PHƯỜNG THỦ DẦU MỘT".into(),
        office: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG".into(),
        number: "127/TNHS".into(),
        place: "Thủ Dầu Một".into(),
        code: "H29.242-260212-0007".into(),
        applicant: "Nguyễn Thị Mẫu".into(),
        id_number: "079190000000".into(),
        address: "Số 0, đường Ví Dụ, Phường Thủ Dầu Một, Thành phố Hồ Chí Minh".into(),
        phone: "0900 000 000".into(),
        email: "nguoi.mau@vidu.example".into(),
        delegate: Some(Delegate {
            name: "Trần Văn Thử".into(),
            address: "Số 1, đường Ví Dụ, Phường Bình Dương, Thành phố Hồ Chí Minh".into(),
            id_number: "079090000001".into(),
            phone: "0900 000 001".into(),
            email: String::new(),
            paper: "Văn bản ủy quyền số 00/2026".into(),
        }),
        content: "Đăng ký lại khai sinh cho người đã có hồ sơ, giấy tờ cá nhân (dữ liệu trình diễn, không phải thủ tục có thật)".into(),
        papers: vec![
            "Tờ khai theo mẫu (01 bản chính)".into(),
            "Giấy tờ tùy thân để đối chiếu".into(),
            "Giấy tờ chứng minh nơi cư trú (01 bản sao)".into(),
        ],
        sets: 1,
        limit: "05 ngày làm việc".into(),
        received_at: Timestamp::parse("2026-02-12T08:30:00+07:00").unwrap(),
        appointment_at: Timestamp::parse("2026-02-26T16:30:00+07:00"),
        collect: "Quầy số 3, Trung tâm Phục vụ hành chính công".into(),
        book: Some(("01/2026".into(), "127".into())),
        submitter: "Nguyễn Thị Mẫu".into(),
        receiver: "Lê Thị Ví Dụ".into(),
    }
}

/// The three contents; the first is really signed.
fn contents() -> [QrContent; 3] {
    let data = data();
    let claims = SlipClaims {
        iss: "79".into(),
        code: data.code.clone(),
        agency: "H29.242".into(),
        received_at: data.received_at,
        appointment_at: data.appointment_at,
    };
    let key = SigningKey::generate_es256().unwrap();
    [
        sign(&key, &claims).unwrap(),
        QrContent::Url(url("https://dichvucong.gov.vn/", &data.code)),
        QrContent::Code(data.code),
    ]
}

/// What a reader finds in a JPEG.
fn read(jpeg: &[u8]) -> Option<String> {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    let rgb = decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    let luma = rgb
        .chunks_exact(3)
        .map(|p| ((77 * u32::from(p[0]) + 150 * u32::from(p[1]) + 29 * u32::from(p[2])) >> 8) as u8);
    let mut hints = rxing::DecodeHints {
        TryHarder: Some(true),
        ..Default::default()
    };
    rxing::helpers::detect_in_luma_with_hints(
        luma.collect(),
        info.width.into(),
        info.height.into(),
        Some(rxing::BarcodeFormat::QR_CODE),
        &mut hints,
    )
    .ok()
    .map(|found| found.getText().to_owned())
}

#[test]
fn photographs_are_read_back_to_the_letter() {
    for content in contents() {
        let picture = draw(&data(), &content).unwrap();
        for seed in [1, 2, 3] {
            let jpeg = photograph(&picture, Look::phone(seed)).unwrap();
            assert_eq!(
                read(&jpeg).as_deref(),
                Some(content.payload()),
                "{content:?}, seed {seed}"
            );
        }
    }
}

#[test]
fn the_longest_content_still_reads_and_a_longer_one_is_refused() {
    let longest = QrContent::Signed("aZ09-".repeat(239));
    let picture = draw(&data(), &longest).unwrap();
    let jpeg = photograph(&picture, Look::phone(7)).unwrap();
    assert_eq!(read(&jpeg).as_deref(), Some(longest.payload()));
    let longer = QrContent::Signed("a".repeat(1196));
    assert_eq!(draw(&data(), &longer), Err(SlipError::TooLong));
}

#[test]
fn equal_looks_give_equal_photographs_and_other_seeds_others() {
    let picture = draw(&data(), &contents()[2]).unwrap();
    let first = photograph(&picture, Look::phone(5)).unwrap();
    assert_eq!(first, photograph(&picture, Look::phone(5)).unwrap());
    assert_ne!(first, photograph(&picture, Look::phone(6)).unwrap());
}

#[test]
fn texts_that_are_too_long_stay_on_the_page() {
    let mut long = data();
    long.applicant = "Công ty trách nhiệm hữu hạn một thành viên ".repeat(9);
    long.content = "Cấp giấy phép cho một việc rất dài ".repeat(20);
    long.papers = vec!["Giấy tờ có tên rất dài ".repeat(9); 30];
    long.email = "a".repeat(300);
    let picture = draw(&long, &contents()[0]).unwrap();
    let ink = |p: &[u8]| p.iter().any(|c| *c < 0xf0);
    let row = WIDTH as usize * 3;
    // Six millimetres at each side hold no ink.
    for line in picture.rgb.chunks_exact(row) {
        assert!(!ink(&line[..48 * 3]) && !ink(&line[row - 48 * 3..]));
    }
    assert!(!picture.rgb.chunks_exact(row).rev().take(28).any(ink));
}

#[test]
fn every_error_has_its_sentence_and_the_png_its_size() {
    for info in SlipError::ERRORS {
        assert!(
            citizen_domain::message::knows(&format!("error.{}", info.code)),
            "{}",
            info.code
        );
    }
    let png = png(&draw(&data(), &contents()[2]).unwrap()).unwrap();
    assert_eq!(&png[16..24], [WIDTH.to_be_bytes(), HEIGHT.to_be_bytes()].concat());
}
