//! Somebody tries the program before choosing a province, then chooses one.

use citizen_journeys::{Phone, Town, canary, keys, program};
use citizen_province::officials::SlipKind;

/// Code, pictures, dates, search and packs work with what is shipped, and leave nothing behind.
#[test]
fn before_a_province_is_chosen_the_tools_work_and_leave_no_trace() {
    let town = Town::open();
    let phone = Phone::new();

    let code = phone.run(&["code", "H29.11-251201-0102"]).ok();
    keys(
        &code,
        &[
            "raw",
            "normalized",
            "shape",
            "agency",
            "level1",
            "received_on",
            "sequence",
            "warnings",
        ],
    );
    assert_eq!(code["received_on"], "2025-12-01");
    assert_eq!(code["sequence"], "0102");

    let slip = phone.file("slip.jpg", &town.slip(&town.codes().in_time, SlipKind::Code, 5));
    let scanned = phone.run(&["scan", &slip]).ok();
    let image = &scanned["images"][0];
    keys(image, &["path", "width", "height", "decode_ms", "payloads"]);
    let payload = &image["payloads"][0];
    keys(payload, &["kind", "trust", "warnings"]);
    assert_eq!(
        (&payload["kind"], &payload["trust"]),
        (&"dossier_code".into(), &"hint".into()),
        "{payload}"
    );
    assert_eq!(payload["dossier"]["code"], town.codes().in_time.as_str());
    // The province that signed this one is not among the shipped ones: it proves nothing here.
    let signed = phone.file("signed.jpg", &town.slip(&town.codes().fresh, SlipKind::Signed, 3));
    let payload = phone.run(&["scan", &signed]).ok()["images"][0]["payloads"][0].clone();
    assert_eq!(
        (&payload["kind"], &payload["trust"]),
        (&"dossier_slip".into(), &"untrusted".into()),
        "{payload}"
    );
    let text = phone
        .run(&["scan", "--text", "http://tphcm.example.evil.test/h/1"])
        .ok();
    assert_eq!(text["payloads"][0]["trust"], "untrusted", "{text}");

    // D§4.6: received on a Tuesday morning, three working days.
    let due = phone
        .run(&["due", "--received", "2025-12-02T09:00", "--working-days", "3"])
        .ok();
    keys(&due, &["due", "covered", "provisional", "calendar_version"]);
    assert!(due["due"].as_str().unwrap().starts_with("2025-12-05"), "{due}");
    assert_eq!(due["covered"], true);

    let hits = phone.run(&["search", "khai sinh", "--kind", "procedure"]).ok();
    keys(&hits["hits"][0], &["kind", "code", "name", "why"]);
    let unit = phone.run(&["search", "thu dau mot", "--kind", "unit"]).ok();
    assert_eq!(unit["hits"][0]["kind"], "unit", "{unit}");

    let procedure = phone.run(&["procedure", "9.000026"]).ok()["procedure"].clone();
    keys(
        &procedure,
        &[
            "code", "name", "level", "limit", "fees", "papers", "offices", "demo",
        ],
    );
    assert_eq!(procedure["fees"][0]["amount_vnd"], 20_000);
    assert!(phone.told(&["procedure", "9.000001"]).contains("Không thu phí"));
    assert_eq!(
        phone.run(&["procedure", "1.000000"]).refused(4),
        "client.not_found"
    );
    let offices = phone.run(&["offices", "--unit", "25777"]).ok()["offices"].clone();
    keys(
        &offices[0],
        &["id", "name", "unit", "address", "hours", "receives", "demo"],
    );
    assert_eq!(offices[0]["unit"]["code"], "25777");
    assert_eq!(
        procedure["offices"].as_array().unwrap().len(),
        offices.as_array().unwrap().len()
    );
    let of_the_province = phone.run(&["offices", "--level", "province"]).ok()["offices"].clone();
    let ids = of_the_province
        .as_array()
        .unwrap()
        .iter()
        .map(|office| &office["id"]);
    assert!(ids.clone().all(|id| *id != offices[0]["id"]) && ids.count() > 0);

    let file = program::base_pack();
    let pack = phone.run(&["pack", "verify", file.to_str().unwrap()]).ok();
    keys(
        &pack["pack"],
        &["province", "version", "valid_from", "signed_by", "verified"],
    );
    assert_eq!(pack["pack"]["verified"], true);

    let categories = phone.run(&["report", "categories"]).ok();
    keys(&categories["categories"][0], &["code", "name", "spoken"]);
    assert!(
        categories["categories"]
            .as_array()
            .unwrap()
            .iter()
            .any(|c| c.get("emergency").is_some()),
        "{categories}"
    );

    assert!(
        canary::files(&phone.home()).is_empty(),
        "{:?}",
        canary::files(&phone.home())
    );
    // What needs a province says so, and what needs a person says that.
    assert_eq!(
        phone
            .run(&["report", "new", "--category", "giao_thong", "--text", "x"])
            .refused(3),
        "client.no_province"
    );
}

/// A changed pack is worth nothing, however little was changed.
#[test]
fn a_changed_pack_is_refused() {
    let phone = Phone::new();
    let mut pack = std::fs::read(program::base_pack()).unwrap();
    let at = pack
        .windows(4)
        .rposition(|w| w.is_ascii() && w.iter().all(u8::is_ascii_lowercase))
        .unwrap();
    pack[at] = if pack[at] == b'a' { b'b' } else { b'a' };
    let file = phone.file("changed.json", &pack);
    let said = phone.run(&["pack", "verify", &file]);
    assert!(matches!(said.code, Some(3 | 8)), "{said:#?}");
    for (name, bytes) in [
        ("empty", &b""[..]),
        ("page", b"<!doctype html>"),
        ("deep", "[".repeat(100_000).as_bytes()),
    ] {
        let file = phone.file(name, bytes);
        assert_eq!(
            phone.run(&["pack", "verify", &file]).refused(3),
            "pack.not_a_pack",
            "{name}"
        );
    }
}

/// On loopback a province is taken by itself and marked; anywhere else cleartext is refused before a byte leaves.
#[test]
fn a_province_is_taken_only_where_that_is_safe() {
    let town = Town::open();
    let phone = Phone::new();
    assert_eq!(
        phone
            .run(&["init", "--province", "http://example.invalid"])
            .refused(8),
        "client.bad_address"
    );
    assert_eq!(
        phone
            .run(&["init", "--province", "https://an:secret@example.invalid"])
            .refused(8),
        "client.bad_address"
    );
    assert_eq!(
        phone.run(&["init", "--province", "not an address"]).refused(8),
        "client.bad_address"
    );

    let chosen = phone.run(&["init", "--province", &town.base_url()]).ok();
    keys(
        &chosen["province"],
        &["id", "name", "base_url", "pack_version", "demo"],
    );
    assert_eq!(
        chosen["province"]["demo"], true,
        "a loopback province is marked as demonstration"
    );
    // Again is no harm, and another province is refused.
    phone.run(&["init", "--province", &town.base_url()]).ok();
    let shown = phone.run(&["pack", "show"]).ok();
    assert_eq!(shown["pack"]["demo"], true);
}

/// `--lang`, people's text, usage errors.
#[test]
fn wrong_usage_is_exit_2_and_says_what_is_wrong() {
    let phone = Phone::new();
    for args in [
        &["nonsense"][..],
        &["due", "--received", "2025-12-02"],
        &["report", "new", "--category", "x"],
        &["erase"],
        &[
            "report",
            "new",
            "--category",
            "x",
            "--text",
            "y",
            "--severity",
            "9",
        ],
        &["--profile", "../x", "whoami"],
    ] {
        let said = phone.run(args);
        assert_eq!(said.code, Some(2), "{args:?} {said:#?}");
        said.refused(2);
    }
    assert_eq!(phone.run(&["code", "!!"]).code, Some(3));
    assert_eq!(phone.run(&["scan", "/nonexistent.jpg"]).code, Some(4));
}
