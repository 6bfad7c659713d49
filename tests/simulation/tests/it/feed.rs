//! A first sync of many dossiers, cut and stopped wherever it can be: nothing is lost, and nothing comes twice.

use crate::campaign::template;
use citizen_client::dossier::Page;
use citizen_client::{Client, Progress};
use citizen_domain::message::Lang;
use citizen_domain::ports::Request;
use citizen_province::Officials;
use citizen_province::officials::{Advance, NewDossier};
use citizen_simulation::{Fate, Scene};
use std::sync::Mutex;

/// More than two batches.
const MANY: usize = 250;

fn changes(request: &Request) -> bool {
    request.url.path().ends_with("/changes")
}

/// The phone's person hands in many dossiers and follows them elsewhere: their codes.
fn many(scene: &Scene) -> Vec<String> {
    let town = scene.town();
    let officials = Officials::of(town.state());
    let procedure = town.state().pack().procedures.first().unwrap().code.clone();
    let new = NewDossier {
        owner: scene.person(template()),
        procedure,
        ..NewDossier::default()
    };
    let codes: Vec<String> = (0..MANY)
        .map(|_| officials.add_dossier(&new).unwrap().code)
        .collect();
    town.follow(&new.owner, &codes);
    codes
}

/// Everything that a phone shows of its dossiers.
fn held(client: &Client) -> Vec<String> {
    let all = client.dossiers(Page::ALL, Lang::Vi).unwrap();
    let mut shown: Vec<String> = all
        .into_iter()
        .map(|held| {
            let mut shown = serde_json::to_value(held).unwrap();
            // How old it is differs, and what follows from that.
            for member in ["as_of", "stale", "deadline"] {
                shown.as_object_mut().unwrap().remove(member);
            }
            shown.to_string()
        })
        .collect();
    shown.sort();
    shown
}

#[test]
fn a_feed_that_is_cut_anywhere_goes_on_where_it_was() {
    let mut scene = Scene::new(template());
    many(&scene);
    let before = held(scene.client()).len();
    let report = scene.sync();
    assert_eq!(report.received as usize, MANY, "{report:?}");
    let whole = held(scene.client());
    assert_eq!(whole.len(), before + MANY);
    let mut seed = 100;
    for encoding in [None, Some("gzip"), Some("zstd")] {
        scene.compress(encoding);
        scene.fresh_phone(template(), seed);
        scene.sync();
        let length = scene.replied();
        assert_eq!(held(scene.client()), whole, "{encoding:?}");
        let mut kept_some = 0;
        let cuts = if encoding.is_some() { 8 } else { 16 };
        for step in 0..cuts {
            seed += 1;
            scene.fresh_phone(template(), seed);
            let at = (length * step / (cuts - 1)).min(length - 1);
            scene.when(changes, Fate::ReplyCut(at), 1);
            let cut = scene.sync();
            assert!(cut.outcome.is_some(), "{encoding:?} cut at {at}: {cut:?}");
            assert_eq!(held(scene.client()).len(), before + cut.received as usize);
            kept_some += u32::from(cut.received > 0);
            let rest = scene.sync();
            assert_eq!(
                (rest.outcome, rest.received + cut.received),
                (None, MANY as u32),
                "{encoding:?} cut at {at}"
            );
            assert_eq!(held(scene.client()), whole, "{encoding:?} cut at {at}");
        }
        // Of an uncompressed feed whole batches are kept at least in its later half.
        assert!(encoding.is_some() || kept_some >= 8, "{kept_some}");
        seed += 1;
    }
}

/// A cursor that the province does not know starts the feed anew, also where that is cut; what it does not repeat is gone.
#[test]
fn starting_again_is_cut_and_still_ends_with_what_is_there() {
    let mut scene = Scene::new(template());
    many(&scene);
    scene.sync();
    let whole = held(scene.client());
    let length = scene.replied();
    for (n, at) in [length / 6, length / 2, length - 2].into_iter().enumerate() {
        scene.fresh_phone(template(), 200 + n as u64);
        scene.sync();
        // Somebody once told of a dossier that is not there, under a cursor of another time.
        let stray = r#"{"type":"dossier","dossier":{"code":"000.00.12.H09-260212-9999","procedure":{"code":"x","name":"x"},"agency":{"id":"x","name":"x"},"unit":"x","status":{"code":2}}}"#;
        let lines = format!("{stray}\n{}\n", r#"{"type":"cursor","cursor":"x"}"#);
        scene.when(changes, Fate::Instead(200, lines), 1);
        scene.sync();
        assert_eq!(held(scene.client()).len(), whole.len() + 1);
        scene.when(changes, Fate::ReplyCut(at), 1);
        let cut = scene.sync();
        assert!(cut.outcome.is_some(), "{cut:?}");
        let rest = scene.sync();
        assert_eq!(rest.outcome, None);
        let now = held(scene.client());
        assert!(whole.iter().all(|shown| now.contains(shown)), "cut at {at}");
        let stray = scene
            .client()
            .dossier("000.00.12.H09-260212-9999", Lang::Vi)
            .unwrap();
        let gone = format!("{:?}", stray.warnings);
        assert!(
            gone.contains("Gone"),
            "what the province does not repeat is gone: {gone}"
        );
    }
}

/// The person sees how far it is, stops it in the middle, and the next sync brings the rest.
#[test]
fn a_first_sync_tells_how_far_it_is_and_is_stopped_in_the_middle() {
    let mut scene = Scene::new(template());
    many(&scene);
    scene.fresh_phone(template(), 300);
    let before = held(scene.client()).len();
    let told = Mutex::new(Vec::<Progress>::new());
    let listener = |progress| told.lock().unwrap().push(progress);
    let kept = || {
        told.lock()
            .unwrap()
            .last()
            .map_or(0, |progress| progress.received)
    };
    let stopped = scene.drive_until(scene.client().sync_with(&listener), || kept() > 0);
    assert!(stopped.is_none(), "it was let go of in the middle");
    let first = kept();
    assert!(first > 0 && (first as usize) < MANY, "{first}");
    // What was told is kept; what was just being written is written to its end.
    let had = held(scene.client()).len() - before;
    assert!((first as usize..MANY).contains(&had), "{had} of {first}");
    let rest = scene.sync();
    assert_eq!(rest.outcome, None);
    assert!(rest.received as usize <= MANY - had, "{rest:?} after {had}");
    assert_eq!(held(scene.client()).len() - before, MANY);
    // Undisturbed, it rises to the whole.
    scene.fresh_phone(template(), 301);
    told.lock().unwrap().clear();
    scene.drive(scene.client().sync_with(&listener)).unwrap();
    let told = told.into_inner().unwrap();
    assert!(
        told.len() > 2 && told.windows(2).all(|two| two[0].received <= two[1].received),
        "{told:?}"
    );
    assert!(
        told.iter().all(|progress| progress.of as usize == MANY),
        "{told:?}"
    );
    assert_eq!(told.last().map(|progress| progress.received as usize), Some(MANY));
}

#[test]
fn a_hundred_changes_are_one_request_and_are_not_told_as_progress() {
    let scene = Scene::new(template());
    let codes = many(&scene);
    scene.sync();
    for code in &codes[..100] {
        let advance = Advance {
            status: Some(4),
            ..Advance::default()
        };
        Officials::of(scene.town().state())
            .advance(code, &advance)
            .unwrap();
    }
    let told = Mutex::new(0);
    let listener = |_| *told.lock().unwrap() += 1;
    let report = scene.drive(scene.client().sync_with(&listener)).unwrap();
    assert_eq!((report.outcome, report.received, report.requests), (None, 100, 1));
    assert_eq!(told.into_inner().unwrap(), 0);
    // A piece of each, not the whole: less than half of what one of them alone would be.
    assert!(report.bytes_down < 100 * 300, "{}", report.bytes_down);
}
