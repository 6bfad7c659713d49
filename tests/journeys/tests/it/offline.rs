//! Without a network: said at once, with exit 6, and nothing is an error that is not one.

use citizen_journeys::{Phone, Town};
use serde_json::{Value, json};

/// The normal object of a command, and why it has nothing new in it.
fn waits(phone: &Phone, args: &[&str]) -> Value {
    let object = phone.run(args).ended(6);
    let waiting = &object["waiting"][0];
    assert_eq!(waiting["reason"], "net.offline", "{object}");
    assert!(waiting["message"].as_str().unwrap().contains("mạng"), "{object}");
    assert!(object.get("error").is_none(), "{object}");
    let told = phone.told(args);
    assert!(told.contains("mạng") && !told.contains('{'), "{told}");
    object
}

#[test]
fn a_command_that_needs_the_network_says_so_at_once() {
    let mut town = Town::open();
    let url = town.base_url();
    let phone = Phone::signed_in(&url);
    let held = phone.run(&["pack", "show"]).ok()["pack"]["version"].clone();
    town.close();

    let stranger = Phone::new();
    let chosen = waits(&stranger, &["init", "--province", &url]);
    assert_eq!(chosen["province"], Value::Null);
    // Nobody is led to a page that cannot open, and whoever is signed in stays so.
    let session = waits(&phone, &["login", "--no-browser"]);
    assert_eq!(session["signed_in"], true);
    assert!(session.get("authorize_url").is_none(), "{session}");
    assert_eq!(phone.run(&["whoami"]).ok()["signed_in"], true);
    phone.run(&["logout"]).ok();
    assert_eq!(waits(&phone, &["login", "--no-browser"])["signed_in"], false);
    assert_eq!(waits(&phone, &["pack", "update"])["pack"]["version"], held);
    assert_eq!(waits(&phone, &["results"])["results"], json!([]));

    // With the network everything goes on.
    town.reopen();
    stranger.run(&["init", "--province", &url]).ok();
    let login = phone.begin_login(&["login", "--no-browser", "--timeout", "0"]);
    assert!(login.is_ok_and(|login| login.end().code == Some(5)));
}

/// Asking how things are makes no profile, and says what to do first.
#[test]
fn before_a_province_is_chosen_questions_about_oneself_leave_no_trace() {
    let phone = Phone::new();
    assert_eq!(phone.run(&["whoami"]).ended(5)["signed_in"], false);
    let checks = phone.run(&["doctor"]).ok();
    let pack = checks["checks"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&pack["name"], &pack["ok"]), (&"pack".into(), &false.into()));
    assert!(!phone.home().exists(), "a profile was made");
}

/// Only `init` makes a profile. Whatever else is asked first says what to do, or does what needs no province, and leaves nothing.
#[test]
fn before_a_province_is_chosen_no_command_but_init_makes_a_profile() {
    let phone = Phone::new();
    let code = "H29.11-251201-0102";
    let answers = phone.file("answers.json", br#"{"1":"2"}"#);
    let out = phone.beside("export.json");
    let out = out.to_str().unwrap();
    for args in [
        &["login", "--no-browser", "--timeout", "1"][..],
        &["logout"],
        &["acting", "show"],
        &["acting", "self"],
        &["dossier", "follow", code],
        &["dossier", "list"],
        &["dossier", "show", code],
        &["dossier", "unfollow", code],
        &["dossier", "qr", code],
        &["report", "new", "--category", "khac", "--text", "x"],
        &["report", "new", "--category", "khac", "--text", "x", "--draft"],
        &["report", "list"],
        &["report", "show", "x"],
        &["report", "edit", "x", "--text", "y"],
        &["report", "send", "x"],
        &["report", "withdraw", "x"],
        &["report", "confirm", "x"],
        &["report", "reopen", "x", "--text", "y"],
        &["questions", "--dossier", code],
        &["rate", code, "--answers", &answers],
        &["results"],
        &["sync"],
        &["outbox", "list"],
        &["outbox", "show", "x"],
        &["outbox", "retry"],
        &["outbox", "discard", "x", "--yes"],
        &["receipt", "show", "x"],
        &["receipt", "qr", "x"],
        &["pack", "update"],
        &["export", "--out", out],
        &["vault", "rotate"],
    ] {
        assert_eq!(phone.run(args).refused(3), "client.no_province", "{args:?}");
        assert!(!phone.home().exists(), "{args:?} made a profile");
    }
    assert!(!std::fs::exists(out).unwrap(), "nothing was exported");
    for args in [
        &["vault", "show"][..],
        &["vault", "accept-rollback", "--yes"],
        &["vault", "quarantine", "--yes"],
    ] {
        assert_eq!(phone.run(args).refused(7), "store.not_found", "{args:?}");
    }
    // These need no province: the packs that came with the program answer.
    for args in [&["questions"][..], &["pack", "show"], &["erase", "--yes"]] {
        phone.run(args).ok();
    }
    assert!(!phone.home().exists(), "a profile was made");
    // The control: making one would be seen.
    phone.run(&Phone::MAKE).ended(6);
    assert!(phone.home().exists());
}
