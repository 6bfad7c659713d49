use super::*;
use citizen_domain::pack::{Collector, UnitKind, agency_now};
use citizen_domain::time::iso_date;
use citizen_pack::{Standing, lookup};
use std::collections::BTreeSet;
use time::Date;

const ALL: [&str; 3] = ["79", "82", "52"];

fn day(text: &str) -> Date {
    iso_date::parse(text).unwrap()
}

fn today() -> Date {
    day("2026-03-02")
}

#[test]
fn the_roots_that_ship_vouch_for_the_packs_that_ship() {
    for (id, name) in ALL
        .iter()
        .zip(["Thành phố Hồ Chí Minh", "Tỉnh Đồng Tháp", "Tỉnh Gia Lai"])
    {
        let pack = shipped(id);
        assert_eq!(pack.content().province.name, name);
        assert!(matches!(pack.standing(), Standing::Vouched { .. }));
        assert!(pack.demo());
        let info = serde_json::to_value(pack.info()).unwrap();
        assert_eq!(info["province"], *id);
        assert_eq!(
            (info["version"].as_u64(), &info["verified"]),
            (Some(1), &true.into())
        );
    }
}

#[test]
fn provinces_share_what_is_the_same_for_all() {
    let hash = |id: &str, name: &str| {
        let sections = &shipped(id).manifest().sections;
        sections.iter().find(|s| s.name == name).unwrap().sha256.clone()
    };
    for name in [
        "units",
        "old_units",
        "calendars",
        "questionnaires",
        "procedures",
        "statuses",
        "texts",
    ] {
        assert_eq!(hash("79", name), hash("82", name), "{name}");
        assert_eq!(hash("79", name), hash("52", name), "{name}");
    }
    assert_ne!(hash("79", "province"), hash("82", "province"));
}

#[test]
fn units_are_those_of_the_two_level_system() {
    let pack = shipped("79").content();
    let at = |kind, day: Date| {
        let in_force =
            |u: &&citizen_domain::pack::Unit| u.valid_from <= day && u.valid_to.is_none_or(|to| day <= to);
        pack.units
            .iter()
            .filter(in_force)
            .filter(|u| u.kind == kind)
            .count()
    };
    for d in ["2025-07-01", "2026-04-29", "2026-04-30", "2026-12-31"].map(day) {
        assert_eq!(at(UnitKind::Province, d), 34, "{d}");
    }
    for (d, numbers) in [
        // 19/2025/QĐ-TTg; then 237/NQ-UBTVQH16 and 388/NQ-UBTVQH16.
        ("2025-07-01", [2621, 687, 13]),
        ("2026-04-29", [2621, 687, 13]),
        ("2026-04-30", [2611, 697, 13]),
        ("2026-09-20", [2599, 709, 13]),
        ("2026-12-31", [2599, 709, 13]),
    ] {
        let lower = [UnitKind::Commune, UnitKind::Ward, UnitKind::SpecialZone].map(|k| at(k, day(d)));
        assert_eq!(lower, numbers, "{d}");
        assert_eq!(lower.iter().sum::<usize>(), 3321);
    }
    assert_eq!(pack.old_units.len(), 10_040);
    let parts = |province: &str| {
        pack.units
            .iter()
            .filter(|u| u.parent.as_deref() == Some(province))
            .count()
    };
    assert_eq!((parts("79"), parts("82"), parts("52")), (168, 102, 135));

    for (code, name) in [
        ("25747", "Phường Thủ Dầu Một, Thành phố Hồ Chí Minh"),
        ("28261", "Phường Mỹ Tho, Tỉnh Đồng Tháp"),
        ("21583", "Phường Quy Nhơn, Tỉnh Gia Lai"),
        ("11629", "Xã An Lão, Thành phố Hải Phòng"),
        ("21609", "Xã An Lão, Tỉnh Gia Lai"),
    ] {
        let unit = lookup::unit(pack, code, today()).unwrap();
        assert_eq!(lookup::full_name(pack, unit, today()), name);
    }
    assert!(lookup::unit(pack, "99999", today()).is_none());
    assert!(lookup::unit(pack, "25747", day("2025-06-30")).is_none());
}

#[test]
fn a_unit_may_change_its_name_and_kind_and_keep_its_code() {
    let pack = shipped("52").content();
    for (code, last, before, first, after) in [
        (
            "75",
            "2026-04-29",
            "Tỉnh Đồng Nai",
            "2026-04-30",
            "Thành phố Đồng Nai",
        ),
        (
            "22",
            "2026-08-31",
            "Tỉnh Quảng Ninh",
            "2026-09-01",
            "Thành phố Quảng Ninh",
        ),
        (
            "24",
            "2026-09-19",
            "Tỉnh Bắc Ninh",
            "2026-09-20",
            "Thành phố Bắc Ninh",
        ),
        (
            "26368",
            "2026-04-29",
            "Xã Long Thành",
            "2026-04-30",
            "Phường Long Thành",
        ),
        ("07399", "2026-09-19", "Xã Kép", "2026-09-20", "Phường Kép"),
    ] {
        let on = |d| lookup::unit(pack, code, day(d)).unwrap();
        assert_eq!((on(last).name.as_str(), on(first).name.as_str()), (before, after));
    }
    let full = |code, d: &str| lookup::full_name(pack, lookup::unit(pack, code, day(d)).unwrap(), day(d));
    assert_eq!(full("09496", "2026-09-19"), "Xã Lương Tài, Tỉnh Bắc Ninh");
    assert_eq!(
        full("09496", "2026-09-20"),
        "Phường Lương Tài, Thành phố Bắc Ninh"
    );
}

#[test]
fn an_old_unit_leads_to_todays_one_or_to_one_of_several() {
    let pack = shipped("79").content();
    let codes: BTreeSet<&str> = pack.units.iter().map(|u| u.code.as_str()).collect();
    for old in &pack.old_units {
        assert!(!old.successors.is_empty(), "{}", old.name);
        assert!(
            old.successors.iter().all(|c| codes.contains(c.as_str())),
            "{}",
            old.name
        );
    }
    let find = |province: &str, district: &str, name: &str| {
        lookup::old_units(pack, name, today())
            .into_iter()
            .find(|(old, _)| old.province == province && old.district == district)
            .map(|(_, new)| new.iter().map(|u| u.code.as_str()).collect::<Vec<_>>())
    };
    assert_eq!(
        find("Tỉnh Bình Định", "Huyện An Lão", "thi tran an lao"),
        Some(vec!["21609"])
    );
    assert!(pack.old_units.iter().filter(|o| o.successors.len() > 1).count() > 400);
}

#[test]
fn an_old_agency_says_who_answers_now() {
    let pack = shipped("79").content();
    let now = |id| agency_now(&pack.agencies, id, today()).map(|a| a.id.as_str());
    assert_eq!(now("000.00.12.H09"), Some("H29.12"));
    assert_eq!(now("H29.242"), Some("H29.242"));
    assert_eq!(now("X99"), None);
    assert_eq!(
        agency_now(&pack.agencies, "000.00.12.H09", day("2025-06-30")).map(|a| a.id.as_str()),
        Some("000.00.12.H09")
    );
    for id in ALL {
        let pack = shipped(id).content();
        let central = lookup::agency(pack, "H55.242.00").unwrap();
        assert_eq!(central.centralised.as_deref(), Some("09"));
        for agency in &pack.agencies {
            assert!(
                agency_now(&pack.agencies, &agency.id, today()).is_some(),
                "{}",
                agency.id
            );
            assert!(!agency.spoken.contains("UBND") && !agency.spoken.contains("PVHCC"));
        }
    }
}

#[test]
fn the_catalogue_is_wide_and_shows_that_it_is_a_demonstration() {
    let pack = shipped("82").content();
    assert!(pack.procedures.len() >= 120);
    let groups: BTreeSet<&str> = pack.procedures.iter().map(|p| p.group.as_str()).collect();
    assert!(groups.len() >= 10);
    for p in &pack.procedures {
        assert!(p.demo && p.code.starts_with("9."), "{}", p.code);
        assert!(
            !p.papers.is_empty() && p.limit.is_some() && !p.fees.is_empty(),
            "{}",
            p.code
        );
        assert!(
            pack.texts.contains_key(&format!("group.{}", p.group)),
            "{}",
            p.group
        );
    }
    assert_eq!(
        lookup::procedure(pack, "9.000026").unwrap().name,
        "Đăng ký thường trú"
    );
    for id in ALL {
        let pack = shipped(id).content();
        let places: BTreeSet<&str> = pack.offices.iter().map(|o| o.unit.as_str()).collect();
        assert!(places.len() >= 6);
        for o in &pack.offices {
            assert!(o.demo);
            let unit = lookup::unit(pack, &o.unit, today()).unwrap();
            assert_eq!(unit.parent.as_deref(), Some(id));
            assert!(
                unit.name
                    .to_lowercase()
                    .ends_with(&o.name.trim_start_matches("Trung tâm PVHCC ").to_lowercase())
            );
        }
        let first = lookup::offices(pack, Some(&pack.offices[3].unit));
        assert_eq!(first[0].id, pack.offices[3].id);
        assert_eq!(first.len(), pack.offices.len());
    }
}

#[test]
fn each_reception_date_has_one_set_of_rules_and_its_questionnaires_are_there() {
    let pack = shipped("79").content();
    for (d, set, legal, unverified) in [
        ("2019-01-06", "nd61", "tt01-2018", false),
        ("2025-06-30", "nd61", "tt01-2018", false),
        ("2025-07-01", "nd118", "tt01-2018-u", true),
        ("2026-11-24", "nd118", "tt01-2018-u", true),
    ] {
        let rules = lookup::rule_set(pack, day(d)).unwrap();
        assert_eq!(
            (rules.id.as_str(), rules.questionnaires[0].as_str()),
            (set, legal)
        );
        assert_eq!(lookup::questionnaire(pack, legal).unwrap().unverified, unverified);
        assert!(lookup::questionnaire(pack, &rules.questionnaires[1]).is_some());
    }
    assert!(lookup::rule_set(pack, day("2019-01-05")).is_none());
}

#[test]
fn questionnaires_ask_people_only_what_people_know() {
    let pack = shipped("79").content();
    let legal = lookup::questionnaire(pack, "tt01-2018").unwrap();
    let asked: Vec<&str> = legal
        .items
        .iter()
        .filter(|i| i.collector == Collector::Citizen)
        .map(|i| i.id.as_str())
        .collect();
    assert_eq!(asked, ["1", "3", "4", "7", "e", "text"]);
    let officer: Vec<&str> = legal
        .items
        .iter()
        .filter(|i| i.officer)
        .map(|i| i.id.as_str())
        .collect();
    assert_eq!(officer, ["1", "2", "3", "4", "7"]);
    let classes: Vec<u32> = legal.classes.iter().map(|c| c.at_least_tenths).collect();
    assert_eq!(classes, [150, 120, 90, 60, 0]);
    for q in &pack.questionnaires {
        for item in &q.items {
            assert!(
                !item.spoken.contains(['(', '%', '/']),
                "{}: {}",
                q.id,
                item.spoken
            );
            if item.kind == citizen_domain::pack::ItemKind::Points {
                let points: Vec<_> = item.choices.iter().map(|c| c.points).collect();
                assert_eq!(points, [Some(2), Some(1), Some(0)]);
            }
        }
    }
}

#[test]
fn calendars_cover_2022_to_2027_and_say_which_is_provisional() {
    let pack = shipped("79").content();
    let years: Vec<(i32, bool)> = pack.calendars.iter().map(|c| (c.year, c.provisional)).collect();
    assert_eq!(years, (2022..=2027).map(|y| (y, y == 2027)).collect::<Vec<_>>());
    for c in &pack.calendars {
        let weekend = |d: Date| d.weekday().number_from_monday() > 5;
        for h in &c.holidays {
            assert!(h.date.year() == c.year && !weekend(h.date), "{}", h.date);
        }
        for s in &c.swaps {
            assert!(!weekend(s.off) && s.work.weekday() == time::Weekday::Saturday);
        }
    }
}

#[test]
fn emergencies_name_a_number_that_is_in_the_list() {
    let pack = shipped("52").content();
    let known: BTreeSet<&str> = pack.emergency.iter().map(|e| e.number.as_str()).collect();
    assert_eq!(known, BTreeSet::from(["111", "112", "113", "114", "115", "1022"]));
    let by_code = |code: &str| pack.categories.iter().find(|c| c.code == code).unwrap();
    assert_eq!(by_code("pccc").emergency.as_deref(), Some("114"));
    assert_eq!(
        by_code("an_ninh").visibility,
        citizen_domain::pack::Visibility::Handler
    );
    assert_eq!(
        by_code("tre_em").visibility,
        citizen_domain::pack::Visibility::Handler
    );
    for c in &pack.categories {
        assert_eq!(c.due_days.len(), 3);
        assert!(c.emergency.as_deref().is_none_or(|n| known.contains(n)));
        assert!(!c.spoken.contains(['(', ')']), "{}", c.spoken);
    }
    assert_eq!(
        (1..=10).filter(|c| lookup::status(pack, *c).is_some()).count(),
        10
    );
}
