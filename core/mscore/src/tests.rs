//! Behaviour over whole questionnaires.

use crate::*;
use citizen_domain::Timestamp;
use citizen_domain::message::knows;
use citizen_domain::pack::{
    Answer, Choice, Collector, Item, ItemKind, Questionnaire, RuleSet, ScoreClass, Scoring,
};
use citizen_domain::time::iso_date;
use citizen_domain::wire::RatingToken;
use proptest::prelude::*;

fn choice(value: &str, points: Option<u8>) -> Choice {
    Choice {
        value: value.into(),
        text: value.into(),
        points,
    }
}

fn item(id: &str, kind: ItemKind, collector: Collector) -> Item {
    Item {
        id: id.into(),
        text: id.into(),
        spoken: id.into(),
        kind,
        collector,
        choices: match kind {
            ItemKind::Points => ["2", "1", "0"].map(|v| choice(v, v.parse().ok())).to_vec(),
            ItemKind::Fact => ["no", "yes"].map(|v| choice(v, None)).to_vec(),
            ItemKind::Scale | ItemKind::Text => Vec::new(),
        },
        precomputed: false,
        officer: false,
        sensitive: false,
    }
}

fn day(text: &str) -> time::Date {
    iso_date::parse(text).unwrap()
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("{text}:00+07:00")).unwrap()
}

/// Nine indices as TT 01/2018/TT-VPCP Art. 13, of which the person answers 1, 3, 4 and 7.
fn tt01() -> Questionnaire {
    let mut items: Vec<Item> = (1..=9)
        .map(|n| {
            let collector = match n {
                1 | 3 | 4 | 7 => Collector::Citizen,
                5 => Collector::Inspection,
                _ => Collector::System,
            };
            let mut item = item(&n.to_string(), ItemKind::Points, collector);
            item.precomputed = n == 1;
            item.officer = matches!(n, 1..=4 | 7);
            item
        })
        .collect();
    items.push(item("comment", ItemKind::Text, Collector::Citizen));
    Questionnaire {
        id: "tt01-2018".into(),
        title: "Mẫu số 01".into(),
        valid_from: day("2019-01-06"),
        valid_to: Some(day("2025-06-30")),
        scoring: Scoring::Tt01,
        items,
        classes: [
            ("xuat_sac", 150),
            ("tot", 120),
            ("kha", 90),
            ("trung_binh", 60),
            ("yeu", 0),
        ]
        .map(|(id, at_least_tenths)| ScoreClass {
            id: id.into(),
            name: id.into(),
            at_least_tenths,
        })
        .to_vec(),
        source: "TT 01/2018/TT-VPCP".into(),
        unverified: false,
    }
}

fn mscore() -> Questionnaire {
    let mut paid = item("paid_without_receipt", ItemKind::Fact, Collector::Citizen);
    paid.sensitive = true;
    Questionnaire {
        id: "mscore-1".into(),
        title: "M-Score".into(),
        valid_from: day("2025-07-01"),
        valid_to: None,
        scoring: Scoring::ZeroToTen,
        items: vec![
            item("attitude", ItemKind::Scale, Collector::Citizen),
            item("time", ItemKind::Scale, Collector::Citizen),
            paid,
        ],
        classes: Vec::new(),
        source: "M-Score".into(),
        unverified: true,
    }
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs
        .iter()
        .map(|(id, value)| {
            let number = value
                .parse::<u8>()
                .ok()
                .filter(|_| !id.chars().all(|c| c.is_ascii_digit()));
            (
                String::from(*id),
                number.map_or_else(|| Answer::Text(String::from(*value)), Answer::Number),
            )
        })
        .collect()
}

fn rated<'a>(questionnaire: &'a Questionnaire, all: &'a [Answers]) -> Vec<Rated<'a>> {
    all.iter()
        .map(|answers| Rated {
            questionnaire: &questionnaire.id,
            answers,
        })
        .collect()
}

#[test]
fn the_day_of_reception_chooses_the_questionnaire() {
    let rules = |id: &str, from: &str, to: Option<&str>, questionnaires: &[&str]| RuleSet {
        id: id.into(),
        valid_from: day(from),
        valid_to: to.map(day),
        questionnaires: questionnaires.iter().map(|q| String::from(*q)).collect(),
        source: String::new(),
        unverified: false,
    };
    let rule_sets = [
        rules("nd61", "2018-06-21", Some("2025-06-30"), &["tt01-2018"]),
        rules(
            "nd118",
            "2025-07-01",
            None,
            &["tt01-2018", "mscore-1", "unheard-of"],
        ),
    ];
    let all = [tt01(), mscore()];
    let ids = |text: &str| -> Vec<String> {
        questionnaires_for(day(text), &rule_sets, &all)
            .iter()
            .map(|q| q.id.clone())
            .collect()
    };
    assert_eq!(ids("2025-06-30"), ["tt01-2018"]);
    // Named by the new rule set, but its own dates end with the old one.
    assert_eq!(ids("2025-07-01"), ["mscore-1"]);
    assert_eq!(ids("2018-07-01"), [""; 0]);
    assert_eq!(
        questionnaire_for(day("2010-01-01"), &rule_sets, &all),
        Err(MscoreError::NoQuestionnaire)
    );
}

#[test]
fn answers_are_checked_against_the_questionnaire() {
    let (legal, scale) = (tt01(), mscore());
    let long = "ă".repeat(MAX_TEXT_CHARS + 1);
    type Row<'a> = (
        &'a Questionnaire,
        &'a [(&'a str, &'a str)],
        Result<(), MscoreError>,
    );
    let rows: &[Row<'_>] = &[
        (
            &legal,
            &[("1", "2"), ("7", "0"), ("comment", "Cán bộ tận tình")],
            Ok(()),
        ),
        (
            &scale,
            &[("attitude", "10"), ("paid_without_receipt", "no")],
            Ok(()),
        ),
        (&legal, &[], Err(MscoreError::Empty)),
        (&legal, &[("10", "2")], Err(MscoreError::UnknownItem)),
        (&legal, &[("2", "2")], Err(MscoreError::NotAskable("2".into()))),
        (&legal, &[("5", "2")], Err(MscoreError::NotAskable("5".into()))),
        (&legal, &[("3", "3")], Err(MscoreError::WrongValue("3".into()))),
        (
            &legal,
            &[("comment", "  ")],
            Err(MscoreError::WrongValue("comment".into())),
        ),
        (
            &legal,
            &[("comment", &long)],
            Err(MscoreError::TextTooLong("comment".into())),
        ),
        (
            &scale,
            &[("attitude", "11")],
            Err(MscoreError::WrongValue("attitude".into())),
        ),
        (
            &scale,
            &[("attitude", "good")],
            Err(MscoreError::WrongValue("attitude".into())),
        ),
        (
            &scale,
            &[("paid_without_receipt", "0")],
            Err(MscoreError::WrongValue("paid_without_receipt".into())),
        ),
    ];
    for (questionnaire, given, expected) in rows {
        assert_eq!(validate(questionnaire, &answers(given)), *expected, "{given:?}");
    }
    let number: Answers = [(String::from("3"), Answer::Number(2))].into();
    assert_eq!(validate(&legal, &number), Ok(()));
    let asked: Vec<&str> = askable(&legal).map(|i| i.id.as_str()).collect();
    assert_eq!(asked, ["1", "3", "4", "7", "comment"]);
}

#[test]
fn index_1_follows_from_the_dates_and_is_only_confirmed() {
    let legal = tt01();
    let received = Some(at("2025-06-02T08:00"));
    let due = Some(at("2025-06-20T10:00"));
    for (finished, value) in [
        ("2025-06-20T09:59", "2"),
        ("2025-06-20T10:00", "1"),
        ("2025-06-20T00:00", "1"),
        ("2025-06-23T08:00", "0"),
    ] {
        let computed = precomputed(&legal, received, due, Some(at(finished)));
        assert_eq!(computed, answers(&[("1", value)]), "{finished}");
    }
    assert!(precomputed(&legal, received, None, due).is_empty());
    assert!(
        precomputed(&legal, due, due, received).is_empty(),
        "dates in the wrong order"
    );

    let computed = answers(&[("1", "0")]);
    assert_eq!(
        confirm(&legal, &answers(&[("1", "0"), ("7", "2")]), &computed),
        Ok(())
    );
    assert_eq!(confirm(&legal, &answers(&[("7", "2")]), &computed), Ok(()));
    assert_eq!(
        confirm(&legal, &answers(&[("1", "2")]), &computed),
        Err(MscoreError::OnlyConfirmed("1".into()))
    );
}

#[test]
fn classes_at_every_boundary() {
    let legal = tt01();
    for (tenths, class) in [
        (180, "xuat_sac"),
        (150, "xuat_sac"),
        (149, "tot"),
        (120, "tot"),
        (119, "kha"),
        (90, "kha"),
        (89, "trung_binh"),
        (60, "trung_binh"),
        (59, "yeu"),
        (0, "yeu"),
    ] {
        assert_eq!(agency_class(&legal, tenths * 10), Some(class), "{tenths}");
    }
    for (tenths, class) in [
        (100, OfficerClass::Full),
        (50, OfficerClass::Full),
        (49, OfficerClass::Partial),
        (35, OfficerClass::Partial),
        (34, OfficerClass::Low),
        (0, OfficerClass::Low),
    ] {
        assert_eq!(officer_class(tenths), class, "{tenths}");
    }
    assert_eq!(agency_class(&mscore(), 1_000), None);
}

#[test]
fn averages_are_rounded_to_a_tenth_one_by_one_and_then_summed() {
    let legal = tt01();
    // 2, 2, 2, 1 average 1.75, rounded 1.8; four such indices sum to 7.2, not to the 7.0 of the unrounded sum.
    let twos = answers(&[("1", "2"), ("3", "2"), ("4", "2"), ("7", "2")]);
    let ones = answers(&[("1", "1"), ("3", "1"), ("4", "1"), ("7", "1")]);
    let all = [twos.clone(), twos.clone(), twos, ones];
    let found = score(&legal, &rated(&legal, &all), 1).unwrap().unwrap();
    assert!(found.indices.iter().all(|i| i.hundredths == 180 && i.n == 4));
    assert_eq!((found.hundredths, found.max_hundredths), (720, 800));
    assert_eq!((found.indices.len(), found.total), (4, 9));
    assert_eq!(officer_tenths(&legal, &found), 72);
}

#[test]
fn what_the_system_gives_counts_with_what_people_say() {
    let legal = tt01();
    let system = answers(&[("2", "2"), ("5", "2"), ("6", "2"), ("8", "2"), ("9", "1")]);
    let person = answers(&[("1", "2"), ("3", "1"), ("4", "1"), ("7", "2")]);
    let mut all = vec![person; 5];
    all.push(system);
    let found = score(&legal, &rated(&legal, &all), 5).unwrap().unwrap();
    assert_eq!((found.hundredths, found.max_hundredths), (1_500, 1_800));
    assert_eq!(agency_class(&legal, found.hundredths), Some("xuat_sac"));
    assert_eq!(officer_tenths(&legal, &found), 80);
}

#[test]
fn two_questionnaires_are_never_averaged() {
    let (legal, scale) = (tt01(), mscore());
    let given = answers(&[("attitude", "9")]);
    let mixed = [
        Rated {
            questionnaire: "mscore-1",
            answers: &given,
        },
        Rated {
            questionnaire: "tt01-2018",
            answers: &given,
        },
    ];
    assert_eq!(score(&scale, &mixed, 1), Err(MscoreError::MixedQuestionnaires));
    assert_eq!(
        publish(&legal, &mixed, "25942", "2026Q4", 5),
        Err(MscoreError::MixedQuestionnaires)
    );
}

#[test]
fn small_numbers_are_not_published() {
    let scale = mscore();
    let all = vec![answers(&[("attitude", "9"), ("time", "7"), ("paid_without_receipt", "yes")]); 5];
    for (n, min_n, suppressed) in [
        (0, 5, true),
        (4, 5, true),
        (5, 5, false),
        (4, 1, true),
        (5, 6, true),
    ] {
        let result = publish(&scale, &rated(&scale, &all[..n]), "25942", "2026Q4", min_n).unwrap();
        assert_eq!(
            (result.n, result.suppressed),
            (u32::try_from(n).unwrap(), suppressed),
            "{n} {min_n}"
        );
        assert_eq!(result.distribution.is_empty(), suppressed);
        assert_eq!(result.score_hundredths.is_none(), suppressed);
        assert_eq!(result.indices_total, 2);
    }
}

#[test]
fn an_item_that_few_answered_is_left_out() {
    let scale = mscore();
    let mut all = vec![answers(&[("attitude", "8")]); 6];
    all[0] = answers(&[("attitude", "8"), ("time", "0"), ("paid_without_receipt", "yes")]);
    let result = publish(&scale, &rated(&scale, &all), "25942", "2026Q4", 5).unwrap();
    assert_eq!((result.indices_counted, result.indices_total), (1, 2));
    assert_eq!(
        (result.score_hundredths, result.max_hundredths),
        (Some(800), Some(1_000))
    );
    assert_eq!(result.distribution.keys().collect::<Vec<_>>(), ["attitude"]);
}

#[test]
fn facts_are_counted_and_never_averaged_and_texts_are_not_published() {
    let scale = mscore();
    let yes = answers(&[("attitude", "10"), ("time", "5"), ("paid_without_receipt", "yes")]);
    let no = answers(&[("attitude", "7"), ("time", "6"), ("paid_without_receipt", "no")]);
    let all = [yes, no.clone(), no.clone(), no.clone(), no];
    let result = publish(&scale, &rated(&scale, &all), "25942", "2026Q4", 5).unwrap();
    assert_eq!(result.distribution["paid_without_receipt"]["yes"], 1);
    assert_eq!(result.distribution["paid_without_receipt"]["no"], 4);
    assert_eq!(result.distribution["attitude"]["0"], 0);
    // Attitude 7.6, time 5.8: together 6.7.
    assert_eq!(result.score_hundredths, Some(670));
    assert_eq!(result.class, None);

    let legal = tt01();
    let spoken = answers(&[("1", "2"), ("comment", "Nhân viên ở bàn 3 rất chậm")]);
    let result = publish(&legal, &rated(&legal, &vec![spoken; 9]), "25942", "2026Q4", 5).unwrap();
    assert!(!serde_json::to_string(&result).unwrap().contains("bàn 3"));
    assert_eq!(
        result.class.as_deref(),
        Some("yeu"),
        "one index of nine: the result says how many counted"
    );
    assert_eq!((result.indices_counted, result.indices_total), (1, 9));
}

#[test]
fn the_interval_is_students() {
    // 5, 6, 7, 8, 9: mean 7, deviation 1.5811, t(4) 2.776: 7 ± 1.963.
    let scale = mscore();
    let all: Vec<Answers> = ["5", "6", "7", "8", "9"]
        .iter()
        .map(|v| answers(&[("attitude", v)]))
        .collect();
    let found = score(&scale, &rated(&scale, &all), 1).unwrap().unwrap();
    assert_eq!(found.interval_hundredths, (504, 896));
    // The same on both scales: one person's answers hang together, so the interval is as wide as for one scale.
    let both: Vec<Answers> = ["5", "6", "7", "8", "9"]
        .iter()
        .map(|v| answers(&[("attitude", v), ("time", v)]))
        .collect();
    let found = score(&scale, &rated(&scale, &both), 1).unwrap().unwrap();
    assert_eq!(found.interval_hundredths, (504, 896));
    // One person says nothing about the others.
    let one = score(&scale, &rated(&scale, &both[..1]), 1).unwrap().unwrap();
    assert_eq!(one.interval_hundredths, (0, 1_000));
    assert_eq!(score(&scale, &[], 1), Ok(None));
}

#[test]
fn a_dossier_is_rated_once() {
    let scale = mscore();
    let token = RatingToken {
        token: "c2VjcmV0".into(),
        unit: "25942".into(),
        questionnaires: vec![scale.id.clone()],
    };
    let mut rating = Rating::held("000.00.12.H09-230110-0001", token);
    assert_eq!(
        rating.queue(&tt01(), answers(&[("1", "2")])).unwrap_err(),
        MscoreError::WrongQuestionnaire
    );
    assert_eq!(
        rating.queue(&scale, Answers::new()).unwrap_err(),
        MscoreError::Empty
    );
    assert_eq!(rating.state, RatingState::TokenHeld);

    let body = rating.queue(&scale, answers(&[("attitude", "9")])).unwrap();
    assert_eq!((body.token.as_str(), body.unit.as_str()), ("c2VjcmV0", "25942"));
    assert_eq!(rating.item_id, Some(wire_item_id("c2VjcmV0")));
    assert_eq!(
        rating.queue(&scale, answers(&[("attitude", "1")])).unwrap_err(),
        MscoreError::AlreadyRated
    );

    let mut withdrawn = rating.clone();
    withdrawn.reopen();
    assert!(withdrawn.queue(&scale, answers(&[("attitude", "1")])).is_ok());

    rating.accept();
    rating.reopen();
    assert!(rating.token.is_none());
    assert_eq!(
        rating.queue(&scale, answers(&[("attitude", "1")])).unwrap_err(),
        MscoreError::AlreadyRated
    );
    assert!(!format!("{rating:?}").contains("H09"));
}

#[test]
fn the_item_id_is_a_version_8_uuid_of_the_token() {
    // `printf citizen-rating:abc | sha256sum`, version and variant bits set.
    assert_eq!(wire_item_id("abc"), "614b4e21-129f-8694-b45b-298c4769a999");
    assert_ne!(wire_item_id("abc"), wire_item_id("abd"));
}

#[test]
fn every_error_is_explained_in_both_languages() {
    for error in MscoreError::ERRORS {
        assert!(knows(&format!("error.{}", error.code)), "{}", error.code);
    }
}

proptest! {
    #[test]
    fn results_stay_inside_their_bounds(rows in prop::collection::vec((0u8..=12, 0u8..=12), 0..40), min_n in 0u32..12) {
        let scale = mscore();
        let all: Vec<Answers> = rows
            .iter()
            .map(|(a, t)| [(String::from("attitude"), Answer::Number(*a)), (String::from("time"), Answer::Number(*t))].into())
            .collect();
        let result = publish(&scale, &rated(&scale, &all), "u", "2026Q4", min_n).unwrap();
        prop_assert_eq!(result.suppressed, all.len() < min_n.max(5) as usize);
        if let (Some(score), Some(max), Some((low, high))) =
            (result.score_hundredths, result.max_hundredths, result.interval_hundredths)
        {
            prop_assert!(low <= score && score <= high && high <= max, "{low} {score} {high} {max}");
        }
    }

    #[test]
    fn checking_answers_never_panics(id in "\\PC{0,8}", text in "\\PC{0,20}", n in any::<u8>()) {
        for answer in [Answer::Text(text), Answer::Number(n)] {
            let _ = validate(&tt01(), &[(id.clone(), answer)].into());
        }
        let _ = wire_item_id(&id);
    }
}
