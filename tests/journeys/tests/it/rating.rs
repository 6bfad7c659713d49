//! Rating what was finished: by the questionnaire of its day, once, unlinked.

use citizen_journeys::{Phone, Proxy, Town, keys};
use serde_json::json;

#[test]
fn a_finished_dossier_is_rated_once_by_the_questionnaire_of_its_day() {
    let line = Proxy::new();
    let town = Town::behind(&line.url());
    line.lead_to(town.addr());
    let phone = Phone::signed_in(&line.url());
    let code = town.codes().finished_old;
    phone.run(&["dossier", "follow", &code]).ok();
    phone.run(&["sync"]).ok();
    assert_eq!(
        phone.run(&["dossier", "show", &code]).ok()["dossier"]["ratable"],
        true
    );

    // Received on 10 June 2025: TT 01/2018/TT-VPCP, not what came after it.
    let asked = phone.run(&["questions", "--dossier", &code]).ok();
    let questionnaire = &asked["questionnaire"];
    keys(questionnaire, &["id", "valid_from", "items"]);
    assert_eq!(questionnaire["id"], "tt01-2018", "{asked}");
    assert!(questionnaire["valid_from"].as_str().unwrap() <= "2025-06-10");
    assert!(!questionnaire["items"].as_array().unwrap().is_empty());

    let before = town.ratings();
    let answers = phone.answers(&code);
    // The token is here already: rating needs no network.
    let rated = phone.run(&["rate", &code, "--answers", &answers]).ok();
    keys(&rated["rating"], &["state", "questionnaire_id"]);
    assert_eq!(rated["rating"]["questionnaire_id"], "tt01-2018");
    line.pass();
    phone.settle();
    assert_eq!(town.ratings(), before + 1);
    assert_eq!(
        phone.run(&["rate", &code, "--answers", &answers]).refused(3),
        "client.already_rated"
    );

    // What is redeemed names neither person nor dossier nor session.
    let redeemed: Vec<_> = line
        .seen()
        .into_iter()
        .filter(|seen| seen.method == "PUT" && seen.path.contains("/ratings"))
        .collect();
    assert_eq!(redeemed.len(), 1, "{redeemed:#?}");
    let request = &redeemed[0];
    for name in ["authorization", "dpop", "cookie", "x-request-id"] {
        assert!(request.header(name).is_none(), "the rating carries {name}");
    }
    let body = String::from_utf8_lossy(&request.body);
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    for word in [code.as_str(), &digits, "demo-thu", "Thử"] {
        assert!(
            !body.contains(word) && !request.path.contains(word),
            "the rating names {word}"
        );
    }

    // Another phone of the same person remembers nothing: there the province refuses.
    let other = Phone::signed_in(&line.url());
    other.run(&["dossier", "follow", &code]).ok();
    other.run(&["sync"]).ok();
    assert_eq!(
        other.run(&["rate", &code, "--answers", &answers]).refused(3),
        "client.already_rated"
    );
    assert_eq!(town.ratings(), before + 1);
}

#[test]
fn what_cannot_be_rated_is_refused() {
    let town = Town::open();
    let codes = town.codes();
    let phone = Phone::signed_in(&town.base_url());
    for code in [&codes.in_time, &codes.finished_old] {
        phone.run(&["dossier", "follow", code]).ok();
    }
    let answers = phone.answers(&codes.in_time);
    assert_eq!(
        phone
            .run(&["rate", &codes.in_time, "--answers", &answers])
            .refused(3),
        "client.not_ratable"
    );
    assert_eq!(
        phone
            .run(&["rate", &codes.others, "--answers", &answers])
            .refused(4),
        "client.not_found"
    );
    let before = town.ratings();
    for (name, bytes) in [
        ("noise.json", b"\xff\xfe\x00".to_vec()),
        ("list.json", b"[1,2]".to_vec()),
        ("deep.json", "[".repeat(100_000).into_bytes()),
        (
            "unknown.json",
            json!({"answers": {"999": "x"}}).to_string().into_bytes(),
        ),
        (
            "choice.json",
            json!({"answers": {"1": "no such choice"}})
                .to_string()
                .into_bytes(),
        ),
        (
            "other.json",
            json!({"questionnaire": "nowhere", "answers": {}})
                .to_string()
                .into_bytes(),
        ),
    ] {
        let file = phone.file(name, &bytes);
        let said = phone.run(&["rate", &codes.finished_old, "--answers", &file]);
        assert_eq!(said.code, Some(3), "{name}: {said:#?}");
    }
    phone.run(&["sync"]).ok();
    assert_eq!(town.ratings(), before);
    // None of that has used the one rating up.
    let answers = phone.answers(&codes.finished_old);
    phone
        .run(&["rate", &codes.finished_old, "--answers", &answers])
        .ok();
    phone.settle();
    assert_eq!(town.ratings(), before + 1);
}

#[test]
fn results_are_published_with_their_number_and_small_cells_are_hidden() {
    let town = Town::open();
    let phone = Phone::of(&town.base_url());
    let results = phone.run(&["results"]).ok()["results"]
        .as_array()
        .unwrap()
        .clone();
    for result in &results {
        keys(
            result,
            &[
                "unit",
                "questionnaire_id",
                "n",
                "suppressed",
                "distribution",
                "score",
                "interval",
                "class",
                "indices_counted",
            ],
        );
        let small = result["n"].as_u64().unwrap() < 5;
        if small {
            assert_eq!(result["suppressed"], true, "{result}");
        }
        if result["suppressed"] == true {
            assert_eq!(result["distribution"], json!({}), "{result}");
            assert!(result["score"].is_null() && result["class"].is_null() && result["interval"].is_null());
        } else {
            assert!(
                result["distribution"].as_object().is_some_and(|d| !d.is_empty()),
                "{result}"
            );
        }
    }
    assert!(
        results.iter().any(|r| r["suppressed"] == true),
        "no small cell in the demonstration"
    );
    assert!(
        results.iter().any(|r| r["suppressed"] == false),
        "no published result in the demonstration"
    );
    let unit = results[0]["unit"].as_str().unwrap();
    let of_unit = phone.run(&["results", "--unit", unit]).ok();
    assert!(
        of_unit["results"]
            .as_array()
            .unwrap()
            .iter()
            .all(|r| r["unit"] == unit)
    );
    assert_eq!(
        phone.run(&["results", "--period", "1999Q1"]).ok()["results"],
        json!([])
    );
    for bad in ["bad", "2026Q5", "2026"] {
        assert_eq!(
            phone.run(&["results", "--period", bad]).refused(2),
            "client.bad_period"
        );
    }
}
