//! A sent report: history, answers, view.

use super::*;

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
        Err(IncidentError::AlreadyDecided),
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
    assert_eq!(confirm(&report, on(5)), Err(IncidentError::AlreadyDecided));
    assert_eq!(withdraw(&report, on(5)), Err(IncidentError::AlreadyDecided));
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
    let view = ReportView::of_draft(&draft(), &rules(&categories(), true));
    let draft = serde_json::to_value(view).unwrap();
    assert_eq!(draft["state"], "draft");
}

fn rules(categories: &[ReportCategory], publish: bool) -> Rules<'_> {
    Rules {
        categories,
        anonymous: true,
        publish,
    }
}

/// What the review screen says of who will see it is what is sent.
#[test]
fn a_draft_shows_who_will_see_what_is_sent() {
    use citizen_domain::pack::Visibility;
    let categories = categories();
    for (text, choice, publish, seen) in [
        ("Đèn hỏng.", None, true, categories[0].visibility),
        ("Đèn hỏng.", None, false, Visibility::Handler),
        ("Đèn hỏng.", Some(Visibility::Handler), true, Visibility::Handler),
        ("Tôi tố cáo cán bộ nhận hối lộ.", None, true, Visibility::Handler),
        (
            "Tôi tố cáo cán bộ nhận hối lộ.",
            Some(Visibility::Public),
            true,
            Visibility::Public,
        ),
    ] {
        let mut draft = Draft::new("r1", now());
        draft.category = categories[0].code.clone();
        draft.text = text.to_owned();
        draft.visibility = choice;
        let rules = rules(&categories, publish);
        assert_eq!(
            ReportView::of_draft(&draft, &rules).visibility,
            seen,
            "{text} {choice:?}"
        );
        assert_eq!(
            finalise(&draft, &rules).unwrap().visibility,
            seen,
            "{text} {choice:?}"
        );
    }
}

/// D§11.2: what a child says, or what is said for a child, is not shown to everybody.
#[test]
fn what_must_not_be_published_is_not() {
    use citizen_domain::pack::{Relation, Visibility};
    use citizen_domain::wire::ActingFor;
    let categories = categories();
    let mut draft = Draft::new("r1", now());
    draft.category = categories[0].code.clone();
    draft.text = "Đèn hỏng.".to_owned();
    let finish = |draft: &Draft, publish: bool| {
        finalise(
            draft,
            &Rules {
                categories: &categories,
                anonymous: true,
                publish,
            },
        )
    };
    assert_eq!(finish(&draft, true).unwrap().visibility, categories[0].visibility);
    assert_eq!(finish(&draft, false).unwrap().visibility, Visibility::Handler);
    draft.visibility = Some(Visibility::Public);
    assert_eq!(finish(&draft, false), Err(IncidentError::NotPublic));
    assert_eq!(finish(&draft, true).unwrap().visibility, Visibility::Public);
    draft.acting_for = Some(ActingFor {
        relation: Relation::Relative,
        name: "Trần Thị Mẫu".to_owned(),
    });
    assert_eq!(finish(&draft, true).unwrap().acting_for, draft.acting_for);
    assert!(!format!("{draft:?}").contains("Mẫu"));
    draft.anonymous = true;
    assert_eq!(finish(&draft, true), Err(IncidentError::AnonymousActing));
}
