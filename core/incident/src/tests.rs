use crate::*;
use citizen_domain::message::{self, Lang};
use citizen_domain::pack::{EmergencyNumber, ReportCategory, Visibility};
use citizen_domain::wire::{Location, LocationSource, ReportRecord, ReportUpdate, UnitRef};
use citizen_domain::{Coded, Timestamp};
use citizen_fixtures::{Camera, broken, metadata_segments};
use proptest::prelude::*;

const NOW: i64 = 1_770_865_200_000; // 2026-02-12T10:00:00+07:00
const DAY: i64 = 24 * 60 * 60 * 1000;

fn now() -> Timestamp {
    Timestamp::from_millis(NOW)
}

fn categories() -> Vec<ReportCategory> {
    let category = |code: &str, emergency: Option<&str>, visibility| ReportCategory {
        code: code.into(),
        name: code.into(),
        spoken: code.into(),
        emergency: emergency.map(Into::into),
        visibility,
        due_days: vec![1, 3, 7],
    };
    vec![
        category("giao_thong", None, Visibility::Public),
        category("an_ninh", None, Visibility::Handler),
        category("pccc", Some("114"), Visibility::Handler),
    ]
}

fn draft() -> Draft {
    let mut draft = Draft::new("0196f0c0-0000-7000-8000-000000000001", now());
    draft.category = "giao_thong".into();
    draft.text = "  Ổ gà sâu trước cổng trường\r\n".into();
    draft.location = Some(gps(13.78, 109.22));
    draft
}

fn gps(lat: f64, lon: f64) -> Location {
    Location {
        lat,
        lon,
        accuracy_m: Some(8.0),
        source: LocationSource::Gps,
        fix_time: Some(now()),
    }
}

fn finish(draft: &Draft) -> Result<citizen_domain::wire::ReportBody, IncidentError> {
    let categories = categories();
    finalise(
        draft,
        &Rules {
            categories: &categories,
            anonymous: false,
        },
    )
}

#[test]
fn every_error_flag_state_and_advice_has_a_text_in_both_languages() {
    for info in IncidentError::ERRORS {
        assert!(message::knows(&format!("error.{}", info.code)), "{}", info.code);
    }
    for flag in PlaceFlag::ALL {
        assert!(message::knows(flag.message_id()), "{}", flag.message_id());
    }
    for state in ProvinceState::ALL {
        let id = format!("incident.state.{}", state.code());
        assert!(message::knows(&id), "{id}");
        assert_eq!(ProvinceState::parse(state.code()), Some(*state));
    }
    let call = Advice::CallFirst {
        number: String::new(),
        name: String::new(),
        spoken: String::new(),
    };
    for advice in [call, Advice::Complaint, Advice::Denunciation] {
        assert!(message::knows(advice.message_id()), "{}", advice.message_id());
    }
    assert_eq!(
        state_text(Lang::Vi, "cho_duyet").spoken,
        "cho duyet",
        "a province's own word is shown as it came"
    );
}

#[test]
fn a_camera_photo_comes_out_upright_small_and_with_nothing_in_it() {
    for orientation in 1..=8 {
        let camera = Camera {
            orientation,
            width: 1800,
            height: 2400,
            ..Camera::new(orientation.into())
        };
        let original = camera.jpeg();
        assert!(metadata_segments(&original).len() > 4);
        let photo = prepare_photo(&original).unwrap();
        assert_eq!(
            (photo.width, photo.height),
            (1200, 1600),
            "orientation {orientation}"
        );
        assert_eq!(metadata_segments(&photo.jpeg), Vec::<String>::new());
        assert_eq!(photo.sha256, citizen_proof::sha256_hex(&photo.jpeg));
        assert_eq!(
            corner(&photo.jpeg, false),
            'r',
            "upper left, orientation {orientation}"
        );
        assert_eq!(
            corner(&photo.jpeg, true),
            'g',
            "upper right, orientation {orientation}"
        );
    }
}

/// Which colour the upper left or right corner has.
fn corner(jpeg: &[u8], right: bool) -> char {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    let pixels = decoder.decode().unwrap();
    let width = usize::from(decoder.info().unwrap().width);
    let at = (20 * width + if right { width - 20 } else { 20 }) * 3;
    match pixels[at..at + 3] {
        [r, g, _] if r > 150 && g < 100 => 'r',
        [r, g, _] if g > 150 && r < 100 => 'g',
        _ => '?',
    }
}

/// Editors and cameras write EXIF that bends the rules. A directory that points nowhere must not cost the orientation:
/// the picture would arrive lying on its side.
#[test]
fn bent_exif_still_tells_which_way_is_up() {
    let mut jpeg = Camera::small(3).jpeg();
    let whole = prepare_photo(&jpeg).unwrap();
    assert!(whole.height > whole.width && whole.exif_location.is_some());
    // Tag GPSInfo, type LONG, one value: lead it far beyond the segment.
    let pointer = [0x88, 0x25, 0, 4, 0, 0, 0, 1];
    let at = jpeg.windows(8).position(|w| w == pointer).unwrap() + 8;
    jpeg[at..at + 4].copy_from_slice(&[0, 0, 0xFF, 0xF0]);
    let bent = prepare_photo(&jpeg).unwrap();
    assert_eq!((bent.width, bent.height), (whole.width, whole.height));
    assert!(bent.exif_location.is_none());
}

#[test]
fn twelve_megapixels_with_place_and_time() {
    let photo = prepare_photo(&citizen_fixtures::camera_jpeg(5)).unwrap();
    assert_eq!((photo.width, photo.height), (1200, 1600));
    let place = photo.location().unwrap();
    assert!((place.lat - 13.782_967).abs() < 1e-5 && (place.lon - 109.219_663).abs() < 1e-5);
    assert_eq!(place.accuracy_m, Some(12.0));
    assert_eq!(place.source, LocationSource::PhotoExif);
    assert_eq!(photo.taken_at, Timestamp::parse("2026-02-12T10:15:30+07:00"));
    assert!(photo.jpeg.len() < 700_000, "{} bytes", photo.jpeg.len());
}

#[test]
fn small_pictures_keep_their_size_and_stripped_ones_tell_no_place() {
    let camera = Camera {
        gps: None,
        taken: None,
        ..Camera::small(2)
    };
    let photo = prepare_photo(&camera.jpeg()).unwrap();
    assert_eq!((photo.width, photo.height), (300, 400));
    assert_eq!((photo.location(), photo.taken_at), (None, None));
    let zero = Camera {
        gps: Some((0.0, 0.0)),
        ..Camera::small(2)
    };
    assert_eq!(prepare_photo(&zero.jpeg()).unwrap().location(), None);
    let png = citizen_fixtures::Grey::new(40, 20, 90).png();
    assert_eq!(prepare_photo(&png).map(|p| (p.width, p.height)), Ok((40, 20)));
}

#[test]
fn unusable_pictures_are_refused_each_with_its_own_reason() {
    let grey = citizen_fixtures::Grey::new(4, 4, 0);
    let mut after_end = Camera::small(1).jpeg();
    after_end.extend([0; 100]);
    for (what, bytes, expected) in [
        ("nothing", vec![], IncidentError::PhotoBroken),
        ("text", b"hello, this is text".to_vec(), IncidentError::PhotoKind),
        ("gif", broken::gif(), IncidentError::PhotoKind),
        ("heic", broken::heic(), IncidentError::PhotoHeic),
        ("cut off", broken::truncated_jpeg(), IncidentError::PhotoBroken),
        (
            "a page",
            broken::page_with_jpeg_magic(),
            IncidentError::PhotoMislabelled,
        ),
        (
            "65,500 pixels wide",
            broken::boastful_jpeg(),
            IncidentError::PhotoTooLarge,
        ),
        (
            "100,000 pixels wide",
            broken::boastful_png(),
            IncidentError::PhotoTooLarge,
        ),
        ("four pixels", grey.png(), IncidentError::PhotoTooSmall),
    ] {
        assert_eq!(prepare_photo(&bytes).map(|_| ()), Err(expected), "{what}");
    }
    assert!(prepare_photo(&after_end).is_ok(), "motion photos append a film");
}

#[test]
fn a_name_that_contradicts_the_content_is_refused() {
    let jpeg = Camera::small(1).jpeg();
    let png = citizen_fixtures::Grey::new(20, 20, 0).png();
    for (bytes, name, ok) in [
        (&jpeg, "IMG_0001.JPG", true),
        (&jpeg, "image/jpeg", true),
        (&jpeg, "IMG_0001.png", false),
        (&jpeg, "IMG_0001.heic", false),
        (&jpeg, "no ending", true),
        (&png, "a.png", true),
        (&png, "a.jpeg", false),
    ] {
        let expected = if ok {
            Ok(())
        } else {
            Err(IncidentError::PhotoMislabelled)
        };
        assert_eq!(check_label(bytes, name), expected, "{name}");
    }
    assert_eq!(
        check_label(&broken::heic(), "a.jpg"),
        Err(IncidentError::PhotoHeic)
    );
}

#[test]
fn places_are_flagged_as_a_person_would_doubt_them() {
    let with = |change: &dyn Fn(&mut Location)| {
        let mut place = gps(13.78, 109.22);
        change(&mut place);
        check_place(&place, now())
    };
    let old = now().plus_millis(-MAX_FIX_AGE_MS - 1);
    assert_eq!(with(&|_| ()), Ok(vec![]));
    assert_eq!(with(&|p| (p.lat, p.lon) = (0.0, 0.0)), Ok(vec![PlaceFlag::NoFix]));
    assert_eq!(
        with(&|p| (p.lat, p.lon) = (48.85, 2.35)),
        Ok(vec![PlaceFlag::OutsideVietnam])
    );
    assert_eq!(
        with(&|p| (p.lat, p.lon) = (8.64, 111.92)),
        Ok(vec![]),
        "Trường Sa is in Vietnam"
    );
    assert_eq!(with(&|p| p.accuracy_m = Some(100.0)), Ok(vec![]));
    assert_eq!(
        with(&|p| p.accuracy_m = Some(100.5)),
        Ok(vec![PlaceFlag::Inaccurate])
    );
    assert_eq!(with(&|p| p.fix_time = Some(old)), Ok(vec![PlaceFlag::OldFix]));
    let by_hand = |p: &mut Location| {
        p.source = LocationSource::MapPin;
        p.fix_time = Some(old);
    };
    assert_eq!(with(&by_hand), Ok(vec![]));
    for (lat, lon) in [(91.0, 0.0), (0.0, 180.5), (f64::NAN, 1.0), (f64::INFINITY, 1.0)] {
        assert_eq!(
            with(&|p| (p.lat, p.lon) = (lat, lon)),
            Err(IncidentError::Location)
        );
    }
    assert_eq!(with(&|p| p.accuracy_m = Some(-1.0)), Err(IncidentError::Location));
}

#[test]
fn wording_that_belongs_to_another_law_is_recognised_and_trees_are_not() {
    let read = |text: &str| advise(text, None, Severity::Normal, &[]);
    for text in [
        "Tôi khiếu nại quyết định số 12",
        "toi KHIEU NAI ve viec thu hoi dat",
        "Đơn khiếu-nại",
    ] {
        assert_eq!(read(text), [Advice::Complaint], "{text}");
    }
    for text in [
        "Tôi tố cáo ông chủ tịch",
        "toi to cao can bo nhan tien",
        "TỐ CÁO hành vi",
    ] {
        assert_eq!(read(text), [Advice::Denunciation], "{text}");
    }
    for text in [
        "Cây to cao che khuất đèn",
        "cay to cao che den",
        "toa nha to cao",
        "Ổ gà",
        "kêu nài",
        "",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn emergency_numbers_come_first() {
    let number = |n: &str| EmergencyNumber {
        number: n.into(),
        name: n.into(),
        spoken: n.into(),
    };
    let numbers = [number("113"), number("114")];
    let firsts = |category: &str, severity| {
        let categories = categories();
        let category = categories.iter().find(|c| c.code == category);
        let called = advise("tố cáo", category, severity, &numbers);
        called
            .into_iter()
            .map(|a| {
                if let Advice::CallFirst { number, .. } = a {
                    number
                } else {
                    "law".into()
                }
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(firsts("pccc", Severity::Normal), ["114", "law"]);
    assert_eq!(firsts("pccc", Severity::Urgent), ["114", "113", "law"]);
    assert_eq!(firsts("giao_thong", Severity::Normal), ["law"]);
}

#[test]
fn a_finished_draft_becomes_a_body() {
    let mut draft = draft();
    draft.unit = Some(UnitRef {
        code: "21583".into(),
        name: "Quy Nhơn".into(),
        version: 3,
    });
    draft
        .add_photo(PhotoRef {
            sha256: "ab".repeat(32),
            bytes: 350_000,
            width: 1200,
            height: 1600,
        })
        .unwrap();
    let body = finish(&draft).unwrap();
    assert_eq!(body.text, "Ổ gà sâu trước cổng trường");
    assert_eq!(body.visibility, Visibility::Public);
    assert_eq!(body.attachments.len(), 1);
    let size = predicted_size(&body);
    assert!(
        size.body > 300 && size.body < 1000 && size.photos == 350_000,
        "{size:?}"
    );
}

#[test]
fn an_unfinished_draft_is_refused_with_what_is_missing() {
    let check = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft();
        change(&mut draft);
        finish(&draft).map(|_| ())
    };
    assert_eq!(check(&|_| ()), Ok(()));
    assert_eq!(
        check(&|d| d.text = " \u{200B}\n ".into()),
        Err(IncidentError::TextEmpty)
    );
    assert_eq!(check(&|d| d.text = "ệ".repeat(2000)), Ok(()));
    assert_eq!(
        check(&|d| d.text = "e\u{323}\u{302}".repeat(2000)),
        Ok(()),
        "characters, not code points"
    );
    assert_eq!(
        check(&|d| d.text = "ệ".repeat(2001)),
        Err(IncidentError::TextTooLong)
    );
    assert_eq!(
        check(&|d| d.text = format!("a{}", "\u{301}".repeat(90_000))),
        Err(IncidentError::TextTooLong)
    );
    assert_eq!(
        check(&|d| d.category = "khong_co".into()),
        Err(IncidentError::Category)
    );
    assert_eq!(
        check(&|d| d.anonymous = true),
        Err(IncidentError::AnonymousRefused)
    );
    assert_eq!(
        check(&|d| d.location = Some(gps(99.0, 0.0))),
        Err(IncidentError::Location)
    );
    let zero = Draft {
        location: Some(gps(0.0, 0.0)),
        ..draft()
    };
    assert_eq!(finish(&zero).unwrap().location, None);
    let private = Draft {
        category: "an_ninh".into(),
        ..draft()
    };
    assert_eq!(finish(&private).unwrap().visibility, Visibility::Handler);
}

#[test]
fn five_photos_and_the_same_one_only_once() {
    let photo = |n: u8| PhotoRef {
        sha256: n.to_string(),
        bytes: 1,
        width: 1,
        height: 1,
    };
    let mut draft = draft();
    for n in [1, 1, 2, 3, 4, 5] {
        assert_eq!(draft.add_photo(photo(n)), Ok(()));
    }
    let before = draft.clone();
    assert_eq!(draft.add_photo(photo(6)), Err(IncidentError::TooManyPhotos));
    assert_eq!(draft, before);
}

fn sent() -> StoredReport {
    StoredReport::new(draft().id, finish(&draft()).unwrap(), vec![], now())
}

fn said(status: &str, updates: &[(u64, &str, i64)]) -> ReportRecord {
    ReportRecord {
        id: draft().id,
        reference: "PA-2026-000017".into(),
        status: status.into(),
        updates: updates
            .iter()
            .map(|(id, status, day)| ReportUpdate {
                id: *id,
                at: now().plus_millis(day * DAY),
                status: (*status).into(),
                text: format!("{status} {id}"),
            })
            .collect(),
    }
}

#[test]
fn history_only_grows() {
    let mut report = sent();
    assert_eq!(
        report.apply(&said("da_tiep_nhan", &[(1, "da_tiep_nhan", 0)])),
        Ok(true)
    );
    assert_eq!(
        report.apply(&said("da_tiep_nhan", &[(1, "da_tiep_nhan", 0)])),
        Ok(false)
    );
    let rewritten = said("da_xu_ly", &[(3, "da_xu_ly", 2), (1, "tu_choi", 1)]);
    assert_eq!(report.apply(&rewritten), Ok(true));
    let lines: Vec<&str> = report.updates.iter().map(|u| u.text.as_str()).collect();
    assert_eq!(
        lines,
        ["da_tiep_nhan 1", "da_xu_ly 3"],
        "what was shown stays as it was shown"
    );
    let other = ReportRecord {
        id: "another".into(),
        ..said("rut", &[])
    };
    assert_eq!(report.apply(&other), Err(IncidentError::OtherReport));
}

#[test]
fn confirm_reopen_once_within_seven_days_withdraw() {
    let on = |day: i64| now().plus_millis(day * DAY);
    let mut report = sent();
    assert_eq!(confirm(&report, on(0)), Err(IncidentError::NotNow));
    assert!(withdraw(&report, on(0)).is_ok());
    report
        .apply(&said("da_xu_ly", &[(1, "da_tiep_nhan", 0), (2, "da_xu_ly", 1)]))
        .unwrap();
    assert_eq!(withdraw(&report, on(2)), Err(IncidentError::NotNow));
    assert_eq!(confirm(&report, on(2)).unwrap().action, "confirm");
    assert_eq!(reopen(&report, " ", on(2)), Err(IncidentError::ReasonMissing));
    assert!(reopen(&report, "vẫn còn", on(8)).is_ok());
    assert_eq!(
        reopen(&report, "vẫn còn", on(8).plus_millis(1)),
        Err(IncidentError::ReopenTooLate)
    );
    let action = reopen(&report, "vẫn còn", on(2)).unwrap();
    assert_eq!(
        (action.report.as_str(), action.text.as_deref()),
        (report.id.as_str(), Some("vẫn còn"))
    );
    report.actions.push(action);
    assert_eq!(
        reopen(&report, "vẫn còn", on(2)),
        Err(IncidentError::ReopenedAlready)
    );
    assert_eq!(
        confirm(&report, on(2)),
        Err(IncidentError::NotNow),
        "the reopening has not come back yet"
    );
    report
        .apply(&said("da_xu_ly", &[(3, "mo_lai", 2), (4, "da_xu_ly", 4)]))
        .unwrap();
    assert_eq!(
        reopen(&report, "vẫn còn", on(5)),
        Err(IncidentError::ReopenedAlready)
    );
    report.actions.push(confirm(&report, on(5)).unwrap());
    assert_eq!(confirm(&report, on(5)), Err(IncidentError::NotNow));
}

#[test]
fn the_view_is_what_the_contract_says() {
    let mut report = sent();
    report.photos = vec![PhotoRef {
        sha256: "aa".into(),
        bytes: 5,
        width: 2,
        height: 3,
    }];
    report
        .apply(&said("da_phan_cong", &[(1, "da_phan_cong", 0)]))
        .unwrap();
    let item = ItemState {
        state: "accepted".into(),
        photos: vec![("aa".into(), "sent".into())],
        ..ItemState::default()
    };
    let json = serde_json::to_value(ReportView::of_report(&report, &item)).unwrap();
    for key in [
        "id",
        "state",
        "category",
        "severity",
        "visibility",
        "text",
        "captured_at",
        "location",
        "photos",
        "updates",
        "created_at",
    ] {
        assert!(json.get(key).is_some(), "{key}");
    }
    assert_eq!(json["province_state"], "da_phan_cong");
    assert_eq!(json["photos"][0]["state"], "sent");
    assert_eq!(json["location"]["source"], "gps");
    assert_eq!(json["severity"], 2);
    let draft = serde_json::to_value(ReportView::of_draft(&draft())).unwrap();
    assert_eq!(draft["state"], "draft");
}

#[test]
fn nothing_personal_is_in_debug_output() {
    let photo = prepare_photo(&Camera::small(1).jpeg()).unwrap();
    let view = ReportView::of_report(&sent(), &ItemState::default());
    let shown = format!(
        "{:?} {:?} {:?} {:?} {:?}",
        draft(),
        sent(),
        photo,
        view,
        view.location
    );
    for secret in ["Ổ gà", "13.78", "109.2"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert_eq!(IncidentError::OtherReport.code(), "incident.other_report");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = prepare_photo(&bytes);
    }

    #[test]
    fn damaged_photos_are_prepared_or_refused(at in 0_usize..20_000, to in any::<u8>()) {
        let mut bytes = Camera { width: 60, height: 80, ..Camera::new(9) }.jpeg();
        let len = bytes.len();
        bytes[at % len] = to;
        if let Ok(photo) = prepare_photo(&bytes) {
            prop_assert_eq!(metadata_segments(&photo.jpeg), Vec::<String>::new());
        }
    }

    #[test]
    fn a_body_text_is_stable(text in "\\PC{0,80}") {
        let first = finish(&Draft { text, ..draft() });
        if let Ok(body) = first {
            let again = finish(&Draft { text: body.text.clone(), ..draft() }).unwrap();
            prop_assert_eq!(again.text, body.text);
        }
    }
}
