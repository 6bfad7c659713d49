//! The province's program ends and is started again as it was the first time.

use citizen_journeys::{Phone, Served};
use citizen_province::demo::MAIN_RESIDENT;

/// Its address is the issuer of who signed in: with another the same resident would be somebody else, and what waits would
/// have to be erased.
#[test]
fn a_resident_is_the_same_after_the_province_was_started_again() {
    let dir = tempfile::tempdir().unwrap();
    let first = Served::start(dir.path(), &[]);
    let url = first.base_url.clone();
    let phone = Phone::signed_in(&url);
    let report = phone.report("Cống bị tắc ở đầu ngõ", &["--no-place"]);
    drop(first);
    assert_eq!(phone.run(&["sync"]).code, Some(6));
    phone.run(&["logout"]).ok();

    let again = Served::start(dir.path(), &[]);
    assert_eq!((&again.base_url, again.said("issuer")), (&url, url.as_str()));
    assert_eq!(phone.login(MAIN_RESIDENT.sub).code, Some(0));
    phone.settle();
    assert_eq!(
        phone.run(&["report", "show", &report]).ok()["report"]["state"],
        "accepted"
    );
}
