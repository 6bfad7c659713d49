//! The operating system's key ring, on Linux, where one can be started for a test (`dbus-run-session`, `gnome-keyring-daemon`).

use citizen_journeys::phone::block_on;
use citizen_journeys::{Phone, Town, canary, program};
use citizen_province::demo::MAIN_RESIDENT;
use citizen_province::oidc::robot;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

/// Runs lines of shell inside a session bus with an unlocked key ring of its own. Whoever signs in there is the main resident.
fn in_session(phone: &Phone, lines: &str) -> (bool, String) {
    let session = phone.beside("session");
    std::fs::create_dir_all(&session).unwrap();
    let citizen = program::binary().display();
    let script = format!(
        "printf 'x' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\n\
         citizen() {{ '{citizen}' --json \"$@\"; }}\nset -e\n{lines}"
    );
    let mut child = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &script])
        .env("CITIZEN_HOME", phone.home())
        .env("CITIZEN_PACKS", program::packs())
        .env("HOME", &session)
        .env("XDG_DATA_HOME", session.join("data"))
        .env("XDG_RUNTIME_DIR", &session)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut errors = child.stderr.take().unwrap();
    let errors = std::thread::spawn(move || {
        let mut said = String::new();
        let _ = errors.read_to_string(&mut said);
        said
    });
    let mut said = String::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let object: Value = serde_json::from_str(&line).unwrap_or_default();
        if let Some(url) = object["authorize_url"].as_str() {
            // What the robot meets is judged by what the program says of it.
            let _ = block_on(robot::sign_in(url, MAIN_RESIDENT.sub));
        }
        said.push_str(&line);
        said.push('\n');
    }
    let fine = child.wait().unwrap().success();
    (fine, said + &errors.join().unwrap())
}

/// Run by `cargo xtask test` where both programs are, and counted as skipped where they are not.
#[test]
#[ignore = "needs a key ring: apt-get install dbus gnome-keyring"]
fn keys_can_live_in_the_systems_key_ring() {
    let town = Town::open();
    let phone = Phone::new();
    // Somebody signs in with a device key of the ring, and sends something with its proof.
    let (fine, said) = in_session(
        &phone,
        &format!(
            "citizen --key-store system init --province {}\n\
             citizen login --no-browser\n\
             citizen report new --category giao_thong --text 'Cầu hỏng.'\n\
             citizen sync\n\
             citizen vault show | grep -q '\"key_store\":\"system\"'\n\
             ! citizen --key-store file outbox list",
            town.base_url()
        ),
    );
    assert!(fine, "{said}");
    assert!(said.contains("store.other_key_store"), "{said}");
    assert_eq!(town.reports().len(), 1, "{said}");
    // No key lies in the profile: the words there are a lock and the profile's name in the ring.
    let keys = canary::files(&phone.home().join("profiles/default/keys"));
    assert!(keys.iter().all(|path| path.extension().is_none()), "{keys:?}");
    // Without the ring it says so, and deletes nothing.
    let said = phone
        .command(&["outbox", "list"])
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        .output()
        .unwrap();
    assert_eq!(said.status.code(), Some(7));
    // The ring is still there with the next session, and so is whoever is signed in: the token is renewed with the same key.
    town.shift_clock(61 * 60_000);
    let (fine, said) = in_session(
        &phone,
        "citizen whoami\n\
         citizen report new --category giao_thong --text 'Cầu vẫn hỏng.'\n\
         citizen sync",
    );
    assert!(fine, "{said}");
    assert_eq!(town.reports().len(), 2, "{said}");
    // What the ring keeps beyond a removal does not come back with the next installation; erasing takes the keys out of it.
    let (fine, said) = in_session(
        &phone,
        &format!(
            "rm '{}'\n! citizen whoami\ncitizen outbox list\ncitizen erase --yes\n! citizen vault show",
            phone.home().join("profiles/default/installation").display()
        ),
    );
    assert!(fine, "{said}");
    assert!(said.contains("needs_sign_in"), "{said}");
    assert!(canary::files(&phone.home()).is_empty());
}
