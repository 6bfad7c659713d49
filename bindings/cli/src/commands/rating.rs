//! `questions`, `rate`, `results`.

use crate::app::{App, read_file};
use crate::args::Results;
use crate::error::CliError;
use crate::out::{Ending, Failure};
use citizen_client::ClientError;
use citizen_client::mscore::{Answers, askable, class_text};
use citizen_client::{Asked, RatingView};
use citizen_domain::message::{Lang, text};
use citizen_domain::pack::{Item, ItemKind, PackContent, Questionnaire};
use citizen_domain::text::human;
use citizen_domain::time::iso_date;
use citizen_domain::wire::ResultRecord;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Serialize)]
struct Questions {
    questionnaire: QuestionnaireView,
    /// Others that apply to the same dossier.
    others: Vec<QuestionnaireView>,
}

#[derive(Serialize)]
struct QuestionnaireView {
    id: String,
    title: String,
    #[serde(with = "iso_date")]
    valid_from: time::Date,
    #[serde(with = "iso_date::option")]
    valid_to: Option<time::Date>,
    unverified: bool,
    source: String,
    items: Vec<Item>,
    precomputed: Answers,
}

impl From<Asked> for QuestionnaireView {
    fn from(asked: Asked) -> Self {
        let items = askable(&asked.questionnaire).cloned().collect();
        let q = asked.questionnaire;
        Self {
            id: q.id,
            title: q.title,
            valid_from: q.valid_from,
            valid_to: q.valid_to,
            unverified: q.unverified,
            source: q.source,
            items,
            precomputed: asked.precomputed,
        }
    }
}

pub(crate) fn questions(app: &App, dossier: Option<&str>) -> Result<(), Failure> {
    let mut asked = app
        .client()?
        .questions(dossier)?
        .into_iter()
        .map(QuestionnaireView::from);
    let first = asked
        .next()
        .ok_or_else(|| Failure::of(&ClientError::NotRatable))?;
    app.out.object(
        &Questions {
            questionnaire: first,
            others: asked.collect(),
        },
        |it| {
            let mut lines = Vec::new();
            for q in std::iter::once(&it.questionnaire).chain(&it.others) {
                lines.push(format!("{} — {} ({})", q.id, q.title, q.source));
                if q.unverified {
                    lines.push(format!("! {}", app.say("cli.questions.unverified", &[])));
                }
                for item in &q.items {
                    lines.push(format!("  {}. {}", item.id, item.text));
                    match item.kind {
                        ItemKind::Scale => lines.push("      0–10".to_owned()),
                        ItemKind::Text => lines.push("      …".to_owned()),
                        ItemKind::Points | ItemKind::Fact => {
                            lines.extend(
                                item.choices
                                    .iter()
                                    .map(|c| format!("      {}: {}", c.value, c.text)),
                            );
                        }
                    }
                }
            }
            lines.push(app.say("cli.rate.who_sees", &[]));
            lines
        },
    );
    Ok(())
}

/// `{"questionnaire_id": "…", "answers": {"1": "2", …}}`; the id, which may also be called `questionnaire`, can be left
/// out, and so can everything but the answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswersFile {
    #[serde(alias = "questionnaire")]
    questionnaire_id: Option<String>,
    answers: Answers,
}

/// A file with an `answers` member is read strictly, so that a mistyped name beside it is not taken for nothing.
fn read_answers(bytes: &[u8]) -> Option<(Option<String>, Answers)> {
    let value: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let named = ["answers", "questionnaire", "questionnaire_id"]
        .iter()
        .any(|name| value.get(name).is_some());
    if named {
        let file: AnswersFile = serde_json::from_value(value).ok()?;
        return Some((file.questionnaire_id, file.answers));
    }
    Some((None, serde_json::from_value(value).ok()?))
}

#[derive(Serialize)]
struct RatingObject {
    rating: RatingView,
}

pub(crate) fn rate(app: &App, code: &str, file: &Path) -> Result<Ending, Failure> {
    let bytes = read_file(file, 256 << 10)?;
    let (questionnaire, answers) = read_answers(&bytes).ok_or_else(|| Failure::of(&CliError::BadAnswers))?;
    let client = app.client()?;
    let rating = client.block_on(client.rate(code, questionnaire.as_deref(), answers))?;
    app.out.object(&RatingObject { rating }, |_| {
        vec![app.say("cli.rate.kept", &[]), app.say("cli.rate.who_sees", &[])]
    });
    Ok(Ending::Done)
}

#[derive(Serialize)]
struct ResultsObject {
    results: Vec<ResultView>,
}

#[derive(Serialize)]
struct ResultView {
    unit: String,
    period: String,
    questionnaire_id: String,
    n: u32,
    suppressed: bool,
    distribution: BTreeMap<String, BTreeMap<String, u32>>,
    score: Option<f64>,
    max: Option<f64>,
    interval: Option<[f64; 2]>,
    class: Option<String>,
    indices_counted: u32,
    indices_total: u32,
}

fn points(hundredths: u32) -> f64 {
    f64::from(hundredths) / 100.0
}

impl From<ResultRecord> for ResultView {
    fn from(r: ResultRecord) -> Self {
        Self {
            unit: r.unit,
            period: r.period,
            questionnaire_id: r.questionnaire_id,
            n: r.n,
            suppressed: r.suppressed,
            distribution: r.distribution,
            score: r.score_hundredths.map(points),
            max: r.max_hundredths.map(points),
            interval: r
                .interval_hundredths
                .map(|(low, high)| [points(low), points(high)]),
            class: r.class,
            indices_counted: r.indices_counted,
            indices_total: r.indices_total,
        }
    }
}

pub(crate) fn results(app: &App, args: &Results) -> Result<(), Failure> {
    let client = app.client()?;
    let found = client.block_on(client.results(args.unit.as_deref(), args.period.as_deref()))?;
    let pack = client.pack()?;
    let words: Vec<String> = found
        .iter()
        .flat_map(|r| result_words(app.lang, r, pack.content()))
        .collect();
    let results = found.into_iter().map(ResultView::from).collect();
    app.out.object(&ResultsObject { results }, |it| {
        if it.results.is_empty() {
            vec![app.say("cli.results.none", &[])]
        } else {
            words.clone()
        }
    });
    Ok(())
}

/// A published result in words: unit, quarter, questionnaire, how many, the answers, the points, the class, and what the
/// class does not count.
pub(crate) fn result_words(lang: Lang, r: &ResultRecord, content: &PackContent) -> Vec<String> {
    let say = |id: &str, args: &[(&str, &str)]| text(lang, id, args).display;
    let labelled = |id: &str, value: &str| format!("  {}: {value}", say(id, &[]));
    let number = |h: u32| human::decimal(lang, i64::from(h), 2);
    // An office's identifier, or the code of a commune or ward.
    let agency = content
        .agencies
        .iter()
        .find(|a| a.id == r.unit)
        .map(|a| a.name.as_str());
    let unit = content
        .units
        .iter()
        .rev()
        .find(|unit| unit.code == r.unit)
        .map(|unit| unit.name.as_str());
    let asked = content.questionnaires.iter().find(|q| q.id == r.questionnaire_id);
    let mut lines = vec![format!(
        "{} · {}",
        agency.or(unit).unwrap_or(r.unit.as_str()),
        period(lang, &r.period)
    )];
    lines.push(format!(
        "  {}",
        asked.map_or(r.questionnaire_id.as_str(), |q| q.title.as_str())
    ));
    lines.push(labelled("cli.results.n", &human::integer(lang, i64::from(r.n))));
    if r.suppressed {
        lines.push(format!("  {}", say("mscore.suppressed", &[])));
        return lines;
    }
    if !r.distribution.is_empty() {
        lines.push(format!("  {}:", say("cli.results.distribution", &[])));
        lines.extend(distribution(r, asked));
    }
    if let Some((points, most)) = r.score_hundredths.zip(r.max_hundredths) {
        lines.push(labelled(
            "cli.results.score",
            &format!("{} / {}", number(points), number(most)),
        ));
    }
    if let Some((low, high)) = r.interval_hundredths {
        lines.push(labelled(
            "cli.results.interval",
            &format!("{} – {}", number(low), number(high)),
        ));
    }
    lines.push(labelled(
        "cli.results.indices",
        &format!("{} / {}", r.indices_counted, r.indices_total),
    ));
    if let Some(class) = &r.class {
        lines.push(labelled("cli.results.class", &class_text(lang, class).display));
        if r.indices_counted < r.indices_total {
            let (counted, total) = (r.indices_counted.to_string(), r.indices_total.to_string());
            let partial = say("mscore.partial", &[("counted", &counted), ("total", &total)]);
            lines.push(format!("  {partial}"));
        }
    }
    lines
}

/// A line a question: what was answered, and how often.
fn distribution(r: &ResultRecord, asked: Option<&Questionnaire>) -> Vec<String> {
    r.distribution
        .iter()
        .map(|(id, counts)| {
            let item = asked.and_then(|q| q.items.iter().find(|item| item.id == *id));
            let word = |value: &str| {
                let choice = item.and_then(|item| item.choices.iter().find(|c| c.value == value));
                choice.map_or_else(|| value.to_owned(), |c| c.text.clone())
            };
            let counted: Vec<String> = counts
                .iter()
                .rev()
                .map(|(value, n)| format!("{}: {n}", word(value)))
                .collect();
            let question = item.map_or(id.as_str(), |item| item.text.as_str());
            format!("    {question} — {}", counted.join(" · "))
        })
        .collect()
}

/// `2026Q4` in words; a province's own word for a period stays.
pub(crate) fn period(lang: Lang, period: &str) -> String {
    match period.split_once('Q') {
        Some((year, quarter)) => {
            text(
                lang,
                "cli.results.quarter",
                &[("year", year), ("quarter", quarter)],
            )
            .display
        }
        None => period.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::read_answers;

    #[test]
    fn an_answers_file_is_read_in_its_forms_and_nothing_in_it_is_overlooked() {
        for (file, id) in [
            (r#"{"questionnaire_id":"q","answers":{"1":"2"}}"#, Some("q")),
            (r#"{"questionnaire":"q","answers":{"1":"2"}}"#, Some("q")),
            (r#"{"answers":{"1":"2"}}"#, None),
            (r#"{"1":"2"}"#, None),
        ] {
            let (named, answers) = read_answers(file.as_bytes()).unwrap();
            assert_eq!((named.as_deref(), answers.len()), (id, 1), "{file}");
        }
        for file in [
            r#"{"questionaire_id":"q","answers":{"1":"2"}}"#,
            r#"{"questionnaire_id":"q"}"#,
            r#"{"questionnaire_id":"q","1":"2"}"#,
            r#"{"questionnaire_id":"q","questionnaire":"p","answers":{}}"#,
            r#"{"answers":["2"]}"#,
            "[]",
            "",
        ] {
            assert!(read_answers(file.as_bytes()).is_none(), "{file}");
        }
    }
}
