//! Taking everything along, and leaving nothing behind.

use citizen_journeys::phone::arg;
use citizen_journeys::{Phone, Proxy, Town, canary, keys};
use citizen_province::demo::MAIN_RESIDENT;
use serde_json::Value;

const CANARY: &str = "chim hoàng yến 7f3a ở ngã tư Thử";

#[test]
fn everything_can_be_taken_along_and_nothing_is_left() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    let code = town.codes().finished_old;
    phone.run(&["dossier", "follow", &code]).ok();
    let photo = phone.file("anh.jpg", &citizen_fixtures::Camera::small(2).jpeg());
    let id = phone.report(CANARY, &["--photo", &photo]);
    line.pass();
    phone.settle();
    let unsent = phone.report("còn chờ 91bc chưa gửi", &[]);
    let seen = line.seen();
    let token = seen.iter().find_map(|s| s.header("authorization")).unwrap();
    let token: String = token.split(' ').next_back().unwrap().chars().take(24).collect();
    assert!(token.len() >= 20, "a token");

    // Everything is sealed. That a word in clear would be found is proved by one that is put there.
    let control = phone.home().join("profiles/default/control");
    std::fs::write(&control, CANARY).unwrap();
    assert_eq!(
        canary::found(&phone.home(), CANARY),
        std::slice::from_ref(&control)
    );
    std::fs::remove_file(&control).unwrap();
    for sealed in [
        CANARY,
        token.as_str(),
        MAIN_RESIDENT.display_name,
        MAIN_RESIDENT.id_number,
    ] {
        assert_eq!(
            canary::found(&phone.home(), sealed),
            Vec::<std::path::PathBuf>::new(),
            "in clear: {sealed}"
        );
    }

    let file = arg(&phone.beside("export.json"));
    phone.run(&["export", "--out", &file]).ok();
    let text = std::fs::read_to_string(&file).unwrap();
    let export: Value = serde_json::from_str(&text).unwrap();
    keys(
        &export,
        &[
            "format", "made_at", "province", "session", "dossiers", "reports", "ratings", "outbox", "photos",
        ],
    );
    for word in [
        CANARY,
        "còn chờ 91bc chưa gửi",
        MAIN_RESIDENT.display_name,
        &code,
        &id,
        &unsent,
    ] {
        assert!(text.contains(word), "the export lacks {word}");
    }
    for secret in [token.as_str(), MAIN_RESIDENT.id_number] {
        assert!(!text.contains(secret), "the export holds a secret");
    }

    assert_eq!(phone.run(&["erase"]).code, Some(2), "not without --yes");
    assert_eq!(phone.run(&["report", "show", &id]).ok()["report"]["text"], CANARY);
    // What was of use to a thief who has the keys is of no use to one who comes after.
    let vault = phone.home().join("profiles/default");
    let keys: Vec<Vec<u8>> = canary::files(&vault.join("keys"))
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "seal"))
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    assert!(keys.len() >= 2, "the vault's and the session's");
    assert_eq!(phone.run(&["erase", "--yes"]).ok()["erased"], true);
    for word in [
        CANARY,
        "còn chờ 91bc chưa gửi",
        &token,
        MAIN_RESIDENT.display_name,
        &code,
        &id,
        &unsent,
    ] {
        assert_eq!(
            canary::found(&phone.home(), word),
            Vec::<std::path::PathBuf>::new(),
            "left behind: {word}"
        );
    }
    for key in keys {
        assert!(canary::found_bytes(&phone.home(), &key).is_empty());
    }
    assert!(
        canary::files(&phone.home()).is_empty(),
        "{:?}",
        canary::files(&phone.home())
    );

    // Again is no harm, and a new beginning is a beginning.
    phone.run(&["erase", "--yes"]).ok();
    phone.run(&["init", "--province", &line.url()]).ok();
    assert_eq!(phone.run(&["whoami"]).ended(5)["signed_in"], false);
    assert!(
        phone.run(&["report", "list"]).ok()["reports"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    // What was delivered stays the province's.
    assert_eq!(town.reports().len(), 1);
}

/// One profile's end is not another's.
#[test]
fn other_profiles_stay() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let id = phone.report("Của hồ sơ chính.", &[]);
    phone
        .run(&["--profile", "hai", "init", "--province", &town.base_url()])
        .ok();
    phone
        .run(&[
            "--profile",
            "hai",
            "report",
            "new",
            "--category",
            "giao_thong",
            "--text",
            "Của hồ sơ hai.",
        ])
        .ok();
    phone.run(&["erase", "--yes", "--profile", "hai"]).ok();
    assert!(canary::found(&phone.home(), "Của hồ sơ hai.").is_empty());
    assert_eq!(
        phone.run(&["report", "show", &id]).ok()["report"]["text"],
        "Của hồ sơ chính."
    );
}
