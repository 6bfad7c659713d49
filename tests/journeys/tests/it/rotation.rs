//! The province changes the key of its receipts.

use citizen_journeys::{Phone, Town};

#[test]
fn a_receipt_by_a_new_key_is_judged_by_the_pack_that_names_it() {
    let mut town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let change_key = |town: &mut Town| {
        town.close();
        std::fs::remove_file(town.data().join("keys/receipt.p8")).unwrap();
        town.reopen();
    };
    let version = || {
        phone.run(&["pack", "show"]).ok()["pack"]["version"]
            .as_u64()
            .unwrap()
    };
    let before = version();

    change_key(&mut town);
    let id = phone.report("Vỉa hè sụt.", &[]);
    assert_eq!(phone.run(&["sync"]).ok()["sent"], 1);
    assert!(version() > before);
    assert_eq!(
        phone.run(&["receipt", "show", &id]).ok()["receipt"]["verified"],
        true
    );

    // Not at every word of a stranger: for a while an unknown key is what it seems to be.
    change_key(&mut town);
    let id = phone.report("Biển báo đổ.", &[]);
    let said = phone.run(&["sync"]);
    assert_eq!(said.code, Some(8), "{said:#?}");
    let kept = phone.run(&["report", "show", &id]).ok();
    assert_ne!(kept["report"]["state"], "accepted", "{kept}");
    // Nothing is lost by it: with the new pack the same report is accepted, once.
    phone.run(&["pack", "update"]).ok();
    phone.settle();
    assert_eq!(town.reports().len(), 2);
    assert_eq!(
        phone.run(&["receipt", "show", &id]).ok()["receipt"]["verified"],
        true
    );
}
