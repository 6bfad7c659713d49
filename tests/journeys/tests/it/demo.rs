//! `citizen demo`, and that it can fail.

use citizen_journeys::{Phone, Said, keys};

#[test]
fn the_demonstration_tells_the_truth() {
    let phone = Phone::new();
    // Kept in a folder named from where the person stands.
    let run = phone
        .command(&["demo", "--keep", "kept"])
        .current_dir(phone.beside(""))
        .output()
        .unwrap();
    let told = Said::of(&run).ok();
    assert!(phone.beside("kept/camera.jpg").is_file());
    keys(
        &told,
        &["ok", "steps", "requests", "bytes_up", "bytes_down", "ms"],
    );
    assert_eq!(told["ok"], true);
    let steps = told["steps"].as_array().unwrap();
    assert!(steps.len() >= 12, "{told:#}");
    assert!(steps.iter().all(|step| step["ok"] == true), "{told:#}");
    // In Vietnamese throughout: no key of the code, no English word.
    for step in steps {
        let detail = step["detail"].as_str().unwrap();
        for word in [
            "requests",
            "answers",
            "updates",
            "queued",
            "network",
            "xac_nhan",
            "trung_binh",
        ] {
            assert!(!detail.contains(word), "{word}: {detail}");
        }
    }
    // What was checked is shown: agency, appointment, history with its times, what was asked for.
    let detail = |name: &str| {
        let step = steps.iter().find(|step| step["name"] == name);
        step.and_then(|step| step["detail"].as_str())
            .unwrap_or_default()
            .to_owned()
    };
    for (step, shown) in [
        (
            "slips",
            ["Cơ quan: Trung tâm PVHCC", "Hẹn trả: ", "Quá trình", " giờ "],
        ),
        (
            "officials",
            ["Bổ sung 1 bản sao", "Cần bổ sung giấy tờ", "Quá trình", " → "],
        ),
    ] {
        for words in shown {
            assert!(detail(step).contains(words), "{words}: {}", detail(step));
        }
    }
    // The story has a home of its own.
    assert!(
        !phone.home().exists(),
        "the demonstration touched the resident's own home"
    );
    eprintln!("demo: {} ms, {} requests", told["ms"], told["requests"]);
}

/// The negative control: without what it stands on, it must not end well.
#[test]
fn a_demonstration_without_packs_fails() {
    let phone = Phone::new();
    let empty = phone.beside("no-packs");
    std::fs::create_dir(&empty).unwrap();
    let run = phone
        .command(&["demo"])
        .env("CITIZEN_PACKS", &empty)
        .output()
        .unwrap();
    assert!(!run.status.success());
    // A pack that was changed carries no province either.
    let changed = String::from_utf8(std::fs::read(citizen_journeys::program::base_pack()).unwrap()).unwrap();
    std::fs::write(empty.join("79.json"), &changed[..changed.len() / 2]).unwrap();
    let run = phone
        .command(&["demo"])
        .env("CITIZEN_PACKS", &empty)
        .output()
        .unwrap();
    assert!(!run.status.success());
}
