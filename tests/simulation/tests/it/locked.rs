//! A device that locks: what needs its keys waits, and nothing else.

use crate::campaign::template;
use crate::common::{state, there};
use citizen_client::{ReportDecision, ReportRequest};
use citizen_domain::message::Lang;
use citizen_domain::pack::Visibility;
use citizen_simulation::{Scene, photos};

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
    // Who is signed in was seen a moment ago; somebody who comes back to a locked device has yet to see it.
    client.suspend().unwrap();
    client.resume().unwrap();
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

/// A look through a phone's key store takes tens of milliseconds: a screen that was drawn before costs none, until somebody has signed
/// in or out.
#[test]
fn a_screen_that_is_drawn_again_asks_the_key_store_nothing() {
    let scene = Scene::new(template());
    let client = scene.client();
    let look = || {
        let before = scene.key_uses();
        let home = client.show_home(Lang::Vi).unwrap();
        let waiting = client.show_waiting(Lang::Vi).unwrap();
        drop((home, waiting));
        scene.key_uses() - before
    };
    assert!(look() > 0, "the first look is through the key store");
    assert_eq!(look(), 0);
    assert!(client.session().unwrap().signed_in);
    scene.drive(client.sign_out()).unwrap();
    assert!(
        !client.session().unwrap().signed_in,
        "what was seen before is not told any more"
    );
    // Nor is it kept while nobody looks.
    look();
    client.suspend().unwrap();
    client.resume().unwrap();
    assert!(look() > 0);
}
