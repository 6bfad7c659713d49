use super::support::{CODE, at, calendars, content, event, followed, record, rule_sets, view};
use crate::{Followed, Source, Trust, Warning};
use citizen_domain::calendar::{Basis, DeadlineState};
use citizen_domain::codes::DossierCode;
use citizen_domain::message::{Lang, knows};
use citizen_domain::pack::Agency;
use citizen_domain::time::iso_date;
use citizen_domain::wire::{FeeRecord, Lookup, Need, SlipClaims};

#[test]
fn the_object_of_the_contract() {
    let mut followed = followed();
    let mut news = record(
        &[event(1, 2, "2026-02-12T10:00"), event(2, 5, "2026-02-13T09:00")],
        Some("2026-02-24T10:00"),
    );
    news.needs = vec![Need {
        kind: "papers".into(),
        text: "Bản sao sổ".into(),
        due_at: None,
    }];
    followed.held.merge(news, at("2026-02-13T10:00"));
    let (calendars, rules) = (calendars(), rule_sets());
    let shown = view(&followed, &content(&calendars, &rules), at("2026-02-13T11:00"));
    let json = serde_json::to_value(&shown).unwrap();
    let expected = serde_json::json!({
        "code": CODE,
        "raw_code": CODE,
        "procedure": { "code": "9.000001.H09", "name": "Thủ tục thử", "demo": true },
        "agency": { "id": "000.00.12.H09", "name": "Cơ quan thử", "spoken": "Cơ quan thử" },
        "status": {
            "code": 5, "official": "Yêu cầu bổ sung giấy tờ",
            "plain": "Cần bổ sung giấy tờ", "spoken": "Cần bổ sung giấy tờ",
        },
        "received_at": "2026-02-12T10:00:00+07:00",
        "appointment_at": "2026-02-24T10:00:00+07:00",
        "previous_appointment_at": null,
        "finished_at": null,
        "deadline": {
            "state": "stopped", "working_days_left": null, "basis": "official",
            "due_at": "2026-02-24T10:00:00+07:00",
        },
        "completion": null,
        "as_of": "2026-02-13T10:00:00+07:00",
        "stale": false,
        "source": "province",
        "trust": "hint",
        "needs_action": [{ "kind": "papers", "text": "Bản sao sổ", "due_at": null }],
        "fees": [],
        "ratable": false,
        "unit": "25942",
        "rule_set": "nd118",
        "warnings": ["demo"],
    });
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(json.get(key), Some(value), "{key}");
    }
    assert_eq!(json["events"][1]["status"]["code"], 5);
    assert_eq!(json["events"][1]["at"], "2026-02-13T09:00:00+07:00");
    for key in ["unit", "actor", "text"] {
        assert!(json["events"][1][key].is_string(), "{key}");
    }
}

#[test]
fn without_sign_in_only_the_code_and_the_degree_of_completion() {
    let mut followed = followed();
    let (calendars, rules) = (calendars(), rule_sets());
    let content = content(&calendars, &rules);
    let now = at("2026-02-13T08:00");
    let shown = view(&followed, &content, now);
    assert_eq!(
        (shown.source, shown.stale, shown.completion),
        (Source::Code, true, None)
    );

    let code = CODE.to_owned();
    followed.looked_up(
        &Lookup {
            code: code.clone(),
            known: true,
            completion: Some(40),
        },
        now,
    );
    let shown = view(&followed, &content, now);
    assert_eq!(
        (shown.source, shown.stale, shown.completion),
        (Source::Lookup, false, Some(40))
    );
    assert!(
        shown.procedure.is_none()
            && shown.status.is_none()
            && shown.events.is_empty()
            && shown.fees.is_empty()
    );
    assert_eq!(shown.received_at, None, "no hour is made up");
    assert_eq!(
        shown.received_on,
        Some(at("2026-02-12T00:00").date()),
        "the code itself tells the day"
    );
    assert_eq!(shown.rule_set.as_deref(), Some("nd118"));

    followed.looked_up(
        &Lookup {
            code,
            known: false,
            completion: None,
        },
        now,
    );
    assert!(
        view(&followed, &content, now)
            .warnings
            .contains(&Warning::NotKnown)
    );
}

#[test]
fn a_signed_slip_tells_the_appointment_offline_but_not_that_it_was_missed() {
    let claims = SlipClaims {
        iss: "74".into(),
        code: CODE.into(),
        agency: "000.00.12.H09".into(),
        received_at: at("2026-02-12T10:00"),
        appointment_at: Some(at("2026-02-24T10:00")),
    };
    let followed = Followed::from_slip(DossierCode::parse(CODE).unwrap(), &claims, at("2026-02-12T11:00"));
    let (calendars, rules) = (calendars(), rule_sets());
    let content = content(&calendars, &rules);
    let shown = view(&followed, &content, at("2026-02-13T08:00"));
    assert_eq!((shown.source, shown.trust), (Source::Slip, Trust::Signed));
    assert_eq!(
        (shown.deadline.state, shown.deadline.basis),
        (DeadlineState::InTime, Some(Basis::Official))
    );
    assert_eq!(shown.deadline.working_days_left, Some(2));
    let later = view(&followed, &content, at("2026-03-13T08:00"));
    assert_eq!(later.deadline.state, DeadlineState::Unknown);

    // A look-up says that it is done, and never when: nothing is left to count down to.
    let mut done = followed;
    let now = at("2026-02-13T08:00");
    let answer = |percent| Lookup {
        code: CODE.to_owned(),
        known: true,
        completion: Some(percent),
    };
    assert!(done.looked_up(&answer(40), now));
    assert_eq!(view(&done, &content, now).deadline.working_days_left, Some(2));
    assert!(done.looked_up(&answer(100), now));
    assert!(!done.looked_up(&answer(100), now), "the same again is no news");
    let shown = view(&done, &content, now);
    assert_eq!(
        (shown.deadline.state, shown.deadline.working_days_left),
        (DeadlineState::Unknown, None)
    );
    assert!(shown.appointment_at.is_some());
}

/// The day passed while nothing was heard of the province: it may have been met.
#[test]
fn a_dossier_is_not_called_late_on_old_news() {
    let (calendars, rules) = (calendars(), rule_sets());
    let content = content(&calendars, &rules);
    let state = |heard: &str, now: &str| {
        let mut followed = followed();
        followed.held.merge(
            record(&[event(1, 2, "2026-02-12T10:00")], Some("2026-02-24T10:00")),
            at(heard),
        );
        view(&followed, &content, at(now)).deadline.state
    };
    for (heard, now, expected) in [
        ("2026-02-13T08:00", "2027-02-13T08:00", DeadlineState::Unknown),
        ("2026-02-13T08:00", "2026-02-25T08:00", DeadlineState::Unknown),
        // Heard of today, or heard that it is late.
        ("2026-02-25T07:00", "2026-02-25T08:00", DeadlineState::Overdue),
        ("2026-02-25T07:00", "2026-03-25T08:00", DeadlineState::Overdue),
    ] {
        assert_eq!(state(heard, now), expected, "{heard} {now}");
    }
}

#[test]
fn old_news_and_a_wrong_clock_are_said() {
    let mut followed = followed();
    followed.held.merge(
        record(&[event(1, 2, "2026-02-12T10:00")], None),
        at("2026-02-13T08:00"),
    );
    let (calendars, rules) = (calendars(), rule_sets());
    for (now, stale, warnings) in [
        ("2026-02-13T09:00", false, &[Warning::Demo][..]),
        ("2026-02-14T08:00", false, &[Warning::Demo]),
        ("2026-02-14T08:01", true, &[Warning::Demo, Warning::Stale]),
        ("2026-02-13T07:56", false, &[Warning::Demo]),
        ("2026-02-13T07:50", true, &[Warning::Demo, Warning::Clock]),
        ("2019-01-01T00:00", true, &[Warning::Demo, Warning::Clock]),
    ] {
        let shown = view(&followed, &content(&calendars, &rules), at(now));
        assert_eq!(
            (shown.stale, shown.warnings.as_slice()),
            (stale, warnings),
            "{now}"
        );
    }
    for warning in [
        Warning::Stale,
        Warning::Clock,
        Warning::Gone,
        Warning::NotKnown,
        Warning::Demo,
        Warning::ProvisionalCalendar,
        Warning::Anomaly,
    ] {
        assert!(knows(warning.message_id()), "{warning:?}");
    }
}

#[test]
fn says_what_to_do_even_where_the_province_only_set_a_state() {
    let (calendars, rules) = (calendars(), rule_sets());
    let mut content = content(&calendars, &rules);
    content.lang = Lang::En;
    for (state, kind) in [
        (5, Some("papers")),
        (6, Some("fee")),
        (9, Some("collect")),
        (4, None),
        (10, None),
    ] {
        let mut followed = followed();
        followed.held.merge(
            record(&[event(1, state, "2026-02-12T10:00")], None),
            at("2026-02-13T08:00"),
        );
        let shown = view(&followed, &content, at("2026-02-13T09:00"));
        let kinds: Vec<&str> = shown.needs_action.iter().map(|n| n.kind.as_str()).collect();
        assert_eq!(kinds, kind.into_iter().collect::<Vec<_>>(), "{state}");
        assert!(
            shown
                .needs_action
                .iter()
                .all(|n| n.text.is_ascii() && n.text.ends_with('.'))
        );
    }
}

#[test]
fn a_payment_code_is_shown_for_an_unpaid_fee_only() {
    let mut followed = followed();
    let mut news = record(&[event(1, 6, "2026-02-12T10:00")], None);
    let fee = |paid| FeeRecord {
        name: "Lệ phí".into(),
        amount_vnd: 8_000,
        paid,
        vietqr: Some("0002…".into()),
    };
    news.fees = vec![fee(false), fee(true)];
    followed.held.merge(news, at("2026-02-13T08:00"));
    let (calendars, rules) = (calendars(), rule_sets());
    let shown = view(&followed, &content(&calendars, &rules), at("2026-02-13T09:00"));
    let offered: Vec<bool> = shown.fees.iter().map(|f| f.vietqr.is_some()).collect();
    assert_eq!(offered, [true, false]);
}

#[test]
fn an_agency_that_has_ended_says_who_answers_now_and_one_that_lives_does_not() {
    let agency = |id: &str, ended: Option<&str>, after: Option<&str>| Agency {
        id: id.into(),
        name: format!("Cơ quan {id}"),
        spoken: format!("Cơ quan {id}"),
        valid_from: None,
        valid_to: ended.and_then(iso_date::parse),
        successor: after.map(str::to_owned),
        centralised: None,
    };
    let agencies = [
        agency("000.00.12.H09", Some("2025-06-30"), Some("H29.12")),
        agency("H29.12", Some("2026-01-31"), Some("H29.13")),
        agency("H29.13", None, None),
    ];
    let (calendars, rules) = (calendars(), rule_sets());
    let mut content = content(&calendars, &rules);
    content.agencies = &agencies;
    let mut followed = followed();
    followed.held.merge(
        record(&[event(1, 4, "2026-02-12T10:00")], None),
        at("2026-02-13T08:00"),
    );
    let now = |when: &str| {
        let agency = view(&followed, &content, at(when)).agency.unwrap();
        // The paper in the resident's hand bears the old name.
        assert_eq!(agency.id, "000.00.12.H09");
        agency.now.map(|now| now.id)
    };
    assert_eq!(now("2025-06-30T17:00"), None);
    assert_eq!(now("2025-07-01T08:00").as_deref(), Some("H29.12"));
    assert_eq!(now("2026-02-13T09:00").as_deref(), Some("H29.13"));
}

#[test]
fn news_read_to_its_end_makes_younger_only_what_it_speaks_of() {
    let (heard, later) = (at("2026-02-13T08:00"), at("2026-02-16T08:00"));
    let mut told = followed();
    told.held
        .merge(record(&[event(1, 4, "2026-02-12T10:00")], None), heard);
    assert_eq!(told.clone().heard(None, later).held.as_of, Some(heard));
    assert_eq!(told.clone().heard(Some(later), later).held.as_of, Some(later));
    assert_eq!(
        told.clone().heard(Some(at("2026-02-12T08:00")), later).held.as_of,
        Some(heard)
    );
    // Noted by a clock that ran ahead.
    let mut ahead = told.clone();
    ahead.held.as_of = Some(at("2027-01-01T08:00"));
    assert_eq!(ahead.clone().heard(Some(heard), later).held.as_of, Some(heard));
    assert_eq!(ahead.clone().heard(None, later).held.as_of, ahead.held.as_of);
    for (gone, unconfirmed) in [(true, false), (false, true)] {
        let mut other = told.clone();
        (other.held.gone, other.held.unconfirmed) = (gone, unconfirmed);
        // A line of a list knows that too.
        let (calendars, rules) = (calendars(), rule_sets());
        view(&other, &content(&calendars, &rules), later);
        assert_eq!(other.heard(Some(later), later).held.as_of, Some(heard));
    }
    // A code of which the province never spoke.
    assert_eq!(followed().heard(Some(later), later).held.as_of, None);
}
