//! The province changes its keys.

use citizen_journeys::phone::arg;
use citizen_journeys::{Phone, Town};
use citizen_province::demo::MAIN_RESIDENT;

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

/// Officials change the key of the province's own sign-in by hand, under a running gateway: nobody is signed out, people sign in
/// anew, and receipts and packs, which go by other keys, stay what they are.
#[test]
fn a_new_key_for_signing_in_disturbs_nobody() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let before = phone.report("Cống tắc.", &[]);
    phone.settle();
    let pack = || phone.run(&["pack", "show"]).ok()["pack"]["signed_by"].clone();
    let signed_by = pack();

    let office = Phone::new();
    let rotate = ["province", "keys", "rotate", "--data", &arg(&town.data())];
    let mut keys = vec![];
    for minutes in [2, 4] {
        // Keys are asked for once a minute at most.
        town.shift_clock(minutes * 60_000);
        let rotated = office.run(&rotate).ok();
        let key = rotated["key_id"].as_str().unwrap().to_owned();
        assert!(!keys.contains(&key), "each key is new");
        keys.push(key);
        assert_eq!(phone.run(&["whoami"]).ok()["signed_in"], true);
        phone.run(&["sync"]).ok();
        assert_eq!(
            phone.login(MAIN_RESIDENT.sub).code,
            Some(0),
            "with keys of yesterday at hand"
        );
    }
    let after = phone.report("Nắp cống mất.", &[]);
    phone.settle();
    for id in [before, after] {
        let receipt = phone.run(&["receipt", "show", &id]).ok()["receipt"].clone();
        assert_eq!(receipt["verified"], true, "{receipt}");
    }
    phone.run(&["pack", "update"]).ok();
    assert_eq!(pack(), signed_by);
    assert_eq!(town.reports().len(), 2);
    assert!(office.told(&rotate).contains("khóa"), "in words too");
    // Who comes now knows the newest key only.
    Phone::signed_in(&town.base_url());
}
