//! What a person takes back: it stays here if it never left, and takes nothing of others with it.

use citizen_fixtures::Camera;
use citizen_journeys::{Fault, Phone, Proxy, Town};

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

/// The province took the words, its answer was lost, and the person thinks better of it: gone is it only with the province's
/// word, and "try everything again" does not send it after all.
#[test]
fn what_may_have_arrived_is_withdrawn_before_it_is_gone() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    let photo = phone.file("anh.jpg", &Camera::small(6).jpeg());
    let id = phone.report("Cột điện nghiêng.", &["--photo", &photo]);
    line.script(|seen| match seen.method.as_str() {
        "PUT" => Fault::Cut(0),
        _ => Fault::Pass,
    });
    phone.run(&["sync"]).ended(6);
    assert_eq!(town.reports().len(), 1, "it had arrived");
    let waits = phone.run(&["outbox", "discard", &id, "--yes"]).ended(6);
    assert_eq!(waits["items"][0]["discarding"], true, "{waits}");
    phone.run(&["outbox", "retry"]).ok();
    line.pass();
    phone.settle();
    assert_eq!(
        phone.run(&["outbox", "list"]).ok()["items"],
        serde_json::json!([])
    );
    let seen = &town.reports()[0];
    assert_eq!((seen.status.as_str(), seen.parts.len()), ("rut", 0));
}
