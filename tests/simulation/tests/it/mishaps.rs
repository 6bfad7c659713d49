//! Mishaps that have a name: each has cost somebody a report somewhere.

use crate::campaign::template;
use citizen_client::outbox::{OutboxView, Page};
use citizen_client::screen::ReportAction;
use citizen_client::{Client, DataLimits, Found, ReportDecision, ReportRequest};
use citizen_domain::error::Coded as _;
use citizen_domain::message::Lang;
use citizen_domain::pack::{Answer, Collector, Visibility};
use citizen_domain::ports::{Method, NetworkClass, Request};
use citizen_province::demo::DemoCodes;
use citizen_simulation::{Fate, KEEP_DAYS, Scene, photos};

fn puts(request: &Request) -> bool {
    request.method == Method::Put && request.url.path().starts_with("/v1/items/")
}

fn uploads(request: &Request) -> bool {
    request.url.path().starts_with("/v1/uploads")
}

fn state(client: &Client, id: &str) -> String {
    client
        .outbox_item(id)
        .map_or_else(|_| "gone".to_owned(), |view| view.state.to_owned())
}

fn outbox(client: &Client) -> Vec<OutboxView> {
    client.outbox(&Page::default()).unwrap()
}

/// How often the province has a report of that text.
fn there(scene: &Scene, text: &str) -> usize {
    scene
        .town()
        .reports()
        .iter()
        .filter(|report| report.text == text)
        .count()
}

const REFUSAL: &str = r#"{"error":{"code":"category_unknown","message":"Không có loại này."}}"#;

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

#[test]
fn a_photo_that_arrives_empty_is_not_called_sent() {
    let scene = Scene::new(template());
    let id = scene.file("Ảnh rỗng", &photos()[..1], false).report.id;
    scene.when(|r| uploads(r) && !r.body.is_empty(), Fate::Emptied, 3);
    scene.sync();
    let report = scene.client().outbox_item(&id).unwrap();
    assert_eq!((report.state, report.parts_missing), ("sending", 1), "{report:?}");
    scene.settle();
    assert_eq!(state(scene.client(), &id), "accepted");
    let reports = scene.town().reports();
    let held = reports.iter().find(|report| report.id == id).unwrap();
    assert!(held.complete && held.parts.iter().all(|part| part.bytes > 0));
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

/// A report of which the province takes the words and the second photo, and never the first: its id, and the hashes of its photos.
fn without_its_first(scene: &Scene) -> (String, Vec<String>) {
    let id = scene
        .file("Nắp cống", photos().get(..2).unwrap_or_default(), false)
        .report
        .id;
    let taken = scene.client().report(&id).unwrap().photos;
    let length = taken.first().map_or(0, |photo| photo.bytes).to_string();
    let first = move |r: &Request| {
        let begins = |(name, value): &(&str, String)| *name == "upload-length" && *value == length;
        uploads(r) && r.headers.iter().any(begins)
    };
    let refusal = r#"{"error":{"code":"part_not_jpeg","message":"Không phải ảnh."}}"#;
    let tus = vec![("tus-resumable", "1.0.0")];
    scene.when(first, Fate::Answer(422, tus, refusal.to_owned()), 99);
    scene.settle();
    (id, taken.into_iter().map(|photo| photo.sha256).collect())
}

/// The province takes the words and not the photo: that is said, and the person sends the same without it.
#[test]
fn a_photo_that_is_not_taken_is_left_out_and_the_rest_sent_once() {
    let scene = Scene::new(template());
    let client = scene.client();
    let (id, taken) = without_its_first(&scene);
    let report = scene.sync();
    assert_eq!(report.waiting[0].reason, "photo", "{report:?}");
    assert_eq!(report.outcome, Some(citizen_domain::error::Outcome::Refused));
    let shown = client.show_report(&id, Lang::Vi).unwrap();
    assert!(shown.actions.contains(&ReportAction::Mend), "{:?}", shown.actions);
    let states: Vec<&str> = shown
        .photos
        .iter()
        .map(|photo| photo.state.display.as_str())
        .collect();
    assert_eq!(states, ["Tỉnh không nhận", "Tỉnh đã có"]);
    let draft = client.mend_report(&id).unwrap().report;
    assert_eq!(draft.photos.len(), 1, "without the one that is not taken");
    assert_eq!(draft.photos[0].sha256, taken[1]);
    client.send_draft(&draft.id).unwrap();
    let report = scene.settle();
    assert!(report.waiting.is_empty(), "{report:?}");
    assert_eq!(
        (state(client, &id), state(client, &draft.id)),
        ("gone".into(), "accepted".into())
    );
    // The officials see one that counts, whole; the other is withdrawn.
    let held = scene.town().reports();
    let of = |id: &str| held.iter().find(|report| report.id == id).unwrap();
    assert_eq!((of(&draft.id).complete, of(&draft.id).parts.len()), (true, 1));
    assert_eq!(of(&id).status, "rut");
}

/// What officials hold is not given up for something that never arrives.
#[test]
fn a_report_is_withdrawn_only_when_the_mended_one_has_arrived() {
    let scene = Scene::new(template());
    let client = scene.client();
    let (id, _) = without_its_first(&scene);
    let draft = client.mend_report(&id).unwrap().report.id;
    client.send_draft(&draft).unwrap();
    let mended = draft.clone();
    let its = move |r: &Request| puts(r) && r.url.path().ends_with(&mended);
    scene.when(its, Fate::Instead(422, REFUSAL.to_owned()), 1);
    scene.settle();
    assert_eq!(state(client, &draft), "rejected");
    let status = |id: &str| {
        let held = scene.town().reports();
        held.iter()
            .find(|report| report.id == id)
            .map(|report| report.status.clone())
    };
    assert_eq!(status(&draft), None);
    assert!(
        status(&id).is_some_and(|status| status != "rut"),
        "it still counts"
    );
}

/// Wherever the line breaks: at the edge of each piece, one byte before it and one after, no more than that piece goes twice.
#[test]
fn a_cut_at_the_edge_of_a_piece_costs_at_most_that_piece() {
    let photo = photos().iter().max_by_key(|photo| photo.len()).unwrap().clone();
    let probe = Scene::new(template());
    let id = probe
        .file("Ảnh lớn", std::slice::from_ref(&photo), false)
        .report
        .id;
    let length = usize::try_from(probe.client().report(&id).unwrap().photos[0].bytes).unwrap();
    let piece = 64 * 1024;
    assert!(length > piece, "more than one piece: {length} B");
    let edges = (0..=length.div_ceil(piece)).map(|n| (n * piece).min(length));
    let mut cuts: Vec<usize> = edges
        .flat_map(|edge| [edge.saturating_sub(1), edge, edge + 1])
        .collect();
    cuts.retain(|cut| *cut <= length);
    cuts.dedup();
    for cut in cuts {
        let scene = Scene::new(template());
        let id = scene
            .file("Ảnh lớn", std::slice::from_ref(&photo), false)
            .report
            .id;
        // The piece in which that byte goes breaks there.
        let (n, at) = (cut / piece, cut % piece);
        let gone = std::sync::atomic::AtomicUsize::new(0);
        let this_one = move |r: &Request| {
            let carries = uploads(r) && !r.body.is_empty();
            carries && gone.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == n
        };
        scene.when(this_one, Fate::CutAt(at), 1);
        scene.seen();
        scene.carried();
        scene.settle();
        assert_eq!(state(scene.client(), &id), "accepted", "cut at {cut}");
        let seen = scene.seen();
        let sent: usize = seen
            .iter()
            .zip(scene.carried())
            .filter(|(seen, _)| seen.contains("/v1/uploads"))
            .map(|(_, bytes)| bytes)
            .sum();
        assert!(
            sent >= length && sent <= length + piece,
            "cut at {cut}: {sent} B for {length} B"
        );
        assert!(
            scene
                .town()
                .reports()
                .iter()
                .any(|report| report.id == id && report.complete)
        );
    }
}

#[test]
fn of_a_report_that_is_taken_back_no_photo_goes_out_any_more() {
    let scene = Scene::new(template());
    let id = scene
        .file("Rút lại", &[photos()[0].clone(), photos()[3].clone()], false)
        .report
        .id;
    scene.when(uploads, Fate::Lost, 1);
    scene.sync();
    assert_eq!(scene.client().outbox_item(&id).unwrap().parts_missing, 2);
    scene
        .client()
        .decide_report(&id, &ReportDecision::Withdraw)
        .unwrap();
    scene.seen();
    scene.pass(61);
    let report = scene.settle();
    assert!(report.waiting.is_empty(), "{report:?}");
    let photos_sent: Vec<String> = scene
        .seen()
        .into_iter()
        .filter(|seen| seen.contains("/v1/uploads"))
        .collect();
    assert_eq!(photos_sent, Vec::<String>::new());
    // It stays on the list as what it is.
    let shown = scene.client().report(&id).unwrap();
    assert_eq!(
        (shown.state.as_str(), shown.province_state.as_deref()),
        ("discarded", Some("rut"))
    );
}

#[test]
fn a_locked_device_stops_only_what_needs_its_keys() {
    let scene = Scene::new(template());
    // The access is over by now, so that it would have to be renewed.
    scene.pass(45);
    let signed = scene.file("Có tên", &[], false).report.id;
    let anonymous = scene.file("Không tên", &[], true).report.id;
    scene.lock_keys(true);
    let report = scene.drive(scene.client().sync());
    scene.lock_keys(false);
    let report = report.expect("trouble is told, not thrown");
    assert_eq!(
        report.outcome,
        Some(citizen_domain::error::Outcome::SignIn),
        "{report:?}"
    );
    assert_eq!(state(scene.client(), &anonymous), "accepted");
    assert_ne!(state(scene.client(), &signed), "accepted");
    scene.settle();
    assert_eq!(state(scene.client(), &signed), "accepted");
}

/// It locks itself while a sync is under way, at each use of the key store in turn: that is told, what needs no keys goes on, and
/// nothing is lost or sent twice.
#[test]
fn a_device_that_locks_in_the_midst_of_a_sync_loses_nothing() {
    let mut moments = 0;
    for uses in 0.. {
        let scene = Scene::new(template());
        // The access is over by now, so that it would have to be renewed.
        scene.pass(45);
        let id = scene.file("Có tên", &[], false).report.id;
        scene.lock_keys_after(uses);
        let report = scene.drive(scene.client().sync());
        let report = report.expect("trouble is told, not thrown");
        if !scene.locked() {
            assert_eq!(report.outcome, None, "{report:?}");
            break;
        }
        assert_eq!(
            report.outcome,
            Some(citizen_domain::error::Outcome::SignIn),
            "{report:?}"
        );
        moments += 1;
        scene.lock_keys(false);
        scene.settle();
        assert_eq!(state(scene.client(), &id), "accepted");
        assert_eq!(there(&scene, "Có tên"), 1, "locked at use {uses}");
    }
    assert!(moments > 3, "{moments}");
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

/// A draft is kept, shown, added to and thrown away without the session, which alone knows who may publish: until it is open again,
/// nothing is called public.
#[test]
fn drafts_need_no_keys() {
    let scene = Scene::new(template());
    let client = scene.client();
    let request = ReportRequest {
        category: "giao_thong".to_owned(),
        text: "Đèn hỏng".to_owned(),
        visibility: Some(Visibility::Public),
        draft: true,
        ..ReportRequest::default()
    };
    let seen = || client.reports(0, 10).unwrap().remove(0);
    let id = client.file_report(&request).unwrap().report.id;
    assert_eq!(seen().visibility, Visibility::Public);
    scene.lock_keys(true);
    let photo = &photos()[0];
    let changed = client.add_draft_photo(&id, "anh.jpg", photo).unwrap();
    assert_eq!(
        (changed.photos.len(), changed.visibility),
        (1, Visibility::Handler)
    );
    assert_eq!(seen().visibility, Visibility::Handler);
    let gone = client.decide_report(&id, &ReportDecision::Withdraw).unwrap();
    assert_eq!(gone.state, "discarded");
    assert!(client.reports(0, 10).unwrap().is_empty());
    scene.lock_keys(false);
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
    let asked = scene.client().questions(Some(&code)).unwrap().remove(0);
    let mut answers = asked.precomputed;
    for item in asked.questionnaire.items {
        if let Some(choice) = item.choices.first()
            && !item.precomputed
            && item.collector == Collector::Citizen
        {
            answers.insert(item.id, Answer::Text(choice.value.clone()));
        }
    }
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

/// On a network whose bytes are few, photos wait for the next day or a better network; words go at once, whatever was spent.
#[test]
fn photos_wait_for_the_budget_of_the_day_and_words_do_not() {
    const PIECE: u64 = 64 * 1024;
    let scene = Scene::new(template());
    let client = scene.client();
    let photo = photos().iter().max_by_key(|photo| photo.len()).unwrap();
    let limits = DataLimits {
        slow: Some(PIECE + 6 * 1024),
        mobile: None,
    };
    client.set_data_limits(limits).unwrap();
    assert_eq!(client.data_limits().unwrap(), limits);
    let file = |text: &str| {
        let report = scene.file(text, std::slice::from_ref(photo), false).report;
        assert!(report.photos[0].bytes > PIECE + 7 * 1024, "more than a day's");
        report.id
    };
    let waits = |id: &str| client.outbox_item(id).unwrap().reason.as_deref() == Some("budget");
    let first = file("Ảnh một");
    let report = scene.sync();
    assert_eq!(report.waiting[0].reason, "budget", "{report:?}");
    assert!(report.next_try_at.expect("it says when") > client.now());
    // A piece went; the next one would be too much. The words are there.
    assert_eq!(client.data_spent().unwrap().slow, PIECE);
    assert_eq!(there(&scene, "Ảnh một"), 1);
    let words = scene.file("Chỉ chữ", &[], false).report.id;
    scene.sync();
    assert_eq!(state(client, &words), "accepted");
    assert!(waits(&first));
    // On Wi-Fi it goes on at once, and costs nothing.
    scene.network(NetworkClass::Fast);
    scene.settle();
    assert_eq!(state(client, &first), "accepted");
    assert_eq!(client.data_spent().unwrap().slow, PIECE);
    // Back on the slow network nothing of a photo goes that day; the next day a piece, and the rest the day after.
    scene.network(NetworkClass::Slow);
    let second = file("Ảnh hai");
    scene.sync();
    assert!(waits(&second) && client.data_spent().unwrap().slow == PIECE);
    for _ in 0..2 {
        assert_eq!(state(client, &second), "sending");
        scene.pass(24 * 60);
        scene.sync();
    }
    assert_eq!(state(client, &second), "accepted");
    assert!(client.data_spent().unwrap().slow < PIECE);
}
