//! Two programs on one home folder, and home folders that cannot be used.

use citizen_journeys::{Phone, Said, Town};
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

const N: usize = 4;

/// Two programs write at once, several times over: every report is there, and each arrives once though two sync.
#[test]
fn no_write_is_lost_and_nothing_is_sent_twice() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let write = |who: usize| {
        (0..N)
            .map(|n| phone.report(&format!("Người {who} báo lần {n}."), &[]))
            .collect::<Vec<_>>()
    };
    let ids: Vec<String> = std::thread::scope(|scope| {
        let other = scope.spawn(|| write(2));
        let mut ids = write(1);
        ids.extend(other.join().unwrap());
        ids
    });
    let listed = phone.run(&["report", "list"]).ok();
    let listed: BTreeSet<&str> = listed["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["id"].as_str().unwrap())
        .collect();
    assert_eq!(listed, ids.iter().map(String::as_str).collect());

    let syncs: Vec<Said> = std::thread::scope(|scope| {
        let other = scope.spawn(|| phone.run(&["sync"]));
        vec![phone.run(&["sync"]), other.join().unwrap()]
    });
    for said in &syncs {
        assert!(matches!(said.code, Some(0 | 6)), "{said:#?}");
    }
    phone.settle();
    let seen = town.reports();
    assert_eq!(seen.len(), 2 * N, "each report once");
    let seen: BTreeSet<&str> = seen.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(seen, ids.iter().map(String::as_str).collect());
}

/// Two programs sign in at once, and one renews while the other does: the session stays usable.
#[test]
fn two_programs_share_one_session() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let both: Vec<Said> = std::thread::scope(|scope| {
        let other = scope.spawn(|| phone.run(&["dossier", "follow", &town.codes().fresh]));
        vec![
            phone.run(&["dossier", "follow", &town.codes().in_time]),
            other.join().unwrap(),
        ]
    });
    for said in both {
        assert!(said.ok()["dossier"]["status"].is_object());
    }
    assert_eq!(phone.run(&["whoami"]).ok()["signed_in"], true);
}

fn database(phone: &Phone) -> PathBuf {
    phone.home().join("profiles/default/vault-1.db")
}

/// The store of a phone with a report in it; every log is in the main file.
fn used(town: &Town) -> (Phone, String) {
    let phone = Phone::of(&town.base_url());
    let id = phone.report("Cây đổ chắn lối đi.", &[]);
    (phone, id)
}

#[test]
fn a_home_that_cannot_be_written_is_said_in_a_sentence() {
    // A file where the folder should be: also the administrator cannot write there.
    let phone = Phone::new();
    std::fs::write(phone.home(), b"in the way").unwrap();
    let said = phone.run(&["whoami"]);
    assert_eq!(said.code, Some(7), "{said:#?}");
    assert_eq!(said.refused(7), "store.unwritable");
    let checks = phone.run(&["doctor"]).ok();
    let store = &checks["checks"][0];
    assert_eq!(
        (&store["name"], &store["ok"]),
        (&"store".into(), &false.into()),
        "{checks}"
    );
    assert_eq!(std::fs::read(phone.home()).unwrap(), b"in the way");

    // A folder without permission, where that means anything.
    let phone = Phone::new();
    std::fs::create_dir(phone.home()).unwrap();
    std::fs::set_permissions(phone.home(), std::fs::Permissions::from_mode(0o500)).unwrap();
    if std::fs::write(phone.home().join("probe"), b"").is_err() {
        assert_eq!(phone.run(&["report", "list"]).refused(7), "store.unwritable");
    }
    std::fs::set_permissions(phone.home(), std::fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_damaged_store_is_left_as_it_is() {
    let town = Town::open();
    let (phone, _) = used(&town);
    let garbage: Vec<u8> = (0..8192_u32).map(|n| (n * 131 % 251) as u8).collect();
    std::fs::write(database(&phone), &garbage).unwrap();
    for args in [&["report", "list"][..], &["sync"], &["whoami"]] {
        let said = phone.run(args);
        assert_eq!(said.code, Some(7), "{args:?} {said:#?}");
    }
    let checks = phone.run(&["doctor"]).ok();
    let store = checks["checks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["name"] == "store")
        .unwrap();
    assert_eq!(store["ok"], false, "{checks}");
    assert!(!store["detail"].as_str().unwrap().is_empty());
    assert_eq!(
        std::fs::read(database(&phone)).unwrap(),
        garbage,
        "the file must stay for who may mend it"
    );
}

#[test]
fn a_newer_store_is_refused_untouched() {
    let town = Town::open();
    let (phone, id) = used(&town);
    let path = database(&phone);
    let whole = std::fs::read(&path).unwrap();
    let mut newer = whole.clone();
    // The version of the format, and the header's own sum (core/store/FORMAT.md).
    newer[16..20].copy_from_slice(&9_999_u32.to_be_bytes());
    let sum = ring::digest::digest(&ring::digest::SHA256, &newer[..76]);
    newer[76..108].copy_from_slice(sum.as_ref());
    std::fs::write(&path, &newer).unwrap();
    assert_eq!(phone.run(&["report", "list"]).refused(7), "store.newer");
    assert_eq!(std::fs::read(&path).unwrap(), newer);
    let checks = phone.run(&["doctor"]).ok();
    assert_eq!(checks["checks"][0]["ok"], false, "{checks}");
    // The newer program is back, and everything is there.
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(
        phone.run(&["report", "show", &id]).ok()["report"]["state"],
        "queued"
    );
}
