use crate::*;
use citizen_domain::Timestamp;
use citizen_domain::identity_number::Sex;
use citizen_domain::keys::KeyUse;
use citizen_domain::message;
use citizen_domain::names::NameMatch;
use citizen_domain::pack::{Agency, AllowedHost};
use citizen_domain::wire::{SlipClaims, TYP_RECEIPT, TYP_SLIP};
use citizen_fixtures::{Camera, Grey, broken, qr};
use citizen_proof::{KeySet, SigningKey};
use proptest::prelude::*;

const CODE: &str = "000.00.12.H09-230110-0001";
const STATIC_QR: &str =
    "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F";
const DYNAMIC_QR: &str = "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6";
const CARD: &str =
    "052190001234||Nguyễn Thị Mẫu|01021990|Nữ|Thôn Mẫu, Xã Thử, Huyện Ví Dụ, Bình Định|10052021";

fn hosts() -> Vec<AllowedHost> {
    let host = |host: &str, params: &[&str]| AllowedHost {
        host: host.into(),
        code_params: params.iter().map(|p| (*p).into()).collect(),
    };
    vec![
        host("dichvucong.gov.vn", &["ma_ho_so"]),
        host("*.gialai.gov.vn", &["code", "mahoso"]),
    ]
}

fn read_with(text: &str, keys: Option<&KeySet>) -> Payload {
    let agencies = [Agency {
        id: "H21.12".into(),
        name: "Sở Mẫu".into(),
        spoken: "Sở Mẫu".into(),
        valid_from: None,
        valid_to: None,
        successor: None,
        centralised: None,
    }];
    let hosts = hosts();
    let context = ScanContext {
        province: Some("52"),
        keys,
        hosts: &hosts,
        agencies: &agencies,
    };
    classify(text.as_bytes(), &context).unwrap()
}

fn read(text: &str) -> Payload {
    read_with(text, None)
}

fn is(payload: &Payload) -> (Kind, Trust, &[Warning]) {
    (payload.kind, payload.trust, &payload.warnings)
}

#[test]
fn every_error_and_warning_has_a_text_in_both_languages() {
    for info in ScanError::ERRORS {
        assert!(message::knows(&format!("error.{}", info.code)), "{}", info.code);
    }
    for warning in Warning::ALL {
        assert!(message::knows(&warning.message_id()), "{}", warning.message_id());
        assert_eq!(serde_json::to_value(warning).unwrap(), warning.code());
    }
    for kind in [
        "dossier_slip",
        "dossier_code",
        "dossier_url",
        "id_card",
        "vietqr",
        "health_card",
        "claim_ticket",
        "url",
        "text",
    ] {
        assert!(message::knows(&format!("scan.kind.{kind}")), "{kind}");
    }
    for trust in ["signed", "checked", "hint", "untrusted"] {
        assert!(message::knows(&format!("scan.trust.{trust}")), "{trust}");
    }
}

// --- signed slips ---------------------------------------------------------------------------------------------

fn claims(iss: &str) -> SlipClaims {
    SlipClaims {
        iss: iss.into(),
        code: "H21.12-260210-0007".into(),
        agency: "H21.12".into(),
        received_at: Timestamp::parse("2026-02-10T09:00:00+07:00").unwrap(),
        appointment_at: Timestamp::parse("2026-02-24T16:00:00+07:00"),
    }
}

#[test]
fn a_slip_signed_by_the_province_is_trusted_and_everything_near_it_is_not() {
    let key = SigningKey::generate_es256().unwrap();
    let keys = |uses: &[KeyUse], from: Option<&str>| {
        KeySet::new(vec![key.public(uses, from.and_then(Timestamp::parse), None)]).unwrap()
    };
    let own = keys(&[KeyUse::Slip], None);
    let slip = key.sign(TYP_SLIP, &claims("52")).unwrap();
    assert!(slip.len() <= MAX_SLIP);

    let good = read_with(&slip, Some(&own));
    assert_eq!(is(&good), (Kind::DossierSlip, Trust::Signed, &[][..]));
    let dossier = good.dossier.unwrap();
    assert_eq!(dossier.code, "H21.12-260210-0007");
    assert_eq!(dossier.agency_name.as_deref(), Some("Sở Mẫu"));
    assert_eq!(dossier.appointment_at, claims("52").appointment_at);

    let other_key = KeySet::new(vec![SigningKey::generate_es256().unwrap().public(
        &[KeyUse::Slip],
        None,
        None,
    )])
    .unwrap();
    let other_slip = key.sign(TYP_SLIP, &claims("79")).unwrap();
    let no_code = key
        .sign(
            TYP_SLIP,
            &SlipClaims {
                code: "1".into(),
                ..claims("52")
            },
        )
        .unwrap();
    let receipts = keys(&[KeyUse::Receipt], None);
    let later = keys(&[KeyUse::Slip], Some("2026-03-01T00:00:00+07:00"));
    let (signed, signature) = slip.rsplit_once('.').unwrap();
    let swapped = key.sign(TYP_SLIP, &claims("79")).unwrap();
    let forged = format!("{}.{signature}", swapped.rsplit_once('.').unwrap().0);
    for (what, text, keys, warning, shows_code) in [
        ("no pack", &slip, None, Warning::NoPack, true),
        (
            "a key of nobody",
            &slip,
            Some(&other_key),
            Warning::UnknownKey,
            true,
        ),
        (
            "other claims under the same signature",
            &forged,
            Some(&own),
            Warning::WrongSignature,
            false,
        ),
        (
            "a key for receipts",
            &slip,
            Some(&receipts),
            Warning::KeyNotForThis,
            false,
        ),
        (
            "a key from later",
            &slip,
            Some(&later),
            Warning::KeyNotForThis,
            false,
        ),
        (
            "another province",
            &other_slip,
            Some(&own),
            Warning::OtherProvince,
            true,
        ),
        (
            "no dossier code in it",
            &no_code,
            Some(&own),
            Warning::MalformedSlip,
            false,
        ),
        (
            "no signature",
            &format!("{signed}."),
            Some(&own),
            Warning::MalformedSlip,
            false,
        ),
    ] {
        let payload = read_with(text, keys);
        assert_eq!(
            is(&payload),
            (Kind::DossierSlip, Trust::Untrusted, &[warning][..]),
            "{what}"
        );
        assert_eq!(payload.dossier.is_some(), shows_code, "{what}");
        assert!(
            payload
                .dossier
                .is_none_or(|d| d.agency.is_none() && d.received_at.is_none()),
            "{what}"
        );
    }
    let two_signatures = read_with(&format!("{slip}.x"), Some(&own));
    assert_eq!(two_signatures.trust, Trust::Untrusted);
    let receipt = key.sign(TYP_RECEIPT, &claims("52")).unwrap();
    assert_ne!(read_with(&receipt, Some(&own)).kind, Kind::DossierSlip);
}

// --- the order of D§5 -----------------------------------------------------------------------------------------

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
fn a_transfer_code_with_a_wrong_sum_is_only_text() {
    let wrong = STATIC_QR.replace("AE9F", "AE9E");
    assert_ne!(read(&wrong).kind, Kind::Vietqr);
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

// --- links ----------------------------------------------------------------------------------------------------

#[test]
fn hosts_are_what_they_really_are() {
    use Warning::*;
    for (link, expected) in [
        ("https://dichvucong.gov.vn/a", None),
        ("HTTPS://DichVuCong.GOV.VN/a", None),
        ("https://dichvucong.gov.vn:443/a", None),
        ("https://mot.gialai.gov.vn/a", None),
        ("https://a.b.gialai.gov.vn/a", None),
        (
            "https://gialai.gov.vn/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://xgialai.gov.vn/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        ("http://dichvucong.gov.vn/a", Some(vec![NotHttps])),
        ("https://dichvucong.gov.vn:8443/a", Some(vec![HostPort])),
        (
            "https://dichvucong.gov.vn./a",
            Some(vec![HostTrailingDot, HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dichvucong.gov.vn@evil.example/a",
            Some(vec![HostUserinfo, HostNotAllowed]),
        ),
        ("https://x:y@dichvucong.gov.vn/a", Some(vec![HostUserinfo])),
        (
            "https://dichvucong.gov.vn.evil.example/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dichvucong-gov-vn.example/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dichvuc0ng.gov.vn/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dichvucon.gov.vn/a",
            Some(vec![HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dịchvucông.gov.vn/a",
            Some(vec![HostNotAscii, HostNotAllowed, HostLookAlike]),
        ),
        (
            "https://dichvuсong.gov.vn/a",
            Some(vec![HostNotAscii, HostNotAllowed, HostLookAlike]),
        ),
        ("https://113.160.0.1/a", Some(vec![HostIpAddress, HostNotAllowed])),
        (
            "https://[2001:db8::1]/a",
            Some(vec![HostIpAddress, HostNotAllowed]),
        ),
        ("https://0x71a00001/a", Some(vec![HostIpAddress, HostNotAllowed])),
        ("https://bank.example/a", Some(vec![HostNotAllowed])),
        ("https:///", Some(vec![MalformedUrl])),
        ("https://a b/", Some(vec![MalformedUrl])),
    ] {
        let payload = read(link);
        assert_eq!(payload.kind, Kind::Url, "{link}");
        match expected {
            None => assert_eq!(
                (payload.trust, &payload.warnings[..]),
                (Trust::Hint, &[NoCodeInUrl][..]),
                "{link}"
            ),
            Some(wanted) => assert_eq!(
                (payload.trust, payload.warnings),
                (Trust::Untrusted, wanted),
                "{link}"
            ),
        }
    }
    let punycode = url::Url::parse("https://dichvu\u{441}ong.gov.vn/")
        .unwrap()
        .to_string();
    assert!(punycode.contains("xn--"));
    assert_eq!(
        read(&punycode).warnings,
        [HostNotAscii, HostNotAllowed, HostLookAlike]
    );
}

#[test]
fn a_link_gives_one_code_from_the_named_parameter_only() {
    let code = |link: &str| read(link).dossier.map(|d| d.normalized);
    let base = "https://dichvucong.gov.vn/p?";
    assert_eq!(code(&format!("{base}x=1&ma_ho_so={CODE}")).as_deref(), Some(CODE));
    assert_eq!(code(&format!("{base}other={CODE}")), None);
    assert_eq!(
        code(&format!("{base}ma_ho_so={CODE}&ma_ho_so={CODE}")).as_deref(),
        Some(CODE)
    );
    assert_eq!(
        code(&format!("{base}ma_ho_so={CODE}&ma_ho_so=H09.12-230110-0001")),
        None
    );
    assert_eq!(code(&format!("https://evil.example/?ma_ho_so={CODE}")), None);
    assert_eq!(
        read(&format!("{base}ma_ho_so={CODE}")).host.as_deref(),
        Some("dichvucong.gov.vn")
    );
}

// --- identity cards (D§6.2) -----------------------------------------------------------------------------------

#[test]
fn cards_are_read_as_the_table_says() {
    let card = IdCard::parse(CARD).unwrap();
    assert_eq!(
        (card.kind(), card.last_four().as_str(), card.old_number()),
        (CardKind::Cccd, "1234", None)
    );
    assert_eq!((card.name(), card.sex()), ("Nguyễn Thị Mẫu", Sex::Female));
    assert_eq!(card.born().to_string(), "1990-02-01");

    let new = CARD.replace("10052021", "10072024");
    let many = format!("{new}|052190009999|Nguyễn Văn Cha|Trần Thị Mẹ|||||");
    assert_eq!(many.split('|').count(), 15);
    let child = IdCard::parse(&format!("{many}|z9")).unwrap();
    assert_eq!(child.kind(), CardKind::CanCuoc);
    assert_eq!(
        child.extra().collect::<Vec<_>>(),
        ["052190009999", "z9"],
        "parents are dropped at once"
    );

    let with_cmnd = CARD.replace("||", "|211234567|");
    assert_eq!(IdCard::parse(&with_cmnd).unwrap().old_number(), Some("211234567"));
    let nfd = CARD.replace("Nguyễn", "Nguye\u{302}\u{303}n");
    assert_eq!(IdCard::parse(&nfd).unwrap().name(), "Nguyễn Thị Mẫu");
    let framed = format!("\u{FEFF}{CARD}\r\n");
    assert_eq!(IdCard::parse(&framed).unwrap().last_four(), "1234");
    assert_eq!(
        IdCard::parse(&CARD.replace("|Nữ|", "|nữ|")).unwrap().sex(),
        Sex::Female
    );
}

#[test]
fn cards_that_contradict_themselves_are_refused() {
    for (what, text, expected) in [
        (
            "31 February",
            CARD.replace("01021990", "31021990"),
            IdCardError::Date,
        ),
        (
            "13 digits",
            CARD.replace("052190001234", "0521900012345"),
            IdCardError::Number,
        ),
        (
            "another year of birth",
            CARD.replace("01021990", "01021991"),
            IdCardError::BirthYear,
        ),
        (
            "no such place",
            CARD.replace("052190", "099190"),
            IdCardError::Number,
        ),
        (
            "too few fields",
            "052190001234||Nguyễn Thị Mẫu|01021990|Nữ".into(),
            IdCardError::Fields,
        ),
        (
            "17 fields",
            format!("{CARD}{}", "|".repeat(10)),
            IdCardError::Fields,
        ),
        ("no sex", CARD.replace("|Nữ|", "|?|"), IdCardError::Fields),
        ("text", "a|b".into(), IdCardError::NotACard),
    ] {
        assert_eq!(IdCard::parse(&text).map(|_| ()), Err(expected), "{what}");
    }
    let refused = read(&CARD.replace("01021990", "31021990"));
    assert_eq!(
        is(&refused),
        (Kind::IdCard, Trust::Untrusted, &[Warning::IdCardInvalid][..])
    );
    assert_eq!(refused.text, None);
}

#[test]
fn doubtful_cards_are_read_with_a_warning() {
    let sex = read(&CARD.replace("|Nữ|", "|Nam|"));
    assert_eq!(is(&sex), (Kind::IdCard, Trust::Hint, &[Warning::SexMismatch][..]));
    let moved = "052190001234|Nguyễn Thị Mẫu||01021990|Nữ|Thôn Mẫu, Bình Định|10052021";
    assert_eq!(
        is(&read(moved)),
        (Kind::IdCard, Trust::Hint, &[Warning::UnusualFieldOrder][..])
    );
}

#[test]
fn names_are_compared_as_people_do() {
    let card = IdCard::parse(CARD).unwrap();
    assert_eq!(card.compare_name("NGUYỄN THỊ MẪU"), NameMatch::Exact);
    assert_eq!(card.compare_name("Nguyen Thi Mau"), NameMatch::FoldEqual);
    assert_eq!(card.compare_name("Nguyễn Thị Mai"), NameMatch::Different);
}

#[test]
fn nothing_of_a_card_or_payload_is_in_debug_output() {
    let shown = format!("{:?} {:?}", IdCard::parse(CARD).unwrap(), read(CARD));
    assert!(!shown.contains("Mẫu") && !shown.contains("1234"), "{shown}");
    let code = read(CODE);
    assert!(!format!("{code:?}").contains("230110"));
}

// --- pictures -------------------------------------------------------------------------------------------------

fn found(picture: &Grey) -> Vec<String> {
    let decoded = decode(&picture.jpeg(80), &Limits::PICTURE).unwrap();
    decoded
        .found
        .into_iter()
        .map(|f| String::from_utf8(f.raw).unwrap())
        .collect()
}

#[test]
fn what_is_drawn_is_read_back() {
    let key = SigningKey::generate_es256().unwrap();
    let slip = key.sign(TYP_SLIP, &claims("52")).unwrap();
    for text in [CODE, CARD, DYNAMIC_QR, "Ủy ban nhân dân xã", &slip] {
        let png = draw_png(text, 4).unwrap();
        let decoded = decode(&png, &Limits::PICTURE).unwrap();
        assert_eq!(decoded.found.len(), 1);
        assert_eq!(decoded.found[0].raw, text.as_bytes());
        assert!(draw_svg(text).unwrap().contains("<svg"));
    }
    let lines = draw_terminal(CODE).unwrap();
    assert!(
        lines.lines().count() > 15
            && lines
                .lines()
                .all(|l| l.chars().count() == lines.lines().next().unwrap().chars().count())
    );
    assert_eq!(draw_png(&"x".repeat(3000), 4), Err(ScanError::TooLongToDraw));
}

#[test]
fn hand_held_pictures_are_read() {
    let clean = qr::clean(CODE, 6).unwrap();
    let mut read = 0;
    for seed in 0..12 {
        let picture = qr::photographed(&clean, 960, 720, &qr::Shot::usual(seed), seed);
        let texts = found(&picture);
        assert!(
            texts.iter().all(|text| text == CODE),
            "never another payload: {texts:?}"
        );
        read += texts.len();
    }
    assert!(read >= 11, "{read} of 12");
}

#[test]
fn turned_inverted_faint_and_huge_pictures_are_read() {
    let clean = qr::clean(CODE, 6).unwrap();
    let straight = qr::Shot::STRAIGHT;
    let turned = qr::Shot {
        turn: 1.6,
        ..straight
    };
    let inverted = qr::Shot {
        inverted: true,
        ..straight
    };
    let faint = qr::Shot {
        contrast: 0.12,
        noise: 1.0,
        ..straight
    };
    for (what, shot, width, height) in [
        ("straight", straight, 640, 480),
        ("turned", turned, 640, 480),
        ("inverted", inverted, 640, 480),
        ("faint", faint, 640, 480),
        ("12 megapixels", straight, 4000, 3000),
    ] {
        assert_eq!(
            found(&qr::photographed(&clean, width, height, &shot, 3)),
            [CODE],
            "{what}"
        );
    }
    let mut two = Grey::new(700, 400, 255);
    two.paste(&qr::clean(CODE, 6).unwrap(), 20, 20);
    two.paste(&qr::clean("https://example.com/", 6).unwrap(), 350, 20);
    assert_eq!(found(&two).len(), 2, "two codes in one picture");
}

#[test]
fn frames_are_read_and_must_fit_their_size() {
    let frame = qr::photographed(&qr::clean(CODE, 6).unwrap(), 640, 480, &qr::Shot::STRAIGHT, 1);
    let decoded = decode_grey(640, 480, &frame.pixels, &Limits::FRAME).unwrap();
    assert_eq!(decoded.found[0].raw, CODE.as_bytes());
    assert!(decoded.steps <= 2);
    let blank = decode_grey(640, 480, &vec![128; 640 * 480], &Limits::FRAME).unwrap();
    assert!(blank.found.is_empty() && blank.steps <= Limits::FRAME.max_steps);
    assert_eq!(
        decode_grey(640, 481, &frame.pixels, &Limits::FRAME),
        Err(ScanError::FrameSize)
    );
    assert_eq!(
        decode_grey(100_000, 100_000, &[], &Limits::FRAME),
        Err(ScanError::TooLarge)
    );
    assert_eq!(decode_grey(0, 5, &[], &Limits::FRAME), Err(ScanError::TooSmall));
    assert!(!format!("{decoded:?}").contains("230110"));
}

#[test]
fn unusable_pictures_are_refused_each_with_its_own_reason() {
    for (what, bytes, expected) in [
        ("nothing", vec![], ScanError::UnknownKind),
        ("gif", broken::gif(), ScanError::UnknownKind),
        ("heic", broken::heic(), ScanError::Heic),
        ("a page", broken::page_with_jpeg_magic(), ScanError::Broken),
        ("65,500 pixels wide", broken::boastful_jpeg(), ScanError::TooLarge),
        ("100,000 pixels wide", broken::boastful_png(), ScanError::TooLarge),
        ("four pixels", Grey::new(4, 4, 0).png(), ScanError::TooSmall),
    ] {
        assert_eq!(
            decode(&bytes, &Limits::PICTURE).map(|_| ()),
            Err(expected),
            "{what}"
        );
    }
    let street = decode(&Camera::small(1).jpeg(), &Limits::PICTURE).unwrap();
    assert!(street.found.is_empty(), "no code is no error");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_value_makes_it_panic(raw in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = classify(&raw, &ScanContext::default());
    }

    #[test]
    fn no_text_makes_it_panic_and_only_signatures_are_signed(text in "\\PC{0,120}") {
        prop_assert_ne!(read(&text).trust, Trust::Signed);
    }

    #[test]
    fn no_link_leads_to_a_host_that_is_not_on_the_list(host in "[a-z0-9.@:/\\\\\\-а-яđư]{1,30}") {
        let payload = read(&format!("https://{host}"));
        if payload.trust == Trust::Hint && payload.kind != Kind::DossierCode {
            let real = payload.host.unwrap();
            prop_assert!(real == "dichvucong.gov.vn" || real.ends_with(".gialai.gov.vn"), "{}", real);
        }
    }

    #[test]
    fn no_card_text_makes_it_panic(fields in proptest::collection::vec("[0-9]{0,13}|\\PC{0,12}", 0..18)) {
        let _ = IdCard::parse(&fields.join("|"));
    }
}
