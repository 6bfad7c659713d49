use crate::{at, en, vi};
use citizen_domain::calendar::{Basis, DeadlineState};
use citizen_dossier::{
    AgencyView, DeadlineView, DossierView, EventView, FeeView, NeedView, ProcedureView, Source, StatusView,
    Trust, Warning,
};
use citizen_screen::{DossierAction, Tone, card, dossier};

fn status(code: i32, plain: &str) -> StatusView {
    StatusView {
        code: Some(code),
        official: format!("{plain} (TT 03)"),
        plain: plain.to_owned(),
        spoken: plain.to_owned(),
    }
}

fn held() -> DossierView {
    DossierView {
        code: "H29.16-260210-0007".into(),
        raw_code: "H29.16-260210-0007".into(),
        procedure: Some(ProcedureView {
            code: "9.000001".into(),
            name: "Đăng ký khai sinh".into(),
            demo: true,
        }),
        agency: Some(AgencyView {
            id: "H29.16".into(),
            name: "UBND phường Mẫu".into(),
            spoken: "Ủy ban nhân dân phường Mẫu".into(),
            now: None,
        }),
        status: Some(status(4, "Đang giải quyết")),
        received_at: Some(at("2026-02-10T08:00:00+07:00")),
        received_on: None,
        appointment_at: Some(at("2026-02-27T17:00:00+07:00")),
        previous_appointment_at: None,
        finished_at: None,
        deadline: DeadlineView {
            state: DeadlineState::InTime,
            working_days_left: Some(3),
            basis: Some(Basis::Official),
            due_at: Some(at("2026-02-27T17:00:00+07:00")),
        },
        completion: None,
        as_of: Some(at("2026-02-24T13:30:00+07:00")),
        stale: false,
        source: Source::Province,
        trust: Trust::Signed,
        events: vec![
            EventView {
                at: at("2026-02-10T08:00:00+07:00"),
                status: status(2, "Đã nhận hồ sơ"),
                unit: "Trung tâm PVHCC phường Mẫu".into(),
                actor: "Lê Thử".into(),
                text: String::new(),
            },
            EventView {
                at: at("2026-02-12T09:00:00+07:00"),
                status: status(5, "Cần bổ sung giấy tờ"),
                unit: "Phòng Thử".into(),
                actor: String::new(),
                text: "Nộp thêm một bản sao.".into(),
            },
        ],
        needs_action: Vec::new(),
        fees: Vec::new(),
        ratable: false,
        unit: None,
        rule_set: None,
        warnings: vec![Warning::Demo],
    }
}

#[test]
fn a_card_says_state_procedure_time_and_age() {
    let card = card(&held(), &vi());
    assert_eq!(card.state.display, "Đang giải quyết");
    assert_eq!(card.procedure.unwrap().display, "Đăng ký khai sinh");
    let time = card.time.unwrap();
    assert_eq!(
        time.display,
        "Trong hạn · còn 3 ngày làm việc · hẹn trả thứ Sáu, 27/2"
    );
    assert_eq!(
        time.spoken,
        "Trong hạn, còn 3 ngày làm việc, hẹn trả thứ Sáu, ngày 27 tháng 2"
    );
    assert_eq!(card.code_shown.spoken, "H 2 9, 1 6, 2 6 0 2 1 0, 0 0 0 7");
    assert_eq!(card.age.said.display, "Cập nhật 2 giờ trước");
    assert!(card.demo && !card.finished && card.todo.is_none());
}

#[test]
fn every_class_of_deadline_has_its_tone_and_its_words() {
    let late = Some(at("2026-02-20T17:00:00+07:00"));
    for (state, left, tone, vi_says, en_says) in [
        (
            DeadlineState::InTime,
            Some(3),
            Tone::OnTime,
            "còn 3 ngày làm việc",
            "working days left: 3",
        ),
        (
            DeadlineState::DueSoon,
            Some(0),
            Tone::DueSoon,
            "hạn là hôm nay",
            "due today",
        ),
        (
            DeadlineState::Overdue,
            Some(-2),
            Tone::Overdue,
            "quá 2 ngày làm việc",
            "working days late: 2",
        ),
        (
            DeadlineState::Stopped,
            None,
            Tone::Waiting,
            "Đang không tính thời gian",
            "The clock is stopped",
        ),
        (
            DeadlineState::Early,
            None,
            Tone::Done,
            "Xong trước hạn",
            "Finished early",
        ),
        (
            DeadlineState::Late,
            None,
            Tone::Done,
            "Xong sau hạn",
            "Finished late",
        ),
    ] {
        let mut view = held();
        view.deadline = DeadlineView {
            state,
            working_days_left: left,
            basis: None,
            due_at: late,
        };
        let shown = card(&view, &vi());
        assert_eq!(shown.tone, tone, "{state:?}");
        assert!(shown.time.unwrap().display.contains(vi_says), "{state:?}");
        let time = card(&view, &en()).time.unwrap().display;
        assert!(time.contains(en_says), "{state:?}: {time}");
    }
    let mut unknown = held();
    unknown.deadline = DeadlineView {
        state: DeadlineState::Unknown,
        working_days_left: None,
        basis: None,
        due_at: None,
    };
    assert_eq!(
        (card(&unknown, &vi()).tone, card(&unknown, &vi()).time),
        (Tone::Neutral, None)
    );
}

#[test]
fn the_screen_has_history_from_now_downwards_and_where_the_clock_stood_still() {
    let mut view = held();
    view.needs_action = vec![NeedView {
        kind: "papers".into(),
        text: "Nộp thêm một bản sao.".into(),
        due_at: Some(at("2026-03-02T17:00:00+07:00")),
    }];
    let screen = dossier(&view, true, &vi());
    assert_eq!(screen.timeline[0].what.display, "Cần bổ sung giấy tờ");
    assert!(screen.timeline[0].now && screen.timeline[0].clock_stopped);
    assert_eq!(screen.timeline[0].who.as_ref().unwrap().display, "Phòng Thử");
    assert_eq!(
        screen.timeline[0].note.as_ref().unwrap().display,
        "Nộp thêm một bản sao."
    );
    assert!(!screen.timeline[1].now && !screen.timeline[1].clock_stopped);
    let who = screen.timeline[1].who.as_ref().unwrap();
    assert_eq!(who.display, "Trung tâm PVHCC phường Mẫu · Lê Thử");
    assert_eq!(who.spoken, "Trung tâm phục vụ hành chính công phường Mẫu, Lê Thử");
    assert_eq!(
        screen.todo[0].display,
        "Nộp thêm một bản sao. Trước thứ Hai, 2/3."
    );
    assert_eq!(screen.agency.unwrap().spoken, "Ủy ban nhân dân phường Mẫu");
    // Its own words are heard, not those of the plain state above it.
    let official = screen.official.unwrap();
    assert_eq!(official.display, "Đang giải quyết (TT 03)");
    assert_eq!(official.spoken, "Đang giải quyết (TT 03)");
    assert!(screen.warnings[0].display.contains("minh họa"));
    assert!(screen.qr.unwrap().size >= 21);
    assert_eq!(screen.actions, [DossierAction::Unfollow]);
}

#[test]
fn a_fee_is_said_in_full_and_only_an_open_one_can_be_paid() {
    let mut view = held();
    let fee = |paid, vietqr: Option<&str>| FeeView {
        name: "Lệ phí".into(),
        amount_vnd: 120_000,
        paid,
        vietqr: vietqr.map(str::to_owned),
    };
    view.fees = vec![fee(false, Some("00020101021238")), fee(true, None)];
    let fees = dossier(&view, true, &vi()).fees;
    assert_eq!(
        (fees[0].amount.display.as_str(), fees[0].amount.spoken.as_str()),
        ("120.000 đ", "120.000 đồng")
    );
    assert!(fees[0].qr.is_some() && fees[0].state.display == "Chưa nộp");
    assert!(fees[1].qr.is_none() && fees[1].state.display == "Đã nộp");
}

#[test]
fn without_sign_in_there_is_the_degree_of_completion_and_the_offer_to_sign_in() {
    let mut view = held();
    view.status = None;
    view.completion = Some(60);
    let screen = dossier(&view, false, &vi());
    assert_eq!(screen.card.state.display, "Đã làm được 60%");
    assert_eq!(screen.card.state.spoken, "Đã làm được 60 phần trăm");
    assert_eq!(screen.actions, [DossierAction::SignIn, DossierAction::Unfollow]);
    view.completion = Some(100);
    assert!(card(&view, &vi()).finished);
    view.completion = None;
    assert_eq!(card(&view, &vi()).state.display, "Chưa có tin từ tỉnh");
}

#[test]
fn nothing_of_a_person_is_in_debug() {
    let mut view = held();
    view.raw_code = "H29.16-260210-4242".into();
    let screen = dossier(&view, true, &vi());
    let debug = format!("{screen:?} {:?} {:?}", screen.timeline, screen.fees);
    for secret in ["4242", "Lê Thử", "Đăng ký", "bản sao"] {
        assert!(!debug.contains(secret), "{secret} in {debug}");
    }
}
