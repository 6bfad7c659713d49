//! What a person wrote is kept whatever its photo is like, and can be changed, sent and thrown away.

use citizen_fixtures::{Camera, broken};
use citizen_journeys::phone::arg;
use citizen_journeys::{Phone, Town};
use serde_json::Value;

const TEXT: &str = "Cống nghẹt, nước tràn ra đường.";

fn draft(phone: &Phone, more: &[&str]) -> citizen_journeys::Said {
    let args = [
        &["report", "new", "--category", "giao_thong", "--text", TEXT][..],
        more,
    ]
    .concat();
    phone.run(&args)
}

/// The draft's id as the error names it, in its own field and in the sentence.
fn named(said: citizen_journeys::Said, exit: i32, code: &str) -> String {
    let error = said.ended(exit)["error"].clone();
    assert_eq!(error["code"], code, "{error}");
    let id = error["draft"].as_str().unwrap().to_owned();
    assert!(error["message"].as_str().unwrap().contains(&id), "{error}");
    assert!(!error["spoken"].as_str().unwrap().contains(&id), "{error}");
    id
}

fn show(phone: &Phone, id: &str) -> Value {
    phone.run(&["report", "show", id]).ok()["report"].clone()
}

#[test]
fn no_photo_costs_the_words_and_the_place() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let good = phone.file("tot.jpg", &Camera::small(3).jpeg());
    let huge = phone.beside("lon.jpg");
    std::fs::File::create(&huge).unwrap().set_len(65 << 20).unwrap();
    let folder = phone.beside("thu-muc.jpg");
    std::fs::create_dir(&folder).unwrap();
    let file = |name, bytes: Vec<u8>| phone.file(name, &bytes);
    for (n, (photo, code)) in [
        (arg(&phone.beside("khong-co.jpg")), "cli.file_missing"),
        (arg(&folder), "cli.file_unreadable"),
        (arg(&huge), "incident.photo_too_large"),
        (file("cut.jpg", broken::truncated_jpeg()), "incident.photo_broken"),
        (
            file("boast.png", broken::boastful_png()),
            "incident.photo_too_large",
        ),
        (
            file("ten.png", Camera::small(1).jpeg()),
            "incident.photo_mislabelled",
        ),
        (file("trong.jpg", Vec::new()), "incident.photo_broken"),
    ]
    .into_iter()
    .enumerate()
    {
        // A good one beside it is kept too, whichever comes first.
        let photos = match n {
            0 => vec!["--photo", &photo, "--photo", &good],
            3 => vec!["--photo", &good, "--photo", &photo],
            _ => vec!["--photo", &photo],
        };
        let place = ["--lat", "10.98", "--lon", "106.65"];
        let exit = if code == "cli.file_missing" { 4 } else { 3 };
        let id = named(draft(&phone, &[&place[..], &photos].concat()), exit, code);
        let kept = show(&phone, &id);
        assert_eq!((&kept["text"], &kept["state"]), (&TEXT.into(), &"draft".into()));
        assert_eq!(kept["location"]["lat"], 10.98, "{code}");
        assert_eq!(
            kept["photos"].as_array().unwrap().len(),
            photos.len() / 2 - 1,
            "{code}"
        );
    }
    let six: Vec<&str> = ["--photo", &good].repeat(6);
    let id = named(draft(&phone, &six), 3, "incident.too_many_photos");
    assert_eq!(show(&phone, &id)["text"], TEXT);
    // What else can be wrong costs no more.
    let wrong_unit = [
        "--unit", "99999", "--lat", "10.98", "--lon", "106.65", "--photo", &good,
    ];
    let id = named(draft(&phone, &wrong_unit), 4, "client.unknown_unit");
    let kept = show(&phone, &id);
    assert_eq!(kept["location"]["lat"], 10.98);
    assert_eq!(kept["photos"].as_array().unwrap().len(), 1);
    let said = phone.run(&["report", "new", "--category", "khong_co", "--text", TEXT]);
    named(said, 3, "incident.category");
    assert!(
        phone.run(&["outbox", "list"]).ok()["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_draft_is_mended_and_sent_once() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let (first, second) = (Camera::small(4).jpeg(), Camera::small(5).jpeg());
    let (first, second) = (phone.file("1.jpg", &first), phone.file("2.jpg", &second));
    let missing = arg(&phone.beside("chua-co.jpg"));
    let id = named(
        draft(&phone, &["--photo", &first, "--photo", &missing]),
        4,
        "cli.file_missing",
    );
    let from_photo = show(&phone, &id);
    assert_eq!(from_photo["location"]["source"], "photo_exif");

    // A change that is refused changes nothing, not even its good half.
    for (more, exit, code) in [
        (
            &["--text", "Khác.", "--lat", "95", "--lon", "0"][..],
            3,
            "incident.location",
        ),
        (&["--text", "Khác.", "--unit", "99999"], 4, "client.unknown_unit"),
        (
            &["--text", "Khác.", "--remove-photo", "2"],
            4,
            "incident.no_such_photo",
        ),
        (
            &["--text", "Khác.", "--remove-photo", "0"],
            4,
            "incident.no_such_photo",
        ),
    ] {
        let args = [&["report", "edit", &id][..], more].concat();
        assert_eq!(named(phone.run(&args), exit, code), id);
        assert_eq!(show(&phone, &id), from_photo, "{code}");
    }
    assert_eq!(phone.run(&["report", "edit", &id]).refused(2), "cli.usage");

    // The place and the time that only this photo told go with it.
    let edited = phone
        .run(&["report", "edit", &id, "--remove-photo", "1", "--photo", &second])
        .ok();
    let edited = &edited["report"];
    assert_eq!(edited["photos"].as_array().unwrap().len(), 1);
    assert_ne!(edited["photos"][0]["sha256"], from_photo["photos"][0]["sha256"]);
    let args = [
        "report",
        "edit",
        &id,
        "--text",
        "Đã khô, còn rác.",
        "--category",
        "khac",
        "--severity",
        "3",
        "--visibility",
        "handler",
        "--lat",
        "10.97",
        "--lon",
        "106.66",
    ];
    let edited = phone.run(&args).ok()["report"].clone();
    assert_eq!(
        (
            &edited["text"],
            &edited["category"],
            &edited["severity"],
            &edited["visibility"]
        ),
        (
            &"Đã khô, còn rác.".into(),
            &"khac".into(),
            &3.into(),
            &"handler".into()
        )
    );
    assert_eq!(edited["location"]["source"], "map_pin");
    assert_eq!(
        phone.run(&["report", "edit", &id, "--no-place"]).ok()["report"].get("location"),
        None
    );

    phone.run(&["report", "send", &id]).ok();
    phone.settle();
    let seen = town.reports();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].id.as_str(), seen[0].text.as_str()),
        (id.as_str(), "Đã khô, còn rác.")
    );
    assert!(seen[0].complete && seen[0].parts.len() == 1);
    // What is sent is no draft any more.
    for verb in [
        &["report", "send", &id][..],
        &["report", "edit", &id, "--text", "x"],
    ] {
        assert_eq!(phone.run(verb).refused(4), "client.not_found");
    }
}

#[test]
fn a_draft_thrown_away_leaves_no_picture() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let photo = phone.file("1.jpg", &Camera::small(6).jpeg());
    let id = draft(&phone, &["--photo", &photo, "--draft"]).ok()["report"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let pictures = || {
        let files = phone.home().join("profiles/default/files");
        walk(&files)
    };
    assert_eq!(pictures(), 1, "the picture is not where this test looks");
    phone.run(&["report", "edit", &id, "--remove-photo", "1"]).ok();
    assert_eq!(pictures(), 0);
    phone.run(&["report", "edit", &id, "--photo", &photo]).ok();
    assert_eq!(pictures(), 1);
    phone.run(&["report", "withdraw", &id]).ok();
    assert_eq!(pictures(), 0);
    assert!(
        phone.run(&["report", "list"]).ok()["reports"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

/// Files below a folder.
/// Sealed files in `folder`; the lock beside them is none.
fn walk(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name());
    names.filter(|name| name != ".lock").count()
}
