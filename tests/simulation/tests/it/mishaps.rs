//! Mishaps that have a name: each has cost somebody a report somewhere.

use crate::campaign::template;
use crate::common::{REFUSAL, outbox, puts, state, there, uploads};
use citizen_client::screen::ReportAction;
use citizen_client::{Found, ReportDecision};
use citizen_domain::error::{Coded as _, Outcome};
use citizen_domain::message::Lang;
use citizen_domain::ports::{NetworkClass, Request};
use citizen_province::demo::DemoCodes;
use citizen_simulation::{Fate, KEEP_DAYS, Scene, first_choices, photos};

#[test]
fn a_queue_is_not_written_anew_after_a_part_of_it_failed() {
    let mut scene = Scene::new(template());
    let ids: Vec<String> = ["Một", "Hai", "Ba"]
        .map(|text| scene.file(text, &[], false).report.id)
        .into();
    let second = ids[1].clone();
    scene.when(
        move |r| puts(r) && r.url.path().ends_with(&second),
        Fate::Instead(422, REFUSAL.to_owned()),
        1,
    );
    let third = ids[2].clone();
    scene.when(
        move |r| puts(r) && r.url.path().ends_with(&third),
        Fate::ReplyLost,
        1,
    );
    scene.sync();
    scene.restart();
    let states: Vec<String> = ids.iter().map(|id| state(scene.client(), id)).collect();
    assert_eq!(states, ["accepted", "rejected", "paused"]);
    scene.seen();
    scene.settle();
    let first_again = scene.seen().iter().any(|seen| seen.ends_with(&ids[0]));
    assert!(!first_again, "what was accepted is left alone");
    assert_eq!(state(scene.client(), &ids[2]), "accepted");
    assert_eq!(["Một", "Hai", "Ba"].map(|text| there(&scene, text)), [1, 0, 1]);
}

#[test]
fn nothing_becomes_a_dead_letter_after_the_province_had_accepted_it() {
    let scene = Scene::new(template());
    let id = scene.file("Đã nhận rồi", &[], false).report.id;
    scene.when(puts, Fate::ReplyLost, 1);
    // Then whoever answers says anything but the truth, for days.
    let lies = [
        (404, "<html>Not Found</html>".to_owned()),
        (422, REFUSAL.to_owned()),
        (500, REFUSAL.to_owned()),
        (403, "<html>Forbidden</html>".to_owned()),
        (200, "<html></html>".to_owned()),
    ];
    for (status, body) in lies {
        scene.when(
            |r| r.url.path().starts_with("/v1/items/"),
            Fate::Instead(status, body),
            4,
        );
    }
    for _ in 0..18 {
        scene.sync();
        assert!(
            ["sending", "paused"].contains(&state(scene.client(), &id).as_str()),
            "{:?}",
            outbox(scene.client())
        );
        scene.pass(61);
    }
    scene.settle();
    assert_eq!(state(scene.client(), &id), "accepted");
    assert_eq!(there(&scene, "Đã nhận rồi"), 1);
}

#[test]
fn a_401_in_the_middle_costs_nothing() {
    let scene = Scene::new(template());
    let ids: Vec<String> = (0..6)
        .map(|n| {
            scene
                .file(&format!("Thứ {n}"), &[photos()[0].clone()], false)
                .report
                .id
        })
        .collect();
    let third = ids[2].clone();
    scene.when(
        move |r| r.url.path().ends_with(&third),
        Fate::Instead(
            401,
            r#"{"error":{"code":"unauthorized","message":"Đăng nhập lại."}}"#.to_owned(),
        ),
        1,
    );
    // The token that is no longer taken is renewed, and what it was for is done again, in the same sync.
    let report = scene.sync();
    assert_eq!(report.rejected, 0);
    scene.settle();
    for (n, id) in ids.iter().enumerate() {
        assert_eq!(state(scene.client(), id), "accepted");
        assert_eq!(there(&scene, &format!("Thứ {n}")), 1);
    }
}

#[test]
fn a_year_later_the_province_still_knows_what_it_has_taken() {
    let mut scene = Scene::new(template());
    let id = scene.file("Một năm sau", &[], true).report.id;
    scene.when(puts, Fate::ReplyLost, 1);
    scene.sync();
    scene.pass(400 * 24 * 60);
    scene.restart_town();
    scene.restart();
    scene.settle();
    assert_eq!(state(scene.client(), &id), "accepted");
    assert_eq!(there(&scene, "Một năm sau"), 1);
}

/// Two reports under a name, one whose answer was lost and one whose photo stopped half-way: the session has ended meanwhile, as has the
/// upload, and the feed is too old to go on from. Once the person is back it is asked about, and each is there once.
#[test]
fn a_year_later_what_was_sent_under_a_name_goes_on_once_the_person_is_back() {
    let mut scene = Scene::new(template());
    let text = scene.file("Ổ gà một năm", &[], false).report.id;
    scene.when(puts, Fate::ReplyLost, 1);
    scene.sync();
    let photo = scene.file("Ảnh một năm", &photos()[2..3], false).report.id;
    scene.when(uploads, Fate::CutAt(600), 1);
    scene.when(uploads, Fate::Offline, 100);
    scene.sync();
    scene.fair();
    let held = |scene: &Scene| {
        let reports = scene.town().reports();
        let held = reports.into_iter().find(|report| report.id == photo).unwrap();
        (held.complete, held.parts.len())
    };
    assert!(!held(&scene).0, "its text has arrived, its photo has not");
    scene.pass(400 * 24 * 60);
    scene.restart_town();
    scene.restart();
    let report = scene.sync();
    assert_eq!(report.outcome, Some(Outcome::SignIn), "{report:?}");
    scene.seen();
    scene.sign_in(template());
    scene.settle();
    let seen = scene.seen();
    for (id, words) in [(&text, "Ổ gà một năm"), (&photo, "Ảnh một năm")] {
        assert_eq!(state(scene.client(), id), "accepted");
        assert_eq!(there(&scene, words), 1);
        let of_item = |line: &&String| line.ends_with(&format!("/v1/items/{id}"));
        let first = seen.iter().find(of_item).map(|line| line.starts_with("GET "));
        assert_ne!(first, Some(false), "asked before anything goes again: {seen:?}");
    }
    assert_eq!(held(&scene), (true, 1));
}

/// A line that brings a request twice: the first is taken, the second is turned away for its proof, which is used up, and that is all that the
/// phone hears. What the person throws away then is withdrawn at the province first. Found by seed 708.
#[test]
fn what_a_line_brought_twice_is_withdrawn_before_it_is_thrown_away() {
    let scene = Scene::new(template());
    let id = scene.file("Đến hai lần", &[], false).report.id;
    scene.when(puts, Fate::Repeated, 10);
    scene.sync();
    scene.fair();
    assert_eq!(there(&scene, "Đến hai lần"), 1);
    assert_eq!(
        state(scene.client(), &id),
        "paused",
        "nobody has said that it arrived"
    );
    assert!(scene.client().discard(&id).unwrap().discarding);
    scene.settle();
    assert_eq!(state(scene.client(), &id), "gone");
    let reports = scene.town().reports();
    let held = reports.iter().find(|report| report.id == id).unwrap();
    assert_eq!(held.status, "rut");
}

/// A body that was changed on the way never becomes the report, and does not make a conflict of the right one after it.
#[test]
fn a_body_that_was_changed_on_the_way_is_asked_about_and_sent_again() {
    let scene = Scene::new(template());
    let id = scene.file("Cầu gãy", &[], false).report.id;
    scene.when(puts, Fate::Altered("gãy", "vững"), 2);
    scene.sync();
    assert_eq!((there(&scene, "Cầu gãy"), there(&scene, "Cầu vững")), (0, 0));
    let waits = scene.client().outbox_item(&id).unwrap();
    assert_eq!(
        (waits.state, waits.reason.as_deref()),
        ("paused", Some("network"))
    );
    scene.seen();
    scene.pass(61);
    scene.sync();
    let first = scene.seen().into_iter().find(|seen| seen.contains("/v1/items/"));
    assert!(
        first.is_some_and(|seen| seen.starts_with("GET")),
        "asked before it is sent again"
    );
    scene.settle();
    assert_eq!(state(scene.client(), &id), "accepted");
    assert_eq!((there(&scene, "Cầu gãy"), there(&scene, "Cầu vững")), (1, 0));
    // Where the hash is dropped as well, the wrong body is taken: without it nobody would notice before the receipt.
    let id = scene.file("Đèn tắt", &[], false).report.id;
    scene.when(puts, Fate::AlteredUnseen("tắt", "sáng"), 1);
    scene.sync();
    assert_eq!((there(&scene, "Đèn tắt"), there(&scene, "Đèn sáng")), (0, 1));
    assert_eq!(scene.client().outbox_item(&id).unwrap().problem, Some("body"));
}

/// The province takes a dossier for known that is not held here: everything is asked for anew, at once.
#[test]
fn a_part_without_its_whole_is_mended_by_reading_from_the_start() {
    let scene = Scene::new(template());
    let code = DemoCodes::of(scene.town().state()).unwrap().finished_old;
    let found = Found::Typed { code, secret: None };
    scene.drive(scene.client().follow(found, Lang::Vi)).unwrap();
    scene.sync();
    let stray = r#"{"type":"dossier_part","code":"000.00.12.H09-260212-9999","patch":{"ratable":true}}"#;
    let lines = format!("{stray}\n{}\n", r#"{"type":"cursor","cursor":"x"}"#);
    let changes = |request: &Request| request.url.path().ends_with("/changes");
    let asked = || {
        scene
            .seen()
            .iter()
            .filter(|seen| seen.ends_with("/changes"))
            .count()
    };
    asked();
    scene.when(changes, Fate::Instead(200, lines), 1);
    let report = scene.drive(scene.client().sync()).unwrap();
    assert_eq!(report.outcome, None, "{report:?}");
    assert_eq!(asked(), 2, "once with the cursor, once from the start");
    // Nothing is missing afterwards, and the place in the feed is a good one.
    let all = scene
        .client()
        .dossiers(citizen_client::dossier::Page::ALL, Lang::Vi)
        .unwrap();
    assert!(all.iter().all(|held| held.status.is_some()), "{all:?}");
    assert_eq!(scene.sync().outcome, None);
    assert_eq!(asked(), 1);
}

/// What the province refuses is not lost and not to be typed again: it becomes a draft with its photos, and goes under a new id that
/// names the refused one.
#[test]
fn a_refused_report_is_mended_and_sent_once() {
    let scene = Scene::new(template());
    let client = scene.client();
    for (n, status) in [422, 409].into_iter().enumerate() {
        let text = format!("Cống vỡ {n}");
        let refused = scene.file(&text, &photos()[..1], false).report.id;
        let id = refused.clone();
        let body = move |r: &Request| puts(r) && r.url.path().ends_with(&id);
        scene.when(body, Fate::Instead(status, REFUSAL.to_owned()), 1);
        scene.sync();
        assert_eq!(state(client, &refused), "rejected");
        let shown = client.show_report(&refused, Lang::Vi).unwrap();
        assert_eq!(shown.actions, [ReportAction::Mend, ReportAction::Withdraw]);
        let draft = client.mend_report(&refused).unwrap().report;
        assert_eq!((draft.text.as_str(), draft.photos.len()), (text.as_str(), 1));
        // Asked again, it is the same draft.
        assert_eq!(client.mend_report(&refused).unwrap().report.id, draft.id);
        // The refused one may go; the picture stays for the draft.
        if status == 409 {
            client.discard(&refused).unwrap();
        }
        let change = citizen_client::DraftChange {
            text: Some(format!("{text}, đã sửa")),
            ..citizen_client::DraftChange::default()
        };
        client.change_draft(&draft.id, &change).unwrap();
        client.send_draft(&draft.id).unwrap();
        if status == 422 {
            let again = client.mend_report(&refused).unwrap_err();
            assert_eq!(again.code(), "outbox.not_editable");
            let shown = client.show_report(&refused, Lang::Vi).unwrap();
            assert_eq!(shown.actions, [ReportAction::Withdraw]);
        }
        scene.settle();
        assert_eq!(state(client, &draft.id), "accepted");
        assert_eq!(
            (there(&scene, &text), there(&scene, &format!("{text}, đã sửa"))),
            (0, 1)
        );
        let held = scene.town().reports();
        let held = held.iter().find(|report| report.id == draft.id).unwrap();
        assert_eq!((held.complete, held.parts.len()), (true, 1));
    }
    // What was not refused is not mended.
    let waits = scene.file("Chưa gửi", &[], false).report.id;
    assert_eq!(
        client.mend_report(&waits).unwrap_err().code(),
        "outbox.not_editable"
    );
    assert_eq!(
        client.mend_report("no-such").unwrap_err().code(),
        "client.not_found"
    );
}

#[test]
fn the_same_answers_can_be_given_again_after_they_were_taken_back() {
    let scene = Scene::new(template());
    let code = DemoCodes::of(scene.town().state()).unwrap().finished_old;
    let found = Found::Typed {
        code: code.clone(),
        secret: None,
    };
    scene.drive(scene.client().follow(found, Lang::Vi)).unwrap();
    scene.sync();
    let answers = first_choices(scene.client().questions(Some(&code)).unwrap().remove(0));
    let counted = scene.town().ratings();
    let rates = || {
        let rating = scene.drive(scene.client().rate(&code, None, answers.clone()));
        rating.unwrap().item_id.unwrap()
    };
    let first = rates();
    // It may have arrived, so it is withdrawn there before it is gone here.
    scene.when(|r| r.url.path().starts_with("/v1/ratings/"), Fate::Lost, 1);
    scene.sync();
    assert!(scene.client().discard(&first).unwrap().discarding);
    scene.settle();
    assert_eq!(state(scene.client(), &first), "gone");
    let second = rates();
    scene.settle();
    assert_eq!(state(scene.client(), &second), "accepted");
    assert_eq!(scene.town().ratings(), counted + 1);
}

#[test]
fn officials_lead_a_report_that_was_taken_back_nowhere() {
    let scene = Scene::new(template());
    let id = scene.file("Không cần nữa", &[], false).report.id;
    scene.sync();
    assert!(scene.town().lead(&id, "dang_xu_ly"));
    scene
        .client()
        .decide_report(&id, &ReportDecision::Withdraw)
        .unwrap();
    scene.settle();
    assert!(!scene.town().lead(&id, "da_xu_ly"));
    scene.sync();
    let shown = scene.client().report(&id).unwrap();
    assert_eq!(shown.province_state.as_deref(), Some("rut"));
}

#[test]
fn the_system_is_asked_to_run_the_app_when_that_is_worth_it_and_not_otherwise() {
    let scene = Scene::new(template());
    assert_eq!(scene.asked(), []);
    scene.file("Một", &[], false);
    let now = scene.client().now();
    assert_eq!(scene.asked(), [Some(now)], "as soon as there is a network");
    scene.when(puts, Fate::Lost, 1);
    let report = scene.sync();
    assert!(report.next_try_at.is_some_and(|at| at > now));
    assert_eq!(
        scene.asked().last(),
        Some(&report.next_try_at),
        "when it is tried again"
    );
    scene.file("Hai", &[], false);
    let now = scene.client().now();
    assert_eq!(
        scene.asked().last(),
        Some(&Some(now)),
        "something new goes at once"
    );
    let before = scene.asked().len();
    scene.file("Ba", &[], false);
    assert_eq!(scene.asked().len(), before, "asked for already");
    assert!(scene.settle().waiting.is_empty());
    assert_eq!(scene.asked().last(), Some(&None), "nothing waits");
    // There is a network and nobody answers: not again and again. And what is given to be sent during a sync is not forgotten by its end.
    let later = |minutes: i64| Some(scene.client().now().plus_millis(minutes * 60_000));
    scene.file("Bốn", &[], false);
    scene.pass(61);
    scene.when(|_| true, Fate::Offline, 99);
    let report = scene.sync();
    assert!(
        report.waiting.iter().all(|one| one.next_try_at.is_none()),
        "{report:?}"
    );
    assert_eq!(scene.asked().last(), Some(&later(15)));
    scene.network(NetworkClass::None);
    scene.sync();
    assert_eq!(
        scene.asked().last(),
        Some(&later(0)),
        "the system waits for a network by itself"
    );
    scene.network(NetworkClass::Slow);
    scene.fair();
    scene.settle();
    // The system goes by the device's clock.
    scene.clock_off(-3);
    scene.settle();
    scene.file("Năm", &[], false);
    assert_eq!(scene.asked().last(), Some(&later(-3 * 24 * 60)));
}

/// What was accepted stays with its receipt until the pack's rule lets it go: not by a wrong clock, not while the province works on it.
#[test]
fn what_was_accepted_leaves_by_the_rule_of_the_pack_alone() {
    const DAY: u64 = 24 * 60;
    let mut scene = Scene::new(template());
    let open = scene.file("Còn xử lý", &[], false).report.id;
    let old = scene.file("Đã lâu", &photos()[..1], true).report.id;
    scene.settle();
    let there = |scene: &Scene| [&open, &old].map(|id| scene.client().receipt(id).is_ok());
    assert_eq!((there(&scene), scene.files()), ([true, true], 1));
    // The device's clock is ten years ahead, and nobody tells it the time.
    scene.restart();
    scene.clock_off(3_650);
    scene.when(|_| true, Fate::Offline, 40);
    scene.sync();
    scene.fair();
    scene.clock_off(0);
    assert_eq!(there(&scene), [true, true]);
    for (days, kept) in [(KEEP_DAYS - 2, [true, true]), (4, [true, false])] {
        scene.pass(days * DAY);
        scene.sync();
        assert_eq!(there(&scene), kept, "{days}");
    }
    assert_eq!(scene.files(), 0, "its photo went with it");
    let listed = scene.client().reports(0, 10).unwrap();
    assert_eq!(
        listed.iter().map(|report| &report.id).collect::<Vec<_>>(),
        [&open]
    );
}
