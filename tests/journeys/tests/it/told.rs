//! What the person is told: before something leaves, after they decided, and where nothing is certain.

use citizen_fixtures::Camera;
use citizen_journeys::phone::arg;
use citizen_journeys::{Phone, Town};
use citizen_province::demo::MAIN_RESIDENT;
use citizen_province::officials::SlipKind;
use serde_json::{Value, json};

const TEXT: &str = "Ổ gà sâu trước cổng chợ.";

fn new<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [
        &["report", "new", "--category", "giao_thong", "--text", TEXT],
        more,
    ]
    .concat()
}

/// A photo tells where it was taken. Nobody sends that without knowing, or without a way to leave it out.
#[test]
fn a_place_from_a_photo_is_named_before_it_leaves_and_can_be_left_out() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let photo = phone.file("cam.jpg", &Camera::small(6).jpeg());
    let shown = phone.told(&new(&["--photo", &photo]));
    for part in [
        "13.78297, 109.21966",
        "ghi sẵn trong ảnh",
        "công khai",
        "--no-place",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let first = phone.run(&["report", "list"]).ok()["reports"][0].clone();
    let id = first["id"].as_str().unwrap();
    let again = phone.told(&["report", "show", id]);
    assert!(
        again.contains("13.78297") && again.contains("công khai"),
        "{again}"
    );

    let filed = phone.run(&new(&["--photo", &photo, "--no-place"]));
    assert!(!filed.stderr.contains("13.78"), "{filed:#?}");
    let report = filed.ok()["report"].clone();
    assert!(report.get("location").is_none(), "{report}");
    phone.settle();
    let arrived = town.reports();
    let place = |id: &Value| {
        let seen = arrived
            .iter()
            .find(|seen| seen.id == id.as_str().unwrap())
            .unwrap();
        (seen.lat.is_some(), seen.parts.len())
    };
    assert_eq!(place(&report["id"]), (false, 1));
    // The control: without that word it goes with the photo.
    assert_eq!(place(&first["id"]), (true, 1));
}

/// Messengers take the place out of a photo; the person learns that the report goes without one.
#[test]
fn a_photo_without_a_place_is_said_to_have_none() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let bare = Camera {
        gps: None,
        ..Camera::small(7)
    };
    let photo = phone.file("bare.jpg", &bare.jpeg());
    let missed = "Ảnh không kèm vị trí";
    let said = phone.run(&new(&["--photo", &photo]));
    assert!(said.stderr.contains(missed), "{said:#?}");
    for more in [
        &["--photo", &photo, "--lat", "10.98", "--lon", "106.65"][..],
        &["--photo", &photo, "--no-place"],
        &[],
    ] {
        let said = phone.run(&new(more));
        assert!(!said.stderr.contains(missed), "{more:?}: {said:#?}");
    }
}

/// What was decided is shown as decided and not yet sent, and deciding twice is answered with that.
#[test]
fn a_decision_is_seen_until_it_is_sent() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let id = phone.report(TEXT, &[]);
    phone.settle();
    town.update_report(&id, "da_xu_ly");
    phone.run(&["sync"]).ok();
    let before = phone.run(&["report", "show", &id]).ok();
    assert!(before["report"].get("pending_action").is_none(), "{before}");

    let said = phone.told(&["report", "confirm", &id]);
    assert!(
        said.contains("bạn xác nhận việc đã xong. Chưa gửi") && said.contains("citizen sync"),
        "{said}"
    );
    let kept = phone.run(&["report", "show", &id]).ok()["report"]["pending_action"].clone();
    assert_eq!(kept["action"], "confirm");
    assert!(kept["at"].is_string() && kept["item"].is_string(), "{kept}");
    let listed = phone.run(&["report", "list"]).ok();
    assert_eq!(listed["reports"][0]["pending_action"], kept);
    for again in ["confirm", "withdraw"] {
        assert_eq!(
            phone.run(&["report", again, &id]).refused(3),
            "incident.already_decided",
            "{again}"
        );
    }
    phone.settle();
    let sent = phone.run(&["report", "show", &id]).ok();
    assert!(sent["report"].get("pending_action").is_none(), "{sent}");
    assert_eq!(sent["report"]["province_state"], "xac_nhan");
}

/// In danger one list of numbers is better than six sentences, and a hotline saves nobody.
#[test]
fn an_urgent_report_comes_with_one_list_of_numbers() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let said = phone.run(&new(&["--severity", "1", "--draft"]));
    let lines: Vec<&str> = said.stderr.lines().filter(|l| l.contains("gọi ngay")).collect();
    assert_eq!(lines.len(), 1, "{said:#?}");
    for number in ["112", "113", "114", "115"] {
        assert!(lines[0].contains(number), "{number}: {said:#?}");
    }
    assert!(!lines[0].contains("1022"), "{said:#?}");
}

/// A look-up that says what it said before is no news.
#[test]
fn an_unchanged_look_up_is_no_news() {
    let town = Town::open();
    let codes = town.codes();
    let phone = Phone::of(&town.base_url());
    for code in [&codes.in_time, &codes.others] {
        phone.run(&["dossier", "follow", code]).ok();
    }
    for _ in 0..2 {
        assert_eq!(phone.run(&["sync"]).ok()["received"], 0);
    }
    town.advance(&codes.in_time, 9, "");
    assert_eq!(phone.run(&["sync"]).ok()["received"], 1, "the control");
    assert_eq!(phone.run(&["sync"]).ok()["received"], 0);
}

/// A signed slip tells the appointment, a look-up that everything is done, nobody when: nothing is counted down.
#[test]
fn a_finished_dossier_is_not_counted_down_for_a_stranger() {
    let town = Town::open();
    let code = town.codes().fresh;
    let slip = town.slip(&code, SlipKind::Signed, 3);
    let phone = Phone::of(&town.base_url());
    let slip = phone.file("slip.jpg", &slip);
    let open = phone.run(&["dossier", "follow", "--scan", &slip]).ok()["dossier"].clone();
    assert!(
        open["deadline"]["working_days_left"].is_i64(),
        "the control: {open}"
    );
    town.advance(&code, 4, "");
    town.advance(&code, 9, "");
    phone.run(&["sync"]).ok();
    let done = phone.run(&["dossier", "show", &code]).ok()["dossier"].clone();
    assert_eq!(done["completion"], 100, "{done}");
    assert_eq!(done["deadline"]["state"], "unknown", "{done}");
    assert!(done["deadline"]["working_days_left"].is_null(), "{done}");
    assert!(done["appointment_at"].is_string(), "{done}");
}

/// A list must not make old things look new.
#[test]
fn what_is_old_is_marked_in_the_list_too() {
    let mut town = Town::open();
    let code = town.codes().in_time;
    let phone = Phone::signed_in(&town.base_url());
    phone.run(&["dossier", "follow", &code]).ok();
    let mark = "Thông tin đã cũ hơn một ngày";
    assert!(!phone.told(&["dossier", "list"]).contains(mark));
    // Followed and never heard of: as old as can be.
    let stranger = Phone::of(&town.base_url());
    town.close();
    stranger.run(&["dossier", "follow", &code]).ended(6);
    let list = stranger.told(&["dossier", "list"]);
    assert!(list.contains(mark), "{list}");
}

/// What can be read in a receipt file proves nothing: it must be what was signed.
#[test]
fn a_receipt_file_that_contradicts_its_signature_is_refused() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let id = phone.report(TEXT, &[]);
    phone.settle();
    let shown = phone.run(&["receipt", "show", &id]).ok();
    let file = phone.file("receipt.json", shown.to_string().as_bytes());
    phone.run(&["receipt", "verify", &file]).ok();
    for (name, value) in [
        ("id", json!("0198c0de-0000-7000-8000-000000000000")),
        ("issued_at", json!("2020-01-01T00:00:00+07:00")),
        ("attachments", json!([{"sha256": "00", "bytes": 1}])),
        ("amount", json!(1_000_000)),
    ] {
        let mut changed = shown.clone();
        changed["receipt"][name] = value;
        let file = phone.file("changed.json", changed.to_string().as_bytes());
        assert_eq!(
            phone.run(&["receipt", "verify", &file]).refused(8),
            "cli.receipt_contradicts",
            "{name}"
        );
    }
}

/// Officials may write a day alone, as the help says.
#[test]
fn a_day_of_reception_needs_no_hour() {
    let town = Town::open();
    let office = Phone::new();
    let data = arg(&town.data());
    let procedure = office.run(&["search", "khai sinh", "--kind", "procedure"]).ok();
    let procedure = procedure["hits"][0]["code"].as_str().unwrap().to_owned();
    let add = |received: &str| {
        office.run(&[
            "province",
            "dossier",
            "add",
            "--data",
            &data,
            "--owner",
            MAIN_RESIDENT.sub,
            "--procedure",
            &procedure,
            "--received",
            received,
        ])
    };
    for received in ["2026-10-01", "2026-10-01T08:00", "2026-10-01T08:00:00+07:00"] {
        let dossier = add(received).ok()["dossier"].clone();
        let at = dossier["received_at"].as_str().unwrap();
        assert!(at.starts_with("2026-10-01T08:00"), "{received}: {dossier}");
    }
    assert_eq!(add("1/10/2026").refused(2), "cli.bad_date");
}

/// The answers file of the contract's own word, and none with a word that means nothing.
#[test]
fn an_answers_file_names_its_questionnaire_as_the_contract_does() {
    let town = Town::open();
    let code = town.codes().finished_old;
    let phone = Phone::signed_in(&town.base_url());
    phone.run(&["dossier", "follow", &code]).ok();
    let file = phone.answers(&code);
    let file: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let (id, answers) = (&file["questionnaire"], &file["answers"]);
    let rate = |file: Value| {
        let path = phone.file("rate.json", file.to_string().as_bytes());
        phone.run(&["rate", &code, "--answers", &path])
    };
    assert_eq!(
        rate(json!({"questionnaire_id": "none-such", "answers": answers})).refused(3),
        "client.other_questionnaire"
    );
    assert_eq!(
        rate(json!({"questionnaire_id": id, "answers": answers, "comment": "x"})).refused(3),
        "cli.bad_answers"
    );
    let rated = rate(json!({"questionnaire_id": id, "answers": answers})).ok();
    assert_eq!(&rated["rating"]["questionnaire_id"], id);
}

/// A result is words, not keys: the class by name, every answer counted, and what the class leaves out.
#[test]
fn a_published_result_is_read_without_a_key() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let shown = phone.told(&["results"]);
    assert!(
        !shown.contains("trung_binh") && !shown.contains("xuat_sac"),
        "{shown}"
    );
    for part in ["Các câu trả lời", "Xếp loại: ", "đủ 9 chỉ số", "Số lượt đánh giá"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

/// Who is signed in is told with what the province knows of the account.
#[test]
fn whoami_tells_the_account_and_how_sure_it_is() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let told = phone.told(&["whoami"]);
    for word in ["công dân Việt Nam", "mức độ 2"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    let english = phone.told(&["whoami", "--lang", "en"]);
    assert!(
        english.contains("Vietnamese citizen") && english.contains("level 2"),
        "{english}"
    );
}

/// Officials read words; `--json` keeps the keys.
#[test]
fn officials_lists_are_words() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    let unit = ["--unit", "25747"];
    let id = phone.report("Ổ gà trước chợ.", &unit);
    phone.settle();
    town.update_report(&id, "da_phan_cong");
    let data = arg(&town.data());
    let list = |what: &str| {
        [
            "province".to_owned(),
            what.to_owned(),
            "list".to_owned(),
            "--data".to_owned(),
            data.clone(),
        ]
    };
    let run = |what: &str| phone.told(&list(what).each_ref().map(String::as_str));
    let reports = run("report");
    for (there, words) in [
        (
            true,
            &[
                "Phường Thủ Dầu Một",
                "Đã giao cho đơn vị xử lý",
                "Ổ gà trước chợ.",
            ][..],
        ),
        (false, &["giao_thong", "da_phan_cong", "25747"]),
    ] {
        for word in words {
            assert_eq!(reports.contains(word), there, "{word}: {reports}");
        }
    }
    let ratings = run("rating");
    for (there, words) in [
        (true, &["Đánh giá việc giải quyết thủ tục hành chính", "quý"][..]),
        (false, &["tt01-2018", "Q4", " · 1 · "]),
    ] {
        for word in words {
            assert_eq!(ratings.contains(word), there, "{word}: {ratings}");
        }
    }
    let kept = phone.run(&list("report").each_ref().map(String::as_str)).ok();
    assert_eq!(kept["reports"][0]["category"], "giao_thong");
}

/// A draft says who will see it by the rule that decides it when it is sent.
#[test]
fn a_draft_tells_who_will_see_it() {
    let town = Town::open();
    let phone = Phone::signed_in(&town.base_url());
    for (text, seen) in [
        ("Đèn đường hỏng.", "public"),
        ("Tôi tố cáo cán bộ nhận hối lộ.", "handler"),
    ] {
        let id = phone.report(text, &["--draft"]);
        let draft = phone.run(&["report", "show", &id]).ok()["report"].clone();
        assert_eq!(draft["visibility"], seen, "{draft}");
        let sent = phone.run(&["report", "send", &id]).ok()["report"].clone();
        assert_eq!(sent["visibility"], seen, "{sent}");
    }
}
