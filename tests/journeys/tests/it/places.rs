//! Where the program keeps things, however the place was named.

use citizen_journeys::phone::arg;
use citizen_journeys::program::citizen;
use citizen_journeys::{Phone, Said, Town};
use std::path::Path;

/// A folder named from where the person stands is that folder, for every later run as well.
#[test]
fn a_relative_home_is_a_home() {
    let town = Town::open();
    let phone = Phone::new();
    let here = phone.beside("here");
    let deeper = here.join("deeper");
    std::fs::create_dir_all(&deeper).unwrap();
    let run = |home: &str, folder: &Path, args: &[&str]| {
        let mut command = citizen(Path::new(home));
        Said::of(&command.args(args).current_dir(folder).output().unwrap())
    };
    let url = town.base_url();
    for (home, from_deeper) in [("relh", "../relh"), ("./x", "../x"), ("../y/z", "../../y/z")] {
        run(home, &here, &["init", "--province", &url]).ok();
        let filed = run(
            home,
            &here,
            &[
                "report",
                "new",
                "--category",
                "khac",
                "--text",
                "Đèn hỏng.",
                "--draft",
            ],
        )
        .ok();
        // The same folder, seen from elsewhere.
        let listed = run(from_deeper, &deeper, &["report", "list"]).ok();
        assert_eq!(listed["reports"][0]["id"], filed["report"]["id"], "{home}");
    }
    assert!(here.join("relh/profiles/default").is_dir());
    // By the flag as by the variable.
    let flag = citizen(&phone.home())
        .args(["--home", "relh", "report", "list"])
        .current_dir(&here)
        .output()
        .unwrap();
    assert_eq!(Said::of(&flag).ok()["reports"].as_array().unwrap().len(), 1);
}

/// What is wrong is the folder, and the sentence says so, not that some key or password was refused.
#[test]
fn a_home_that_cannot_be_written_is_called_that() {
    let phone = Phone::new();
    let file = phone.file("file", b"not a folder");
    let mut homes = vec![format!("{file}/home")];
    if cfg!(target_os = "linux") {
        // Where not even the superuser makes folders.
        homes.extend(["/sys/citizen", "/proc/citizen"].map(str::to_owned));
    }
    for home in homes {
        let said = Said::of(
            &citizen(Path::new(&home))
                .args(["init", "--province", "http://127.0.0.1:9"])
                .output()
                .unwrap(),
        );
        assert_eq!(said.refused(7), "store.unwritable", "{home}");
    }
}

/// A missing file is not found; one that is too large for what it should be is said to be that.
#[test]
fn files_that_cannot_be_taken_are_called_what_they_are() {
    let phone = Phone::new();
    assert_eq!(
        phone.run(&["scan", &arg(&phone.beside("none.jpg"))]).refused(4),
        "cli.file_missing"
    );
    let large = phone.file("large.jws", &[b'a'; 70_000]);
    assert_eq!(
        phone.run(&["receipt", "verify", &large]).refused(3),
        "cli.file_too_large"
    );
}

/// Without TLS a gateway is for this computer alone.
#[test]
fn a_gateway_does_not_listen_to_a_network_in_cleartext() {
    let office = Phone::new();
    let data = arg(&office.beside("data"));
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let said = office.run(&["province", "serve", "--listen", address, "--data", &data]);
        assert_eq!(said.refused(2), "cli.cleartext", "{address}");
    }
    assert!(!office.beside("data").exists());
}
