//! The operating system's key ring, on Linux, where one can be started for a test (`dbus-run-session`, `gnome-keyring-daemon`).

use citizen_journeys::{Phone, canary, program};
use std::process::Command;

/// Runs lines of shell inside a session bus with an unlocked key ring of its own.
fn in_session(phone: &Phone, lines: &str) -> (bool, String) {
    let session = phone.beside("session");
    std::fs::create_dir_all(&session).unwrap();
    let citizen = program::binary().display();
    let script = format!(
        "printf 'x' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\n\
         citizen() {{ '{citizen}' --json \"$@\"; }}\nset -e\n{lines}"
    );
    let done = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &script])
        .env("CITIZEN_HOME", phone.home())
        .env("CITIZEN_PACKS", program::packs())
        .env("HOME", &session)
        .env("XDG_DATA_HOME", session.join("data"))
        .env("XDG_RUNTIME_DIR", &session)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .output()
        .unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    (done.status.success(), said)
}

/// Run by `cargo xtask test` where both programs are, and counted as skipped where they are not.
#[test]
#[ignore = "needs a key ring: apt-get install dbus gnome-keyring"]
fn keys_can_live_in_the_systems_key_ring() {
    let phone = Phone::new();
    let (fine, said) = in_session(
        &phone,
        "citizen --key-store system init --province http://127.0.0.1:1 || [ $? = 6 ]\n\
         citizen outbox list\n\
         citizen vault show | grep -q '\"key_store\":\"system\"'\n\
         ! citizen --key-store file outbox list",
    );
    assert!(fine, "{said}");
    assert!(said.contains("store.other_key_store"), "{said}");
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
    // The ring is still there with the next session; erasing takes the keys out of it.
    let (fine, said) = in_session(
        &phone,
        "citizen outbox list\ncitizen erase --yes\n! citizen vault show",
    );
    assert!(fine, "{said}");
    assert!(canary::files(&phone.home()).is_empty());
}
