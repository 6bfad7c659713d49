//! Networks as they are: cut lines, captive portals, liars. Every time the item is kept, and later delivered once.

use citizen_journeys::{Fault, Phone, Proxy, Town};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Most that a sync may read where the province sends some kilobytes, whoever answers in its place.
const MAX_READ: u64 = 2 << 20;

fn http(status: &str, kind: &str, more: &str, body: &[u8]) -> Fault {
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n{more}connection: close\r\n\r\n",
        body.len()
    );
    Fault::Instead([head.as_bytes(), body].concat())
}

struct Place {
    line: Proxy,
    town: Town,
    phone: Phone,
}

fn place() -> Place {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    Place { line, town, phone }
}

#[test]
fn whatever_answers_in_between_the_report_is_kept_and_delivered_once() {
    let Place { line, town, phone } = place();
    let elsewhere = Proxy::new();
    let location = format!("location: {}/v1/items\r\n", elsewhere.url());
    let page = b"<!doctype html><title>Wi-Fi</title><p>Xin mua g\xc3\xb3i c\xc6\xb0\xe1\xbb\x9bc.";
    let megabytes = vec![b' '; 10 << 20];
    let json = "application/json";
    let cases: Vec<(&str, Fault)> = vec![
        ("line broken before the request", Fault::Refuse),
        ("request broken in its head", Fault::Half(25)),
        ("request broken in its body", Fault::Half(700)),
        ("answer lost", Fault::Cut(0)),
        ("answer broken in its status line", Fault::Cut(7)),
        ("answer broken in its head", Fault::Cut(60)),
        ("answer broken in its body", Fault::Cut(330)),
        ("captive portal", http("200 OK", "text/html", "", page)),
        (
            "captive portal that says it made something",
            http("201 Created", "text/html", "", page),
        ),
        (
            "redirect elsewhere",
            http("302 Found", "text/html", &location, b""),
        ),
        (
            "permanent redirect elsewhere",
            http("308 Permanent Redirect", "text/html", &location, b""),
        ),
        (
            "sign-in of the network",
            http("511 Network Authentication Required", "text/html", "", page),
        ),
        (
            "captive portal that wants its own sign-in",
            http("401 Unauthorized", "text/html", "", page),
        ),
        (
            "proxy that wants its own password",
            http(
                "401 Unauthorized",
                "text/html",
                "www-authenticate: Basic realm=\"Wi-Fi\"\r\n",
                page,
            ),
        ),
        (
            "10 MB in place of an answer",
            http("200 OK", json, "", &megabytes),
        ),
        (
            "10 MB in place of a refusal",
            http("500 Internal Server Error", json, "", &megabytes),
        ),
        (
            "no HTTP at all",
            Fault::Instead(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()),
        ),
        ("nothing", http("200 OK", json, "", b"")),
        ("an empty object", http("200 OK", json, "", b"{}")),
        (
            "a receipt of nobody",
            http("201 Created", json, "", br#"{"receipt":"a.b.c","complete":true}"#),
        ),
        (
            "deep nesting",
            http("200 OK", json, "", "[".repeat(60_000).as_bytes()),
        ),
        (
            "no gzip under that name",
            http("200 OK", json, "content-encoding: gzip\r\n", b"not gzip"),
        ),
        (
            "server in trouble",
            http("503 Service Unavailable", "text/html", "retry-after: 1\r\n", page),
        ),
        (
            "too many",
            http("429 Too Many Requests", json, "retry-after: 1\r\n", b"{}"),
        ),
        (
            "gateway of a proxy",
            http("502 Bad Gateway", "text/html", "", page),
        ),
    ];
    let photo = phone.file("anh.jpg", &citizen_fixtures::Camera::small(6).jpeg());
    let mut delivered = 0;
    for (name, fault) in cases {
        let text = format!("Rác chưa dọn: {name}.");
        let id = phone.report(&text, &["--photo", &photo]);
        let all = fault.clone();
        line.script(move |_| all.clone());
        let said = phone.run(&["sync"]);
        // A forged receipt is the one thing that is told as an attack.
        let told = if name == "a receipt of nobody" {
            &[6, 8][..]
        } else {
            &[6]
        };
        assert!(
            said.code.is_some_and(|code| told.contains(&code)),
            "{name}: {said:#?}"
        );
        let sync = &said.objects[0];
        assert_eq!(sync["waiting"][0]["id"], id.as_str(), "{name}: {sync}");
        assert_eq!(sync["sent"], 0, "{name}");
        assert!(sync["bytes_down"].as_u64().unwrap() <= MAX_READ, "{name}: {sync}");
        let kept = phone.run(&["report", "show", &id]).ok()["report"].clone();
        assert_eq!(kept["text"], text.as_str(), "{name}");
        assert_ne!(kept["state"], "accepted", "{name}");
        assert!(
            kept.get("receipt").is_none(),
            "{name}: nothing may be called sent"
        );
        assert_eq!(
            phone.run(&["whoami"]).ok()["signed_in"],
            true,
            "{name}: the session is not the network's"
        );

        line.pass();
        phone.settle();
        delivered += 1;
        let reports = town.reports();
        assert_eq!(reports.len(), delivered, "{name}: once");
        let seen = reports.iter().find(|r| r.id == id).unwrap();
        assert!(seen.complete && seen.text == text, "{name}");
    }
    assert!(elsewhere.seen().is_empty(), "a redirect was followed");
}

/// Every single answer of a sync is lost in turn.
#[test]
fn any_one_answer_may_be_lost() {
    let Place { line, town, phone } = place();
    phone.run(&["dossier", "follow", &town.codes().finished_old]).ok();
    let photo = phone.file("anh.jpg", &citizen_fixtures::Camera::small(9).jpeg());
    for k in 0..12 {
        let id = phone.report(&format!("Báo lần {k}."), &["--photo", &photo]);
        line.script(move |seen| {
            if seen.index == k {
                Fault::Cut(0)
            } else {
                Fault::Pass
            }
        });
        let said = phone.run(&["sync"]);
        let requests = line.seen().len();
        assert!(matches!(said.code, Some(0 | 6)), "{k}: {said:#?}");
        line.pass();
        phone.settle();
        let reports = town.reports();
        assert_eq!(reports.len(), k + 1, "answer {k} lost: not exactly once");
        assert!(reports.iter().all(|r| r.complete));
        assert_eq!(
            phone.run(&["report", "show", &id]).ok()["report"]["state"],
            "accepted",
            "{k}"
        );
        if requests <= k {
            assert!(
                k >= 3,
                "a sync with a report and a photo takes more than {requests} requests"
            );
            return;
        }
    }
    panic!("a sync never ends");
}

/// The words go first and are small; the pictures follow.
#[test]
fn the_words_go_before_the_photos_in_two_kilobytes() {
    let Place { line, town, phone } = place();
    let text: String = "Ổ gà sâu trước cổng chợ, xe dễ ngã. "
        .chars()
        .cycle()
        .take(300)
        .collect();
    assert_eq!(text.chars().count(), 300);
    let photos: Vec<String> = (0..2)
        .map(|n| {
            phone.file(
                &format!("{n}.jpg"),
                &citizen_fixtures::Camera::small(20 + n).jpeg(),
            )
        })
        .collect();
    let place = [
        "--photo",
        &photos[0],
        "--photo",
        &photos[1],
        "--lat",
        "10.98",
        "--lon",
        "106.65",
        "--accuracy",
        "9",
    ];
    let id = phone.report(text.trim(), &place);
    line.pass();
    let sync = phone.run(&["sync"]).ok();
    assert_eq!(sync["sent"], 1);
    let after = line.seen();
    let puts: Vec<_> = after.iter().filter(|seen| seen.method == "PUT").collect();
    assert_eq!(puts.len(), 1, "{puts:#?}");
    let uploads = after.iter().filter(|seen| seen.path.contains("/uploads")).count();
    assert_eq!(uploads, 2, "one request each: {after:#?}");
    let first = |path: &str| after.iter().position(|seen| seen.path.contains(path)).unwrap();
    assert!(first(&id) < first("/uploads"), "the words first, then the photos");
    eprintln!(
        "words of 300 characters: {} B in the body, {} B with its head",
        puts[0].body.len(),
        puts[0].bytes
    );
    assert!(puts[0].bytes <= 2048, "{} B on the wire", puts[0].bytes);
    assert!(town.reports()[0].complete);
}

/// What will leave is said before it leaves, of everything that a person sends, and is what leaves: within five in a hundred.
#[test]
fn what_it_will_cost_is_said_before_and_is_what_it_costs() {
    let Place { line, town, phone } = place();
    let near = |name: &str, said: u64, seen: usize| {
        eprintln!("{name}: {said} B said, {seen} B on the wire");
        let seen = seen as u64;
        assert!(
            said.abs_diff(seen) * 20 <= seen,
            "{name}: {said} B said, {seen} B seen"
        );
    };
    let put = |path: &str| {
        let seen = line.seen();
        let mut puts = seen
            .iter()
            .filter(|seen| seen.method == "PUT" && seen.path.contains(path));
        puts.next().unwrap().bytes
    };
    let mut reports = Vec::new();
    for n in [300, 2_000] {
        let words = "Ổ gà sâu trước cổng chợ, xe dễ ngã, đã đặt cành cây làm dấu. ";
        let text: String = words.chars().cycle().take(n - 1).chain(['.']).collect();
        let photo = phone.file("anh.jpg", &citizen_fixtures::Camera::small(40).jpeg());
        let new = [
            "report",
            "new",
            "--category",
            "giao_thong",
            "--text",
            &text,
            "--photo",
            &photo,
        ];
        let draft = phone.run(&[&new[..], &["--draft"]].concat());
        assert!(draft.stderr.contains("Sẽ gửi: nội dung"), "{draft:#?}");
        let draft = draft.ok();
        let id = draft["report"]["id"].as_str().unwrap().to_owned();
        // Of a draft the same is said as of what waits, and again whenever it is looked at.
        let shown = phone.run(&["report", "show", &id]);
        assert!(shown.stderr.contains("Sẽ gửi: nội dung"), "{shown:#?}");
        assert_eq!(shown.ok()["wire"], draft["wire"]);
        let sent = phone.run(&["report", "send", &id]).ok();
        assert_eq!(sent["wire"], draft["wire"]);
        line.pass();
        phone.settle();
        near(
            &format!("{n} characters"),
            sent["wire"]["text"].as_u64().unwrap(),
            put(&id),
        );
        let uploads: usize = line
            .seen()
            .iter()
            .filter(|seen| seen.method == "POST" && seen.path.contains("/uploads"))
            .map(|seen| seen.bytes)
            .sum();
        near("its photo", sent["wire"]["photos"].as_u64().unwrap(), uploads);
        let kept = phone.run(&["report", "show", &id]);
        assert!(
            !kept.stderr.contains("Sẽ gửi"),
            "nothing is to leave any more: {kept:#?}"
        );
        reports.push(id);
    }
    // A decision about a report.
    let withdrawn = phone.run(&["report", "withdraw", &reports[0]]).ok();
    line.pass();
    phone.settle();
    near(
        "a decision",
        withdrawn["wire"]["text"].as_u64().unwrap(),
        put("/items/"),
    );
    // A rating.
    let code = town.codes().finished_old;
    phone.run(&["dossier", "follow", &code]).ok();
    phone.run(&["sync"]).ok();
    let answers = phone.answers(&code);
    let rated = phone.run(&["rate", &code, "--answers", &answers]);
    assert!(rated.stderr.contains("Sẽ gửi: nội dung"), "{rated:#?}");
    line.pass();
    phone.settle();
    near(
        "a rating",
        rated.ok()["wire"]["text"].as_u64().unwrap(),
        put("/ratings/"),
    );
}

/// The photo is lost again and again: the words are with the officials, and both sides say what is missing.
#[test]
fn words_without_their_photo_are_no_whole_report() {
    let Place { line, town, phone } = place();
    let photo = phone.file("anh.jpg", &citizen_fixtures::Camera::small(6).jpeg());
    let id = phone.report("Cột điện nghiêng.", &["--photo", &photo]);
    line.script(|seen| {
        if seen.path.contains("/uploads") {
            Fault::Refuse
        } else {
            Fault::Pass
        }
    });
    let sync = phone.run(&["sync"]).ended(6);
    assert_eq!(sync["waiting"][0]["missing_photos"], 1, "{sync}");
    let shown = phone.run(&["report", "show", &id]).ok()["report"].clone();
    assert_ne!(shown["state"], "accepted");
    assert_eq!(shown["photos"][0]["state"], "waiting");
    let seen = town.reports();
    assert_eq!(
        (seen.len(), seen[0].complete, seen[0].missing.len()),
        (1, false, 1)
    );
    line.pass();
    phone.settle();
    assert!(town.reports()[0].complete);
    let again = line
        .seen()
        .into_iter()
        .filter(|s| s.method == "PUT" && s.path.ends_with(&id))
        .count();
    assert_eq!(again, 0, "the words were sent twice");
}

/// The province itself says no: that is told, with its own reason, and the words stay.
#[test]
fn a_refusal_by_the_province_is_told() {
    let Place { line, town, phone } = place();
    let id = phone.report("Hàng rong lấn lòng đường.", &[]);
    let refusal = r#"{"error":{"code":"report.category","message":"Loại phản ánh này đã đóng."}}"#;
    let no = http(
        "422 Unprocessable Content",
        "application/json",
        "",
        refusal.as_bytes(),
    );
    line.script(move |seen| {
        if seen.method == "PUT" {
            no.clone()
        } else {
            Fault::Pass
        }
    });
    let sync = phone.run(&["sync"]).ended(3);
    assert_eq!(
        (&sync["rejected"], &sync["sent"]),
        (&1.into(), &0.into()),
        "{sync}"
    );
    let shown = phone.run(&["report", "show", &id]).ok()["report"].clone();
    assert_eq!(shown["state"], "rejected");
    assert!(shown["reason"].as_str().unwrap().contains("đã đóng"), "{shown}");
    assert_eq!(shown["text"], "Hàng rong lấn lòng đường.");
    // It blocks nothing else.
    line.pass();
    phone.report("Nắp cống mất.", &[]);
    phone.settle();
    assert_eq!(town.reports().len(), 1);
}

/// Nobody answers, ever: the program gives up by itself.
#[test]
fn silence_ends() {
    let Place { line, town, phone } = place();
    let id = phone.report("Nước tràn ra đường.", &[]);
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    line.script(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        Fault::Silence
    });
    let sync = phone.run(&["sync"]).ended(6);
    assert_eq!(sync["waiting"][0]["id"], id.as_str(), "{sync}");
    assert_eq!(
        asked.load(Ordering::Relaxed),
        1,
        "one silence is enough to leave the rest for later"
    );
    line.pass();
    phone.settle();
    assert_eq!(town.reports().len(), 1);
}

/// Choosing a province, signing in and following behave as well as sending does.
#[test]
fn other_commands_meet_the_same_network() {
    let Place { line, town, phone } = place();
    let code = town.codes().fresh;
    let page = http("200 OK", "text/html", "", b"<html>Wi-Fi</html>");
    for fault in [
        Fault::Refuse,
        Fault::Cut(0),
        Fault::Cut(80),
        page,
        http("302 Found", "text/html", "location: /\r\n", b""),
    ] {
        let all = fault.clone();
        line.script(move |_| all.clone());
        let stranger = Phone::new();
        let said = stranger.run(&["init", "--province", &line.url()]);
        assert_eq!(said.code, Some(6), "{fault:?} {said:#?}");
        assert_eq!(
            stranger.run(&["report", "list"]).ok()["reports"],
            serde_json::json!([])
        );
        // Followed all the same, and asked about later.
        let followed = phone.run(&["dossier", "follow", &code]).ended(6);
        assert!(
            followed["dossier"]["as_of"].is_null() || followed["dossier"]["status"].is_null(),
            "{followed}"
        );
        assert_eq!(phone.run(&["results"]).code, Some(6), "{fault:?}");
        assert_eq!(phone.run(&["pack", "update"]).code, Some(6), "{fault:?}");
    }
    line.pass();
    phone.run(&["sync"]).ok();
    assert!(phone.run(&["dossier", "show", &code]).ok()["dossier"]["status"]["plain"].is_string());
}
