//! Receipt slips in pictures, and following what they name.

use citizen_journeys::{Phone, Town, keys};
use citizen_province::demo::{DemoCodes, MAIN_RESIDENT};
use citizen_province::officials::SlipKind;
use serde_json::Value;

const DOSSIER: [&str; 14] = [
    "code",
    "raw_code",
    "procedure",
    "agency",
    "status",
    "received_at",
    "appointment_at",
    "finished_at",
    "deadline",
    "as_of",
    "stale",
    "source",
    "events",
    "needs_action",
];

#[test]
fn three_slips_are_read_judged_and_followed() {
    let town = Town::open();
    let codes = town.codes();
    let phone = Phone::signed_in(&town.base_url());
    for (seed, code, kind, name, trust) in [
        (3, &codes.fresh, SlipKind::Signed, "dossier_slip", "signed"),
        (5, &codes.in_time, SlipKind::Code, "dossier_code", "hint"),
        (8, &codes.overdue, SlipKind::Url, "dossier_url", "hint"),
    ] {
        let slip = phone.file("slip.jpg", &town.slip(code, kind, seed));
        let payload = phone.run(&["scan", &slip]).ok()["images"][0]["payloads"][0].clone();
        assert_eq!(
            (&payload["kind"], &payload["trust"]),
            (&name.into(), &trust.into()),
            "{payload}"
        );

        let followed = phone.run(&["dossier", "follow", "--scan", &slip]).ok();
        let dossier = &followed["dossier"];
        keys(dossier, &DOSSIER);
        keys(&dossier["procedure"], &["code", "name"]);
        keys(&dossier["agency"], &["id", "name"]);
        keys(&dossier["status"], &["code", "official", "plain", "spoken"]);
        keys(&dossier["deadline"], &["state", "working_days_left", "basis"]);
        keys(&dossier["events"][0], &["at", "status", "unit", "actor", "text"]);
        assert_eq!(dossier["raw_code"], code.as_str());
        assert_eq!(dossier["stale"], false);
        assert_eq!(dossier["deadline"]["basis"], "official");
    }
    let list = phone.run(&["dossier", "list"]).ok();
    for code in [&codes.fresh, &codes.in_time, &codes.overdue] {
        let shown = phone.run(&["dossier", "show", code]).ok();
        assert!(
            list["dossiers"].as_array().unwrap().contains(&shown["dossier"]),
            "list and show differ for {code}"
        );
    }
    assert_eq!(
        phone.run(&["dossier", "show", &codes.overdue]).ok()["dossier"]["deadline"]["state"],
        "overdue"
    );

    // Unfollowed is forgotten, and a sync does not bring it back.
    let gone = phone.run(&["dossier", "unfollow", &codes.overdue]).ok();
    assert_eq!(gone["unfollowed"], codes.overdue.as_str());
    assert_eq!(
        phone.run(&["dossier", "show", &codes.overdue]).refused(4),
        "client.not_found"
    );
    phone.run(&["sync"]).ok();
    town.advance(&codes.overdue, 9, "");
    phone.run(&["sync"]).ok();
    assert_eq!(
        phone.run(&["dossier", "show", &codes.overdue]).refused(4),
        "client.not_found"
    );
    assert_eq!(
        phone.run(&["dossier", "unfollow", &codes.overdue]).refused(4),
        "client.not_found"
    );
    // Until it is asked for again.
    let again = phone.run(&["dossier", "follow", &codes.overdue]).ok();
    assert_eq!(again["dossier"]["status"]["code"], 9, "{again}");
}

/// Without sign-in, and for somebody else's dossier: code and degree of completion, nothing else.
#[test]
fn strangers_see_completion_only() {
    let town = Town::open();
    let codes = town.codes();
    let nobody = Phone::of(&town.base_url());
    let resident = Phone::signed_in(&town.base_url());
    for (phone, code, who) in [
        (&nobody, &codes.in_time, "nobody"),
        (&nobody, &codes.others, "nobody"),
        (&resident, &codes.others, "another"),
    ] {
        let dossier = phone.run(&["dossier", "follow", code]).ok()["dossier"].clone();
        assert!(dossier["completion"].is_u64(), "{who}: {dossier}");
        for hidden in ["procedure", "status", "finished_at", "unit"] {
            assert!(dossier[hidden].is_null(), "{who} sees {hidden}: {dossier}");
        }
        assert_eq!(dossier["events"], serde_json::json!([]), "{who}");
        phone.run(&["sync"]).ok();
        let after = phone.run(&["dossier", "show", code]).ok()["dossier"].clone();
        assert!(after["status"].is_null(), "{who} sees more after a sync: {after}");
    }
    // Signing in later shows what is one's own.
    assert_eq!(nobody.login(MAIN_RESIDENT.sub).code, Some(0));
    nobody.run(&["sync"]).ok();
    assert!(nobody.run(&["dossier", "show", &codes.in_time]).ok()["dossier"]["status"]["plain"].is_string());
    assert!(nobody.run(&["dossier", "show", &codes.others]).ok()["dossier"]["status"].is_null());

    // A wrong secret opens nothing; the one on the slip does, for whoever holds the slip.
    let wrong = ["dossier", "follow", &codes.others, "--secret", "WRONG"];
    assert_eq!(resident.run(&wrong).refused(4), "client.not_known_there");
    let still = resident.run(&["dossier", "show", &codes.others]).ok();
    assert!(still["dossier"]["status"].is_null(), "{still}");
    let right = resident
        .run(&["dossier", "follow", &codes.others, "--secret", DemoCodes::SECRET])
        .ok();
    assert!(right["dossier"]["status"]["plain"].is_string(), "{right}");
}

/// Nothing that names no dossier is followed.
#[test]
fn what_is_no_slip_is_refused() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let street = phone.file("street.jpg", &citizen_fixtures::Camera::small(4).jpeg());
    assert_eq!(
        phone.run(&["dossier", "follow", "--scan", &street]).refused(3),
        "client.no_code_found"
    );
    let empty = phone.run(&["scan", &street]).ok();
    assert_eq!(empty["images"][0]["payloads"], serde_json::json!([]));
    for (name, bytes) in [
        ("cut.jpg", citizen_fixtures::broken::truncated_jpeg()),
        ("page.jpg", citizen_fixtures::broken::page_with_jpeg_magic()),
        ("boast.jpg", citizen_fixtures::broken::boastful_jpeg()),
        ("boast.png", citizen_fixtures::broken::boastful_png()),
        ("zero.jpg", Vec::new()),
    ] {
        let file = phone.file(name, &bytes);
        let said = phone.run(&["dossier", "follow", "--scan", &file]);
        assert_eq!(said.code, Some(3), "{name}: {said:#?}");
    }
    // A code that the province does not know: said by the exit status, and kept, since offices register late.
    let unknown = phone.run(&["dossier", "follow", "H29.11-251201-9999"]).ended(4)["dossier"].clone();
    assert_eq!(unknown["warnings"], serde_json::json!(["not_known"]), "{unknown}");
    assert_eq!(
        (&unknown["received_at"], &unknown["received_on"]),
        (&Value::Null, &"2025-12-01".into())
    );
    let list = phone.run(&["dossier", "list"]).ok();
    assert_eq!(list["dossiers"][0]["code"], "H29.11-251201-9999");
}

/// What stands on a slip is kept without a network, its secret too, and opens the dossier at the next sync.
#[test]
fn a_secret_given_without_a_network_is_used_later() {
    let mut town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let mistaken = Phone::signed_in(&town.base_url());
    let code = town.codes().others;
    town.close();
    for (phone, secret) in [(&phone, DemoCodes::SECRET), (&mistaken, "WRONG")] {
        let kept = phone
            .run(&["dossier", "follow", &code, "--secret", secret])
            .ended(6);
        assert!(kept["dossier"]["status"].is_null(), "{kept}");
    }
    town.reopen();
    // The wrong one first: what the right one opens is open to its person everywhere.
    assert_eq!(mistaken.run(&["sync"]).ok()["trouble"], "client.not_known_there");
    let shown = mistaken.run(&["dossier", "show", &code]).ok();
    assert!(shown["dossier"]["status"].is_null(), "{shown}");

    let synced = phone.run(&["sync"]).ok();
    assert!(synced.get("trouble").is_none(), "{synced}");
    let shown = phone.run(&["dossier", "show", &code]).ok();
    assert!(shown["dossier"]["status"]["plain"].is_string(), "{shown}");
}

/// The dossier's QR is drawn and read back.
#[test]
fn a_drawn_code_reads_back() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let code = town.codes().fresh;
    phone.run(&["dossier", "follow", &code]).ok();
    let png = citizen_journeys::phone::arg(&phone.beside("qr.png"));
    assert_eq!(
        phone.run(&["dossier", "qr", &code, "--out", &png]).ok()["path"],
        png.as_str()
    );
    let read = phone.run(&["scan", &png]).ok();
    assert_eq!(read["images"][0]["payloads"][0]["dossier"]["code"], code.as_str());
    let svg = citizen_journeys::phone::arg(&phone.beside("qr.svg"));
    phone.run(&["dossier", "qr", &code, "--out", &svg]).ok();
    assert!(std::fs::read_to_string(&svg).unwrap().contains("<svg"));
    assert_eq!(
        phone.run(&["dossier", "qr", &code, "--out", "/x.gif"]).code,
        Some(2)
    );
}
