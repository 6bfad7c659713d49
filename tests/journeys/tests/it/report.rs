//! A field report filed without a network, kept through a kill, delivered once, and answered.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use citizen_client::pack::voucher;
use citizen_client::{ReceiptTrust, Shipped, verify_receipt};
use citizen_domain::Outcome;
use citizen_domain::error::Coded as _;
use citizen_domain::keys::KeyUse;
use citizen_domain::pack::PackFile;
use citizen_fixtures::{Camera, metadata_segments};
use citizen_journeys::phone::arg;
use citizen_journeys::program::base_pack;
use citizen_journeys::{Phone, Town, keys};
use citizen_proof::SigningKey;
use citizen_province::Officials;
use serde_json::Value;
use std::io::{BufRead, BufReader};

const TEXT: &str = "Ổ gà sâu trước cổng chợ, xe máy dễ ngã khi trời mưa.";
const REPORT: [&str; 10] = [
    "id",
    "state",
    "category",
    "severity",
    "visibility",
    "text",
    "captured_at",
    "photos",
    "updates",
    "created_at",
];

fn show(phone: &Phone, id: &str) -> Value {
    phone.run(&["report", "show", id]).ok()["report"].clone()
}

/// The whole story of one report.
#[test]
fn a_report_survives_a_kill_and_is_delivered_once() {
    let mut town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    town.close();

    let camera = Camera::small(11).jpeg();
    assert!(
        !metadata_segments(&camera).is_empty(),
        "the camera wrote no metadata, so nothing would be proved"
    );
    let photo = phone.file("anh.jpg", &camera);
    // Killed as soon as it has said that the report is kept.
    let args = [
        "report",
        "new",
        "--category",
        "giao_thong",
        "--text",
        TEXT,
        "--photo",
        &photo,
    ];
    let mut run = phone.command(&args).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(run.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    run.kill().unwrap();
    run.wait().unwrap();
    let said: Value = serde_json::from_str(&line).unwrap();
    let id = said["report"]["id"].as_str().unwrap().to_owned();
    keys(&said["report"], &REPORT);

    let kept = show(&phone, &id);
    assert_eq!((&kept["text"], &kept["state"]), (&TEXT.into(), &"queued".into()));
    assert_eq!(kept["photos"].as_array().unwrap().len(), 1);
    keys(
        &kept["photos"][0],
        &["sha256", "bytes", "width", "height", "state"],
    );
    keys(&kept["location"], &["lat", "lon", "source"]);
    let sync = phone.run(&["sync"]).ended(6);
    keys(
        &sync,
        &[
            "sent",
            "received",
            "requests",
            "bytes_up",
            "bytes_down",
            "waiting",
            "as_of",
        ],
    );
    assert_eq!(sync["waiting"][0]["id"], id.as_str());
    assert_eq!(sync["waiting"][0]["reason"], "network", "{sync}");
    assert!(
        show(&phone, &id).get("receipt").is_none(),
        "nothing may be called sent"
    );
    let items = phone.run(&["outbox", "list"]).ok();
    keys(
        &items["items"][0],
        &[
            "id",
            "kind",
            "state",
            "attempts",
            "bytes_total",
            "bytes_sent",
            "next_try_at",
        ],
    );
    assert_eq!(
        phone.run(&["receipt", "show", &id]).refused(4),
        "client.not_found"
    );

    town.reopen();
    phone.settle();
    let reports = town.reports();
    assert_eq!(reports.len(), 1, "exactly one report");
    assert_eq!(
        (reports[0].id.as_str(), reports[0].text.as_str()),
        (id.as_str(), TEXT)
    );
    assert!(reports[0].complete && reports[0].parts.len() == 1);
    let stored = town
        .officials()
        .report_part(&id, &reports[0].parts[0].sha256)
        .unwrap();
    assert!(
        metadata_segments(&stored).is_empty(),
        "{:?}",
        metadata_segments(&stored)
    );
    let sent = show(&phone, &id);
    assert_eq!(sent["state"], "accepted");
    assert_eq!(sent["receipt"]["verified"], true);
    assert!(
        sent["photos"][0]["height"].as_u64() > sent["photos"][0]["width"].as_u64(),
        "upright"
    );
    // Syncing on sends nothing again.
    assert_eq!(phone.run(&["sync"]).ok()["sent"], 0);
    assert_eq!(town.reports().len(), 1);

    // Assigned, mended, confirmed, once.
    assert_eq!(
        phone.run(&["report", "confirm", &id]).refused(3),
        "incident.not_now"
    );
    for status in ["da_phan_cong", "da_xu_ly"] {
        town.update_report(&id, status);
    }
    phone.run(&["sync"]).ok();
    let mended = show(&phone, &id);
    assert_eq!(mended["province_state"], "da_xu_ly");
    keys(&mended["updates"][0], &["at", "status", "text"]);
    phone.run(&["report", "confirm", &id]).ok();
    assert_eq!(
        phone.run(&["report", "confirm", &id]).refused(3),
        "incident.already_decided"
    );
    assert_eq!(
        phone.run(&["report", "withdraw", &id]).refused(3),
        "incident.already_decided"
    );
    phone.settle();
    assert_eq!(town.reports()[0].status, "xac_nhan");
    assert_eq!(
        phone
            .run(&["report", "confirm", "0198c0de-0000-7000-8000-000000000000"])
            .refused(4),
        "client.not_found"
    );
}

/// What was not mended is opened again, once.
#[test]
fn a_report_is_reopened_once() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let id = phone.report(TEXT, &[]);
    assert_eq!(
        phone
            .run(&["report", "reopen", &id, "--text", "Vẫn hỏng."])
            .refused(3),
        "incident.not_now"
    );
    phone.settle();
    town.update_report(&id, "da_xu_ly");
    phone.run(&["sync"]).ok();
    assert_eq!(
        phone.run(&["report", "reopen", &id, "--text", "  "]).refused(2),
        "incident.reason_missing"
    );
    phone
        .run(&["report", "reopen", &id, "--text", "Vẫn còn hố."])
        .ok();
    assert_eq!(
        phone
            .run(&["report", "reopen", &id, "--text", "Vẫn còn hố."])
            .refused(3),
        "incident.reopened_already"
    );
    phone.settle();
    let seen = town.reports();
    assert!(
        seen[0].updates.iter().any(|u| u.text.contains("Vẫn còn hố.")),
        "officials do not see why"
    );
    assert_ne!(seen[0].status, "da_xu_ly");
    town.update_report(&id, "da_xu_ly");
    phone.run(&["sync"]).ok();
    assert_eq!(
        phone
            .run(&["report", "reopen", &id, "--text", "Lại nữa."])
            .refused(3),
        "incident.reopened_already"
    );
    phone.run(&["report", "confirm", &id]).ok();
    phone.settle();
    assert_eq!(town.reports()[0].status, "xac_nhan");
}

/// The one receipt of an export, as the province signed it.
fn exported_receipt(phone: &Phone) -> String {
    let export = arg(&phone.beside("export.json"));
    phone.run(&["export", "--out", &export]).ok();
    let export: Value = serde_json::from_slice(&std::fs::read(&export).unwrap()).unwrap();
    export["outbox"][0]["receipt"].as_str().unwrap().to_owned()
}

/// A stranger judges a receipt by the province's pack where a root that their program knows vouches for it: by the file they are given, and
/// by one that came with the program. Programs are built with roots; the private half of those that this one has is nobody's.
#[test]
fn a_receipt_proves_itself_by_a_pack_that_is_vouched_for() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let id = phone.report(TEXT, &[]);
    phone.settle();
    let receipt = &exported_receipt(&phone);

    let now = citizen_client::system_now();
    let later = now.plus_millis(86_400_000);
    let root = SigningKey::generate_ed25519().unwrap();
    let roots = serde_json::to_string(&root.public(&[KeyUse::Voucher], None, None)).unwrap();
    let mut pack: PackFile =
        serde_json::from_slice(&std::fs::read(town.data().join("pack.json")).unwrap()).unwrap();
    let content = Officials::pack_content(&town.data()).unwrap();
    let signs = content
        .keys
        .iter()
        .find(|key| key.uses.contains(&KeyUse::Pack))
        .unwrap();
    let province = &content.province.id;
    pack.vouchers = vec![voucher(&root, province, signs, now.plus_millis(-1), later).unwrap()];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pack.json");
    std::fs::write(&file, serde_json::to_vec(&pack).unwrap()).unwrap();

    let with_roots = |files: Vec<_>| Shipped::new(files).with_roots(&roots).unwrap();
    let by_file = ReceiptTrust::Pack(file.clone());
    let verified = |text: &str, trust: &ReceiptTrust, shipped: &Shipped| {
        verify_receipt(text, trust, shipped, None, now).map_err(|error| error.outcome())
    };
    for (trust, shipped) in [
        (&by_file, with_roots(Vec::new())),
        (&ReceiptTrust::Known, with_roots(vec![base_pack(), file.clone()])),
    ] {
        let view = verified(receipt, trust, &shipped).unwrap();
        assert_eq!((view.id.as_str(), view.verified), (id.as_str(), true));
        let changed = receipt.replacen('.', ".A", 1);
        assert_eq!(
            verified(&changed, trust, &shipped).unwrap_err(),
            Outcome::Security
        );
    }
    // Without that root nobody vouches for the pack, and without the pack nobody knows the key.
    for (trust, shipped) in [
        (&by_file, Shipped::default()),
        (&ReceiptTrust::Known, Shipped::new(vec![file])),
        (&ReceiptTrust::Known, with_roots(vec![base_pack()])),
    ] {
        assert_eq!(verified(receipt, trust, &shipped).unwrap_err(), Outcome::Security);
    }
}

/// A receipt is judged anywhere, without anybody's home folder.
#[test]
fn a_receipt_proves_itself_to_those_who_know_the_key() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let id = phone.report(TEXT, &[]);
    phone.settle();
    let shown = phone.run(&["receipt", "show", &id]).ok();
    keys(
        &shown["receipt"],
        &[
            "id",
            "issued_at",
            "body_sha256",
            "attachments",
            "key_id",
            "verified",
        ],
    );
    assert_eq!(shown["receipt"]["id"], id.as_str());

    let token = exported_receipt(&phone);
    let file = phone.file("receipt.jws", token.as_bytes());
    assert_eq!(
        phone.run(&["receipt", "verify", &file]).ok()["receipt"],
        shown["receipt"]
    );

    // Somebody who never met the province knows no key of it.
    let stranger = Phone::new();
    assert_eq!(
        stranger.run(&["receipt", "verify", &file]).refused(8),
        "outbox.receipt_refused"
    );
    // The province's own pack is vouched for by nobody: it proves nothing either.
    let pack = arg(&town.data().join("pack.json"));
    let said = stranger.run(&["receipt", "verify", &file, "--pack", &pack]);
    assert_eq!(said.code, Some(8), "{said:#?}");
    // Who took that province in already may judge by its pack.
    phone.run(&["receipt", "verify", &file, "--pack", &pack]).ok();
    phone.run(&["pack", "verify", &pack]).ok();
    assert_eq!(stranger.run(&["pack", "verify", &pack]).code, Some(8));
    // Another province's pack is vouched for and has no such key.
    let other = arg(&base_pack());
    assert_eq!(
        stranger.run(&["receipt", "verify", &file, "--pack", &other]).code,
        Some(8)
    );
    // Who was given the key itself can judge.
    let kid = shown["receipt"]["key_id"].as_str().unwrap();
    let key = stranger.file("key.json", province_key(&town, kid).to_string().as_bytes());
    assert_eq!(
        stranger.run(&["receipt", "verify", &file, "--key", &key]).ok()["receipt"]["verified"],
        true
    );

    // A receipt with one changed character is worth nothing.
    let mut forged = token.into_bytes();
    let at = forged.iter().position(|b| *b == b'.').unwrap() + 20;
    forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
    let forged = phone.file("forged.jws", &forged);
    assert_eq!(phone.run(&["receipt", "verify", &forged]).code, Some(8));
    assert_eq!(
        stranger.run(&["receipt", "verify", &forged, "--key", &key]).code,
        Some(8)
    );
    for (name, bytes) in [
        ("none", &b""[..]),
        ("noise", b"\xff\x00\xfe"),
        ("words", b"a.b.c"),
        ("page", b"<html>"),
    ] {
        let file = phone.file(name, bytes);
        assert_eq!(
            phone.run(&["receipt", "verify", &file]).refused(3),
            "outbox.not_a_receipt",
            "{name}"
        );
    }
}

/// The province's public key as its pack states it, given in hand.
fn province_key(town: &Town, kid: &str) -> Value {
    let pack: Value = serde_json::from_slice(&std::fs::read(town.data().join("pack.json")).unwrap()).unwrap();
    let manifest = pack["manifest"].as_str().unwrap().split('.').nth(1).unwrap();
    let manifest: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(manifest).unwrap()).unwrap();
    manifest["keys"]
        .as_array()
        .unwrap()
        .iter()
        .find(|key| key["kid"] == kid)
        .unwrap()
        .clone()
}

/// Pictures that cannot be taken are refused by name of their trouble, and the words stay as a draft.
#[test]
fn a_bad_picture_costs_no_word() {
    use citizen_fixtures::broken;
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    for (n, (name, bytes, code)) in [
        ("cut.jpg", broken::truncated_jpeg(), "incident.photo_broken"),
        (
            "page.jpg",
            broken::page_with_jpeg_magic(),
            "incident.photo_mislabelled",
        ),
        ("boast.jpg", broken::boastful_jpeg(), "incident.photo_too_large"),
        ("boast.png", broken::boastful_png(), "incident.photo_too_large"),
        ("phone.heic", broken::heic(), "incident.photo_heic"),
        ("move.gif", broken::gif(), "incident.photo_kind"),
        (
            "called.png",
            Camera::small(1).jpeg(),
            "incident.photo_mislabelled",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let file = phone.file(name, &bytes);
        let text = format!("Rác chưa dọn, lần {n}.");
        let args = [
            "report",
            "new",
            "--category",
            "giao_thong",
            "--text",
            &text,
            "--photo",
            &file,
        ];
        assert_eq!(phone.run(&args).refused(3), code, "{name}");
        let reports = phone.run(&["report", "list"]).ok();
        let drafts = reports["reports"].as_array().unwrap();
        assert_eq!(drafts.len(), n + 1, "{name}");
        assert!(
            drafts
                .iter()
                .any(|d| d["text"] == text.as_str() && d["state"] == "draft"),
            "{name}: {reports}"
        );
    }
    assert!(
        phone.run(&["outbox", "list"]).ok()["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

/// Emergencies show the number first, and a report without account is filed where the province takes such.
#[test]
fn advice_comes_before_the_report_leaves() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let categories = phone.run(&["report", "categories"]).ok();
    let urgent = categories["categories"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c.get("emergency").is_some())
        .unwrap();
    let number = urgent["emergency"].as_str().unwrap();
    let code = urgent["code"].as_str().unwrap();
    let said = phone.run(&[
        "report",
        "new",
        "--category",
        code,
        "--text",
        "Khói ở tầng 2.",
        "--draft",
    ]);
    assert!(said.stderr.contains(number), "{said:#?}");
    assert_eq!(said.ok()["report"]["state"], "draft");
    // A draft is not sent.
    assert_eq!(phone.run(&["sync"]).ok()["sent"], 0);
    assert!(town.reports().is_empty());
}
