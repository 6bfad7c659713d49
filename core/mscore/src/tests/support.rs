//! The two questionnaires, and short ways to write answers.

use crate::*;
use citizen_domain::Timestamp;
use citizen_domain::pack::{Answer, Choice, Collector, Item, ItemKind, Questionnaire, ScoreClass, Scoring};
use citizen_domain::time::iso_date;

pub(super) fn choice(value: &str, points: Option<u8>) -> Choice {
    Choice {
        value: value.into(),
        text: value.into(),
        points,
    }
}

pub(super) fn item(id: &str, kind: ItemKind, collector: Collector) -> Item {
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

pub(super) fn day(text: &str) -> time::Date {
    iso_date::parse(text).unwrap()
}

pub(super) fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("{text}:00+07:00")).unwrap()
}

/// Nine indices as TT 01/2018/TT-VPCP Art. 13, of which the person answers 1, 3, 4 and 7.
pub(super) fn tt01() -> Questionnaire {
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

pub(super) fn mscore() -> Questionnaire {
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

pub(super) fn answers(pairs: &[(&str, &str)]) -> Answers {
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

pub(super) fn rated<'a>(questionnaire: &'a Questionnaire, all: &'a [Answers]) -> Vec<Rated<'a>> {
    all.iter()
        .map(|answers| Rated {
            questionnaire: &questionnaire.id,
            answers,
        })
        .collect()
}
