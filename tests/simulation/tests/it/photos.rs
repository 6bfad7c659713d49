//! Mishaps of photos: empty, cut, not taken, taken back, too dear for today.

use crate::campaign::template;
use crate::common::{REFUSAL, puts, state, there, uploads};
use citizen_client::screen::ReportAction;
use citizen_client::{DataLimits, ReportDecision};
use citizen_domain::message::Lang;
use citizen_domain::ports::{NetworkClass, Request};
use citizen_simulation::{Fate, Scene, photos};

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
