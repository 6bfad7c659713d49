//! Two programs on one home folder, and home folders that cannot be used.

use citizen_journeys::{Fault, Phone, Proxy, Said, Town};
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

/// The province no longer takes the token that two programs hold: one of them renews, once, and the other uses what came.
#[test]
fn two_programs_that_notice_at_the_same_moment_renew_once() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    let answer = token_refused();
    let mut old: Option<String> = None;
    line.script(move |seen| match seen.header("authorization") {
        Some(token) if old.get_or_insert_with(|| token.to_owned()) == token => Fault::Instead(answer.clone()),
        _ => Fault::Pass,
    });
    let both: Vec<Said> = std::thread::scope(|scope| {
        let other = scope.spawn(|| phone.run(&["sync"]));
        vec![phone.run(&["sync"]), other.join().unwrap()]
    });
    for said in &both {
        assert_eq!(said.code, Some(0), "nobody is asked to sign in: {said:#?}");
    }
    let renewals = || {
        let renews = |seen: &citizen_journeys::Seen| {
            seen.path.ends_with("/token")
                && String::from_utf8_lossy(&seen.body).contains("grant_type=refresh_token")
        };
        line.seen().iter().filter(|seen| renews(seen)).count()
    };
    assert_eq!(renewals(), 1);
    phone.run(&["sync"]).ok();
    assert_eq!(phone.run(&["whoami"]).ok()["signed_in"], true);
    assert_eq!(renewals(), 1, "and the new token serves");
}

/// Signing out while a renewal hangs is done at once, and stays done: the tokens that come late are given back.
#[test]
fn signing_out_during_a_renewal_stays_signed_out() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    let answer = token_refused();
    let (hangs, hanging) = std::sync::mpsc::channel();
    let (go, going) = std::sync::mpsc::channel::<()>();
    line.script(move |seen| {
        if seen.header("authorization").is_some() {
            return Fault::Instead(answer.clone());
        }
        if seen.path.ends_with("/token") && String::from_utf8_lossy(&seen.body).contains("grant_type=refresh")
        {
            // Held at the line until the other program has signed out.
            let _ = hangs.send(());
            let _ = going.recv_timeout(std::time::Duration::from_secs(20));
        }
        Fault::Pass
    });
    std::thread::scope(|scope| {
        let renewing = scope.spawn(|| phone.run(&["sync"]));
        hanging.recv_timeout(std::time::Duration::from_secs(20)).unwrap();
        // The line is held, so this one cannot reach the province either way.
        let signing_out = scope.spawn(|| phone.run(&["logout"]));
        let out_here = || phone.run(&["whoami"]).code == Some(5);
        while !out_here() {
            std::thread::yield_now();
        }
        go.send(()).unwrap();
        assert_eq!(signing_out.join().unwrap().ok()["signed_out"], true);
        let said = renewing.join().unwrap();
        assert_eq!(said.code, Some(5), "{said:#?}");
    });
    assert_eq!(phone.run(&["whoami"]).ended(5)["signed_in"], false);
    line.pass();
    let again = phone.run(&["sync"]);
    assert!(matches!(again.code, Some(0 | 5)), "{again:#?}");
    assert_eq!(
        phone.run(&["logout"]).ok()["delivered"],
        true,
        "both generations were given back"
    );
    assert_eq!(phone.run(&["whoami"]).ended(5)["signed_in"], false);
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
        assert_eq!(phone.run(&Phone::MAKE).refused(7), "store.unwritable");
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

/// What the province says to a token that it no longer takes.
fn token_refused() -> Vec<u8> {
    let refusal = r#"{"error":{"code":"sign_in_needed","message":"Cần đăng nhập lại."}}"#;
    format!(
        "HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{refusal}",
        refusal.len()
    )
    .into_bytes()
}
