//! What `doctor` says of a vault that opens: its keys, and what has not come to rest in it.

use citizen_client::system::SystemRandom;
use citizen_client::{Client, ReportRequest, Shipped};
use citizen_journeys::phone::arg;
use citizen_journeys::{Fault, Phone, Proxy, Said, Town, program};
use citizen_store::{FileKeyStore, VaultKeys};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;

fn profile(phone: &Phone) -> PathBuf {
    phone.home().join("profiles/default")
}

/// Whether a check is well, and its words.
fn check(said: &Value, name: &str) -> (bool, String) {
    let checks = said["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["name"] == name).unwrap();
    (
        check["ok"].as_bool().unwrap(),
        check["detail"].as_str().unwrap().to_owned(),
    )
}

#[test]
fn doctor_says_that_the_keys_are_well_and_of_a_change_that_was_cut_off() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let keys = || check(&phone.run(&["doctor"]).ok(), "keys");
    let (well, said) = keys();
    assert!(well && said.contains("Chìa khóa tốt"), "{said}");
    // A program that began to change the keys and died.
    let random = Arc::new(SystemRandom::new());
    let store = Arc::new(FileKeyStore::open(&profile(&phone)).unwrap());
    let vault = VaultKeys::open(&profile(&phone), "default", false, store, random).unwrap();
    vault.begin_rotation().unwrap();
    let (well, said) = keys();
    assert!(!well && said.contains("citizen vault rotate"), "{said}");
    phone.run(&["vault", "rotate"]).ok();
    assert!(keys().0);
}

/// What waits is counted, with why, and with the next moment at which something happens by itself.
#[test]
fn doctor_says_what_waits_and_why_and_until_when() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    let outbox = || check(&phone.run(&["doctor"]).ok(), "outbox");
    let (well, nothing) = outbox();
    assert!(well && !nothing.contains("mục"), "{nothing}");

    // The province asks for patience.
    let id = phone.report("Đèn đường không sáng.", &[]);
    line.script(|seen| {
        if seen.path.contains("/v1/items") {
            let head = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1800\r\n";
            Fault::Instead(format!("{head}content-length: 0\r\nconnection: close\r\n\r\n").into_bytes())
        } else {
            Fault::Pass
        }
    });
    phone.run(&["sync"]).ended(6);
    line.pass();
    let (well, busy) = outbox();
    assert!(!well && busy.contains("1 mục đang chờ"), "{busy}");
    assert!(busy.contains("đang bận"), "{busy}");
    // The next moment is the one that the item itself has.
    let held = phone.run(&["outbox", "list"]).ok()["items"][0].clone();
    assert_eq!((&held["id"], &held["reason"]), (&id.into(), &"busy".into()));
    let at = held["next_try_at"].as_str().unwrap();
    let hour: u32 = at[11..13].parse().unwrap();
    let moment = format!("Thử lại lúc {hour} giờ");
    assert!(busy.contains(&moment), "{busy}: {at}");

    // Without a network that is what it waits for.
    line.script(|_| Fault::Refuse);
    let (well, offline) = outbox();
    assert!(!well && offline.contains("Đang chờ mạng"), "{offline}");
    // Signed out, only the person can end the wait: no moment is promised.
    line.pass();
    phone.run(&["logout"]).ok();
    let (well, signed_out) = outbox();
    assert!(!well && signed_out.contains("Cần đăng nhập"), "{signed_out}");
    assert!(!signed_out.contains("Thử lại lúc"), "{signed_out}");
}

/// On a disk that takes no more than the vault has: the log cannot be moved into it, which is said with what to do, and costs nothing.
#[cfg(unix)]
#[test]
fn doctor_says_why_what_was_written_last_cannot_come_to_rest() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let client = Client::open(&phone.home(), "default", Shipped::new(vec![program::base_pack()])).unwrap();
    // What setting up has written comes to rest first.
    client.shutdown().unwrap();
    let client = Client::open(&phone.home(), "default", Shipped::new(vec![program::base_pack()])).unwrap();
    let words = |n: u32| format!("{n} {}", "chữ ".repeat(400));
    for n in 0..5 {
        let text = words(n);
        let category = "giao_thong".into();
        client
            .keep_draft(&ReportRequest {
                category,
                text,
                ..ReportRequest::default()
            })
            .unwrap();
    }
    let size = |end: &str| {
        std::fs::metadata(profile(&phone).join(format!("vault-1.db{end}")))
            .unwrap()
            .len()
    };
    let (main, log) = (size(""), size("-wal"));
    assert!(log > 0 && log < main, "{log} of {main}");
    // `ulimit -f` counts blocks of 512 bytes in sh.
    let line = format!(
        "trap '' XFSZ; ulimit -f {}; exec \"$0\" --json doctor",
        main.div_ceil(512)
    );
    let doctor = std::process::Command::new("sh")
        .args(["-c", &line, &arg(program::binary())])
        .env("CITIZEN_HOME", phone.home())
        .env("CITIZEN_PACKS", program::packs())
        .output()
        .unwrap();
    let said = Said::of(&doctor).ok();
    let (well, why) = check(&said, "log");
    assert!(!well && why.contains("an toàn"), "{why}");
    assert!(check(&said, "store").0, "what is there is whole");
    // Where there is room it moves, and everything is there.
    let (well, why) = check(&phone.run(&["doctor"]).ok(), "log");
    assert!(well, "{why}");
    assert!(size("") > main, "it was moved");
    assert_eq!(client.reports(0, 10).unwrap().len(), 5);
    client.shutdown().unwrap();
}
