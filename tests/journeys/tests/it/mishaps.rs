//! Small mishaps of every day: none of them may cost more than itself.

use citizen_journeys::phone::arg;
use citizen_journeys::{Phone, Town};

#[test]
fn a_mistyped_place_is_refused_and_everything_else_still_opens() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    for (lat, lon) in [("NaN", "1"), ("inf", "1"), ("10", "NaN"), ("91", "0")] {
        let args = [
            "report",
            "new",
            "--category",
            "khac",
            "--text",
            "Đèn hỏng.",
            "--lat",
            lat,
            "--lon",
            lon,
        ];
        assert_eq!(phone.run(&args).refused(3), "incident.location", "{lat} {lon}");
    }
    // The words are kept as drafts, and a draft can be thrown away.
    let list = phone.run(&["report", "list"]).ok();
    let drafts = list["reports"].as_array().unwrap();
    assert_eq!(drafts.len(), 4);
    for draft in drafts {
        let said = phone
            .run(&["report", "withdraw", draft["id"].as_str().unwrap()])
            .ok();
        assert_eq!(said["report"]["state"], "discarded");
    }
    let list = phone.run(&["report", "list"]).ok();
    assert!(list["reports"].as_array().unwrap().is_empty());
}

#[test]
fn an_unknown_unit_is_said_and_the_draft_kept() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let args = [
        "report",
        "new",
        "--category",
        "khac",
        "--text",
        "Đèn hỏng.",
        "--unit",
        "99999",
    ];
    assert_eq!(phone.run(&args).refused(4), "client.unknown_unit");
    assert_eq!(
        phone.run(&["report", "list"]).ok()["reports"][0]["state"],
        "draft"
    );
}

#[test]
fn a_kept_draft_can_be_sent_later() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let args = [
        "report",
        "new",
        "--category",
        "khac",
        "--text",
        "Đèn hỏng.",
        "--draft",
    ];
    let id = phone.run(&args).ok()["report"]["id"].as_str().unwrap().to_owned();
    phone.settle();
    assert!(town.reports().is_empty(), "a draft was sent by itself");
    assert_eq!(
        phone.run(&["report", "send", &id]).ok()["report"]["state"],
        "queued"
    );
    phone.settle();
    assert_eq!(town.reports()[0].id, id);
    assert_eq!(phone.run(&["report", "send", &id]).refused(4), "client.not_found");
}

#[test]
fn what_receipt_show_prints_is_a_receipt_file() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let id = phone.report("Nắp cống vỡ.", &[]);
    phone.settle();
    let shown = phone.run(&["receipt", "show", &id]).ok();
    let file = phone.file("bien-nhan.json", shown.to_string().as_bytes());
    let judged = phone.run(&["receipt", "verify", &file]).ok();
    assert_eq!(judged["receipt"]["id"], id.as_str());
    // The negative: one changed letter of the signature.
    let jws = shown["jws"].as_str().unwrap();
    let last = if jws.ends_with('A') { "Q" } else { "A" };
    let forged = format!("{}{last}", &jws[..jws.len() - 1]);
    let file = phone.file("gia.txt", forged.as_bytes());
    phone.run(&["receipt", "verify", &file]).refused(8);
}

#[test]
fn a_profile_that_cannot_be_opened_can_still_be_erased() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let profile = phone.home().join("profiles/default");
    let database = std::fs::read_dir(&profile)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|e| e == "db"))
        .unwrap();
    std::fs::write(&database, b"rubbish, not a database at all").unwrap();
    assert_eq!(phone.run(&["erase"]).refused(2), "cli.needs_yes");
    phone.run(&["report", "list"]).refused(7);
    assert!(database.exists(), "an open error must delete nothing");
    phone.run(&["erase", "--yes"]).ok();
    assert!(!profile.exists());
}

/// A file that is there already is somebody's, and is not written over unasked.
#[test]
fn an_export_replaces_no_file_unasked() {
    let phone = Phone::of(&Town::open().base_url());
    let file = phone.file("thu.txt", b"a letter");
    let export = ["export", "--out", &file];
    assert_eq!(phone.run(&export).refused(3), "cli.file_exists");
    assert_eq!(std::fs::read(phone.beside("thu.txt")).unwrap(), b"a letter");
    assert!(phone.told(&export).contains("--overwrite"));
    phone.run(&["export", "--out", &file, "--overwrite"]).ok();
    assert_ne!(std::fs::read(phone.beside("thu.txt")).unwrap(), b"a letter");
}

/// What the person holds on paper goes along: without the slip's secret the dossier cannot be followed elsewhere.
#[test]
fn an_export_holds_the_look_up_secret_of_a_slip() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let codes = town.codes();
    phone
        .run(&["dossier", "follow", &codes.in_time, "--secret", "phieu-7"])
        .ok();
    phone.run(&["dossier", "follow", &codes.fresh]).ok();
    let file = arg(&phone.beside("xuat.json"));
    phone.run(&["export", "--out", &file]).ok();
    let export: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let mut secrets: Vec<_> = export["dossiers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["raw_code"].as_str().unwrap(), d["lookup_secret"].as_str()))
        .collect();
    secrets.sort_unstable();
    let mut expected = [
        (codes.in_time.as_str(), Some("phieu-7")),
        (codes.fresh.as_str(), None),
    ];
    expected.sort_unstable();
    assert_eq!(secrets, expected);
}

#[test]
fn an_export_holds_what_was_said_but_no_secret() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let id = phone.report("Cây đổ chắn đường.", &[]);
    phone.settle();
    let file = phone.beside("xuat.json");
    phone.run(&["export", "--out", &arg(&file)]).ok();
    let export: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert!(export["data_limits"]["slow"].is_u64() && export.get("preferences").is_some());
    let item = &export["outbox"][0];
    assert_eq!(item["id"], id.as_str());
    assert_eq!(item["body"]["text"], "Cây đổ chắn đường.");
    assert!(item["receipt"].as_str().unwrap().split('.').count() == 3);
}

#[test]
fn told_to_say_more_it_says_nothing_of_a_person() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let code = town.codes().overdue;
    let quiet = phone.run(&["dossier", "follow", &code]);
    assert_eq!(quiet.stderr, "");
    phone.report("Cây đổ chắn đường.", &[]);
    let said = phone.run(&["-v", "sync"]);
    assert!(said.stderr.contains("GET http://127.0.0.1"), "{said:#?}");
    assert!(said.stderr.contains(&arg(&phone.home())), "no folder: {said:#?}");
    for personal in [code.as_str(), "Cây đổ", "Bearer", "account"] {
        assert!(!said.stderr.contains(personal), "{personal}: {said:#?}");
    }
    said.ok();
}

#[test]
fn help_is_one_object_too() {
    let phone = Phone::new();
    for args in [
        &["help"][..],
        &["help", "report", "new"],
        &["report", "--help"],
        &["--version"],
    ] {
        let text = phone.run(args).ok()["text"].as_str().unwrap().to_owned();
        assert!(text.contains("citizen"), "{text}");
    }
    assert_eq!(phone.run(&["help", "bogus"]).refused(2), "cli.usage");
    assert_eq!(phone.run(&["dossier"]).refused(2), "cli.usage");
    phone.run(&[]).ok();
    assert!(!phone.home().exists(), "help left a trace");
}
