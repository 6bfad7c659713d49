use crate::{now, pack, vi};
use citizen_domain::pack::Visibility;
use citizen_domain::wire::LocationSource;
use citizen_incident::{
    Advice, LocationView, PendingAction, PhotoView, PlaceFlag, ReceiptView, ReportView, WireSize,
};
use citizen_screen::{ReportAction, ReportParts, Tone, report, report_card};

fn held(state: &str) -> ReportView {
    ReportView {
        id: "018f-thu".into(),
        state: state.into(),
        reason: None,
        province_state: None,
        reference: None,
        category: "khong_co".into(),
        severity: 2,
        visibility: Visibility::Public,
        anonymous: false,
        acting_for: None,
        text: "Ổ gà trước số 12".into(),
        captured_at: now(),
        location: Some(LocationView {
            lat: 10.98,
            lon: 106.65,
            accuracy_m: Some(8.0),
            source: LocationSource::Gps,
            fix_time: None,
        }),
        unit: None,
        photos: vec![PhotoView {
            sha256: "ab".repeat(32),
            bytes: 78_000,
            width: 1600,
            height: 1200,
            state: "waiting".into(),
        }],
        receipt: None,
        pending_action: None,
        updates: Vec::new(),
        created_at: now(),
    }
}

#[test]
fn a_card_says_how_a_long_report_begins_and_nothing_of_one_without_words() {
    let (pack, mut view) = (pack(), held("draft"));
    let about = |view: &ReportView| report_card(view, &pack, &vi()).about;
    assert_eq!(about(&view).unwrap().display, "Ổ gà trước số 12");
    view.text = format!(
        "\n Nắp cống bị vỡ {}\nĐã hai hôm",
        "rất sâu và nguy hiểm ".repeat(20)
    );
    let begins = about(&view).unwrap();
    let (begins, aloud) = (begins.display, begins.spoken);
    assert!(
        begins.starts_with("Nắp cống bị vỡ rất sâu") && begins.ends_with(" …"),
        "{begins}"
    );
    assert!(begins.chars().count() <= 162 && begins == aloud, "{begins}");
    view.text = " \n".into();
    assert_eq!(about(&view), None);
}

#[test]
fn sent_is_said_with_a_receipt_only() {
    let pack = pack();
    for state in ["draft", "queued", "sending", "paused"] {
        let said = report_card(&held(state), &pack, &vi()).state.display;
        assert!(!said.contains("Đã gửi"), "{state}: {said}");
    }
    let mut view = held("accepted");
    view.receipt = Some(ReceiptView {
        id: view.id.clone(),
        issued_at: now(),
        body_sha256: "cd".repeat(32),
        attachments: Vec::new(),
        key_id: "k".into(),
        verified: true,
    });
    let screen = report(&view, &ReportParts::default(), &pack, &vi());
    assert_eq!(screen.card.state.display, "Đã gửi, đã có giấy nhận");
    assert!(screen.receipt.unwrap().verified);
}

#[test]
fn what_waits_says_why_and_what_is_refused_says_what_the_province_said() {
    let pack = pack();
    let mut view = held("paused");
    view.reason = Some("network".into());
    assert_eq!(
        report_card(&view, &pack, &vi()).todo.unwrap().display,
        "Đang chờ mạng, chưa gửi"
    );
    let mut view = held("rejected");
    view.reason = Some("Ngoài địa bàn".into());
    let screen = report(&view, &ReportParts::default(), &pack, &vi());
    assert_eq!(
        (screen.card.tone, screen.reason.unwrap().display.as_str()),
        (Tone::Overdue, "Ngoài địa bàn")
    );
}

#[test]
fn the_review_says_what_leaves_the_phone_who_sees_it_and_what_is_doubtful() {
    let advice = [Advice::Complaint];
    let parts = ReportParts {
        place: &[PlaceFlag::Inaccurate],
        advice: &advice,
        size: Some(WireSize {
            body: 900,
            photos: 78_000,
        }),
        ..ReportParts::default()
    };
    let screen = report(&held("draft"), &parts, &pack(), &vi());
    assert_eq!(
        screen.size.as_ref().unwrap().display,
        "Sẽ gửi đi: nội dung 1 KB, ảnh 77 KB"
    );
    assert_eq!(
        screen.size.unwrap().spoken,
        "Sẽ gửi đi: nội dung 1 ki lô bai, ảnh 77 ki lô bai"
    );
    assert!(screen.visibility.display.starts_with("Ai cũng xem được"));
    assert!(screen.place.display.ends_with("máy đo được · sai số 8 m"));
    assert!(screen.place.spoken.ends_with("sai số 8 mét"));
    assert_eq!((screen.place_flags.len(), screen.advice.len()), (1, 1));
    assert_eq!(
        screen.actions,
        [ReportAction::Send, ReportAction::Edit, ReportAction::Discard]
    );
}

#[test]
fn a_report_that_was_handled_waits_for_its_reporter_until_they_said_something() {
    let pack = pack();
    let mut view = held("accepted");
    view.province_state = Some("da_xu_ly".into());
    let card = report_card(&view, &pack, &vi());
    assert_eq!((card.tone, card.finished), (Tone::DueSoon, false));
    assert!(card.todo.unwrap().display.contains("xác nhận"));
    view.pending_action = Some(PendingAction {
        action: "confirm".into(),
        text: None,
        at: now(),
        item: "018f".into(),
    });
    let card = report_card(&view, &pack, &vi());
    assert!(card.todo.unwrap().display.contains("Chưa gửi tới tỉnh"));
    view.province_state = Some("xac_nhan".into());
    view.pending_action = None;
    let card = report_card(&view, &pack, &vi());
    assert_eq!((card.tone, card.finished, card.todo), (Tone::Done, true, None));
}

#[test]
fn nothing_of_a_person_is_in_debug() {
    let screen = report(&held("draft"), &ReportParts::default(), &pack(), &vi());
    let debug = format!("{screen:?} {:?}", screen.card);
    for secret in ["Ổ gà", "10.98", "018f-thu"] {
        assert!(!debug.contains(secret), "{secret} in {debug}");
    }
}
