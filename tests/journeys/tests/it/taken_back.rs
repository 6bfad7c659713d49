//! What a person takes back: it stays here if it never left, and takes nothing of others with it.

use citizen_fixtures::Camera;
use citizen_journeys::{Phone, Town};

/// Two reports share one picture (pictures are kept by their content); throwing one away must not empty the other.
#[test]
fn a_discarded_report_leaves_the_picture_that_another_needs() {
    let mut town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    town.close();
    let photo = phone.file("anh.jpg", &Camera::small(5).jpeg());
    let first = phone.report("Cột đèn gãy, lần ghi thứ nhất.", &["--photo", &photo]);
    let second = phone.report("Cột đèn gãy, lần ghi thứ hai.", &["--photo", &photo]);
    phone.run(&["outbox", "discard", &first, "--yes"]).ok();
    assert_eq!(
        phone.run(&["report", "show", &first]).refused(4),
        "client.not_found"
    );

    town.reopen();
    phone.settle();
    let seen = town.reports();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].id, second);
    assert!(seen[0].complete, "the second report lost its picture");
}

#[test]
fn a_report_withdrawn_before_it_left_never_leaves() {
    let mut town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    town.close();
    let id = phone.report("Viết rồi đổi ý.", &[]);
    let said = phone.run(&["report", "withdraw", &id]).ok();
    assert_eq!(said["report"]["state"], "discarded");
    town.reopen();
    phone.settle();
    assert!(
        town.reports().is_empty(),
        "what was taken back was sent all the same"
    );

    // The negative: one that has arrived is withdrawn at the province.
    let id = phone.report("Đã tới nơi rồi mới rút.", &[]);
    phone.settle();
    assert_eq!(town.reports().len(), 1);
    phone.run(&["report", "withdraw", &id]).ok();
    phone.settle();
    assert_eq!(town.reports()[0].status, "rut");
}
