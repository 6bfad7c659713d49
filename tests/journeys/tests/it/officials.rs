//! What officials do reaches the resident.

use citizen_journeys::phone::{arg, block_on};
use citizen_journeys::program::{base_pack, citizen};
use citizen_journeys::{Phone, Said, Town};
use citizen_province::demo::MAIN_RESIDENT;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::Command;

fn show(phone: &Phone, code: &str) -> Value {
    phone.run(&["dossier", "show", code]).ok()["dossier"].clone()
}

#[test]
fn a_supplement_stops_the_clock_and_an_early_end_is_early() {
    let town = Town::open();
    let code = town.codes().in_time;
    let phone = Phone::signed_in(&town.base_url());
    phone.run(&["dossier", "follow", &code]).ok();
    let before = show(&phone, &code);
    assert_eq!(before["deadline"]["state"], "in_time");
    let known = before["events"].as_array().unwrap().len();

    town.advance(&code, 5, "Bổ sung 1 bản sao giấy tờ chứng minh nơi ở.");
    // Until a sync the phone shows what it knew, and how old that is.
    assert_eq!(show(&phone, &code)["deadline"]["state"], "in_time");
    let sync = phone.run(&["sync"]).ok();
    assert!(sync["received"].as_u64() >= Some(1), "{sync}");
    let asked = show(&phone, &code);
    assert_eq!(asked["deadline"]["state"], "stopped");
    assert_eq!(asked["status"]["code"], 5);
    assert!(!asked["needs_action"].as_array().unwrap().is_empty(), "{asked}");

    town.advance(&code, 4, "");
    town.advance(&code, 9, "");
    phone.run(&["sync"]).ok();
    let done = show(&phone, &code);
    assert_eq!(done["deadline"]["state"], "early");
    assert!(done["finished_at"].is_string());
    let events = done["events"].as_array().unwrap();
    assert_eq!(events.len(), known + 3, "the timeline keeps every step, once");
    assert_eq!(
        events[..known],
        before["events"].as_array().unwrap()[..],
        "what stood there stays"
    );
    assert!(
        events[known]["text"].as_str().unwrap().contains("Bổ sung"),
        "{}",
        events[known]
    );

    // Nothing new: nothing is applied twice.
    let idle = phone.run(&["sync"]).ok();
    assert_eq!(
        (&idle["received"], &idle["sent"]),
        (&0.into(), &0.into()),
        "{idle}"
    );
    assert_eq!(show(&phone, &code)["events"], done["events"]);
}

/// A state that no catalogue knows is shown as the province words it.
#[test]
fn an_unknown_state_keeps_the_provinces_words() {
    let town = Town::open();
    let code = town.codes().odd;
    let phone = Phone::signed_in(&town.base_url());
    let dossier = phone.run(&["dossier", "follow", &code]).ok()["dossier"].clone();
    assert_eq!(dossier["status"]["code"], 42);
    for form in ["official", "plain", "spoken"] {
        assert_eq!(dossier["status"][form], "Chờ lấy ý kiến liên thông", "{form}");
    }
}

/// The gateway as a process of its own: first line, officials by its operator's token, SIGTERM, data survive.
#[test]
fn the_gateway_runs_alone_and_ends_on_sigterm() {
    let office = Phone::new();
    let data = arg(&office.beside("data"));
    let serve = || {
        let mut child = citizen(&office.home())
            .args(["province", "serve", "--demo", "--data", &data, "--pack"])
            .arg(base_pack())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        (child, serde_json::from_str::<Value>(&line).unwrap())
    };
    let (mut gateway, ready) = serve();
    assert_eq!(ready["ready"], true);
    let base_url = ready["base_url"].as_str().unwrap().to_owned();
    assert!(ready["issuer"].is_string());
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(office.beside("data").join("operator.json"))
            .unwrap()
            .permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);

    let phone = Phone::signed_in(&base_url);
    let officials = |args: &[&str]| -> Value { office.run(&[args, &["--data", &data]].concat()).ok() };
    let new = [
        "province",
        "dossier",
        "add",
        "--owner",
        MAIN_RESIDENT.sub,
        "--procedure",
    ];
    let procedure = office.run(&["search", "khai sinh", "--kind", "procedure"]).ok();
    let procedure = procedure["hits"][0]["code"].as_str().unwrap().to_owned();
    let added = officials(&[&new[..], &[&procedure]].concat());
    let code = added["dossier"]["code"].as_str().unwrap().to_owned();
    officials(&["province", "dossier", "advance", &code, "--status", "4"]);
    assert_eq!(
        phone.run(&["dossier", "follow", &code]).ok()["dossier"]["status"]["code"],
        4
    );
    let id = phone.report("Cống nghẹt ở đầu hẻm.", &[]);
    phone.run(&["sync"]).ok();
    let seen = officials(&["province", "report", "list"]);
    assert_eq!(seen["reports"].as_array().unwrap().len(), 1);
    officials(&["province", "report", "update", &id, "--status", "da_phan_cong"]);
    assert!(officials(&["province", "rating", "list"])["ratings"].is_array());
    // Without the token the officials' side is closed.
    assert_eq!(block_on(status(&base_url, "/officials/reports")), 401);

    terminate(gateway.id());
    assert!(gateway.wait().unwrap().success(), "SIGTERM ends cleanly");
    let (mut gateway, again) = serve();
    let seen = officials(&["province", "report", "list"]);
    assert_eq!(
        seen["reports"][0]["status"], "da_phan_cong",
        "data survive a restart"
    );
    assert_eq!(again["ready"], true);
    terminate(gateway.id());
    assert!(gateway.wait().unwrap().success());
    // And straight on the data when nothing runs.
    let dossier = Said::of(
        &office
            .command(&[
                "province", "dossier", "advance", &code, "--status", "9", "--data", &data,
            ])
            .output()
            .unwrap(),
    );
    dossier.ok();
}

fn terminate(pid: u32) {
    assert!(
        Command::new("kill")
            .args(["-TERM", &pid.to_string()])
            .status()
            .unwrap()
            .success()
    );
}

async fn status(base_url: &str, path: &str) -> u16 {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let host = base_url.trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await.unwrap();
    reply.split(' ').nth(1).unwrap().parse().unwrap()
}
