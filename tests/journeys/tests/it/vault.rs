//! A vault that does not open: each trouble has its own name and its own advice, nothing is deleted, and a person can go on.

use citizen_client::outbox::Page;
use citizen_client::system::{SystemClock, SystemRandom};
use citizen_client::{Client, ReportRequest, Shipped};
use citizen_journeys::phone::arg;
use citizen_journeys::{Phone, Town, canary};
use citizen_store::vfs::{CipherDisk, RealDisk, Registered};
use citizen_store::{FileKeyStore, KeySource as _, VaultKeys};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Every file of a folder with its bytes.
fn all(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    canary::files(folder)
        .into_iter()
        .map(|path| (path.clone(), std::fs::read(&path).unwrap()))
        .collect()
}

fn profile(phone: &Phone) -> PathBuf {
    phone.home().join("profiles/default")
}

/// The files of the folder `keys` that are keys.
fn keys(phone: &Phone) -> Vec<PathBuf> {
    let mut files = canary::files(&profile(phone).join("keys"));
    files.retain(|path| path.extension().is_some_and(|e| e == "seal"));
    assert!(!files.is_empty(), "there are keys");
    files
}

/// What `doctor` says of the store, and what it advises.
fn advice(phone: &Phone) -> (String, String) {
    let checks = phone.run(&["doctor"]).ok();
    let of = |name: &str| {
        checks["checks"]
            .as_array()
            .unwrap()
            .iter()
            .find(|check| check["name"] == name)
            .map(|check| {
                assert_eq!(check["ok"], false);
                check["detail"].as_str().unwrap().to_owned()
            })
            .unwrap_or_default()
    };
    (of("store"), of("what_to_do"))
}

type Spoil = fn(&Phone);

/// As a later version of the program leaves a vault: with a schema that this one does not know.
fn newer(phone: &Phone) {
    let dir = profile(phone);
    let random = Arc::new(SystemRandom::new());
    let keys = Arc::new(FileKeyStore::open(&dir).unwrap());
    let vault = VaultKeys::open(&dir, "default", false, keys, random.clone()).unwrap();
    let (main, key) = (dir.join("vault-1.db"), vault.key(None).unwrap());
    let disk = CipherDisk::open(Arc::new(RealDisk), &main, &key, random.clone()).unwrap();
    let vfs = Registered::new(Arc::new(disk), random, Arc::new(SystemClock::new())).unwrap();
    let db = vfs.connect(&main).unwrap();
    db.execute_batch("PRAGMA user_version=999").unwrap();
}

const TROUBLES: &[(&str, Spoil, &str)] = &[
    (
        "store.missing_key",
        |phone| std::fs::remove_file(profile(phone).join("profile.key")).unwrap(),
        "citizen vault quarantine --yes",
    ),
    (
        "store.missing_key",
        |phone| {
            keys(phone)
                .iter()
                .for_each(|key| std::fs::remove_file(key).unwrap())
        },
        "citizen vault quarantine --yes",
    ),
    (
        "store.wrong_key",
        |phone| {
            for key in keys(phone) {
                let mut bytes = std::fs::read(&key).unwrap();
                bytes[0] ^= 1;
                std::fs::write(&key, bytes).unwrap();
            }
        },
        "citizen vault quarantine --yes",
    ),
    (
        "store.damaged_envelope",
        |phone| {
            let path = profile(phone).join("profile.key");
            let bytes = std::fs::read(&path).unwrap();
            std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        },
        "citizen vault quarantine --yes",
    ),
    (
        "store.key_exposed",
        |phone| {
            for key in keys(phone) {
                let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
                std::fs::set_permissions(key, open).unwrap();
            }
        },
        "chmod 600",
    ),
    (
        "store.unreadable",
        |phone| {
            let path = profile(phone).join("vault-1.db");
            let mut bytes = std::fs::read(&path).unwrap();
            bytes[3] ^= 1;
            std::fs::write(&path, bytes).unwrap();
        },
        "citizen vault quarantine --yes",
    ),
    ("store.newer", newer, "citizen --version"),
    (
        "store.unencrypted",
        |phone| {
            std::fs::remove_dir_all(profile(phone)).unwrap();
            std::fs::create_dir(profile(phone)).unwrap();
            std::fs::write(profile(phone).join("profile.db"), b"SQLite format 3\0 and more").unwrap();
        },
        "citizen vault quarantine --yes",
    ),
];

#[test]
fn each_trouble_has_its_name_and_its_advice_and_nothing_is_deleted() {
    for (n, (code, spoil, what_to_do)) in TROUBLES.iter().enumerate() {
        let phone = Phone::made();
        spoil(&phone);
        let before = all(&phone.home());
        let said = phone.run(&["outbox", "list"]);
        assert_eq!(said.code, Some(7), "{n} {code}: {said:#?}");
        assert_eq!(said.objects[0]["error"]["code"], *code, "{n}");
        let message = said.objects[0]["error"]["message"].as_str().unwrap();
        assert!(
            ["Chưa có gì bị xóa", "Chưa xóa gì"]
                .iter()
                .any(|said| message.contains(said)),
            "{message}"
        );
        let (store, advised) = advice(&phone);
        // The terminal adds to the message what the doctor says in a line of its own.
        assert!(message.starts_with(&store), "{n} {code}: {store}");
        assert!(advised.contains(what_to_do), "{n} {code}: {advised}");
        // Locks may be made; nothing that was there is gone or changed.
        let after = all(&phone.home());
        for (path, bytes) in &before {
            assert_eq!(after.get(path), Some(bytes), "{n} {code}: {path:?}");
        }
    }
}

#[test]
fn another_profile_of_the_home_waits_until_one_is_closed() {
    let phone = Phone::made();
    let client = Client::open(&phone.home(), "default", Shipped::default()).unwrap();
    let other = [&["--profile", "hai"], &Phone::MAKE[..]].concat();
    let said = phone.run(&other);
    assert_eq!(said.code, Some(7), "{said:#?}");
    assert_eq!(said.objects[0]["error"]["code"], "store.other_open");
    phone.run(&["outbox", "list"]).ok();
    client.shutdown().unwrap();
    phone.run(&other).ended(6);
}

#[test]
fn an_older_copy_is_refused_until_the_person_accepts_it() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let file = profile(&phone).join("vault-1.db");
    let old = std::fs::read(&file).unwrap();
    // Each opening for writing raises the generation.
    phone.report("Ghi sau khi chép.", &[]);
    phone.report("Ghi thêm.", &[]);
    std::fs::write(&file, &old).unwrap();
    let said = phone.run(&["outbox", "list"]);
    assert_eq!(said.code, Some(7), "{said:#?}");
    assert_eq!(said.objects[0]["error"]["code"], "store.rolled_back");
    assert!(advice(&phone).1.contains("citizen vault accept-rollback --yes"));
    assert_eq!(std::fs::read(&file).unwrap(), old, "nothing was changed");
    assert_eq!(
        phone.run(&["vault", "accept-rollback"]).code,
        Some(2),
        "not without --yes"
    );
    assert_eq!(
        phone.run(&["vault", "accept-rollback", "--yes"]).ok()["accepted"],
        true
    );
    phone.run(&["outbox", "list"]).ok();
}

/// A new key while another program has the vault open and writes: both go on, and nothing is lost.
#[test]
fn keys_are_changed_under_a_program_that_has_the_vault_open() {
    let phone = Phone::made();
    let client = Client::open(&phone.home(), "default", Shipped::default()).unwrap();
    client.outbox(&everything()).unwrap();
    let files = |epoch: u32| profile(&phone).join(format!("vault-{epoch}.db"));
    for epoch in [2, 3] {
        let vault = phone.run(&["vault", "rotate"]).ok()["vault"].clone();
        assert_eq!(
            (&vault["epoch"], &vault["rotating"]),
            (&Value::from(epoch), &Value::from(false))
        );
        assert!(files(epoch).exists());
        // The one that had it open reads and writes the new file.
        client.outbox(&everything()).unwrap();
        client.retry(None).unwrap();
    }
    client.shutdown().unwrap();
    phone.run(&["outbox", "list"]).ok();
    assert!(
        !files(1).exists() && !files(2).exists(),
        "no file under an old key is left"
    );
}

#[test]
fn what_does_not_open_is_set_aside_whole_and_can_come_back() {
    let phone = Phone::made();
    let envelope = profile(&phone).join("profile.key");
    let good = std::fs::read(&envelope).unwrap();
    std::fs::write(&envelope, b"torn").unwrap();
    assert_eq!(
        phone.run(&["vault", "quarantine"]).code,
        Some(2),
        "not without --yes"
    );
    assert!(profile(&phone).exists());
    let before = all(&profile(&phone));

    let said = phone.run(&["vault", "quarantine", "--yes"]).ok();
    let aside = PathBuf::from(said["quarantined"].as_str().unwrap());
    assert!(aside.starts_with(phone.home().join("quarantine")));
    let moved: Vec<Vec<u8>> = all(&aside).into_values().collect();
    assert_eq!(moved, before.into_values().collect::<Vec<_>>());

    // A new beginning; then the old one back, mended from a backup.
    phone.run(&Phone::MAKE).ended(6);
    phone.run(&["vault", "quarantine", "--yes"]).ok();
    std::fs::rename(&aside, profile(&phone)).unwrap();
    std::fs::write(&envelope, good).unwrap();
    phone.run(&["outbox", "list"]).ok();
    assert_eq!(
        phone
            .run(&["vault", "quarantine", "--yes", "--profile", "nobody"])
            .code,
        Some(7)
    );
}

/// Runs with `text` on standard input.
fn with_stdin(phone: &Phone, args: &[&str], text: &str) -> citizen_journeys::Said {
    use std::io::Write as _;
    let mut command = phone.command(args);
    let mut child = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    citizen_journeys::Said::of(&child.wait_with_output().unwrap())
}

#[test]
fn a_passphrase_is_asked_for_never_shown_and_never_left_out() {
    const PASS: &str = "mật khẩu 7f3a rất dài";
    let phone = Phone::new();
    let keeper = ["--key-store", "passphrase", "--passphrase-fd", "0"];
    let make = [&keeper[..], &Phone::MAKE].concat();
    with_stdin(&phone, &make, &format!("{PASS}\n")).ended(6);
    assert!(canary::found(&phone.home(), PASS).is_empty());
    assert_eq!(
        phone.run(&["vault", "show"]).ok()["vault"]["key_store"],
        "file-passphrase"
    );
    // From a descriptor that the shell opened.
    let file = phone.file("passphrase.txt", PASS.as_bytes());
    let citizen = arg(citizen_journeys::program::binary());
    let run = |more: &str| {
        let line = format!("exec '{citizen}' --json {more} 3<'{file}'");
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &line]).env("CITIZEN_HOME", phone.home());
        citizen_journeys::Said::of(&command.output().unwrap())
    };
    run("--passphrase-fd 3 outbox list").ok();
    let asked = |said: citizen_journeys::Said, code: &str| {
        assert_eq!(said.code, Some(7), "{said:#?}");
        assert_eq!(said.objects[0]["error"]["code"], code);
    };
    asked(phone.run(&["outbox", "list"]), "store.key_refused");
    let ask = ["--passphrase-fd", "0", "outbox", "list"];
    asked(with_stdin(&phone, &ask, "another\n"), "store.key_refused");
    asked(
        phone.run(&["--key-store", "file", "outbox", "list"]),
        "store.other_key_store",
    );
    assert!(advice(&phone).1.contains("--passphrase-fd"));
    // Erasing needs no passphrase: the keys go first.
    phone.run(&["erase", "--yes"]).ok();
    assert!(canary::files(&phone.home()).is_empty());
}

/// At a terminal that `script` makes: asked twice for a new profile, once afterwards, and never shown.
#[cfg(target_os = "linux")]
#[test]
fn a_passphrase_is_asked_for_at_a_terminal() {
    use std::io::{Read as _, Write as _};
    const PASS: &str = "mat khau 7f3a rat dai";
    let phone = Phone::new();
    let citizen = arg(citizen_journeys::program::binary());
    let typed = |args: &str, answers: &[(&str, &str)]| {
        let mut child = std::process::Command::new("script")
            .args(["-qec", &format!("'{citizen}' --json {args}"), "/dev/null"])
            .env("CITIZEN_HOME", phone.home())
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut said = Vec::new();
        let mut byte = [0];
        for (question, answer) in answers {
            // Not before it is asked: what a terminal is given too early, it shows.
            while !said.ends_with(question.as_bytes()) {
                assert_eq!(
                    stdout.read(&mut byte).unwrap(),
                    1,
                    "{}",
                    String::from_utf8_lossy(&said)
                );
                said.push(byte[0]);
            }
            stdin.write_all(format!("{answer}\n").as_bytes()).unwrap();
        }
        stdout.read_to_end(&mut said).unwrap();
        let code = child.wait().unwrap().code();
        (code, String::from_utf8_lossy(&said).into_owned())
    };
    let new = [("Mật khẩu mới cho hồ sơ: ", PASS), ("Nhập lại lần nữa: ", PASS)];
    let make = format!("--key-store passphrase {}", Phone::MAKE.join(" "));
    let (code, said) = typed(&make, &new);
    assert_eq!(code, Some(6), "{said}");
    assert!(!said.contains(PASS), "{said}");
    assert_eq!(typed("outbox list", &[("Mật khẩu của hồ sơ: ", PASS)]).0, Some(0));
    let (code, said) = typed("outbox list", &[("Mật khẩu của hồ sơ: ", "khac")]);
    assert_eq!(code, Some(7), "{said}");
    assert!(said.contains("store.key_refused"), "{said}");
    assert!(canary::found(&phone.home(), PASS).is_empty());
    // Twice not the same: nothing is made.
    let slip = [("Mật khẩu mới cho hồ sơ: ", PASS), ("Nhập lại lần nữa: ", "khac")];
    assert_eq!(typed(&format!("--profile hai {make}"), &slip).0, Some(7));
    assert!(!phone.home().join("profiles/hai/profile.key").exists());
}

/// What one program erases, another that has it open does not bring back.
#[test]
fn erased_under_a_program_that_has_it_open_it_stays_erased() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    phone.report("Trước khi xóa.", &[]);
    let open = || Client::open(&phone.home(), "default", Shipped::default());
    let client = open().unwrap();
    assert_eq!(client.reports(0, 10).unwrap().len(), 1);
    phone.run(&["erase", "--yes"]).ok();
    let _ = client.keep_draft(&ReportRequest {
        category: "giao_thong".into(),
        text: "Sau khi xóa.".into(),
        ..ReportRequest::default()
    });
    let _ = client.shutdown();
    drop(client);
    assert!(
        canary::files(&phone.home()).is_empty(),
        "{:?}",
        canary::files(&phone.home())
    );
    // And the next beginning is a beginning.
    assert!(open().unwrap().outbox(&everything()).unwrap().is_empty());
}

fn everything() -> Page {
    Page {
        after: None,
        limit: 10,
        open_only: false,
    }
}

#[test]
fn the_vault_says_what_it_is_locked_with() {
    let phone = Phone::new();
    assert_eq!(phone.run(&["vault", "show"]).refused(7), "store.not_found");
    phone.run(&Phone::MAKE).ended(6);
    let vault = phone.run(&["vault", "show"]).ok()["vault"].clone();
    assert_eq!(vault["key_store"], "file");
    assert_eq!(vault["epoch"], 1);
    assert_eq!(vault["province"], Value::Null);
    assert_eq!(
        (&vault["rotating"], &vault["write_only"]),
        (&Value::from(false), &Value::from(false))
    );
}
