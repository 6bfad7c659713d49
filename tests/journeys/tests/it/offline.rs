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
