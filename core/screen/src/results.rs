//! Published results: how many, how they answered, the points with their interval; never a rank.

use crate::rating::{asked_of, offered};
use crate::{Said, Voice};
use citizen_domain::pack::{Item, PackContent, Questionnaire};
use citizen_domain::text::human;
use citizen_domain::wire::ResultRecord;
use citizen_mscore::class_text;
use serde::Serialize;

/// How often a question was answered one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// The answer.
    pub label: Said,
    /// How often.
    pub count: u32,
    /// Of a thousand.
    pub permille: u32,
    /// "Hài lòng: 12 trong 20".
    pub said: Said,
}

/// The answers to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarGroup {
    /// The question.
    pub question: Said,
    /// Its answers, best first.
    pub bars: Vec<Bar>,
}

/// A published result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResultView {
    /// Who was rated.
    pub unit: Said,
    /// When.
    pub period: Said,
    /// By which questionnaire.
    pub title: Said,
    /// The questionnaire was not compared with the rule in force.
    pub unverified: Option<Said>,
    /// How many rated.
    pub count: Said,
    /// Why nothing more is given.
    pub suppressed: Option<Said>,
    /// Points of how many.
    pub score: Option<Said>,
    /// Class, and what it does not count.
    pub class: Option<Said>,
    /// Where the true value probably lies.
    pub interval: Option<Said>,
    /// How many indices had answers.
    pub counted: Said,
    /// Answers question by question, in the questionnaire's order.
    pub questions: Vec<BarGroup>,
}

/// The screen of a published result.
pub fn result(record: &ResultRecord, pack: &PackContent, voice: &Voice) -> ResultView {
    let agency = pack.agencies.iter().find(|agency| agency.id == record.unit);
    let unit = pack.units.iter().rev().find(|unit| unit.code == record.unit);
    let asked = pack
        .questionnaires
        .iter()
        .find(|q| q.id == record.questionnaire_id);
    let points = |hundredths: u32| Said::plain(human::decimal(voice.lang, i64::from(hundredths), 2));
    let n = voice.number(u64::from(record.n));
    let (counted, total) = (
        record.indices_counted.to_string(),
        record.indices_total.to_string(),
    );
    let of = [("counted", counted.as_str()), ("total", total.as_str())];
    let class = record.class.as_deref().map(|class| {
        let said = Said::from(class_text(voice.lang, class));
        if record.indices_counted < record.indices_total {
            Said::joined(&[said, voice.say("mscore.partial", &of)])
        } else {
            said
        }
    });
    let place = |id: &str| asked.and_then(|q| q.items.iter().position(|item| item.id == id));
    let mut distribution: Vec<_> = record.distribution.iter().collect();
    // In the questionnaire's order; what it does not know comes last.
    distribution.sort_by_key(|(id, _)| place(id).unwrap_or(usize::MAX));
    let questions = distribution.into_iter().map(|(id, counts)| {
        let item = asked.and_then(|q| q.items.iter().find(|item| item.id == *id));
        let all: u32 = counts.values().sum();
        BarGroup {
            question: item.map_or_else(|| Said::plain(id.clone()), |item| asked_of(item, voice)),
            bars: order(item, counts.keys())
                .into_iter()
                .map(|value| {
                    let count = counts.get(value).copied().unwrap_or_default();
                    bar(item, value, count, all, voice)
                })
                .collect(),
        }
    });
    ResultView {
        unit: match (agency, unit) {
            (Some(agency), _) => Said::both(agency.name.clone(), agency.spoken.clone()),
            (None, Some(unit)) => Said::aloud(unit.name.clone()),
            (None, None) => Said::plain(record.unit.clone()),
        },
        period: period(&record.period, voice),
        title: Said::aloud(title(asked, record)),
        unverified: asked
            .is_some_and(|q| q.unverified)
            .then(|| voice.say("screen.rating.unverified", &[])),
        count: voice.say_with("screen.results.count", &[("n", &n)]),
        suppressed: record.suppressed.then(|| voice.say("mscore.suppressed", &[])),
        score: record
            .score_hundredths
            .zip(record.max_hundredths)
            .map(|(score, most)| {
                voice.say_with(
                    "screen.results.score",
                    &[("score", &points(score)), ("most", &points(most))],
                )
            }),
        class,
        interval: record.interval_hundredths.map(|(low, high)| {
            voice.say_with(
                "screen.results.interval",
                &[("low", &points(low)), ("high", &points(high))],
            )
        }),
        counted: voice.say("screen.results.indices", &of),
        questions: questions.collect(),
    }
}

fn title(asked: Option<&Questionnaire>, record: &ResultRecord) -> String {
    asked.map_or_else(|| record.questionnaire_id.clone(), |q| q.title.clone())
}

/// Values as the questionnaire has them, best first; then what it does not know, as it came.
fn order<'a>(item: Option<&'a Item>, values: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut rest: Vec<&str> = values.map(String::as_str).collect();
    rest.sort_by_key(|value| std::cmp::Reverse(value.parse::<u32>().unwrap_or_default()));
    let choices = item.map(|item| item.choices.as_slice()).unwrap_or_default();
    let known: Vec<&str> = choices
        .iter()
        .map(|choice| choice.value.as_str())
        .filter(|value| rest.contains(value))
        .collect();
    rest.retain(|value| !known.contains(value));
    known.into_iter().chain(rest).collect()
}

fn bar(item: Option<&Item>, value: &str, count: u32, all: u32, voice: &Voice) -> Bar {
    let choice = item.and_then(|item| item.choices.iter().find(|choice| choice.value == value));
    let label = choice.map_or_else(|| Said::aloud(value), |choice| offered(choice, voice));
    let number = |n: u32| voice.number(u64::from(n));
    Bar {
        said: voice.say_with(
            "screen.results.bar",
            &[("answer", &label), ("n", &number(count)), ("all", &number(all))],
        ),
        label,
        count,
        permille: u32::try_from(u64::from(count) * 1000 / u64::from(all.max(1))).unwrap_or(1000),
    }
}

/// `2026Q4` in words; a province's own word for a period stays.
fn period(period: &str, voice: &Voice) -> Said {
    match period.split_once('Q') {
        Some((year, quarter)) => voice.say("screen.results.quarter", &[("year", year), ("quarter", quarter)]),
        None => Said::plain(period),
    }
}
